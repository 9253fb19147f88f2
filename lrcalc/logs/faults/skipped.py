"""Runs in which some updates were skipped: the schedule lags behind the step column, ever more."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.errors import counted
from lrcalc.logs.faults.explanation import Explanation, Meant
from lrcalc.logs.matching import Rows

MOST_LAG = 200
# So many skips are a few, however few the rows are.
FEW = 4


def skipped(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """A lag that never shrinks and seldom grows."""
    lag, jumps = 0, []
    lags: list[int] = []
    grown: list[int] = []
    for index, update in enumerate(rows.updates):
        found = next(
            (
                more
                for more in range(lag, MOST_LAG)
                if rows.fits(index, meant.curve.at(max(0, update - more)))
            ),
            None,
        )
        if found is None:
            return
        if found > lag:
            jumps.append(update)
            lag = found
            grown.append(lag)
        lags.append(lag)
    if not jumps or len(jumps) > max(FEW, len(rows.updates) // 12):
        return
    by_update = dict(zip(rows.updates, lags))
    where = ", ".join(str(update) for update in jumps[:5])

    def lagged(update: int) -> float:
        known = by_update.get(update)
        if known is None:
            known = max((lags[i] for i, other in enumerate(rows.updates) if other <= update), default=0)
        return meant.curve.at(max(0, update - known))

    yield Explanation(
        "skipped-updates",
        {"skipped": lag, "rows": jumps, "lags": grown},
        f"{counted(lag, 'update')} skipped (the lag grows by update {where}): overflows of mixed precision?",
        lagged,
    )
