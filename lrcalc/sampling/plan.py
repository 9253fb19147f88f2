"""How far a polynomial of which degree follows some formulas: planned from bounds on their derivatives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lrcalc.expression.named import Quantity
from lrcalc.sampling.derivatives import derivative_bounds
from lrcalc.sampling.pairs import (
    HIGHEST,
    HIGHEST_DEGREE,
    LARGEST_POWER,
    LONGEST,
    LOWEST,
    SMALL_BITS,
    node_polynomial,
)
from lrcalc.sampling.sampler import Sampler

# So many steps are planned at once, where they are that smooth.
LONGEST_SPAN = 1 << 17
SHORTEST_SPAN = 48
# The remainder is a 2^63rd of a formula, or of a thousandth of its largest value where it crosses 0.
REMAINDER = 63
SMALLEST_SHARE = 10
# Where the ends of a span differ by more than that power of two it is planned in parts.
WIDEST = 5
DEGREES = (1, 2, 3, 4, 5, 6, 7, 8, 10, HIGHEST_DEGREE)
# What things cost, in microseconds: a value found anew or from the one before, a block, a coefficient,
# a step, and what it costs more a degree.
SAMPLE, NEXT_SAMPLE, BLOCK, COEFFICIENT, STEP, DEGREE = 8.0, 0.8, 10.0, 0.15, 0.2, 0.02
# As many bits a size has at least.
FEWEST_BITS = 80


class Plan(NamedTuple):
    """The first `span` steps in blocks of degree × spacing + 1, and for each formula the remainder.

    A remainder is the power of two that bounds it. Without a spacing the steps are found one by one.
    """

    span: int
    sampler: Sampler
    degree: int = 0
    spacing: int = 0
    remainders: Mapping[Quantity, float] = MappingProxyType({})


def plan(sampler: Sampler, formulas: Sequence[Quantity], steps: range, longest: int = LONGEST_SPAN) -> Plan:
    """The plan for the first of the steps, for `longest` of them at most."""
    span = min(LONGEST_SPAN, longest, len(steps))
    while span >= SHORTEST_SPAN:
        part = steps[:span]
        try:
            bounds = [derivative_bounds(item, part[0], part[-1], HIGHEST_DEGREE + 1) for item in formulas]
            sizes = [_sizes(sampler, item, part) for item in formulas]
        except (ArithmeticError, ValueError):
            span //= 8
            continue
        if sampler.finer and min(map(max, sizes)) < FEWEST_BITS - sampler.bits:
            sampler = sampler.finer
            continue
        degree, spacing = _best(bounds, sizes, span, SAMPLE if sampler.is_slow else NEXT_SAMPLE)
        if not spacing or not all(LOWEST < max(ends) < HIGHEST for ends in sizes):
            return Plan(min(span, LONGEST), sampler)
        if span > 8 * degree * spacing and any(abs(first - last) > WIDEST for first, last in sizes):
            span = max(SHORTEST_SPAN, min(span // 4, 8 * degree * spacing))
            continue
        share = math.log2(degree * spacing / (span - 1))
        beyond = math.log2(node_polynomial(degree)) + share * (degree + 1)
        rests = {item: bound[degree + 1] + beyond for item, bound in zip(formulas, bounds)}
        return Plan(span, sampler, degree, spacing, rests)
    return Plan(min(SHORTEST_SPAN, len(steps)), sampler)


def _sizes(sampler: Sampler, formula: Quantity, steps: range) -> tuple[float, float]:
    """The logarithms of the values at both ends, to the base 2."""
    column = sampler.in_units(formula, steps[:: len(steps) - 1])
    first, last = (math.log2(abs(value) or column.error) - sampler.bits for value in column.numbers)
    return first, last


def _best(
    bounds: list[list[float]], sizes: list[tuple[float, float]], span: int, sample: float
) -> tuple[int, int]:
    """The degree and the spacing at which a step costs least; (0, 0) where one by one it costs less."""
    choices = [(sample, 0, 0)]
    largest = [max(min(ends), max(ends) - SMALLEST_SHARE) for ends in sizes]
    for degree in DEGREES:
        count = min(_reach(bound, size, degree, span) for bound, size in zip(bounds, largest))
        spacing = min(count, LONGEST, span - 1) // degree
        if spacing:
            fixed = BLOCK + degree * (sample + COEFFICIENT * degree)
            choices.append((fixed / (degree * spacing) + STEP + DEGREE * degree, degree, spacing))
    _, degree, spacing = min(choices)
    return degree, spacing


def _reach(bound: list[float], size: float, degree: int, span: int) -> int:
    """Over how many steps the polynomial is near enough, and its rest small enough for doubles."""
    length = math.log2(span - 1)
    near = length + (size - REMAINDER - bound[degree + 1] - math.log2(node_polynomial(degree))) / (degree + 1)
    small = max(
        min(LARGEST_POWER / order, length + (size - SMALL_BITS - bound[order + 1]) / (order + 1))
        for order in range(1, degree + 1)
    )
    return int(2.0 ** min(near, max(small, 0.0), 30.0)) if min(near, 30.0) > 0 else 0
