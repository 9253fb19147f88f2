"""Rows as text: the same texts around the numbers of each row, and numbers as programs read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import cast

from lrcalc.numbers.display import program_text
from lrcalc.report.rows import Batch, Constant

# From so many rows on the library that writes them faster is worth its import.
MANY = 48
# From here on its versions differ in what they write.
LARGEST = 1e16

Column = Sequence[float] | Sequence[int] | Sequence[str]
Written = Callable[[object], str]


class RowText:
    """How rows are written: `pieces` stand before, between and after the cells with some keys.

    `written` says how a constant is written.
    """

    def __init__(self, keys: Sequence[str], pieces: Sequence[str], written: Written) -> None:
        self.keys = keys
        self.pieces = pieces
        self.written = written

    def __call__(self, batch: Batch) -> str:
        """The rows of a batch, one after the other."""
        # texts and columns of numbers in turn, what is constant among the texts
        texts, columns = [self.pieces[0]], list[Column]()
        for key, piece in zip(self.keys, self.pieces[1:]):
            cells = batch.columns[key]
            if isinstance(cells, Constant):
                texts[-1] += self.written(cells.value) + piece
            else:
                columns.append(cells)
                texts.append(piece)
        if columns and batch.length >= MANY and all(map(_is_plain, columns)):
            return _many(texts, columns)
        line = "%s".join(text.replace("%", "%%") for text in texts)
        rows: Iterable[tuple[object, ...]] = zip(*map(_texts, columns))
        return "".join(map(line.__mod__, rows if columns else repeat((), batch.length)))


def _texts(cells: Column) -> Iterable[object]:
    """What stands for the cells; whole numbers and texts as they are."""
    return map(program_text, cells) if float in map(type, cells) else cells


def _is_plain(cells: Column) -> bool:
    """Whether all are numbers that the library writes as `program_text` does."""
    if isinstance(cells[0], str):
        return False
    numbers = cast("Sequence[float]", cells)
    return min(numbers) > -LARGEST and max(numbers) < LARGEST


def _many(texts: list[str], columns: list[Column]) -> str:
    """Many rows at once, as lists of lists in JSON, in which other texts then stand for the punctuation."""
    import orjson

    fields: list[Iterable[object]] = [columns[0]]
    marks = []
    for number, (text, column) in enumerate(zip(texts[1:], columns[1:])):
        if text != ",":
            marks.append((f',"#{number}",', text))
            fields.append(repeat(f"#{number}"))
        fields.append(column)
    rows = orjson.dumps(list(zip(*fields)))[len("[[") : -len("]]")]
    for mark, text in [*marks, ("],[", texts[-1] + texts[0])]:
        rows = rows.replace(mark.encode(), text.encode())
    return texts[0] + rows.decode() + texts[-1]
