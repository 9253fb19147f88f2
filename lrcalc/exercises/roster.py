"""The answers of a class as they are handed in: one file of many students, or a worksheet each."""

from __future__ import annotations

import errno
import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lrcalc.errors import ScheduleError
from lrcalc.exercises.class_table import (
    AskedOf,
    Remark,
    Sheet,
    Unread,
    header_of,
    name_of,
    nothing_asked,
    sheets_of,
)
from lrcalc.exercises.sheet import KEY_HEADER
from lrcalc.marking.answer import printable
from lrcalc.marking.cells import Cells, WorksheetError
from lrcalc.marking.headerless import with_class_header
from lrcalc.marking.spreadsheet import is_spreadsheet, spreadsheet_table
from lrcalc.marking.table import MOST_BYTES, decoded, table_of
from lrcalc.marking.worksheet import RATE, Taken, is_header, rows_of
from lrcalc.numbers.literal import LONGEST_PATH, shown, unreadable

# What office programs and systems leave in a folder, beside what is hidden.
NO_SHEETS = re.compile(r"\.|~\$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
MOST_FILES = 20_000
NOT_THERE = os.strerror(errno.ENOENT)
# What a key may be called: key.csv as it is written, or a copy of it.
_KEY = re.compile(r"(?:.*[ _-])?key(?:[ _-].*|[ _-]?\(\d+\))?\.(?:csv|tsv|txt|xlsx|ods)", re.IGNORECASE)
_CODE_IN_TEXT = re.compile(r"#[a-z][a-z-]*(?:-l[23])?-[0-9a-f]{4}\b")


def files_of(paths: Sequence[str]) -> list[Path | Remark | Unread]:
    """The files of the paths (- for standard input), all of a folder that are not hidden, and what is none;
    the key to papers is left out, but where it is named alone. Raises ScheduleError."""
    found: list[Path | Remark | Unread] = []
    for text in paths:
        path = Path(text)
        if text and os.path.isdir(text):
            inside = sorted(item for item in path.iterdir() if not NO_SHEETS.match(item.name))
            # a pipe that nobody writes to would be waited for
            files = [item for item in inside if item.is_file() or item.is_symlink()]
            if not files:
                named = shown(text, LONGEST_PATH)
                raise ScheduleError(f"expected worksheets, got none in the folder {named}")
            found += files
            found += [
                Remark(f"{printable(str(item))} is {_what(item)}, and not looked into")
                for item in inside
                if item not in files
            ]
        elif text == "-" or (text and os.path.exists(text)):
            found.append(path)
        else:
            found.append(Unread(shown(text, LONGEST_PATH), NOT_THERE))
    if paths and not any(isinstance(item, Path) for item in found):
        raise ScheduleError(unreadable(paths[0]))
    if len(found) > MOST_FILES:
        raise ScheduleError(f"expected up to {MOST_FILES} files, got {len(found)}")
    is_named_alone = len(paths) == 1 and found == [Path(paths[0])]
    return found if is_named_alone else [_unless_key(item) for item in found]


def _what(path: Path) -> str:
    return "a folder" if path.is_dir() else "no file"


def _unless_key(item: Path | Remark | Unread) -> Path | Remark | Unread:
    """A file; of the key, by its name and its header, that it is left out."""
    if not isinstance(item, Path) or not _KEY.fullmatch(item.name):
        return item
    try:
        with item.open("rb") as stream:
            table, _ = _table_and_text(stream.read(MOST_BYTES + 1), item.name)
    except (OSError, WorksheetError):
        return item
    if not table or table[0].texts != KEY_HEADER:
        return item
    return Remark(
        f"{printable(str(item))} is the key to the papers, and left out; to grade it, name it alone"
    )


def read_class(
    path: Path,
    decimal_comma: bool = False,
    asked_of: AskedOf = nothing_asked,
) -> Iterator[Sheet | Unread | Remark]:
    """The sheets of one file: many students' where it has a column for them, else that of its name.

    `asked_of` says what is asked in an exercise, by its code, or for an empty text by default.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        yield Unread(printable(str(path)), error.strerror or "it cannot be read", name_of(path.stem))
        return
    yield from read_class_bytes(data, printable(str(path)), name_of(path.stem), decimal_comma, asked_of)


def _table_and_text(data: bytes, name: str) -> tuple[list[Cells], str]:
    """The table of a file, and all of its text. Raises WorksheetError."""
    if is_spreadsheet(data):
        table = spreadsheet_table(data, name)
        return table, "\n".join(cell for cells in table for cell in cells.texts)
    text = decoded(data, name).read()
    return table_of(io.StringIO(text), name), text


def _parts(table: list[Cells], codes: list[str]) -> Iterator[tuple[str, list[Cells]]]:
    """The tables of a paper of several exercises, each with its code, in order; else all as one."""
    starts = [index for index, cells in enumerate(table) if is_header(cells)]
    if len(codes) < 2 or len(starts) != len(codes):
        yield codes[0] if codes else "", table
        return
    for code, start, end in zip(codes, starts, [*starts[1:], None]):
        yield code, table[start:end]


def read_class_bytes(
    data: bytes,
    name: str,
    student: str,
    decimal_comma: bool = False,
    asked_of: AskedOf = nothing_asked,
) -> Iterator[Sheet | Unread | Remark]:
    """The sheets of the bytes of a file; those of a single sheet are the student's."""
    codes: list[str] = []
    try:
        table, text = _table_and_text(data, name)
        start = header_of(table)
        headed = (
            None if start is not None else with_class_header(table, lambda what: asked_of(what).steps, name)
        )
        if headed is not None:
            table, start = headed.table, 0
            yield Remark(headed.remark)
        if start is not None:
            yield from sheets_of(table, start, name, decimal_comma, asked_of, student)
            return
        codes = list(dict.fromkeys(_CODE_IN_TEXT.findall(text)))
        for exercise, part in _parts(table, codes):
            taken = Taken([], [])
            rows = rows_of(part, name, asked_of(exercise).headings, decimal_comma, taken)
            yield from map(Remark, taken.remarks)
            found = taken.found[-1] if taken.found else ""
            yield Sheet(student, exercise, rows, name, found)
            if codes and not found and not any(row.answers[RATE].text for row in rows):
                yield Remark(f"{name}: the paper {exercise} is not filled in")
    except WorksheetError as error:
        if codes and not any(map(is_header, table)):
            yield Unread(name, f"expected a table of answers, got the paper {codes[0]} without any", student)
            return
        yield Unread(error.where, error.reason, student)
    except ScheduleError as error:
        yield Unread(name, str(error), student)
