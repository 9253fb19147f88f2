"""Every row of a long log, put away as it is read: its step and its rates; beyond a size in a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, TypeVar

# So many rows are put away together, and so many bytes of them are kept in memory.
TOGETHER, IN_MEMORY = 10_000, 1 << 22
ITEM = array("q").itemsize
Item = TypeVar("Item")


class Stretch(NamedTuple):
    """Some rows of a column: the steps as logged, what they are less the updates skipped, and the rates."""

    steps: Sequence[int]
    counted: Sequence[int]
    texts: Sequence[str]


class _Part(NamedTuple):
    """Where some rows lie: the steps, the steps less those skipped, then each column's texts in lines."""

    start: int
    rows: int
    lengths: dict[str, int]


class EveryRow:
    """The rows of a log, one after another."""

    def __init__(self) -> None:
        # it goes when the rows go
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._parts: list[_Part] = []
        self._end = 0
        self._begin()

    def _begin(self) -> None:
        self._steps, self._counted, self._texts = array("q"), array("q"), dict[str, list[str]]()

    def append(self, step: int, skipped: int, rates: Mapping[str, str]) -> None:
        """Put one at the end."""
        before = len(self._steps)
        for name, text in rates.items():
            texts = self._texts.get(name)
            if texts is None:
                texts = self._texts[name] = []
            if len(texts) < before:
                texts += [""] * (before - len(texts))
            texts.append(text)
        self._steps.append(step)
        self._counted.append(step - skipped)
        if before + 1 == TOGETHER:
            self._put_away()

    def _put_away(self) -> None:
        pieces = {name: "\n".join(texts).encode() for name, texts in self._texts.items()}
        lengths = {name: len(data) for name, data in pieces.items()}
        self._parts.append(_Part(self._end, len(self._steps), lengths))
        for data in (self._steps.tobytes(), self._counted.tobytes(), *pieces.values()):
            self._file.write(data)
            self._end += len(data)
        self._begin()

    def column(self, name: str) -> Iterator[Stretch]:
        """The rows with a rate in a column, some at a time. What was written again, by a run that was resumed
        or begun anew, is left out: rows before others of as high a step."""
        if self._steps:
            self._put_away()
        lowest = [1 << 63]
        for part in reversed(self._parts):
            lowest.append(min(lowest[-1], *self._whole_numbers(part)))
        for part, after in zip(self._parts, lowest[-2::-1]):
            steps, counted = self._whole_numbers(part), self._whole_numbers(part, 1)
            texts, kept = self._texts_of(part, name), []
            for place in range(part.rows - 1, -1, -1):
                if steps[place] < after:
                    after = steps[place]
                    if place < len(texts) and texts[place]:
                        kept.append(place)
            kept.reverse()
            yield Stretch(_some(steps, kept), _some(counted, kept), _some(texts, kept))

    def _whole_numbers(self, part: _Part, which: int = 0) -> array[int]:
        self._file.seek(part.start + which * part.rows * ITEM)
        numbers = array("q")
        numbers.frombytes(self._file.read(part.rows * ITEM))
        return numbers

    def _texts_of(self, part: _Part, name: str) -> list[str]:
        place = part.start + 2 * part.rows * ITEM
        for other, length in part.lengths.items():
            if other == name:
                self._file.seek(place)
                return self._file.read(length).decode().split("\n")
            place += length
        return []


def _some(values: Sequence[Item], places: Sequence[int]) -> list[Item]:
    return [values[place] for place in places]
