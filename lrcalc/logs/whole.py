"""Every row of a log of which only some are kept, held against the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.matching import Rows
from lrcalc.logs.reading.numerals import values_of
from lrcalc.logs.reading.rows import Log, Row
from lrcalc.logs.verification import Verification
from lrcalc.logs.verify import verify

# So many rows that disagree are enough for an explanation.
MOST_WRONG = 2_000


def held_whole(log: Log, found: Verification, clock: str | None = None) -> Verification:
    """The verification of the rows of a log that were kept, where all of them are looked at.

    Rows that disagree are put among those that were kept, and what explains them is looked for again.
    """
    if log.whole is None or found.reading.of is None or not found.accepted:
        return found
    held = _Held(log, found)
    wrong = list(islice(held.disagreeing(), MOST_WRONG))
    if wrong:
        kept = {row.step: row for row in (*found.log.rows, *wrong)}
        together = [kept[step] for step in sorted(step for step in kept if step is not None)]
        found = verify(Log(together, found.log.found, found.log.columns), found.policy, clock)
    found.held = held.count
    return found


class _Held:
    """The rows of a log, counted as they are held against a schedule."""

    def __init__(self, log: Log, found: Verification) -> None:
        self.count, self._log, self._found, self._meant = 0, log, found, Meant(found.policy)
        self._peak = max(self._meant.peak, max(found.rates.values))

    def disagreeing(self) -> Iterator[Row]:
        """The rows that disagree."""
        column, reading, whole = self._found.column, self._found.reading, self._log.whole
        assert reading.of is not None
        assert whole is not None
        for steps, counted, texts in whole.column(column):
            values = values_of(texts)
            updates = list(map(reading.of, counted))
            rows = Rows(updates, self._found.rule.bounds(values, self._peak), values, reading.span)
            for index in rows.wrong(self._meant.curve.at):
                yield Row({column: texts[index]}, steps[index])
            self.count += len(texts)
