"""What a warm-up before a schedule does to the steps that are counted in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lrcalc.expression import STEP, Node
from lrcalc.expression.choice import WholePart
from lrcalc.expression.nodes import PhaseConstant, contains
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.warmup_parameters import WARMUP

# As many steps as are named where a warm-up shifts them.
MOST_NAMED = 3


def shift_notes(inner: Policy, rest: Policy | None, warm: int) -> Iterator[str]:
    """That a warm-up before a schedule shifts what is counted in it, where no total says so.

    `rest` is the schedule with what the warm-up has left of its total.
    """
    phases = list(inner.first_phases())
    if warm == 0 or (inner.total is not None and not _only_ends(inner, rest, phases)):
        return
    first, *others = phases
    if not others and first.last is None and not _has(first.quantities[-1], STEP):
        return
    lists = [name for name, item in inner.parameters().items() if item.unit == "steps list"]
    what = "drops" if "drops" in first else "changes"
    edges = [str(phase.first + warm) for phase in others[:MOST_NAMED]]
    more = ", …" if len(others) > MOST_NAMED else ""
    where = f": {what} at {_listed(edges)}{more}" if edges else f", step {warm}"
    over = f"{WARMUP['warmup_mode'].label} over counts from step 0"
    counted = f"{lists[0]} count" if lists else "schedule counts"
    yield f"the {counted} from the end of the warm-up{where}; {over}"


def is_smooth(policy: Policy) -> bool:
    """Whether one formula without whole numbers in it holds at all steps, and so between them."""
    phases = list(policy.first_phases())
    return len(phases) == 1 and not contains(
        phases[0].quantities[-1], lambda part: isinstance(part, (PhaseConstant, WholePart))
    )


def _only_ends(inner: Policy, rest: Policy | None, phases: list[Phase]) -> bool:
    """Whether the total is where the schedule stops, and nothing in it follows from it."""
    own = dict(vars(inner.symbols))
    total, left = own.pop("T", None), {} if rest is None else vars(rest.symbols)
    if total is None or any(_has(phase.quantities[-1], total) for phase in phases):
        return False
    return all(left[name].value == item.value for name, item in own.items() if name in left)


def _has(node: Node, symbol: Node) -> bool:
    return contains(node, lambda part: part is symbol)


def _listed(texts: list[str]) -> str:
    *most, last = texts
    return f"{', '.join(most)} and {last}" if len(most) == 1 else ", ".join(texts)


def shares_in_steps(policy: Policy) -> dict[str, Any]:
    """What was typed as a share of T, in steps: the same after a warm-up. A default is of what is left."""
    return {
        name: getattr(policy, name)
        for name, item in policy.parameters().items()
        if item.share_of == "T" and item.default is None and "%" in policy.typed.get(name, "")
    }
