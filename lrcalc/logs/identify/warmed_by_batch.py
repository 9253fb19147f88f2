"""A schedule that counts epochs, times a warm-up that counts batches: what ultralytics and yolov5 train with.

The row of epoch e, counted from 1, has the rate of its last batch. With U batches an epoch and a warm-up of w
epochs that is (e − 1/U)/w of the rate of the epoch: two rows of the warm-up give w and U.
"""

from __future__ import annotations

from collections.abc import Callable

from lrcalc.errors import ScheduleError
from lrcalc.logs.clock import readings_of_length
from lrcalc.logs.curve import Curve
from lrcalc.logs.identify.candidates import Candidate
from lrcalc.logs.identify.features import Features
from lrcalc.logs.matching import Rows
from lrcalc.logs.reading.rows import Log
from lrcalc.logs.shortest import round_numbers, shortest_decimal
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.typed_formula import Formula

# The share of the way that is left, as a formula of the epoch and their number.
SHARES = {"linear": "(1-{epoch}/{total})", "cosine": "(1+cos(pi*{epoch}/{total}))/2"}
# Epochs of a warm-up that are usual, where one row alone shows it; batches of an epoch that are tried.
USUAL, MOST_TRIED = ("3", "1", "5", "2"), 12
# The plainest schedule of some rows.
Name = Callable[[int, int], "Candidate | None"]


def warmed_by_batch(log: Log, features: Features, name: Name) -> Candidate | None:
    """The schedule of the epochs after the warm-up, times the warm-up; None where that does not give all."""
    rows, many = features.rows, len(features.rows.values)
    # a warm-up of one epoch shows in the first row alone
    for first in (features.peak, features.peak + 1) if features.rises else (1,):
        later = name(first, many) if many - first >= 3 else None
        if later is None or later.policy.name not in SHARES or "warmup" in later.policy.typed:
            continue
        shares = [_share(rows, index, later.policy.at(index)) for index in range(first)]
        for warm, batches in _lengths(shares):
            text, total = _times(later.policy, warm, batches), many * batches
            reading = next(iter(readings_of_length(log, batches)))
            try:
                made = Formula(text, T=total)
                holds = Rows(reading.updates, rows.bounds, rows.values).holds(Curve(made).at)
            except (ScheduleError, ArithmeticError):
                continue
            if holds:
                return Candidate(f"formula '{text}' --T {total}", made, reading, many, later.largest)
    return None


def _share(rows: Rows, index: int, rate: float) -> tuple[float, float]:
    """Between which shares of the rate of its epoch a row has."""
    return rows.bounds.low[index] / rate, rows.bounds.high[index] / rate


def _lengths(shares: list[tuple[float, float]]) -> list[tuple[str, int]]:
    """The epochs of a warm-up and the batches of one, by the shares that the rows of the warm-up have."""
    low, high = shares[0]
    warms: tuple[str, ...] = USUAL
    if len(shares) > 1:
        steep = (shares[-1][0] - high) / (len(shares) - 1), (shares[-1][1] - low) / (len(shares) - 1)
        warms = (shortest_decimal(1 / steep[1], 1 / steep[0]),) if steep[0] > 0 else ()
    found = []
    for warm in warms:
        # w·share = 1 − 1/U
        least, most = 1 - float(warm) * high, 1 - float(warm) * low
        if most > 0:
            lengths = round_numbers(max(2, round(1 / most)), round(1 / max(least, 1e-6)), MOST_TRIED)
            found += [(warm, length) for length in lengths]
    return found


def _times(policy: Policy, warm: str, batches: int) -> str:
    """The formula of a schedule of epochs, times a warm-up of so many of them by the batch."""
    typed = policy.typed
    share = SHARES[policy.name].format(epoch=f"floor(t/{batches})", total=typed["T"])
    most, least = typed["max"], typed.get("min", "0")
    rate = f"{most}*{share}" if least == "0" else f"({least}+({most}-{least})*{share})"
    return f"{rate}*min(1,t/{round(float(warm) * batches)})"
