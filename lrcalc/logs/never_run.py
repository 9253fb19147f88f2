"""The last row of a log where it names the update after the last, which was never run."""

from __future__ import annotations

from lrcalc.expression.compiled import compiled
from lrcalc.expression.shape import fold_constants
from lrcalc.logs.verification import Verification


def never_run(found: Verification) -> float | None:
    """The rate of the last row where it is that at which a cycle ends, and the next is meant to begin there;
    None where it is another.

    A trainer that logs the rate of the next update has such a row after its last update.
    """
    update, rate = found.reading.updates[-1], found.rates[-1]
    before = found.policy.phase_at(max(0, update - 1))
    if before.last is None or before.last >= update:
        return None
    try:
        end = compiled(fold_constants(before.quantities[-1], update - 1))(update)
    except (ArithmeticError, ValueError):
        return None
    bounds = found.rule.bounds([rate.value], max(found.rates.values))
    return end if bounds.low[0] <= end <= bounds.high[0] else None
