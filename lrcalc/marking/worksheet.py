"""Worksheets: rows of answers, whatever table they were written in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple, TextIO

from lrcalc.errors import nearest
from lrcalc.marking.answer import Answer, looks_like_decimal_comma, read_answer
from lrcalc.marking.cells import Cells, WorksheetError
from lrcalc.marking.headerless import with_header
from lrcalc.marking.headings import ANSWERS, COLUMNS, RATE, in_units, is_header, keys_of, plain
from lrcalc.marking.json_table import FOUND
from lrcalc.marking.step import is_step, read_step
from lrcalc.marking.table import LONGEST_LINE, MOST_LINES, decoded, table_of
from lrcalc.numbers.literal import LiteralError, shown

__all__ = [
    "COLUMNS",
    "FOUND",
    "LONGEST_LINE",
    "MOST_LINES",
    "MOST_ROWS",
    "RATE",
    "Row",
    "WorksheetError",
    "is_header",
    "read_bytes",
    "read_worksheet",
]

MOST_ROWS = 10_000
# A header stands this far down at the most: below a title, a name, a date.
LOWEST_HEADER = 20


# What stands for a step in a row that people put below their table.
SUMMARIES = ("mean", "average", "avg", "sum", "total", "max", "min", "mittelwert", "summe")


class Taken(NamedTuple):
    """What a worksheet says beside its rows: remarks on how it was read, and answers to what was to be
    found. Where nobody asks for these, such a row is one without a step."""

    remarks: list[str]
    found: list[str] | None = None


class Row(NamedTuple):
    """The answers at one step, by the quantity they answer."""

    step: int
    answers: dict[str, Answer]


def read_worksheet(
    stream: TextIO, name: str, headings: Mapping[str, str] | None = None, decimal_comma: bool = False
) -> list[Row]:
    """All rows of a worksheet. Raises WorksheetError; nothing is half read.

    `headings` are the columns that the schedule has, key by heading. A stream that is not text throughout is
    to be opened with errors="surrogateescape".
    """
    return rows_of(table_of(stream, name), name, headings, decimal_comma)


def read_bytes(
    data: bytes,
    name: str,
    headings: Mapping[str, str] | None = None,
    decimal_comma: bool = False,
    taken: Taken | None = None,
) -> list[Row]:
    """All rows of a worksheet from the bytes of a file: text in UTF-8, UTF-16 or as a German Excel writes
    it, or a spreadsheet. Raises WorksheetError."""
    from lrcalc.marking.spreadsheet import is_spreadsheet, spreadsheet_table

    if is_spreadsheet(data):
        return rows_of(spreadsheet_table(data, name), name, headings, decimal_comma, taken)
    return rows_of(table_of(decoded(data, name), name), name, headings, decimal_comma, taken)


def rows_of(
    table: Sequence[Cells],
    name: str,
    headings: Mapping[str, str] | None,
    decimal_comma: bool,
    taken: Taken | None = None,
) -> list[Row]:
    """The rows of a table whose header is its first or one of the first lines, or is none."""
    if not table:
        raise WorksheetError(
            name, "expected a header step,learning_rate and a row a step, got nothing: it is empty"
        )
    known = {**COLUMNS, **{plain(text): key for text, key in (headings or {}).items()}}
    known |= {plain(key): key for key in (headings or {}).values()}
    taken = taken or Taken([])
    start = _header(table, known)
    if start is None:
        turned = _turned(table)
        is_turned = bool(turned) and is_header(turned[0], known)
        table, start = turned if is_turned else _headed(table, known, name, taken), 0
    keys = keys_of(table[start], known, name, taken.remarks)
    body = _body(table, start, known, name)
    if not body:
        raise WorksheetError(name, "expected a row a step, got a header and no rows")
    if len(body) > MOST_ROWS:
        raise WorksheetError(
            name, f"expected up to {MOST_ROWS} rows, got more than {MOST_ROWS} rows", body[MOST_ROWS].place
        )
    has_commas = decimal_comma or _has_decimal_commas(body, keys)
    for is_so, what in ((_sums_up, "sums the rows up"), (_is_a_note, "is a note")):
        others = [cells for cells in body if is_so(cells.texts, keys)]
        if others and len(others) < len(body):
            body = [cells for cells in body if cells not in others]
            lines = ", ".join(str(cells.place.line) for cells in others)
            taken.remarks.append(f"{name}: line {lines} {what}, and is passed over")
    if taken.found is not None:
        body = [cells for cells in body if not _is_found(cells.texts, keys, taken.found)]
    return [_row(keys, cells, name, has_commas) for cells in body]


def _turned(table: Sequence[Cells]) -> list[Cells]:
    """A table whose steps stand side by side with the steps below each other."""
    columns = zip_longest(*(cells.texts for cells in table), fillvalue="")
    return [Cells(list(texts), table[0].place) for texts in columns]


def _body(table: Sequence[Cells], start: int, known: Mapping[str, str], name: str) -> list[Cells]:
    """The rows below a header, the numbers in the units that it names. Raises WorksheetError for a second
    header."""
    header, rest = table[start], table[start + 1 :]
    named = (cells for cells in rest if not cells.texts[0][:1].isdigit() and is_header(cells, known))
    if (other := next(named, None)) is not None:
        raise WorksheetError(name, "expected one table, got the header of a second one", other.place)
    body = [cells for cells in rest if any(cells.texts) and cells.table == header.table]
    return in_units(header, body)


def _header(table: Sequence[Cells], known: Mapping[str, str]) -> int | None:
    """Where the header stands: the first line that names a step and answers, None where there is none."""
    lines = enumerate(table[:LOWEST_HEADER])
    return next((index for index, cells in lines if is_header(cells, known)), None)


def _headed(table: Sequence[Cells], known: Mapping[str, str], name: str, taken: Taken) -> Sequence[Cells]:
    """A table without a header of a step and a rate: with one where it is certain, else as it is where its
    first line names any column. Raises WorksheetError."""
    headed = with_header(table, name)
    if headed is not None:
        taken.remarks.append(headed.remark)
        return headed.table
    names = [plain(text) for text in table[0].texts]
    if any(nearest(text, [*known, *ANSWERS]) for text in names):
        return table
    given = ", ".join(shown(text) for text in table[0].texts[:3])
    raise WorksheetError(
        name, f"the header is missing: expected a line such as step,learning_rate first, got {given}",
        table[0].place,
    )  # fmt: skip


def _has_decimal_commas(body: Sequence[Cells], keys: Sequence[str | None]) -> bool:
    """Whether the numbers of a sheet have a decimal comma: some do, and none has a point."""
    texts = [
        text for cells in body for key, text in zip(keys, cells.texts) if key not in (None, "step") and text
    ]
    return any(map(looks_like_decimal_comma, texts)) and not any(
        re.search(r"[0-9]\.[0-9]", text) for text in texts
    )


def _sums_up(texts: Sequence[str], keys: Sequence[str | None]) -> bool:
    """Whether a row is one of sums or means over those above it."""
    return dict(zip(keys, texts)).get("step", "").strip(" :").lower() in SUMMARIES


def _is_a_note(texts: Sequence[str], keys: Sequence[str | None]) -> bool:
    """Whether a line is words alone, a row neither by its step nor by an answer."""
    has_words = any(re.search(r"[^\W\d_]{2}", text) for text in texts)
    return has_words and FOUND not in map(str.lower, texts) and not any(map(_has_number, texts))


def _has_number(text: str) -> bool:
    if read_answer(text).value is not None or looks_like_decimal_comma(text):
        return True
    return is_step(text)


def _is_found(texts: Sequence[str], keys: Sequence[str | None], found: list[str]) -> bool:
    """Whether a row answers what was to be found; the answer is added to those found."""
    by_key = dict(zip(keys, texts))
    if by_key.get("step", "").lower() != FOUND:
        return False
    found.append(by_key.get(RATE, ""))
    return True


def _row(keys: Sequence[str | None], cells: Cells, name: str, decimal_comma: bool) -> Row:
    texts = cells.texts
    if any(texts[len(keys) :]):
        raise WorksheetError(name, cells.too_many_for(len(keys)), cells.place.at(len(keys) + 1))
    by_key = {key: text for key, text in zip(keys, texts) if key is not None}
    try:
        return row_of(by_key, decimal_comma)
    except LiteralError as error:
        raise WorksheetError(name, str(error), cells.place.at(keys.index("step") + 1)) from None


def row_of(by_key: Mapping[str, str], decimal_comma: bool) -> Row:
    """The step and the answers of the cells of a row. Raises LiteralError for the step."""
    step = read_step(by_key.get("step", ""), decimal_comma)
    answers = {key: read_answer(text, decimal_comma) for key, text in by_key.items() if key != "step"}
    return Row(step, {RATE: Answer(""), **answers})
