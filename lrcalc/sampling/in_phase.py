"""Many steps with one formula: what stays the same, what is rational, and curves in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan

from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Step
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
# As many doubles of a formula are kept for when they come again.
MOST_KEPT = 10_000


class Formulas:
    """Some quantities with one formula at the steps of a phase, or of several."""

    def __init__(self, quantities: Sequence[Quantity], inside: int) -> None:
        self._as_given = quantities
        # of what comes again cycle for cycle: the doubles by what it depends on, None where they are all new
        self._again: dict[Quantity, dict[int, float] | None] = {}
        self.begin(inside)
        self._rational = [item.key for item in self._moving if self._exact(item, (inside,)) is not None]
        self._is_slow = self.sampler.is_slow

    def begin(self, inside: int) -> None:
        """Turn to the phase in which a step lies."""
        # what is the same at every step is found once, and not at each of them
        self.quantities = list(fold_quantities(self._as_given, inside).values())
        point = Point(inside)
        self._same = {item: number(item, point) for item in self.quantities if not varies(item)}
        self._moving = [item for item in self.quantities if item not in self._same]
        self.sampler = Sampler(inside)
        self._samplers: dict[Quantity, Sampler] = {}

    def over(self, phase: Phase, steps: Sequence[int]) -> Iterator[Stretch]:
        """The quantities at the steps, many at a time."""
        is_long = len(steps) > LONGEST_UNPLANNED or self._is_slow
        curves = [item for item in self._moving if item.key not in self._rational]
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
            elif item.key in self._rational and (exact := self._exact(item, steps)) is not None:
                found[item.key] = exact
            elif now and spacing and item in now.remainders:
                found[item.key] = self._followed(item, steps, now, spacing)
            elif now is None and (again := self._repeated(item, steps)) is not None:
                found[item.key] = again
            else:
                sampler = self._samplers.get(item) or (now.sampler if now else self.sampler)
                rates = found[item.key] = doubles(sampler, item, steps)
                if max(map(abs, rates)) < 2.0 ** (TOLD_APART - sampler.bits) and sampler.finer:
                    self._samplers[item] = sampler.finer  # what follows is as small, perhaps
        return found

    def _exact(self, quantity: Quantity, steps: Sequence[int]) -> Numbers | None:
        """The values where they are rational."""
        try:
            numbers, divisor, error, _ = self.sampler.column(quantity, steps)
            if error:
                return None
            if quantity.unit == "count" and divisor == 1:
                return numbers
            # Python rounds the quotient of whole numbers once, to the nearest double
            return [n / divisor + 0.0 for n in numbers]
        except (ArithmeticError, ValueError):
            return None

    def _repeated(self, quantity: Quantity, steps: Sequence[int]) -> list[float] | None:
        """Doubles of which many were found before; None where they are not known to come again."""
        known, inner = self._again.setdefault(quantity, {}), argument(quantity)
        if known is None or isinstance(inner, Step):
            return None
        try:
            values, _, error, _ = self.sampler.column(inner, steps)
        except (ArithmeticError, ValueError):
            error = 1
        if not error:
            step_of = dict(zip(values, steps))
            new = step_of.keys() - known.keys()
            if not known or (2 * len(new) < len(steps) and len(known) + len(new) <= MOST_KEPT):
                if new:
                    known.update(
                        zip(new, doubles(self.sampler, quantity, tuple(step_of[value] for value in new)))
                    )
                return [known[value] for value in values]
        self._again[quantity] = None
        return None

    def _followed(self, quantity: Quantity, steps: Sequence[int], now: Plan, spacing: int) -> list[float]:
        """A curve by its polynomial."""
        try:
            samples = now.sampler.in_units(quantity, steps[::spacing])
            found = follow(samples, spacing, now.remainders[quantity], now.sampler.bits)
        except (ArithmeticError, ValueError):
            return doubles(now.sampler, quantity, steps)
        return _decided(found, now.sampler, quantity, steps)


def doubles(sampler: Sampler | None, quantity: Quantity, steps: Sequence[int]) -> list[float]:
    """The doubles nearest to the values, those in doubt by ever more bits."""
    if sampler is None:
        return [quantity.real(Point(step)).double() for step in steps]
    try:
        column = sampler.in_units(quantity, steps)
        found = nearest(column, sampler.bits)
    except (ArithmeticError, ValueError):
        return doubles(sampler.finer, quantity, steps)
    return _decided(found, sampler.finer, quantity, steps)


def _decided(
    found: list[float], sampler: Sampler | None, quantity: Quantity, steps: Sequence[int]
) -> list[float]:
    """The same with those in doubt found by a sampler."""
    open_ones, index = list[int](), -1
    for _ in range(found.count(nan)):
        index = found.index(nan, index + 1)
        open_ones.append(index)
    if 2 * len(open_ones) > len(steps):
        return doubles(sampler, quantity, steps)
    if open_ones:
        decided = doubles(sampler, quantity, tuple(steps[index] for index in open_ones))
        for index, double in zip(open_ones, decided):
            found[index] = double
    return found
