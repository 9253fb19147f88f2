"""Schedules that come again, cycle for cycle, up to the last step: what holds of one cycle holds of all."""

from __future__ import annotations

from typing import NamedTuple

from lrcalc.sampling.cycle import repeats
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

# As many phases as may come before the cycles, and as one cycle may have.
MOST_BEFORE, MOST_WITHIN = 64, 64


class Repeating(NamedTuple):
    """So many cycles of one size from a first step on, each with the same rates."""

    first: int
    size: int
    times: int

    @property
    def after(self) -> int:
        """The step after all of them."""
        return self.first + self.size * self.times


def repeating(policy: Policy, last: int) -> Repeating | None:
    """The cycles of a schedule up to a last step that lies in them; None where there are not two of them."""
    step, final = 0, policy.phase_at(last).quantities
    for _ in range(MOST_BEFORE):
        phase = policy.phase_at(step)
        cycle = repeats(phase.quantities[-1])
        if cycle is not None and (step + cycle.offset) % cycle.size == 0:
            found = Repeating(step, cycle.size, (last + 1 - step) // cycle.size)
            phases = _phases(policy, step, cycle.size)
            kinds = {other and (other.size, other.offset % other.size) for other in
                     (repeats(item.quantities[-1]) for item in phases)}  # fmt: skip
            if kinds == {(cycle.size, cycle.offset % cycle.size)} and found.times > 1:
                return found if any(item.quantities == final for item in phases) else None
        if phase.last is None or phase.last >= last:
            return None
        step = phase.last + 1
    return None


def _phases(policy: Policy, step: int, size: int) -> list[Phase]:
    """The phases of one cycle, the first of them alone where they are too many."""
    phases: list[Phase] = []
    end = step + size
    while step < end:
        phase = policy.phase_at(step)
        phases.append(phase)
        if phase.last is None or len(phases) > MOST_WITHIN:
            return phases[:1]
        step = phase.last + 1
    return phases
