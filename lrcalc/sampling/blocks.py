"""The rates of a policy over many steps: phase by phase, and within one in blocks."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator

from lrcalc.expression.functions import Floor
from lrcalc.expression.nodes import Node, Point, Quantity
from lrcalc.expression.shape import varies
from lrcalc.sampling.fixed_point import BITS, HIGHEST_DEGREE, MOST_BITS, Block
from lrcalc.sampling.majorant import Majorant, NoBoundError
from lrcalc.sampling.recurring import RecurringBlock
from lrcalc.sampling.stretch import SHORTEST_BLOCK, Stretch
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

LONGEST_BLOCK = 2048
# A phase in which nothing changes is quicker by itself from so many steps on.
LONGEST_LEVEL = 64
# The way up and the way down of a cycle are two formulas.
MOST_FORMULAS = 4


def in_blocks(policy: Policy, run: range, keys: Collection[str]) -> Iterator[Stretch]:
    """The doubles nearest to those quantities of the policy at the steps of a run, in order."""
    while run:
        together = _through_cycles(policy, run, keys)
        if together:
            yield from together
            run = run[sum(stretch.length for stretch in together) :]
        else:
            stretches, run = _split(policy, run, keys)
            yield from stretches


def _split(policy: Policy, run: range, keys: Collection[str]) -> tuple[Iterator[Stretch], range]:
    """What can be said at once about the first steps of a run, and the steps that are left."""
    phase, inside, count = _leading(policy, run)
    steps = run[:count]
    quantities = [quantity for quantity in phase.quantities if quantity.key in keys]
    if run[0] != inside or not any(map(varies, quantities)):
        return _same(phase, quantities, inside, steps), run[count:]
    return _varying(phase, quantities, steps), run[count:]


def _leading(policy: Policy, run: range) -> tuple[Phase, int, int]:
    """The phase of the first step of a run, the step it is found at, and how many steps lie in the phase."""
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
    return phase, inside, count


def _through_cycles(policy: Policy, run: range, keys: Collection[str]) -> list[Stretch]:
    """The first steps of a run through short phases whose formulas come again, or none.

    Each formula is found at all the steps at once; a phase takes its part of them.
    """
    total = policy.total
    if len(run) < SHORTEST_BLOCK or (total is not None and run[0] > total):
        return []
    if total is not None and run[-1] > total:
        run = run[: (total - run[0]) // run.step + 1]
    if not _recurs(policy, run):
        return []
    count = min(LONGEST_BLOCK, len(run))
    while count >= SHORTEST_BLOCK:
        steps = run[: (count - 1) // HIGHEST_DEGREE * HIGHEST_DEGREE + 1]
        try:
            return list(_cycles(policy, steps, keys))
        except NoBoundError:
            count //= 2
        except (OverflowError, ZeroDivisionError):
            return []
    return []


def _recurs(policy: Policy, run: range) -> bool:
    """Whether the run begins with short phases the formula of which comes again."""
    formulas: list[tuple[Quantity, ...]] = []
    while run and len(formulas) < 3:
        phase, _, count = _leading(policy, run)
        if count >= LONGEST_BLOCK or len(run) < SHORTEST_BLOCK:
            return False
        if not formulas and not _has_floor(phase.quantities):
            return False
        if count >= LONGEST_LEVEL and not any(map(varies, phase.quantities)):
            return False
        formulas.append(phase.quantities)
        run = run[count:]
    return any(formula == formulas[0] for formula in formulas[1:])


def _has_floor(nodes: Iterable[Node]) -> bool:
    return any(isinstance(node, Floor) or _has_floor(node.children) for node in nodes)


def _cycles(policy: Policy, steps: range, keys: Collection[str]) -> Iterator[Stretch]:
    found: dict[tuple[Quantity, ...], dict[str, list[float]]] = {}
    for phase, first, last in _parts(policy, steps):
        if phase.quantities not in found:
            if len(found) == MOST_FORMULAS:
                return
            found[phase.quantities] = _at_all(phase.quantities, steps, keys)
        columns = {key: column[first:last] for key, column in found[phase.quantities].items()}
        yield Stretch(steps[first:last], phase, columns)


def _parts(policy: Policy, steps: range) -> Iterator[tuple[Phase, int, int]]:
    """The phases that the steps lie in, and the part of the steps that each has."""
    done, before, start = 0, None, 0
    while done < len(steps):
        phase, _, count = _leading(policy, steps[done:])
        if before and (phase.quantities != before.quantities or phase.name != before.name):
            yield before, start, done
            before = None
        if before is None:
            before, start = phase, done
        done += count
    if before:
        yield before, start, done


def _at_all(formula: tuple[Quantity, ...], steps: range, keys: Collection[str]) -> dict[str, list[float]]:
    """The doubles of one formula at all the steps, in whatever phase they lie."""
    quantities = [quantity for quantity in formula if quantity.key in keys]
    # at the first step of a cycle a quantity may be 0, at the second it is as small as it gets
    bits = max(_bits(quantities, steps), _bits(quantities, steps[1:]))
    if bits > MOST_BITS:
        raise OverflowError("too small a number")
    block = RecurringBlock(steps, bits)
    return {quantity.key: block.doubles(quantity) for quantity in quantities}


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
