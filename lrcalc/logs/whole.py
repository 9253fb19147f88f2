"""Every row of a log of which only some are kept, held against the schedule in a second passage over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.matching import Rows
from lrcalc.logs.reading.numerals import numeral
from lrcalc.logs.reading.rows import Log, Row
from lrcalc.logs.reading.stored import Numerals
from lrcalc.logs.verification import Verification
from lrcalc.logs.verify import verify

# So many rows are looked at together; so many that disagree are enough for an explanation.
TOGETHER, MOST_WRONG = 10_000, 2_000


def held_whole(rows: Iterable[Row], found: Verification, clock: str | None = None) -> Verification:
    """The verification of some rows of a log, where all of them are looked at.

    Rows that disagree are put among those that were kept, and what explains them is looked for again.
    """
    if found.reading.of is None:
        return found
    held = _Held(found)
    wrong = list(islice(held.disagreeing(rows), MOST_WRONG))
    if wrong:
        kept = {row.step: row for row in (*found.log.rows, *wrong)}
        together = [kept[step] for step in sorted(step for step in kept if step is not None)]
        found = verify(Log(together, found.log.found, found.log.columns), found.policy, clock)
    found.held = held.count
    return found


class _Held:
    """The rows of a passage, counted as they are held against a schedule."""

    def __init__(self, found: Verification) -> None:
        self.count, self._found, self._meant = 0, found, Meant(found.policy)
        self._peak = max(self._meant.peak, max(found.rates.values))

    def disagreeing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that disagree."""
        column, of = self._found.column, self._found.reading.of
        assert of is not None
        all_rows = iter(rows)
        while some := list(islice(all_rows, TOGETHER)):
            part = [row for row in some if row.step is not None and numeral(row.rates.get(column, ""))]
            rates = Numerals(row.rates[column] for row in part)
            updates = [of((row.step or 0) - row.skipped) for row in part]
            bounds = self._found.rule.bounds(rates, self._peak)
            yield from (
                part[index] for index in Rows(updates, bounds, rates.values).wrong(self._meant.curve.at)
            )
            self.count += len(part)
