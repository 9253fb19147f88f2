"""A polynomial at many steps as pairs of doubles: a high part without any error, and the rest.

The high part has whole multiples of one power of two for coefficients, so large a power that no sum or
product of them is rounded. What is left is small, and so is what rounding takes from it. Where the sum
of both is the same double with the bound on all errors taken off and put on, it is the nearest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from operator import mul
from typing import Any

from lrcalc.sampling.finding import largest

HIGHEST_DEGREE = 12
LONGEST = 2048
# What is left after the high part is at most a 2^13th of the whole.
SMALL_BITS = 13
# n^h for which rounding the coefficients of the high part, to 52 bits, leaves no more than that.
LARGEST_POWER = 38
# Samples of fewer bits say too little about a double of 53.
FEWEST_BITS = 100
# So many in doubt do not mean that all are too imprecise.
FEW = 3
# The exponents between which doubles and the smallest part of a rest are far from both ends.
LOWEST, HIGHEST = -700, 960
# Half of the smallest double is 2^-1075.
SMALLEST = -1080
SMALLEST_NORMAL = math.ldexp(1.0, -1022)
MAGIC = 1.5 * 2.0**52

POINTS = tuple(map(float, range(LONGEST + 1)))

Exactly = Callable[[int], float]
Loop = Callable[..., list[float]]


class ImpreciseError(ArithmeticError):
    """The samples have too few bits."""


def node_polynomial(degree: int) -> float:
    """The largest |∏(x − j/degree)| over 0 ≤ x ≤ 1: it multiplies the next Taylor coefficient."""
    return float(math.factorial(degree) / (4.0 * float(degree) ** (degree + 1)))


def follow(
    samples: list[int], error: int, spacing: int, remainder: float, bits: int, exactly: Exactly
) -> list[float]:
    """The doubles nearest to a formula at the steps 0 … degree × spacing.

    The samples, one every `spacing` steps, are in units of 2^-bits and off by `error` at most; the formula
    is off from the polynomial through it by 2^remainder at most. Raises ImpreciseError.
    """
    degree = len(samples) - 1
    count = degree * spacing
    most = (max(map(abs, samples)) + error).bit_length() + degree - bits
    if max(most, remainder) < SMALLEST:
        return [0.0] * (count + 1)
    # the polynomial Σ top_k/(degree!·spacing^k) · i^k, and the most that each term comes to, in units
    tops = [sum(map(mul, row, samples)) for row in weights(degree)]
    common = math.factorial(degree)
    sizes = [abs(top) * degree**k // common + 1 for k, top in enumerate(tops)]
    length = sum(sizes).bit_length()
    if length < FEWEST_BITS:
        raise ImpreciseError("samples of too few bits")
    exponent = length - bits
    shift, unit = _unit(exponent, length, bits)
    order = _order(sizes, count, length)
    high, rest, left = [], [], 0.0
    divisor = common
    for k, top in enumerate(tops):
        multiple = (2 * top + (divisor << unit)) // (divisor << (unit + 1)) if k <= order else 0
        low = _quotient(top - (multiple * divisor << unit), divisor, bits + shift)
        high.append(math.ldexp(multiple, unit - bits - shift))
        rest.append(low)
        left += abs(low) * float(count) ** k
        divisor *= spacing
    off = math.ldexp(error << degree, -bits - shift) + 2.0 ** (remainder - shift)
    off = (off + (2 * degree + 10) * 2.0**-53 * left) * 1.0001
    rest[0] -= off
    doubles = _loop(order, degree, shift)(
        POINTS[: count + 1], *high[: order + 1], *rest, 2.00001 * off, lambda index: exactly(int(index))
    )
    if exponent > LOWEST or shift == -1074:
        return doubles
    # the smallest doubles have fewer bits, and were rounded to 53 first
    return [value if abs(value) >= SMALLEST_NORMAL else exactly(i) for i, value in enumerate(doubles)]


def nearest(values: list[int], error: int, bits: int, exactly: Exactly) -> list[float]:
    """The doubles nearest to numbers in units of 2^-bits, off by `error` at most. Raises ImpreciseError."""
    if (largest(values) + error).bit_length() - bits < SMALLEST:
        return [0.0] * len(values)
    if bits <= HIGHEST:
        # a whole number times a float is rounded once, and a power of two that is no subnormal rounds nothing
        unit = math.ldexp(1.0, -bits)
        found = [
            double + 0.0 if (double := (value - error) * unit) == (value + error) * unit else math.nan
            for value in values
        ]
    else:
        one = 1 << bits
        found = [
            double + 0.0 if (double := (value - error) / one) == (value + error) / one else math.nan
            for value in values
        ]
    doubtful = found.count(math.nan)
    if doubtful > FEW + len(values) // 16:
        raise ImpreciseError("values of too few bits")
    return [exactly(i) if x is math.nan else x for i, x in enumerate(found)] if doubtful else found


def _unit(exponent: int, length: int, bits: int) -> tuple[int, int]:
    """The power of two that doubles are found in, and that of the units that the high part is made of."""
    if exponent < -1023:
        return -1074, bits - 1074  # the smallest doubles are whole multiples of 2^-1074
    shift = 600 if exponent > HIGHEST else -600 if exponent <= LOWEST else 0
    return shift, length - 52


def _order(sizes: list[int], count: int, length: int) -> int:
    """The degree of the high part."""
    order = 1
    while sum(sizes[order + 1 :]) >> max(0, length - SMALL_BITS):
        if order + 1 == len(sizes) - 1 or (order + 1) * math.log2(count) > LARGEST_POWER:
            break
        order += 1
    return order


def _quotient(above: int, below: int, bits: int) -> float:
    """above / (below × 2^bits), rounded once."""
    return above / (below << bits) if bits >= 0 else (above << -bits) / below


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
def _loop(order: int, degree: int, shift: int) -> Loop:
    """The inner loop: of the points, the coefficients, twice the bound, and what to do in doubt."""
    high, low = [f"h{k}" for k in range(order + 1)], [f"r{k}" for k in range(degree + 1)]
    given, result = ", ".join(high + low), "total"
    if shift == -1074:
        high[0] = "top"
        result = "(total - magic) * scale"
    elif shift:
        result = "total * scale"
    source = (
        f"def loop(points, {given}, both, exactly):\n"
        f"    top = h0 + magic\n"
        f"    return [\n"
        f"        {result}\n"
        f"        if (total := (high := {_horner(high)}) + (low := {_horner(low)})) == high + (low + both)\n"
        f"        else exactly(x)\n"
        f"        for x in points\n"
        f"    ]\n"
    )
    scope: dict[str, Any] = {"magic": MAGIC, "scale": math.ldexp(1.0, shift)}
    exec(source, scope)
    found: Loop = scope["loop"]
    return found


def _horner(names: list[str]) -> str:
    text = names[-1]
    for name in reversed(names[:-1]):
        text = f"({text}) * x + {name}" if "+" in text else f"{text} * x + {name}"
    return text
