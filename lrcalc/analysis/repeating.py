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


# An r beyond all others, at which no coefficient of k happens to be 0.
ANY_REST = 1_000_000_007_000_000_009


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
        cycle = _cycle(phase.quantities[-1])
        if cycle is not None and (step + cycle[1]) % cycle[0] == 0:
            found = Repeating(step, cycle[0], (last + 1 - step) // cycle[0])
            phases = _phases(policy, step, found.size)
            if found.times > 1 and {_cycle(item.quantities[-1]) for item in phases} == {cycle}:
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


def _cycle(quantity: Quantity) -> tuple[int, int] | None:
    """The size s of the cycles of a formula that is the same in each of them, and the o with which they
    begin where t + o is a multiple of s.

    With t = s·k + r − o every ⌊(t + o′)/s⌋ in it is k plus a number, and the rest of it is without k.
    """
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
    replacements: dict[Node, Node] = {
        floor: STEP + (ANY_REST - begin + offset) // size for floor, offset in zip(floors, offsets)
    }
    replacements[STEP] = STEP * size + (ANY_REST - begin)
    same = with_plain_lines(quantity.replace(replacements), 0)
    return None if varies(same) else (size, begin)
