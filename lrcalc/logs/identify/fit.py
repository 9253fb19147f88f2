"""The rates of a schedule from a log, once its lengths are given: every shape is affine in them.

η = c + a·η_max + b·η_min at each row, so that the rows, each an interval, are a linear programme of two
variables. For a given η_min each row bounds η_max; what is left between the bounds is concave in η_min, so
that halving finds whether there is room.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lrcalc.logs.curve import Curve
from lrcalc.logs.matching import Rows
from lrcalc.logs.shortest import shortest_decimal

Make = Callable[[str, str], "Curve | None"]
SEARCHED = 70
# Less than the noise in the last bits of a double at the peak.
TINY = 1e-15


class Line(NamedTuple):
    """What one row says: low ≤ a·η_max + b·η_min ≤ high."""

    a: float
    b: float
    low: float
    high: float


def lines(make: Make, rows: Rows, chosen: Sequence[int]) -> list[Line] | None:
    """What the rows say of the rates, or None where no such schedule can be made."""
    one, both, none = make("1", "0"), make("1", "1"), make("0", "0")
    if one is None or both is None or none is None:
        return None
    at_one, at_both, at_none = (rows.mean(curve.at) for curve in (one, both, none))
    found = []
    for index in chosen:
        k = max(0, rows.updates[index])
        c = at_none(k)
        a = at_one(k) - c
        b = at_both(k) - c - a
        found.append(Line(a, b, rows.bounds.low[index] - c, rows.bounds.high[index] - c))
    return found


def between(found: Sequence[Line], least: float) -> tuple[float, float]:
    """The bounds of η_max for a given η_min; the lower one is above the upper one where there is no room."""
    low, high, _, _ = _bounds(found, least)
    return low, high


def _bounds(found: Sequence[Line], least: float) -> tuple[float, float, float, float]:
    """The bounds of η_max, and how fast either moves with η_min."""
    low, high, slope_low, slope_high = 0.0, math.inf, 0.0, 0.0
    for a, b, down, up in found:
        if a > TINY:
            at = (down - b * least) / a
            if at > low:
                low, slope_low = at, -b / a
            at = (up - b * least) / a
            if at < high:
                high, slope_high = at, -b / a
    return low, high, slope_low, slope_high


def feasible(found: Sequence[Line]) -> tuple[float, float] | None:
    """Between which values of η_min there is room for η_max, or None."""
    least, most = 0.0, math.inf
    for a, b, down, up in found:
        if b > TINY:
            most = min(most, up / b)
            if a <= TINY:
                least = max(least, down / b)
        elif a <= TINY and (down > 0 or up < 0):
            return None
    if least > most:
        return None
    if most == math.inf:
        most = 0.0
    start, end = least, most
    for _ in range(SEARCHED):
        middle = least if least == start and least == 0 else (least + most) / 2
        low, high, slope_low, slope_high = _bounds(found, middle)
        room, slope = high - low, slope_high - slope_low
        if room >= 0:
            return _edge(found, middle, start), _edge(found, middle, end)
        # room is concave: it lies below its tangent
        reach = max((least - middle) * slope, (most - middle) * slope)
        if room + reach < 0 or most - least <= 1e-17 * most:
            return None
        if slope > 0:
            least = middle if middle > least else math.nextafter(middle, math.inf)
        elif middle == least:
            return None
        else:
            most = middle
    return None


def _edge(found: Sequence[Line], inside: float, outside: float) -> float:
    low, high = between(found, outside)
    if high >= low:
        return outside
    for _ in range(50):
        middle = (inside + outside) / 2
        low, high = between(found, middle)
        inside, outside = (middle, outside) if high >= low else (inside, middle)
    return inside


def plainest(found: Sequence[Line]) -> tuple[str, str] | None:
    """The plainest η_max and η_min that the lines allow, or None."""
    least = feasible(found)
    if least is None:
        return None
    for minimum in dict.fromkeys([shortest_decimal(*least), repr(sum(least) / 2)]):
        low, high = between(found, float(minimum))
        if low <= high < math.inf:
            return shortest_decimal(low, high), minimum
    return None


def fitted(make: Make, rows: Rows, chosen: Sequence[int]) -> tuple[str, str] | None:
    """The plainest η_max and η_min with which the chosen rows agree, or None."""
    found = lines(make, rows, chosen)
    if found is None:
        return None
    return plainest(found)
