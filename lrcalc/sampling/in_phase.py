"""Many steps of one phase: what stays the same, straight lines, and curves in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import repeat
from operator import truediv

from lrcalc.expression.named import Quantity
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_quantities, straight_line, varies
from lrcalc.sampling.finding import over_one_divisor
from lrcalc.sampling.pairs import LONGEST, ImpreciseError, follow, nearest
from lrcalc.sampling.plan import LONGEST_SPAN, Plan, plan
from lrcalc.sampling.sampler import MOST_BITS, Sampler
from lrcalc.sampling.stretch import Numbers, Stretch, number
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

# So few steps are found one by one, without a look at the formula.
FEW = 3
# Values that differ by more powers of two are found in parts, until those are short.
WIDEST, SHORTEST_PART = 50, 16
# To plan a polynomial for so few steps takes longer than to find them.
LONGEST_UNPLANNED = 1024


def leading(policy: Policy, run: range) -> tuple[Phase, int, int]:
    """The phase of the first step of a run, the step it is found at, and how many steps lie in the phase."""
    total = policy.total
    inside = run[0] if total is None else min(run[0], total)
    phase = policy.phase_at(inside)
    first, last = phase.first, phase.last
    if total is not None and run[0] > total:
        first, last = total + 1, None
    elif total is not None:
        last = total if last is None else min(last, total)
    count = len(run)
    if run.step > 0 and last is not None:
        count = min(count, (last - run[0]) // run.step + 1)
    elif run.step < 0:
        count = min(count, (run[0] - first) // -run.step + 1)
    return phase, inside, count


def held(phase: Phase, quantities: Sequence[Quantity], step: int, steps: range) -> Iterator[Stretch]:
    """Steps that all have the values of one."""
    point = Point(step)
    values = {quantity.key: number(quantity, point) for quantity in quantities}
    while steps:
        part, steps = steps[:LONGEST], steps[LONGEST:]
        yield Stretch(part, phase, {key: [value] * len(part) for key, value in values.items()})


def in_phase(phase: Phase, quantities: Sequence[Quantity], steps: range) -> Iterator[Stretch]:
    """Steps that all lie in one phase."""
    if len(steps) > FEW:
        yield from Columns(phase, quantities, steps[0]).over(steps)
    else:
        points = [Point(step) for step in steps]
        yield Stretch(steps, phase, {item.key: [number(item, p) for p in points] for item in quantities})


class Columns:
    """The quantities of one phase, in which `inside` lies: what stays the same, straight lines, and curves.

    `remembers` says whether quantities that are made of one another are found once.
    """

    def __init__(
        self, phase: Phase, quantities: Sequence[Quantity], inside: int, remembers: bool = True
    ) -> None:
        self.phase = phase
        # what is the same at every step is found once, and not at each of them
        self.quantities = list(fold_quantities(quantities, inside).values())
        self.sampler = Sampler(inside, remembers)
        point = Point(inside)
        self._same = {item: number(item, point) for item in self.quantities if not varies(item)}
        lines = {item: straight_line(item, point) for item in self.quantities if item not in self._same}
        self._lines = {item: line for item, line in lines.items() if line is not None}
        self.curves = [item for item, line in lines.items() if line is None]

    def over(self, steps: range) -> Iterator[Stretch]:
        """The quantities at many steps of the phase."""
        now = Plan(LONGEST_SPAN)
        planned = self.curves and (len(steps) > LONGEST_UNPLANNED or self.sampler.is_slow_at(self.curves))
        while steps:
            now = plan(self.sampler, self.curves, steps, 4 * now.span) if planned else now
            span = steps[: now.span]
            # what is left of a span and too short for the degree begins the next
            while len(span) > max(0, now.degree - (len(span) == len(steps))):
                spacing = min(now.spacing, (len(span) - 1) // (now.degree or 1))
                part = span[: now.degree * spacing + 1 if spacing else LONGEST]
                yield self._of(part, now, spacing)
                span, steps = span[len(part) :], steps[len(part) :]

    def _of(self, steps: range, now: Plan, spacing: int) -> Stretch:
        found: dict[str, Numbers] = {}
        for quantity in self.quantities:
            if quantity in self._same:
                found[quantity.key] = [self._same[quantity]] * len(steps)
            elif quantity in self._lines:
                found[quantity.key] = _straight(quantity, self._lines[quantity], steps)
            else:
                found[quantity.key] = self._curve(quantity, steps, now, spacing)
        return Stretch(steps, self.phase, found)

    def _curve(self, quantity: Quantity, steps: range, now: Plan, spacing: int) -> list[float]:
        """The curve by its polynomial, or without a spacing from its value at every step."""
        sampler = self.sampler

        def exactly(index: int) -> float:
            return sampler.double(quantity, steps[index])

        while True:
            try:
                values, error = sampler.values(quantity, steps[:: spacing or 1])
                if not spacing and len(steps) > SHORTEST_PART and _is_wide(values):
                    half = len(steps) // 2
                    return [
                        double
                        for part in (steps[:half], steps[half:])
                        for double in self._curve(quantity, part, now, 0)
                    ]
                if not spacing:
                    return nearest(values, error, sampler.bits, exactly)
                remainder = now.remainders[self.curves.index(quantity)]
                return follow(values, error, spacing, remainder, sampler.bits, exactly)
            except ImpreciseError:
                if sampler.bits == MOST_BITS:
                    break
                sampler.start(min(MOST_BITS, 2 * sampler.bits))
            except (ArithmeticError, ValueError):
                break
        return [sampler.double(quantity, step) for step in steps]


def _is_wide(values: list[int]) -> bool:
    """Whether a bound on the errors of the larger values says too little of the smaller ones."""
    return abs(values[0].bit_length() - values[-1].bit_length()) > WIDEST


def _straight(quantity: Quantity, line: tuple[Fraction, Fraction], steps: range) -> Numbers:
    """A straight line: Python rounds the quotient of whole numbers once, to the nearest double."""
    first, change, divisor = over_one_divisor(*line)
    first, change = first + change * steps[0], change * steps.step
    if not change:
        numerators: Sequence[int] = [first] * len(steps)
    else:
        numerators = range(first, first + change * len(steps), change)
    if quantity.unit == "count" and divisor == 1:
        return numerators
    try:
        return [value + 0.0 for value in map(truediv, numerators, repeat(divisor))]
    except OverflowError:
        return [quantity.real(Point(step)).double() for step in steps]
