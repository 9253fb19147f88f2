"""Which row would tell two explanations apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lrcalc.logs.faults.explanation import Explanation

# So many updates are looked at over the run, and near the rows that an explanation names.
LOOKED_AT, NEAR = 400, 60
# Rates nearer than this no log tells apart.
LEAST = 1e-4


class Telling(NamedTuple):
    """An update that is not in the log, and its rate by the one and by the other explanation."""

    update: int
    one: float
    other: float


def telling_update(
    explanations: Sequence[Explanation], logged: Sequence[int], total: int | None
) -> Telling | None:
    """The update at which the first two explanations differ most; None where there are no two that differ."""
    if len(explanations) < 2:
        return None
    one, other = explanations[:2]
    end = max(logged[-1], total or 0) * 5 // 4 + 1
    asked = set(range(0, end, max(1, end // LOOKED_AT)))
    for item in (one, other):
        row = item.numbers.get("row")
        if isinstance(row, int):
            asked |= set(range(max(0, row - NEAR), row))
    best: Telling | None = None
    for update in sorted(asked - set(logged)):
        found = Telling(update, one.rates(update), other.rates(update))
        if _difference(found) > (LEAST if best is None else 1.001 * _difference(best)):
            best = found
    return best


def _difference(found: Telling) -> float:
    return abs(found.one - found.other) / (max(found.one, found.other) or 1.0)
