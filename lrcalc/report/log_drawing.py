"""The schedule and the logged rates over it, the rows that disagree marked."""

from __future__ import annotations

from lrcalc.logs.verification import Verification
from lrcalc.pictures.curve import Curve, curve
from lrcalc.report.blocks import Drawing

MOST_MARKED = 100
MOST_POINTS = 5000


def log_drawing(found: Verification, log_scale: bool = False) -> Drawing:
    """Two curves: the schedule, and the log through its rates."""
    updates = [max(0, update) for update in found.reading.updates]
    rates = [rate.value for rate in found.rates]
    thin = max(1, len(rates) // MOST_POINTS)
    logged = list(zip(updates, rates))[::thin]
    spread = max(1, len(found.wrong) // MOST_MARKED)
    wrong = [(updates[index], rates[index]) for index in found.wrong[::spread]]

    def curves(samples: int) -> list[Curve]:
        meant = curve(found.policy, [], samples, updates[-1])
        return [meant, Curve(found.policy, meant.end, logged, wrong, [])]

    marked = f"; {len(found.wrong)} that disagree are marked" if found.wrong else ""
    return Drawing(curves, ["the schedule", f"logged{marked}"], None, log_scale)
