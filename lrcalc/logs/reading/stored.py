"""The rows of a log in little room: a few bytes a row in place of some hundred."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, overload

from lrcalc.logs.reading.every import EveryRow
from lrcalc.logs.reading.numerals import Numeral, numeral
from lrcalc.logs.reading.rows import Row
from lrcalc.numbers.literal import MOST_STEPS

Item = TypeVar("Item")
NONE, UNKNOWN = -1, float("nan")


class Texts:
    """Texts one after another in one piece."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q")

    def append(self, text: str) -> None:
        """Put one at the end."""
        self._bytes += text.encode()
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends)

    def every_other(self) -> Texts:
        """The first of them, the third, and so on."""
        kept = Texts()
        for index, text in enumerate(self):
            if index % 2 == 0:
                kept.append(text)
        return kept

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self._ends:
            yield self._bytes[start:end].decode()
            start = end

    def __getitem__(self, index: int) -> str:
        start = self._ends[index - 1] if index else 0
        return self._bytes[start : self._ends[index]].decode()


class MadeAgain(Sequence[Item]):
    """A sequence whose items are each made again when they are asked for."""

    @abstractmethod
    def _made(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            return [self._made(place) for place in range(*index.indices(len(self)))]
        return self._made(range(len(self))[index])


class StoredRows(MadeAgain[Row]):
    """Rows as they were read.

    Where there are more than `most` and their steps rise, or they have none, every second of those kept is
    dropped, as often as it takes; where they do not rise, which takes all rows to put in order, no more than
    `limit` are read. steps: those that were logged, -1 where there is none. skipped: the updates skipped by
    then. read, every, left: how many rows were read, of how many one is kept, and how many were read and not
    taken. whole: all rows, where some were dropped; a row without a step is put there by its number.
    """

    def __init__(self, rows: Iterable[Row], most: int, limit: int | None = None) -> None:
        self.columns: dict[str, Texts] = {}
        self.steps, self._epochs = array("q"), array("d")
        self._per_epoch, self.skipped, self._places = array("q"), array("q"), array("q")
        self.is_rising = self.is_unnumbered = True
        self.read, self.every, self.left = 0, 1, 0
        self.whole: EveryRow | None = None
        before: Row | None = None
        for row in rows:
            self._compare(before, row)
            if not (self.is_rising or self.is_unnumbered) and len(self) >= (limit or most):
                self.left = 1
                break
            before = row
            self.read += 1
            if self.whole is not None:
                self._put_away(self.whole, row, self.read)
            if (self.read - 1) % self.every == 0:
                self._append(row)
                if len(self) > most and (self.is_rising or self.is_unnumbered):
                    self._thin()
        if before is not None and (self.read - 1) % self.every:
            # where the log ends tells much
            self._append(before)

    def _compare(self, before: Row | None, row: Row) -> None:
        """Whether the rows still rise, or have no steps, and epochs that never fall."""
        step, last = _step(row), NONE if before is None else _step(before)
        self.is_rising = self.is_rising and last < step <= MOST_STEPS
        falls = before is not None and (row.epoch or 0.0) < (before.epoch or 0.0)
        self.is_unnumbered = self.is_unnumbered and row.step is None and not falls

    def _put_away(self, whole: EveryRow, row: Row, number: int) -> None:
        whole.append(number if row.step is None else _step(row), row.skipped, row.rates)

    def _thin(self) -> None:
        """Drop every second row; all of them are put away first."""
        if self.whole is None:
            self.whole = EveryRow()
            for number, row in enumerate(self, 1):
                self._put_away(self.whole, row, number)
        self.every *= 2
        self.columns = {name: texts.every_other() for name, texts in self.columns.items()}
        self.steps, self._epochs = self.steps[::2], self._epochs[::2]
        self._per_epoch, self.skipped, self._places = (
            self._per_epoch[::2],
            self.skipped[::2],
            self._places[::2],
        )

    def numbers(self) -> list[int]:
        """The numbers of the rows that are kept, counted from 1."""
        return [min(1 + self.every * index, self.read) for index in range(len(self))]

    def _append(self, row: Row) -> None:
        self.steps.append(_step(row))
        self._epochs.append(UNKNOWN if row.epoch is None else row.epoch)
        self._per_epoch.append(NONE if row.per_epoch is None else min(row.per_epoch, MOST_STEPS))
        self.skipped.append(min(row.skipped, MOST_STEPS))
        self._places.append(row.place)
        for name, text in row.rates.items():
            if name not in self.columns:
                self.columns[name] = Texts()
            texts = self.columns[name]
            while len(texts) < len(self.steps) - 1:
                texts.append("")
            texts.append(text)

    def __len__(self) -> int:
        return len(self.steps)

    def _made(self, index: int) -> Row:
        epoch, step, length = self._epochs[index], self.steps[index], self._per_epoch[index]
        rates = {name: texts[index] for name, texts in self.columns.items() if index < len(texts)}
        return Row(
            {name: text for name, text in rates.items() if text},
            None if step == NONE else step,
            None if epoch != epoch else epoch,
            None if length == NONE else length,
            self.skipped[index],
            self._places[index],
        )


def _step(row: Row) -> int:
    return NONE if row.step is None else min(row.step, MOST_STEPS + 1)


class Numerals(MadeAgain[Numeral]):
    """Rates as they were written, and their values."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.values = array("d")
        self._texts = Texts()
        self._digits, self._last = array("q"), array("q")
        for text in texts:
            found = numeral(text)
            if found is None:
                raise ValueError(text)
            self.values.append(found.value)
            self._texts.append(found.text)
            self._digits.append(found.digits)
            self._last.append(found.last)

    def __len__(self) -> int:
        return len(self.values)

    def _made(self, index: int) -> Numeral:
        return Numeral(self._texts[index], self.values[index], self._digits[index], self._last[index])

    def __iter__(self) -> Iterator[Numeral]:
        return map(Numeral, self._texts, self.values, self._digits, self._last)


def rates_of(rows: Sequence[Row], column: str) -> tuple[Sequence[Row], Numerals] | None:
    """The rows that have a rate in a column, and the rates; None where one is no number, or none is there."""
    texts: Iterable[str]
    column_texts = rows.columns.get(column) if isinstance(rows, StoredRows) else None
    if column_texts is not None and len(column_texts) == len(rows) and all(column_texts):
        texts = column_texts
    else:
        rows = [row for row in rows if column in row.rates]
        texts = (row.rates[column] for row in rows)
    try:
        rates = Numerals(texts)
    except ValueError:
        return None
    return (rows, rates) if len(rates) else None
