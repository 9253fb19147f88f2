"""Many steps with one formula: what stays the same, what is rational, and curves in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan

from lrcalc.expression.named import Quantity
from lrcalc.expression.point import Point
from lrcalc.expression.shape import argument, fold_quantities, varies
from lrcalc.sampling.pairs import LONGEST, follow, nearest
from lrcalc.sampling.plan import LONGEST_SPAN, Plan, plan
from lrcalc.sampling.sampler import Sampler
from lrcalc.sampling.stretch import Numbers, Stretch, number
from lrcalc.schedule.derivation import Phase

# To plan a polynomial for so few steps takes longer than to find them.
LONGEST_UNPLANNED = 1024
# As many bits beyond its size tell which double a number is nearest to.
TOLD_APART = 80


class Formulas:
    """Some quantities with one formula at the steps of a phase, or of several."""

    def __init__(self, quantities: Sequence[Quantity], inside: int) -> None:
        self._as_given = quantities
        self.begin(inside)
        self._curves = [item.key for item in self._moving if _is_curve(self.sampler, item, inside)]
        self._is_slow = self.sampler.is_slow

    def begin(self, inside: int) -> None:
        """Turn to the phase in which a step lies."""
        # what is the same at every step is found once, and not at each of them
        self.quantities = list(fold_quantities(self._as_given, inside).values())
        point = Point(inside)
        self._same = {item: number(item, point) for item in self.quantities if not varies(item)}
        self._moving = [item for item in self.quantities if item not in self._same]
        self.sampler = Sampler(inside)

    def over(self, phase: Phase, steps: Sequence[int]) -> Iterator[Stretch]:
        """The quantities at the steps, many at a time."""
        is_long = len(steps) > LONGEST_UNPLANNED or self._is_slow
        curves = [item for item in self._moving if item.key in self._curves]
        now = Plan(LONGEST_SPAN, self.sampler)
        while steps:
            if is_long and curves and isinstance(steps, range):
                now = plan(now.sampler, curves, steps, 4 * now.span)
            span = steps[: now.span]
            # what is left of a span and too short for the degree begins the next
            while len(span) > max(0, now.degree - (len(span) == len(steps))):
                spacing = min(now.spacing, (len(span) - 1) // (now.degree or 1))
                part = span[: now.degree * spacing + 1 if spacing else LONGEST]
                yield Stretch(part, phase, self.columns(part, now, spacing))
                span, steps = span[len(part) :], steps[len(part) :]

    def columns(self, steps: Sequence[int], now: Plan | None = None, spacing: int = 0) -> dict[str, Numbers]:
        """The numbers of each quantity; with a spacing by the polynomials that are planned."""
        found: dict[str, Numbers] = {}
        for item in self.quantities:
            if item in self._same:
                found[item.key] = [self._same[item]] * len(steps)
            elif now and spacing and item in now.remainders:
                found[item.key] = _followed(item, steps, now, spacing)
            elif now:
                found[item.key] = doubles(now.sampler, item, steps)
            else:
                rates = found[item.key] = self._of_distinct(item, steps)
                least = 2.0 ** (TOLD_APART - self.sampler.bits)
                if item.key in self._curves and max(map(abs, rates)) < least:
                    self.sampler = self.sampler.finer or self.sampler  # what follows is as small, perhaps
        return found

    def _of_distinct(self, quantity: Quantity, steps: Sequence[int]) -> Numbers:
        """Of steps at which the formula is the same, as in cycles that come again, it is found at one."""
        try:
            numbers, _, error, _ = self.sampler.column(argument(quantity), steps)
        except (ArithmeticError, ValueError):
            return doubles(self.sampler, quantity, steps)
        step_of = dict(zip(numbers, steps))
        if error or 2 * len(step_of) > len(steps):
            return doubles(self.sampler, quantity, steps)
        known = dict(zip(step_of, doubles(self.sampler, quantity, tuple(step_of.values()))))
        return [known[n] for n in numbers]


def _is_curve(sampler: Sampler, quantity: Quantity, step: int) -> bool:
    """Whether the values are not rational."""
    try:
        return sampler.column(quantity, (step,)).error > 0
    except (ArithmeticError, ValueError):
        return True


def _followed(quantity: Quantity, steps: Sequence[int], now: Plan, spacing: int) -> Numbers:
    """A curve by its polynomial."""
    try:
        samples = now.sampler.in_units(quantity, steps[::spacing])
        found = follow(samples, spacing, now.remainders[quantity], now.sampler.bits)
    except (ArithmeticError, ValueError):
        return doubles(now.sampler, quantity, steps)
    return _decided(found, now.sampler, quantity, steps)


def doubles(sampler: Sampler | None, quantity: Quantity, steps: Sequence[int]) -> Numbers:
    """The doubles nearest to the values, those in doubt by ever more bits; of a count whole numbers."""
    if sampler is None:
        return [number(quantity, Point(step)) for step in steps]
    try:
        column = sampler.column(quantity, steps)
        if quantity.unit == "count" and column.divisor == 1 and not column.error:
            return column.numbers
        found = nearest(column)
    except (ArithmeticError, ValueError):
        return doubles(sampler.finer, quantity, steps)
    return _decided(found, sampler.finer, quantity, steps)


def _decided(
    found: list[float], sampler: Sampler | None, quantity: Quantity, steps: Sequence[int]
) -> Numbers:
    """The same with those in doubt found by a sampler."""
    open_ones = [index for index, value in enumerate(found) if value != value] if nan in found else []
    if 2 * len(open_ones) > len(steps):
        return doubles(sampler, quantity, steps)
    if open_ones:
        decided = doubles(sampler, quantity, tuple(steps[index] for index in open_ones))
        for index, double in zip(open_ones, decided):
            found[index] = double
    return found
