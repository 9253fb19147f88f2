"""Worksheets: answers in a CSV or TSV file or in the document's own Markdown table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from lrcalc.errors import ScheduleError, nearest
from lrcalc.marking.answer import Answer, read_answer
from lrcalc.numbers.literal import LiteralError, parse_steps, shown

MOST_ROWS = 10_000
LONGEST_LINE = 4096
# What a column may be called, lower case with single spaces.
COLUMNS = {
    "step": "step",
    "t": "step",
    "learning rate": "learning_rate",
    "your answer": "learning_rate",
    "answer": "learning_rate",
    "η": "learning_rate",
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
    """All rows of a worksheet. Raises WorksheetError; nothing is half read."""
    lines = _cells(stream, name)
    number, header = next(lines, (0, []))
    if not header:
        raise WorksheetError(f"--check: {name} is empty; taken: a header step,learning_rate and a row a step")
    keys = _keys(header, name, number)
    rows = []
    for number, cells in lines:
        if len(cells) > len(keys):
            raise WorksheetError(
                f"--check: {name}, line {number}: {len(cells)} cells under {len(keys)} columns; "
                "taken: one a column"
            )
        rows.append(_row(keys, cells, f"{name}, line {number}"))
        if len(rows) > MOST_ROWS:
            raise WorksheetError(f"--check: {name} has more than {MOST_ROWS} rows; taken: up to that")
    if not rows:
        raise WorksheetError(f"--check: {name} has a header and no rows; taken: a row a step")
    return rows


def _cells(stream: TextIO, name: str) -> Iterator[tuple[int, list[str]]]:
    """The number and the cells of each line that has any; the rule under a Markdown header is skipped."""
    for number, line in enumerate(_lines(stream, name), 1):
        text = line.strip().removeprefix("\ufeff")
        if not text or text.startswith("#"):
            continue
        if text.startswith("|"):
            cells = text.strip("|").split("|")
            if all(cell.strip().strip(":-") == "" for cell in cells):
                continue
        else:
            separator = "\t" if "\t" in text else ";" if ";" in text else ","
            cells = next(csv.reader([text], delimiter=separator))
        yield number, [cell.strip() for cell in cells]


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise WorksheetError(f"--check: {name}, line {number} is longer than {LONGEST_LINE} characters")
        if "\0" in line:
            raise WorksheetError(f"--check: {name}, line {number} is not text; taken: CSV, TSV or Markdown")
        yield line


def _keys(header: list[str], name: str, number: int) -> list[str]:
    keys = []
    for column, cell in enumerate(header, 1):
        known = COLUMNS.get(" ".join(cell.lower().replace("_", " ").split()))
        if known is None or known in keys:
            near = nearest(cell.lower(), COLUMNS)
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
