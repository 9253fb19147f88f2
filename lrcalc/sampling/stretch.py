"""What many steps at once come to: stretches of steps in one phase, with the doubles of each quantity."""

from __future__ import annotations

from typing import NamedTuple

from lrcalc.schedule.derivation import Phase

SHORTEST_BLOCK = 48


class Stretch(NamedTuple):
    """Some steps in one phase, and for each quantity of the phase the double at each of them.

    Phases that follow one another and have both name and formula in common count as one.
    """

    steps: range
    phase: Phase
    columns: dict[str, list[float]]

    @property
    def length(self) -> int:
        return len(self.steps)
