"""Worksheets: answers in a CSV or TSV file or in the document's own Markdown table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from lrcalc.errors import ScheduleError, nearest
from lrcalc.marking.answer import Answer, read_answer
from lrcalc.numbers.literal import LiteralError, parse_steps, shown

MOST_ROWS = 10_000
MOST_LINES = 10 * MOST_ROWS
LONGEST_LINE = 4096
# What a column may be called, lower case with single spaces.
COLUMNS = {
    "step": "step",
    "t": "step",
    "learning rate": "learning_rate",
    "your answer": "learning_rate",
    "answer": "learning_rate",
    "rate": "learning_rate",
    "lr": "learning_rate",
    "η": "learning_rate",
    "η t": "learning_rate",
    "eta": "learning_rate",
    "cosine": "cosine",
    "cosine value": "cosine",
    "scale": "scale",
    "scale factor": "scale",
}


class Row(NamedTuple):
    """The answers at one step, by the quantity they answer."""

    step: int
    answers: dict[str, Answer]


class WorksheetError(ScheduleError):
    """A worksheet that cannot be read; the message names the line and the column."""


def read_worksheet(stream: TextIO, name: str) -> list[Row]:
    """All rows of a worksheet. Raises WorksheetError; nothing is half read.

    A stream that is not text throughout is to be opened with errors="surrogateescape".
    """
    lines = _written_lines(stream, name)
    number, first = next(lines, (0, ""))
    if not first:
        raise WorksheetError(f"--check: {name} is empty; taken: a header step,learning_rate and a row a step")
    separator = _separator(first)
    keys = _keys(_cells(first, separator), name, number)
    rows = []
    for number, text in lines:
        cells = _cells(text, separator)
        if separator == "|" and _is_rule(cells):
            continue
        if len(cells) > len(keys):
            raise WorksheetError(
                f"--check: {name}, line {number}, column {len(keys) + 1}: {len(cells)} cells under "
                f"{len(keys)} columns; taken: one a column"
            )
        rows.append(_row(keys, cells, f"{name}, line {number}"))
        if len(rows) > MOST_ROWS:
            raise WorksheetError(
                f"--check: {name}, line {number}: more than {MOST_ROWS} rows; taken: up to that"
            )
    if not rows:
        raise WorksheetError(f"--check: {name} has a header and no rows; taken: a row a step")
    return rows


def _written_lines(stream: TextIO, name: str) -> Iterator[tuple[int, str]]:
    """The number and the text of each line that has any; headings of Markdown and comments have none."""
    for number, line in enumerate(_lines(stream, name), 1):
        text = line.removeprefix("\ufeff").strip(" \r\n")
        if text.strip() and not text.startswith("#"):
            yield number, text


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise WorksheetError(f"--check: {name}, line {number} is longer than {LONGEST_LINE} characters")
        column = next((index for index, sign in enumerate(line, 1) if _is_no_text(sign)), None)
        if column is not None:
            raise WorksheetError(
                f"--check: {name}, line {number}, character {column} is not UTF-8 text; "
                "taken: CSV, TSV or Markdown"
            )
        if number > MOST_LINES:
            raise WorksheetError(
                f"--check: {name}, line {number}: more lines than {MOST_LINES}; taken: fewer"
            )
        yield line


def _is_no_text(sign: str) -> bool:
    """A null, or what stands for a byte that is not UTF-8."""
    return sign == "\0" or "\udc80" <= sign <= "\udcff"


def _separator(header: str) -> str:
    """What the cells are parted by, here and in every line below."""
    return next((sign for sign in "|\t;" if sign in header), ",")


def _cells(text: str, separator: str) -> list[str]:
    if separator == "|":
        cells = text.removeprefix("|").removesuffix("|").split("|")
    else:
        cells = next(csv.reader([text], delimiter=separator))
    return [cell.strip() for cell in cells]


def _is_rule(cells: list[str]) -> bool:
    """The line under the header of a Markdown table: |---|:--:|."""
    return all(cell.strip(":") and not cell.strip(":-") for cell in cells)


def _keys(header: list[str], name: str, number: int) -> list[str]:
    keys = []
    for column, cell in enumerate(header, 1):
        known = COLUMNS.get(" ".join(cell.strip("$*").lower().replace("_", " ").split()))
        if known is None or known in keys:
            near = nearest(cell, COLUMNS)
            hint = f"; did you mean {near}?" if near and known is None else ""
            reason = "stands twice" if known else "is not a column"
            raise WorksheetError(
                f"--check: {name}, line {number}, column {column}: {shown(cell)} {reason}; "
                f"taken: step, learning_rate, cosine, scale{hint}"
            )
        keys.append(known)
    for needed in ("step", "learning_rate"):
        if needed not in keys:
            raise WorksheetError(f"--check: {name}, line {number}: the column {needed} is missing")
    return keys


def _row(keys: list[str], cells: list[str], where: str) -> Row:
    texts = dict(zip(keys, cells))
    column = keys.index("step") + 1
    try:
        step = parse_steps(texts.get("step", ""))
    except LiteralError as error:
        raise WorksheetError(f"--check: {where}, column {column}: {error}") from None
    answers = {key: read_answer(text) for key, text in texts.items() if key != "step"}
    return Row(step, {"learning_rate": Answer(""), **answers})
