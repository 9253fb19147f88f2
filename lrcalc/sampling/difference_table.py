"""A smooth formula followed through many steps by additions alone: Newton's difference table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice, pairwise, repeat
from math import comb, factorial


@lru_cache(maxsize=256)
def _weights(degree: int, spacing: int) -> tuple[tuple[tuple[int, ...], ...], int]:
    """Whole-number weights, and their common divisor, that turn the values at the nodes
    0, spacing, 2·spacing, … into the differences of the interpolating polynomial at single steps."""
    divisor = spacing**degree * factorial(degree)
    # the values at 0 … degree in terms of the differences over `spacing`
    values: list[list[int]] = []
    for position in range(degree + 1):
        row, product = [], 1
        for k in range(degree + 1):
            row.append(product * spacing ** (degree - k) * (factorial(degree) // factorial(k)))
            product *= position - k * spacing
        values.append(row)
    single = _differences(values)
    nodes = [
        [(-1) ** (k - j) * comb(k, j) if j <= k else 0 for j in range(degree + 1)] for k in range(degree + 1)
    ]
    weights = tuple(
        tuple(sum(row[k] * nodes[k][j] for k in range(degree + 1)) for j in range(degree + 1))
        for row in single
    )
    return weights, divisor


def _differences(rows: list[list[int]]) -> list[list[int]]:
    """The forward differences of a list of rows, taken element by element."""
    result = []
    while rows:
        result.append(rows[0])
        rows = [[b - a for a, b in zip(row, following)] for row, following in pairwise(rows)]
    return result


def follow(samples: list[int], spacing: int) -> Iterator[int]:
    """The polynomial through `samples`, taken every `spacing` steps, at each step from the first on.

    Each value is off by less than `rounding_bound` from that polynomial.
    """
    degree = len(samples) - 1
    weights, divisor = _weights(degree, spacing)
    sequence: Iterator[int] | None = None
    for row in reversed(weights):
        total = sum(weight * sample for weight, sample in zip(row, samples))
        difference = (2 * total + divisor) // (2 * divisor)
        sequence = repeat(difference) if sequence is None else accumulate(sequence, initial=difference)
    assert sequence is not None
    return islice(sequence, degree * spacing + 1)


def rounding_bound(degree: int, spacing: int) -> int:
    """How far rounding the differences can move a value of the table."""
    return sum(comb(degree * spacing, k) for k in range(degree + 1))


def sample_amplification(degree: int) -> int:
    """How much an error in a sample can grow between equidistant nodes (the Lebesgue constant)."""
    return int(2 ** (degree + 1))


def node_polynomial(degree: int) -> float:
    """The largest |∏(x − j/degree)| over 0 ≤ x ≤ 1: it multiplies the next Taylor coefficient."""
    return float(factorial(degree) / (4.0 * float(degree) ** (degree + 1)))
