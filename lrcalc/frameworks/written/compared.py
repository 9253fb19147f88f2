"""Whether two schedules are one: the first step at which they differ."""

from __future__ import annotations

from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.schedule.policy import Policy

MOST_PHASES = 60
MOST_LOOKED_THROUGH = 3_000
TOLERANCE = 1e-12


class Difference(NamedTuple):
    """The first step at which two schedules differ, and both rates; None for one that has no rate there."""

    step: int
    ours: float | None
    theirs: float | None


def difference(ours: Policy, theirs: Policy) -> Difference | None:
    """The first step at which the schedules differ, as far as is looked; None where they do not."""
    before = -1
    for step in sorted({*_telling(ours), *_telling(theirs)}):
        if _differ(ours, theirs, step) is None:
            before = step
            continue
        first = max(before + 1, step - MOST_LOOKED_THROUGH)
        for at in range(first, step + 1):
            found = _differ(ours, theirs, at)
            if found is not None:
                return found
    return None


def _differ(ours: Policy, theirs: Policy, step: int) -> Difference | None:
    a, b = _rate(ours, step), _rate(theirs, step)
    if a is None or b is None:
        return None if a is b else Difference(step, a, b)
    return None if abs(a - b) <= TOLERANCE * max(abs(a), abs(b)) else Difference(step, a, b)


def _rate(schedule: Policy, step: int) -> float | None:
    try:
        return schedule.at(step)
    except (ScheduleError, ArithmeticError):
        return None


def _telling(schedule: Policy) -> set[int]:
    """Steps that tell schedules apart: the sides of boundaries, the middles, and some past the end."""
    found = {0, 1, 2, 3, 5, 8, 13, 100, 1000, 9999}
    step, end = 0, schedule.total
    for _ in range(MOST_PHASES):
        phase = schedule.phase_at(step)
        found |= {phase.first, phase.first + 1, step}
        if phase.last is None or (end is not None and phase.last >= end):
            break
        found |= {
            phase.last - 1,
            phase.last,
            phase.last + 1,
            (step + phase.last) // 2,
            (step * 2 + phase.last) // 3,
        }
        step = phase.last + 1
    if end is not None:
        found |= {
            end // 2,
            end // 3,
            end // 7,
            end - 1,
            end,
            end + 1,
            end + 2,
            end + end // 3 + 1,
            2 * end,
            3 * end,
        }
    return {item for item in found if 0 <= item <= MOST_STEPS}
