"""The total of a decay, solved from the rates of a few rows: ratios of them rise or fall with it.

With a minimum of 0, η_i/η_j is the ratio of what the shape has left at both; with any minimum that holds of
(η_i − η_j)/(η_j − η_k). Each printed rate is an interval, and so is each ratio: halving finds the totals at
its ends, and the totals that all ratios allow are left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from lrcalc.logs.shortest import round_numbers

Unit = Callable[[float], float]
# The share of the way that an update has gone, by the total.
Share = Callable[[float, float], float]
# How far past the log a total is looked for, and how closely it is solved.
FURTHEST, HALVINGS = 32.0, 36
CLOSE = 1e-6
# Between these multiples of the least total a ratio is taken to rise or to fall.
GRID = (1.004, 1.02, 1.1, 1.5, 4.0)


class Point(NamedTuple):
    """The update of a row, and between what its rate lies."""

    update: float
    low: float
    high: float


def from_step(start: int) -> Share:
    """A decay from an update on."""
    return lambda update, total: (update - start) / (total - start)


def from_percent(percent: int) -> Share:
    """A decay from a share of the total on."""
    return lambda update, total: (100 * update - percent * total) / ((100 - percent) * total)


def between(
    unit: Unit, share: Share, points: Sequence[Point], to_zero: bool, least: float
) -> tuple[float, float] | None:
    """Between which totals from the least one on the shape falls as the points do; None where at none."""
    low, high = least, FURTHEST * least
    ratios = _to_zero(unit, share, points) if to_zero else _to_any(unit, share, points)
    # a shape that has come to its end turns into a straight line
    bend = points[-1].update
    for ratio, down, up in ratios:
        found = _reached(ratio, down, up, low, high, bend)
        if found is None:
            return None
        # what halving leaves open is more than what a double leaves open
        low, high = max(least, found[0] * (1 - CLOSE)), found[1] * (1 + CLOSE)
    return low, high


def whole(found: tuple[float, float], likely: Sequence[int], most: int) -> list[int]:
    """Whole numbers between two totals, those that are likely first, then the roundest."""
    low, high = math.ceil(found[0] - CLOSE), math.floor(found[1] + CLOSE)
    return list(dict.fromkeys([*(n for n in likely if low <= n <= high), *round_numbers(low, high, most)]))


Ratio = tuple[Callable[[float], float], float, float]


def _to_zero(unit: Unit, share: Share, points: Sequence[Point]) -> Iterator[Ratio]:
    first, *others = points
    for point in reversed(others):
        if first.low > 0:

            def ratio(total: float, at: float = point.update) -> float:
                whole = unit(share(first.update, total))
                return unit(share(at, total)) / whole if whole > 0 else math.inf

            yield ratio, max(0.0, point.low) / first.high, point.high / first.low


def _to_any(unit: Unit, share: Share, points: Sequence[Point]) -> Iterator[Ratio]:
    first, *others = points
    for one, other in combinations(others, 2):
        fall, rest = (
            (first.low - one.high, first.high - one.low),
            (one.low - other.high, one.high - other.low),
        )

        def ratio(total: float, one: float = one.update, other: float = other.update) -> float:
            middle = unit(share(one, total))
            left = middle - unit(share(other, total))
            return (unit(share(first.update, total)) - middle) / left if left > 0 else math.inf

        if rest[1] > 0:
            up = fall[1] / rest[0] if rest[0] > 0 else math.inf
            yield ratio, max(0.0, fall[0]) / rest[1], up


def _reached(
    ratio: Callable[[float], float], down: float, up: float, low: float, high: float, bend: float
) -> tuple[float, float] | None:
    """From where to where between low and high a ratio lies from down to up; it may turn at the bend."""
    grid = {at for at in (low, bend, *(low * step for step in GRID), high) if low <= at <= high}
    known = [(at, ratio(at)) for at in sorted(grid)]
    ends: list[float] = [at for at, value in known if down <= value <= up]
    for (a, at_a), (b, at_b) in pairwise(known):
        for goal in (down, up):
            if min(at_a, at_b) < goal < max(at_a, at_b):
                ends.append(_edge(ratio, goal, a, b, at_a < at_b))
    return (min(ends), max(ends)) if ends else None


def _edge(ratio: Callable[[float], float], goal: float, low: float, high: float, rises: bool) -> float:
    for _ in range(HALVINGS):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if (ratio(middle) < goal) == rises else (low, middle)
        if high - low <= CLOSE / 8 * low:
            break
    return math.sqrt(low * high)
