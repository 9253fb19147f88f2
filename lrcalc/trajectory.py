"""The rates of a policy over any steps: one at a time where they are few, in blocks where they are many."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from lrcalc.expression.block import BITS, HIGHEST_DEGREE, MOST_BITS, Block, varies
from lrcalc.expression.majorant import Majorant, NoBoundError
from lrcalc.expression.nodes import Point, Quantity
from lrcalc.policies.policy import Phase, Policy

LONGEST_BLOCK = 2048
SHORTEST_BLOCK = 48


class Stretch(NamedTuple):
    """Some steps in one phase, and for each quantity of the phase the double at each of them."""

    steps: range
    phase: Phase
    columns: dict[str, list[float]]

    @property
    def length(self) -> int:
        return len(self.steps)


def trajectory(
    policy: Policy, runs: Iterable[range], keys: Collection[str] = ("learning_rate",)
) -> Iterator[Stretch]:
    """The doubles nearest to those quantities of the policy at the steps of each run, in order."""
    for run in runs:
        while run:
            stretch, run = _split(policy, run, keys)
            yield from stretch


def _split(policy: Policy, run: range, keys: Collection[str]) -> tuple[Iterator[Stretch], range]:
    """What can be said at once about the first steps of a run, and the steps that are left."""
    total = policy.total
    inside = run[0] if total is None else min(run[0], total)
    phase = policy.phase_at(inside)
    first, last = phase.first, phase.last
    if total is not None and run[0] > total:
        first, last = total + 1, None
    elif total is not None and last is not None:
        last = min(last, total)
    count = len(run)
    if run.step > 0 and last is not None:
        count = min(count, (last - run[0]) // run.step + 1)
    elif run.step < 0:
        count = min(count, (run[0] - first) // -run.step + 1)
    steps = run[:count]
    quantities = [quantity for quantity in phase.quantities if quantity.key in keys]
    if run[0] != inside or not any(map(varies, quantities)):
        return _same(phase, quantities, inside, steps), run[count:]
    return _varying(phase, quantities, steps), run[count:]


def _same(phase: Phase, quantities: list[Quantity], step: int, steps: range) -> Iterator[Stretch]:
    """Steps that all have the value of one."""
    point = Point(step)
    values = {quantity.key: quantity.real(point).double() for quantity in quantities}
    while steps:
        part, steps = steps[:LONGEST_BLOCK], steps[LONGEST_BLOCK:]
        yield Stretch(part, phase, {key: [value] * len(part) for key, value in values.items()})


def _varying(phase: Phase, quantities: list[Quantity], steps: range) -> Iterator[Stretch]:
    longest = LONGEST_BLOCK
    while steps:
        count = min(longest, len(steps))
        found = None
        while count >= SHORTEST_BLOCK and found is None:
            found = _block(phase, quantities, steps[:count])
            if found is None:
                count //= 2
        if found is None:
            count = min(SHORTEST_BLOCK, len(steps))
            found = _one_by_one(phase, quantities, steps[:count])
        longest = min(LONGEST_BLOCK, 2 * max(count, SHORTEST_BLOCK))
        steps = steps[found.length :]
        yield found


def _one_by_one(phase: Phase, quantities: list[Quantity], steps: range) -> Stretch:
    columns: dict[str, list[float]] = {quantity.key: [] for quantity in quantities}
    for step in steps:
        point = Point(step)
        for quantity in quantities:
            columns[quantity.key].append(quantity.real(point).double())
    return Stretch(steps, phase, columns)


def _block(phase: Phase, quantities: list[Quantity], steps: range) -> Stretch | None:
    """The first steps as a block, of the lowest degree that will do, or None where none does."""
    bits = _bits(quantities, steps)
    if bits > MOST_BITS:
        return None
    for degree in (5, 7, 9, 11, HIGHEST_DEGREE):
        spacing = (len(steps) - 1) // degree
        part = steps[: degree * spacing + 1]
        if spacing < 2:
            return None
        try:
            block = Block(part, degree, bits, Majorant(part[0], part[-1], degree + 1))
            columns = {quantity.key: block.doubles(quantity) for quantity in quantities}
        except (NoBoundError, OverflowError, ZeroDivisionError):
            continue
        return Stretch(part, phase, columns)
    return None


def _bits(quantities: list[Quantity], steps: range) -> int:
    """Enough bits for the smallest quantity at either end, in multiples of 16."""
    smallest = 1.0
    for step in (steps[0], steps[-1]):
        point = Point(step)
        for quantity in quantities:
            value = abs(quantity.real(point).double())
            if 0.0 < value < smallest:
                smallest = value
    return BITS + 16 * math.ceil(-math.frexp(smallest)[1] / 16)
