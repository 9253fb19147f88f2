"""Schedules that come again, cycle for cycle, up to the last step: what holds of one cycle holds of all."""

from __future__ import annotations

from typing import NamedTuple

from lrcalc.expression.functions import Floor
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP, Node
from lrcalc.expression.shape import phase_constants, straight_line, varies, with_plain_lines
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

# As many phases as may come before the cycles, and as one cycle may have.
MOST_BEFORE, MOST_WITHIN = 64, 64
# As many places of a cycle as are followed from one to the next.
MOST_PLACES = 64


# An r beyond all others, at which no coefficient of k happens to be 0.
ANY_REST = 1_000_000_007_000_000_009


class Cycle(NamedTuple):
    """The size s of the cycles of a formula, the o with which they begin where t + o is a multiple of s, and
    the floors of it, of which each is ⌊(t + o′)/s⌋, with their o′."""

    size: int
    offset: int
    floors: tuple[tuple[Node, int], ...]

    def at(self, quantity: Quantity, rest: int) -> Quantity:
        """The quantity at the steps s·k + rest − o, with k in place of t."""
        replacements: dict[Node, Node] = {
            floor: STEP + (rest - self.offset + own) // self.size for floor, own in self.floors
        }
        replacements[STEP] = STEP * self.size + (rest - self.offset)
        found = with_plain_lines(quantity.replace(replacements), 0)
        assert isinstance(found, Quantity)
        return found

    def is_same(self, quantity: Quantity) -> bool:
        """Whether a quantity is the same in every cycle."""
        return not varies(self.at(quantity, ANY_REST))


class Repeating(NamedTuple):
    """So many cycles of one size from a first step on, each with the same formulas.

    The rates are the same in all of them, or else `places` are few: each of them is a formula of the number
    of the cycle, from `number` on.
    """

    first: int
    size: int
    times: int
    number: int
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
        if cycle is not None and (step + cycle.offset) % cycle.size == 0 and last > step + cycle.size:
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
    if times < 2 or any(item is None or item[:2] != cycle[:2] for item in cycles):
        return None
    found = Repeating(step, cycle.size, times, (step + cycle.offset) // cycle.size, None)
    known = [(item, rate) for item, rate in zip(cycles, rates) if item is not None]
    if all(item.is_same(rate) for item, rate in known):
        return found
    if cycle.size > MOST_PLACES:
        return None
    places = [
        item.at(rate, place - step)
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
    """The cycles of a formula; None where it has none, or not of whole numbers of steps alike."""
    floors = list(dict.fromkeys(phase_constants(quantity)))
    lines = [straight_line(floor.children[0]) if isinstance(floor, Floor) else None for floor in floors]
    found, offsets = set(), []
    for line in lines:
        if line is None or line[1] <= 0:
            return None
        length, offset = 1 / line[1], line[0] / line[1]
        if length.denominator != 1 or offset.denominator != 1:
            return None
        found.add((int(length), int(offset) % int(length)))
        offsets.append(int(offset))
    if len(found) != 1:
        return None
    ((size, begin),) = found
    return Cycle(size, begin, tuple(zip(floors, offsets)))
