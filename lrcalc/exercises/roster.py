"""The answers of a class as they are handed in: one file of many students, or a worksheet each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.exercises.generate import is_code
from lrcalc.marking.answer import looks_like_decimal_comma, read_answer
from lrcalc.marking.spreadsheet import is_spreadsheet, spreadsheet_table
from lrcalc.marking.table import MOST_BYTES, Cells, decoded, table_of
from lrcalc.marking.worksheet import COLUMNS, RATE, Row, read_step, rows_of
from lrcalc.numbers.literal import LiteralError, unreadable

# What a student's column may be called, and that of the exercise: a code, or a schedule as on its own line.
STUDENTS = ("student", "name", "student id", "id", "login", "email", "matriculation")
EXERCISES = ("exercise", "code", "schedule", "for")
ENDINGS = (".csv", ".tsv", ".txt", ".md", ".json", ".jsonl", ".xlsx", ".ods", ".tex")
MOST_FILES = 20_000
_CODE_IN_TEXT = re.compile(rb"#[a-z][a-z-]*(?:-l[23])?-[0-9a-f]{4}\b")


class Sheet(NamedTuple):
    """The answers of one student to one exercise, and where they stand."""

    student: str
    exercise: str
    rows: list[Row]
    place: str


class Unread(NamedTuple):
    """What could not be read: where it stands, and why."""

    place: str
    reason: str


def files_of(paths: Sequence[str]) -> list[Path]:
    """The files of the paths; of a folder those that a worksheet may be. Raises ScheduleError."""
    found: list[Path] = []
    for text in paths:
        path = Path(text)
        if text and os.path.isdir(text):
            found += sorted(item for item in path.iterdir() if item.suffix.lower() in ENDINGS)
        elif text and os.path.exists(text):
            found.append(path)
        else:
            raise ScheduleError(unreadable(text))
    if len(found) > MOST_FILES:
        raise ScheduleError(f"expected up to {MOST_FILES} files, got {len(found)}")
    return found


def read_class(
    path: Path, headings: Mapping[str, str] | None = None, decimal_comma: bool = False
) -> Iterator[Sheet | Unread]:
    """The sheets of one file: many students' where it has a column for them, else that of its name."""
    name = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        is_book = is_spreadsheet(data)
        table = spreadsheet_table(data, name) if is_book else table_of(decoded(data, name), name)
        start = _header(table)
        if start is not None:
            yield from _of_many(table, start, name, decimal_comma)
            return
        code = _CODE_IN_TEXT.search(data)
        rows = rows_of(table, name, headings, decimal_comma)
        yield Sheet(path.stem, code[0].decode() if code else "", rows, name)
    except ScheduleError as error:
        yield Unread(name, getattr(error, "reason", str(error)))
    except OSError as error:
        yield Unread(name, error.strerror or "it cannot be read")


def _plain(text: str) -> str:
    return " ".join(text.strip("$* ").lower().replace("_", " ").split())


def _header(table: Sequence[Cells]) -> int | None:
    """Where the header stands of a file of many students; None where it is a worksheet of one."""
    for index, cells in enumerate(table[:20]):
        names = [_plain(text) for text in cells.texts]
        if any(name in STUDENTS for name in names) and (
            any(COLUMNS.get(name) == "step" for name in names) or any(map(_step_of, cells.texts))
        ):
            return index
    return None


def _step_of(heading: str) -> str | None:
    """The step that a column of a wide file is for: `1250`, `t = 1250`, `η_1250`; None for another column."""
    match = re.fullmatch(
        r"(?:t\s*=\s*|step\s*|η[ _]?\{?)?\s*([0-9][0-9_]*k?)\}?", _plain(heading).replace(" ", "")
    )
    return match[1] if match else None


def _of_many(table: Sequence[Cells], start: int, name: str, decimal_comma: bool) -> Iterator[Sheet | Unread]:
    header = table[start]
    names = [_plain(text) for text in header.texts]
    student = next(index for index, text in enumerate(names) if text in STUDENTS)
    exercise = next((index for index, text in enumerate(names) if text in EXERCISES), None)
    is_long = any(COLUMNS.get(text) == "step" for text in names)
    body = [cells for cells in table[start + 1 :] if any(cells.texts)]
    commas = decimal_comma or _has_commas(body)
    sheets: dict[tuple[str, str], Sheet] = {}
    for cells in body:
        texts = [*cells.texts, *[""] * (len(names) - len(cells.texts))]
        place = f"{name}, line {cells.place.line}"
        who, what = texts[student], texts[exercise] if exercise is not None else ""
        if not who:
            yield Unread(place, "expected a student, got no name")
            continue
        try:
            rows = [_long_row(names, texts, commas)] if is_long else _wide_rows(header.texts, texts, commas)
        except (LiteralError, ScheduleError) as error:
            yield Unread(f"{place}, {who}", str(error))
            continue
        key = who, what
        if not is_long:
            yield Sheet(who, what, rows, place)
        elif key in sheets:
            sheets[key].rows.extend(rows)
        else:
            sheets[key] = Sheet(who, what, rows, place)
    yield from sheets.values()


def _has_commas(body: Sequence[Cells]) -> bool:
    cells = [text for row in body for text in row.texts if text and not is_code(text)]
    return any(map(looks_like_decimal_comma, cells)) and not any(
        re.fullmatch(r"-?[0-9]*\.[0-9]+(?:e-?[0-9]+)?", text) for text in cells
    )


def _long_row(names: list[str], texts: list[str], decimal_comma: bool) -> Row:
    """A row of a long file: a student, a step, the answers."""
    answers: dict[str, str] = {}
    step = ""
    for name, text in zip(names, texts):
        key = RATE if name in ("answer", "your answer") else COLUMNS.get(name)
        if key == "step":
            step = text
        elif key is not None:
            answers[key] = text
        elif name not in (*STUDENTS, *EXERCISES) and name and name not in IGNORED:
            answers[name.replace(" ", "_")] = text
    read = {key: read_answer(text, decimal_comma) for key, text in answers.items()}
    return Row(read_step(step, decimal_comma), {RATE: read_answer(""), **read})


IGNORED = ("points", "date", "time", "section", "group", "first name", "last name", "note", "phase")


def _wide_rows(headings: list[str], texts: list[str], decimal_comma: bool) -> list[Row]:
    """A row of a wide file: a student, and a column a step."""
    rows = []
    for heading, text in zip(headings, texts):
        step = _step_of(heading)
        if step is not None:
            rows.append(Row(read_step(step), {RATE: read_answer(text, decimal_comma)}))
    return rows
