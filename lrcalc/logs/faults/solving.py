"""The value of one parameter with which a row agrees: whole numbers by halving, rates likewise."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.matching import Rows
from lrcalc.logs.shortest import round_numbers

# How far from what was meant a number of steps may lie.
MOST_TIMES = 256
HALVINGS, STRAIGHT = 48, 1e-13


def lengths(meant: Meant, rows: Rows, name: str, fixed: dict[str, Any]) -> list[int]:
    """Whole numbers for a parameter with which a telling row agrees, the plainest first."""
    own = meant.values[name]
    plain = [own * times for times in (2, 4, 8, 3, 16, 32, 5, 6, 10, 64)]
    plain += [own // times for times in (2, 4, 8, 3, 16, 5) if own % times == 0]
    plain += [own + 1, own - 1, rows.updates[-1] + 1]
    found = [0] if name == "warmup" else []
    found += [length for length in plain if length > 0]
    for index in telling(meant, rows):

        def rate(length: int, index: int = index) -> float | None:
            return rate_at(meant, rows, index, {name: length, **fixed})

        most = max(own * MOST_TIMES, 1000)
        for low, high in crossings(rate, rows.bounds.low[index], rows.bounds.high[index], 1, most):
            found += round_numbers(low, high, 40)
    return list(dict.fromkeys(found))


def rate_at(meant: Meant, rows: Rows, index: int, changes: dict[str, Any]) -> float | None:
    """The rate at a row with some parameters changed; None where they do not go together."""
    curve = meant.variant(**changes)
    return None if curve is None else rows.mean(curve.at)(rows.updates[index])


def telling(meant: Meant, rows: Rows) -> list[int]:
    """Rows that tell much: one of the last wrong ones that is no floor, and one of the first."""
    wrong = rows.wrong(meant.curve.at) or [len(rows.updates) - 1]
    end = rows.values[-1]
    moving = [index for index in wrong if rows.values[index] != end and rows.values[index] > 0] or wrong
    return list(dict.fromkeys([moving[-1], moving[len(moving) // 2], moving[0]]))


def crossings(
    rate: Callable[[int], float | None], low: float, high: float, first: int, last: int
) -> list[tuple[int, int]]:
    """The whole numbers at which a rate lies from low to high: at most a few ranges of them."""
    grid, at = [first], float(first)
    while at < last:
        at *= 1.5
        grid.append(max(grid[-1] + 1, int(at)))
    sides = [(n, value) for n in grid if (value := rate(n)) is not None]
    found = []

    def edge(inside: Callable[[float], bool], a: int, b: int) -> int:
        """The last number from a on that is on the side of a."""
        while b - a > 1:
            middle = (a + b) // 2
            value = rate(middle)
            a, b = (middle, b) if value is not None and inside(value) else (a, middle)
        return a

    for (a, at_a), (b, at_b) in pairwise(sides):
        if (at_a > high and at_b > high) or (at_a < low and at_b < low):
            continue
        falls = at_a >= at_b
        start, end = a, b
        if at_a > high:
            start = edge(lambda value: value > high, a, b) + 1
        elif at_a < low:
            start = edge(lambda value: value < low, a, b) + 1
        if at_b < low and falls:
            end = edge(lambda value: value >= low, start, b)
        elif at_b > high and not falls:
            end = edge(lambda value: value <= high, start, b)
        if start <= end:
            found.append((start, end))
    return found[:4]


def solved(meant: Meant, rows: Rows, index: int, name: str, own: float) -> tuple[float, float] | None:
    """Between which values of a parameter a row agrees, by the line through two values: then by halving."""

    def rate(value: float) -> float | None:
        return rate_at(meant, rows, index, {name: repr(value)})

    low, high = rows.bounds.low[index], rows.bounds.high[index]
    base = own or meant.peak
    points = [0.0, *(base * 2.0**power for power in range(-12, 15, 2))]
    if name in ("gamma", "pct_start") and base < 1:
        points = sorted({0.0, base, 1.0, *(base * 0.9**n for n in range(1, 20)), *(1 - (1 - base) * 0.7**n
                         for n in range(-3, 20) if (1 - base) * 0.7**n < 1)})  # fmt: skip
    sides = [(value, at) for value in points if (at := rate(value)) is not None]
    for (a, at_a), (b, at_b) in pairwise(sides):
        if at_a != at_b and min(at_a, at_b) <= high and max(at_a, at_b) >= low:
            ends = sorted(_reached(rate, (a, at_a), (b, at_b), edge) for edge in (low, high))
            return ends[0], ends[1]
    return None


def straight(meant: Meant, rows: Rows, name: str, own: float) -> tuple[float, float] | None:
    """Between which values of a parameter all rows agree, where every rate is a straight line in it."""
    base = own or meant.peak
    curves = [meant.variant(**{name: repr(base * times)}) for times in (0.5, 0.75, 1.0)]
    first, middle, last = curves
    if first is None or middle is None or last is None:
        return None
    a, c, b = (rows.mean(curve.at) for curve in (first, middle, last))
    low, high, near = 0.0, math.inf, STRAIGHT * meant.peak
    for index, update in enumerate(rows.updates):
        at_a, at_b = a(update), b(update)
        if abs(at_a + at_b - 2 * c(update)) > near:
            return None
        slope = (at_b - at_a) / (base / 2)
        if abs(at_b - at_a) > 2 * near:
            ends = sorted(base / 2 + (edge[index] - at_a) / slope for edge in rows.bounds)
            low, high = max(low, ends[0]), min(high, ends[1])
            if low > high:
                return None
    return (low, high) if high < math.inf else None


def _reached(
    rate: Callable[[float], float | None], one: tuple[float, float], other: tuple[float, float], goal: float
) -> float:
    """Where between two values a rate reaches the goal: on the line through them, where it is one."""
    (a, at_a), (b, at_b) = one, other
    guess = a + (goal - at_a) / (at_b - at_a) * (b - a)
    at = rate(guess) if min(a, b) <= guess <= max(a, b) else None
    if at is not None and abs(at - goal) <= STRAIGHT * abs(at_b - at_a):
        return guess
    for _ in range(HALVINGS):
        middle = (a + b) / 2
        at = rate(middle)
        if at is None:
            break
        a, b = (middle, b) if (at < goal) == (at_a < at_b) else (a, middle)
    return (a + b) / 2
