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

Numbers = Sequence[float] | Sequence[int]
Column = Numbers | Sequence[str]
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
        if columns and batch.length >= MANY and not any(isinstance(cells[0], str) for cells in columns):
            many = _many(texts, cast("list[Numbers]", columns))
            if many is not None:
                return many
        line = "%s".join(text.replace("%", "%%") for text in texts)
        rows: Iterable[tuple[object, ...]] = zip(*map(_texts, columns))
        return "".join(map(line.__mod__, rows if columns else repeat((), batch.length)))


def _texts(cells: Column) -> Iterable[object]:
    """What stands for the cells; whole numbers and texts as they are."""
    return map(program_text, cells) if float in map(type, cells) else cells


def _is_plain(numbers: Numbers) -> bool:
    """Whether the library writes all of them as `program_text` does."""
    return isinstance(numbers, range) or -LARGEST < min(numbers) <= max(numbers) < LARGEST


def _many(texts: list[str], columns: list[Numbers]) -> str | None:
    """Many rows at once, or None where the library writes one of their numbers in another way.

    All cells are one list in JSON, with marks among them where another text than a comma is to follow.
    """
    import orjson

    behind = [*texts[1:-1], texts[-1] + texts[0]]
    # "", "#", "##", … from the first on that none of the texts has
    mark = ""
    while f',"{mark}' in "".join(texts):
        mark += "#"
    row: list[object] = []
    places, marks = [], {}
    for text in behind:
        places.append(len(row))
        row.append(None)
        if len(behind) == 1:
            marks[","] = text
        elif text != ",":
            row.append(mark)
            marks[f',"{mark}",'] = text
            mark += "#"
    cells = row * len(columns[0])
    for place, column in zip(places, columns):
        cells[place :: len(row)] = column
    try:
        rows = orjson.dumps(cells)[len("[") : -len("]")]
    except orjson.JSONEncodeError:
        return None  # a whole number of more than 64 bits
    # what may be written otherwise has an exponent, or is a null
    if (b"e" in rows or b"u" in rows) and not all(map(_is_plain, columns)):
        return None
    if row[-1] is not None:
        rows = rows[: -len(f',"{row[-1]}"')]
    for mark, text in marks.items():
        rows = rows.replace(mark.encode(), text.encode())
    return texts[0] + rows.decode() + texts[-1]
