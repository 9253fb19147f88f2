"""The clock of a log that disagrees: of the readings with a number of their own, those worth looking at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from lrcalc.logs.clock import UNSAID, Reading, other_readings, readings_that_end
from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.matching import Rows
from lrcalc.logs.precision import Bounds
from lrcalc.logs.reading.rows import Log
from lrcalc.logs.reading.stored import Numerals

# The readings with the lengths that the total suggests come first; of the others the best few are kept.
SUGGESTED, BEST = 10, 2
# So many rows have to agree, and so many rates have to be among them, for a reading to be more than chance.
FEWEST_ROWS, FEWEST_RATES = 4, 3


def worth_looking_at(log: Log, meant: Meant, rates: Numerals, bounds: Bounds, until: float) -> list[Reading]:
    """Readings in which a part of the rows agrees, most rows first, then those that the total suggests."""
    if log.found.counts not in UNSAID:
        return readings_that_end(log, meant.total)
    at = meant.curve.remembered
    best: list[tuple[int, Reading]] = []
    for reading in in_time(other_readings(log, meant.total), until):
        rows = Rows(reading.updates, bounds, rates.values, reading.span)
        # a third of the rows that are looked at first tell whether to count all
        if 3 * rows.probed(at) < rows.probes:
            continue
        wrong = set(rows.wrong(at))
        right = [index for index in range(len(rates)) if index not in wrong]
        if len(right) >= FEWEST_ROWS and len({rates.values[index] for index in right}) >= FEWEST_RATES:
            best = sorted([*best, (len(right), reading)], key=lambda each: -each[0])[:BEST]
    suggested = islice(other_readings(log, meant.total), SUGGESTED)
    found = {reading.formula: reading for reading in [*(reading for _, reading in best), *suggested]}
    return list(found.values())


def in_time(readings: Iterator[Reading], until: float) -> Iterator[Reading]:
    """The readings, up to a processor time."""
    for reading in readings:
        if time.process_time() > until:
            return
        yield reading
