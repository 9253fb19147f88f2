"""Schedules that come again, cycle for cycle, up to the last step: what holds of one cycle holds of all."""

from __future__ import annotations

from math import floor as whole
from math import lcm
from typing import NamedTuple

from lrcalc.expression.functions import Floor
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP, Node
from lrcalc.expression.shape import Line, phase_constants, straight_line, varies, with_plain_lines
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

# As many phases as may come before the cycles, and as one cycle may have.
MOST_BEFORE, MOST_WITHIN = 64, 128
# As many places of a cycle as are followed from one to the next.
MOST_PLACES = 64


# A step beyond all others, at which no coefficient of k happens to be 0.
ANY_STEP = 1_000_000_007_000_000_009


class Cycle(NamedTuple):
    """The size s of the cycles of a formula, and the floors of it with the straight line in each: the s is
    such that s steps later each floor is a whole number more."""

    size: int
    floors: tuple[tuple[Node, Line], ...]

    def at(self, quantity: Quantity, step: int) -> Quantity:
        """The quantity at the steps s·k + a step, with k in place of t."""
        replacements: dict[Node, Node] = {
            floor: STEP * (slope * self.size) + whole(start + slope * step)
            for floor, (start, slope) in self.floors
        }
        replacements[STEP] = STEP * self.size + step
        found = with_plain_lines(quantity.replace(replacements), 0)
        assert isinstance(found, Quantity)
        return found

    def is_same(self, quantity: Quantity) -> bool:
        """Whether a quantity is the same in every cycle."""
        return not varies(self.at(quantity, ANY_STEP))


class Repeating(NamedTuple):
    """So many cycles of one size from a first step on, each with the same formulas.

    The rates are the same in all of them, or else `places` are few: each of them is a formula of the number
    of the cycle, from 0 on.
    """

    first: int
    size: int
    times: int
    places: list[Quantity] | None

    @property
    def after(self) -> int:
        """The step after all of them."""
        return self.first + self.size * self.times


def repeating(policy: Policy, last: int) -> Repeating | None:
    """The cycles of a schedule up to a last step that lies in them; None where there are not two of them."""
    step, final = 0, policy.phase_at(last).quantities
    for _ in range(MOST_BEFORE):
        phase = policy.phase_at(step)
        cycle = _cycle(phase.quantities[-1])
        if cycle is not None and last > step + cycle.size:
            phases = _phases(policy, step, cycle.size)
            found = _repeating(cycle, phases, step, last)
            if found is not None and _alike(
                phases, _phases(policy, step + cycle.size, cycle.size), cycle.size
            ):
                return found if any(item.quantities == final for item in phases) else None
        if phase.last is None or phase.last >= last:
            return None
        step = phase.last + 1
    return None


def _repeating(cycle: Cycle, phases: list[Phase], step: int, last: int) -> Repeating | None:
    """The cycles from a step on, of which one has these phases."""
    rates, times = [phase.quantities[-1] for phase in phases], (last + 1 - step) // cycle.size
    cycles = [_cycle(rate) for rate in rates]
    if times < 2 or any(item is None or item.size != cycle.size for item in cycles):
        return None
    found = Repeating(step, cycle.size, times, None)
    known = [(item, rate) for item, rate in zip(cycles, rates) if item is not None]
    if all(item.is_same(rate) for item, rate in known):
        return found
    if cycle.size > MOST_PLACES:
        return None
    places = [
        item.at(rate, place)
        for (item, rate), phase in zip(known, phases)
        for place in range(phase.first, min(phase.last or step + cycle.size, step + cycle.size - 1) + 1)
    ]
    return found._replace(places=places) if len(places) == cycle.size else None


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


def _alike(phases: list[Phase], after: list[Phase], size: int) -> bool:
    """Whether the next cycle has the same formulas, each for as long: a warm-up may lie over the first."""
    ends = [[(phase.last or 0) - begin for phase in some] for some, begin in ((phases, 0), (after, size))]
    return ends[0] == ends[1] and all(one.quantities == two.quantities for one, two in zip(phases, after))


def _cycle(quantity: Quantity) -> Cycle | None:
    """The cycles of a formula; None where it has none."""
    floors = list(dict.fromkeys(phase_constants(quantity)))
    lines = [straight_line(floor.children[0]) if isinstance(floor, Floor) else None for floor in floors]
    known = [line for line in lines if line is not None and line[1] > 0]
    if not known or len(known) < len(floors):
        return None
    return Cycle(lcm(*(slope.denominator for _, slope in known)), tuple(zip(floors, known)))
