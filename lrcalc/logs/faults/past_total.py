"""A log that does not say its updates, read so that it goes on far past the total: a run that was stepped too
often, or one that was longer."""

from __future__ import annotations

from lrcalc.logs.clock import readings_of_length, times_past
from lrcalc.logs.faults.clock_faults import stepped
from lrcalc.logs.faults.explaining import rows_in, told
from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.verification import Remark, Verification


def stepped_past_the_total(meant: Meant, found: Verification) -> list[Remark]:
    """Where rows of unknown length agree only if the run is so many whole times as long as the schedule: the
    run that ends with it, its schedule stepped so many times an update, is told, and the other remarked."""
    agreed, length = found.reading, found.reading.length
    times = times_past(found.log, agreed, meant.total)
    if not times or not length:
        return []
    for reading in readings_of_length(found.log, length // times):
        rows = rows_in(meant, found, reading)
        for explanation in stepped(meant, rows, times):
            told(meant, found, reading, rows, [explanation])
            if not found.wrong:
                return []
            unit = found.log.found.counts
            numbers = {"clock": agreed.formula, "last": agreed.updates[-1], "total": meant.total}
            one = "an epoch" if unit == "epoch" else "a row"
            text = (
                f"or {one} is {length} updates, and the run went on to update {agreed.updates[-1]}, past its "
                f"total of {meant.total}: then all rates agree (t = {agreed.formula}); the log does not say "
                f"how many updates {one} is"
            )
            return [Remark("past-total", numbers, text)]
    return []
