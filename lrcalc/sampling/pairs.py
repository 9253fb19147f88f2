"""A polynomial at many steps as pairs of doubles: a high part without any error, and the rest.

The high part has whole multiples of one power of two for coefficients, so large a power that no sum or
product of them is rounded. What is left is small, and so is what rounding takes from it. Where the sum
of both is the same double with the bound on all errors taken off and put on, it is the nearest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import repeat
from math import nan
from operator import mul, truediv
from typing import Any

from lrcalc.sampling.column import Column, largest

HIGHEST_DEGREE = 12
LONGEST = 2048
# What is left after the high part is at most a 2^13th of the whole.
SMALL_BITS = 13
# n^h for which rounding the coefficients of the high part, to 52 bits, leaves no more than that.
LARGEST_POWER = 38
# Samples of fewer bits say too little about a double of 53.
FEWEST_BITS = 100
# The exponents between which doubles and the smallest part of a rest are far from both ends.
LOWEST, HIGHEST = -700, 960
# Half of the smallest double is 2^-1075.
SMALLEST = -1080

POINTS = tuple(map(float, range(LONGEST + 1)))

Loop = Callable[..., list[float]]


def node_polynomial(degree: int) -> float:
    """The largest |∏(x − j/degree)| over 0 ≤ x ≤ 1: it multiplies the next Taylor coefficient."""
    return float(math.factorial(degree) / (4.0 * float(degree) ** (degree + 1)))


def follow(samples: Column, spacing: int, remainder: float, bits: int) -> list[float]:
    """The doubles nearest to a formula at the steps 0 … degree × spacing, nan where they are in doubt.

    The samples, one every `spacing` steps, are in units of 2^-bits; the formula is off from the polynomial
    through them by 2^remainder at most. Raises ArithmeticError for samples of too few bits.
    """
    degree = len(samples.numbers) - 1
    count = degree * spacing
    # the polynomial Σ top_k/(degree!·spacing^k) · i^k, and the most that each term comes to, in units
    tops = [sum(map(mul, row, samples.numbers)) for row in weights(degree)]
    common = math.factorial(degree)
    sizes = [abs(top) * degree**k // common + 1 for k, top in enumerate(tops)]
    length = sum(sizes).bit_length()
    if length < FEWEST_BITS or not LOWEST < length - bits < HIGHEST:
        raise ArithmeticError("samples of too few bits")
    unit, order = length - 52, _order(sizes, count, length)
    high, rest, left, divisor = [], [], 0.0, common
    for k, top in enumerate(tops):
        multiple = (2 * top + (divisor << unit)) // (divisor << (unit + 1)) if k <= order else 0
        low = (top - (multiple * divisor << unit)) / (divisor << bits)
        high.append(math.ldexp(multiple, unit - bits))
        rest.append(low)
        left += abs(low) * float(count) ** k
        divisor *= spacing
    off = math.ldexp(samples.error << degree, -bits) + 2.0**remainder
    off = (off + (2 * degree + 10) * 2.0**-53 * left) * 1.0001
    rest[0] -= off
    return _loop(order, degree)(POINTS[: count + 1], *high[: order + 1], *rest, 2.00001 * off)


def nearest(column: Column) -> list[float]:
    """The doubles nearest to the values of a column without a power of π, nan where they are in doubt."""
    values, divisor, error, _ = column
    if not error:
        # Python rounds the quotient of whole numbers once, to the nearest double
        return [value / divisor + 0.0 for value in values]
    bits = divisor.bit_length() - 1
    if (largest(values) + error).bit_length() - bits < SMALLEST:
        return [0.0] * len(values)
    # a whole number times a float is rounded once, and a power of two that is no subnormal rounds nothing
    rounded, unit = (mul, math.ldexp(1.0, -bits)) if bits <= HIGHEST else (truediv, divisor)
    lows = map(rounded, [value - error for value in values], repeat(unit))
    highs = map(rounded, [value + error for value in values], repeat(unit))
    return [low + 0.0 if low == high else nan for low, high in zip(lows, highs)]


def _order(sizes: list[int], count: int, length: int) -> int:
    """The degree of the high part."""
    order = 1
    while sum(sizes[order + 1 :]) >> max(0, length - SMALL_BITS):
        if order + 1 == len(sizes) - 1 or (order + 1) * math.log2(count) > LARGEST_POWER:
            break
        order += 1
    return order


@lru_cache(maxsize=32)
def weights(degree: int) -> tuple[tuple[int, ...], ...]:
    """Whole-number weights w for which Σ_j w[k][j]·f(j) is degree! times the coefficient of x^k in the
    polynomial through the f(j), j = 0 … degree."""
    rows = [[0] * (degree + 1) for _ in range(degree + 1)]
    for j in range(degree + 1):
        # ∏(x − i) over the other nodes, of which f(j) is taken (−1)^(degree − j)·C(degree, j) times
        product = [1]
        for i in range(degree + 1):
            if i != j:
                product = [a - i * b for a, b in zip([0, *product], [*product, 0])]
        for k, value in enumerate(product):
            rows[k][j] = (-1) ** (degree - j) * math.comb(degree, j) * value
    return tuple(map(tuple, rows))


@lru_cache(maxsize=64)
def _loop(order: int, degree: int) -> Loop:
    """The inner loop: of the points, the coefficients, and twice the bound."""
    high, low = [f"h{k}" for k in range(order + 1)], [f"r{k}" for k in range(degree + 1)]
    source = (
        f"def loop(points, {', '.join(high + low)}, both):\n"
        f"    return [\n"
        f"        total\n"
        f"        if (total := (high := {_horner(high)}) + (low := {_horner(low)})) == high + (low + both)\n"
        f"        else nan\n"
        f"        for x in points\n"
        f"    ]\n"
    )
    scope: dict[str, Any] = {"nan": nan}
    exec(source, scope)
    found: Loop = scope["loop"]
    return found


def _horner(names: list[str]) -> str:
    text = names[-1]
    for name in reversed(names[:-1]):
        text = f"({text}) * x + {name}" if "+" in text else f"{text} * x + {name}"
    return text
