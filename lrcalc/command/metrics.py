"""The metrics of `lrcalc plateau`: on the line, or out of a column of a table."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lrcalc.command.reading import said_of
from lrcalc.command.source import name_of, opened
from lrcalc.errors import ScheduleError, did_you_mean, expected, nearest
from lrcalc.logs.reading.names import epoch_column, is_rate, step_column
from lrcalc.logs.reading.numerals import with_point
from lrcalc.numbers.literal import LONGEST_PATH, LiteralError, parse_number, shown

if TYPE_CHECKING:
    from lrcalc.marking.cells import Cells


def read_metrics(given: str, column: str | None) -> tuple[list[str], list[str]]:
    """The metrics as texts, and what is to be noted of them. Raises ParameterError."""
    with said_of("--metrics"):
        if given == "-" or os.path.exists(given):
            return _of_file(given, column)
        if column is not None:
            raise ScheduleError(expected("a file beside --column", shown(given, LONGEST_PATH)))
        if "," not in given and not re.match(r"\s*[-+.0-9]", given):
            wanted = "numbers such as 1.0,0.9, a file that is there, or -"
            raise ScheduleError(expected(wanted, shown(given, LONGEST_PATH)))
        return [item.strip() for item in given.split(",")], []


def _of_file(path: str, column: str | None) -> tuple[list[str], list[str]]:
    from lrcalc.marking.table import MOST_BYTES, decoded, table_of

    name = name_of(path)
    with opened(path) as stream:
        lines = table_of(decoded(stream.read(MOST_BYTES + 1), name), name)
    cells = [(line.place.line, _parted(line)) for line in lines]
    if not cells:
        raise ScheduleError(f"{name}: expected a metric for each epoch, got nothing")
    has_header = not any(map(_is_number, cells[0][1]))
    header = cells.pop(0)[1] if has_header else []
    at, notes = _column(header, column, max((len(row) for _, row in cells), default=1))
    found = []
    for number, row in cells:
        if len(row) == 2 and len(header) == 1:
            row = [",".join(row)]  # a decimal comma: there is one column
        text = with_point(row[at]) if -len(row) <= at < len(row) else ""
        if text and not _is_number(text):
            raise ScheduleError(f"{name}, line {number}: {expected('a number', shown(text))}")
        found += [text] if text else []
    if not found:
        raise ScheduleError(f"{name}: expected a metric for each epoch, got none")
    _check_commas(cells, lines, name, has_header)
    return found, notes


def _parted(line: Cells) -> list[str]:
    """The cells of a line, which blanks part where nothing else does."""
    only = line.texts[0] if len(line.texts) == 1 else ""
    words = only.split()
    return words if len(words) > 1 and all(map(_is_number, words)) else line.texts


def _is_number(text: str) -> bool:
    try:
        parse_number(with_point(text))
    except LiteralError:
        return False
    return True


def _column(header: Sequence[str], column: str | None, width: int) -> tuple[int, list[str]]:
    """The place of the metrics in a row, and a note where there are others that they might be."""
    if column is not None:
        if column not in header:
            known = f"a column out of {', '.join(header)}" if header else "a file with a header for --column"
            raise ScheduleError(expected(known, shown(column)) + did_you_mean(nearest(column, header)))
        return header.index(column), []
    if not header:
        return -1, [f"the metrics are the last of {width} columns"] if width > 2 else []
    counts = (step_column(header), epoch_column(header))
    metrics = [name for name in header if name not in counts and not is_rate(name)] or list(header)
    note = f"the metrics are {metrics[-1]}; --column says otherwise, of {', '.join(metrics)}"
    return header.index(metrics[-1]), [note] if len(metrics) > 1 else []


def _check_commas(
    cells: list[tuple[int, list[str]]], lines: Sequence[Cells], name: str, has_header: bool
) -> None:
    """Raise ScheduleError where 1,0 may be one number or two, and no header says which."""
    pairs = [row for _, row in cells if len(row) == 2 and row[1].isdigit() and row[0].lstrip("+-").isdigit()]
    if has_header or len(pairs) < len(cells) or not all(line.is_by_commas for line in lines):
        return
    firsts = [int(row[0]) for row in pairs]
    if firsts != list(range(firsts[0], firsts[0] + len(firsts))) or len(firsts) == 1:
        typed = ",".join(pairs[0])
        meant = typed.replace(",", ".")
        wanted = "a header above two columns, or numbers with a point"
        raise ScheduleError(f"{name}, line {cells[0][0]}: {expected(wanted, typed, meant)}")
