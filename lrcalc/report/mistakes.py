"""All mistakes that are known, by id: a list made from the policies themselves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lrcalc.marking.misreading import misreadings
from lrcalc.marking.rounding import PLACES
from lrcalc.policies import POLICIES, policy_class
from lrcalc.schedule.formula import example, phases
from lrcalc.schedule.further_mistakes import further_mistakes
from lrcalc.schedule.mistakes import general_mistakes
from lrcalc.schedule.policy import Policy

TITLE = "The mistakes that marking knows"
ABOUT = (
    "The ids are those of the column `mistakes` in csv, tsv, json and jsonl. After a warm-up a policy has "
    "the same. A mistake is named only where the whole sheet speaks for it: see the topic `marking`."
)
WARMUP = 4
EPOCH = Fraction(2)


def mistakes_markdown() -> str:
    """The list as Markdown: those of any policy, then those of each."""
    general = _general()
    lines = [f"# {TITLE}", "", ABOUT, "", "## With any policy", ""]
    lines += [f"- `{name}`: {what}" for name, what in general.items()]
    for policy in POLICIES:
        own = {name: what for name, what in _own(policy).items() if name not in general}
        if own:
            lines += ["", f"## {policy}", "", *(f"- `{name}`: {what}" for name, what in own.items())]
    return "\n".join(lines) + "\n"


def _general() -> dict[str, str]:
    """What can be made with any policy that has such quantities and parameters."""
    found: dict[str, str] = {}
    for made in _specimens():
        for phase in phases(made):
            items = [*general_mistakes(phase, 1), *further_mistakes(phase, vars(made.symbols))]
            found |= {item.id: item.what for item in items if item.id not in found and not item.is_rounding}
        found |= {item.id: item.what for item in misreadings(made, EPOCH) if item.id not in found}
    for places in sorted(PLACES):
        found[f"COLUMN-to-{places}-decimals"] = (
            "a column was rounded before it was used; not wrong, but close"
        )
    return found


def _own(name: str) -> dict[str, str]:
    made = example(policy_class(name))
    return {item.id: item.what for phase in made.first_phases() for item in made.mistakes(phase)}


def _specimens() -> Iterator[Policy]:
    for name in POLICIES:
        made = example(policy_class(name))
        yield made
        if made.total is not None and "warmup" not in vars(made.symbols):
            yield made.after_warmup(max(1, made.total // WARMUP))
