"""Where the parts of a chain begin, and how a chain is written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lrcalc.errors import ParameterError, counted, expected
from lrcalc.numbers.literal import LiteralError, StepsLike, parse_steps
from lrcalc.schedule.arguments import listed
from lrcalc.schedule.formula import title
from lrcalc.schedule.policy import Policy

LABEL = "--milestones"
# As many parts as are named where a chain is told of.
MOST_SHOWN = 10


def least(ends: Sequence[int | None]) -> int | None:
    """The first of several ends, None being no end."""
    return min((end for end in ends if end is not None), default=None)


def by_totals(parts: Sequence[Policy]) -> list[int]:
    """Where the parts after the first begin, each part as long as its total."""
    begins, step = [], 0
    for number, part in enumerate(parts[:-1], 1):
        if part.total is None:
            reason = f"expected the step at which part {number + 1} begins, for part {number} has no end"
            raise ParameterError(LABEL, f"{reason}; got none")
        step += max(1, part.updates or part.total)
        begins.append(step)
    return begins


def read_milestones(given: Any, count: int) -> list[int]:
    items = given.split(",") if isinstance(given, str) else listed(given)
    try:
        steps = [_milestone(item) for item in items]
    except LiteralError as error:
        raise ParameterError(LABEL, str(error)) from None
    if len(steps) not in (count - 1, count):
        wanted = f"{count - 1} or {count}" if count > 1 else "1"
        raise ParameterError(
            LABEL, expected(f"{wanted} milestone{'s' * (count > 1)} for {counted(count, 'part')}", len(steps))
        )
    for before, after in pairwise(steps):
        if after <= before:
            raise ParameterError(LABEL, expected("steps in order, such as 30,60", f"{after} after {before}"))
    return steps


def _milestone(given: StepsLike) -> int:
    return parse_steps(given, least=1)


def chain_title(parts: Sequence[Policy], starts: list[int]) -> str:
    texts = [f"{title(part)}" if start == 0 else f"from step {start} {title(part)}"
             for part, start in zip(parts[:MOST_SHOWN], starts)]  # fmt: skip
    more = ["…"] if len(parts) > MOST_SHOWN else []
    return "; ".join([*texts, *more])


def as_typed(part: Policy) -> str:
    return " ".join([part.name, *(f"{name}={text}" for name, text in part.typed.items())])
