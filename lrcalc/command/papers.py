"""`lrcalc exercise --class`: a paper for each student of a list, and the key."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from lrcalc.command.destination import write_report, write_text, writing
from lrcalc.command.reading import read_columns, read_format, said_of
from lrcalc.command.request import check_document
from lrcalc.command.source import opened
from lrcalc.errors import ParameterError, ScheduleError, counted
from lrcalc.numbers.literal import shown
from lrcalc.report.blocks import Equations

ENDINGS = {"markdown": ".md", "latex": ".tex", "table": ".txt", "json": ".json"}


def write_papers(
    what: str,
    format: str | None,
    options: dict[str, Any],
    count: int,
    attempt: int,
    level: int,
    solution: bool = False,
) -> None:
    """A file for each student, and the key."""
    from lrcalc.exercises.generate import ALL, check_name, is_meant_as_code
    from lrcalc.exercises.sheet import key_rows, papers, table
    from lrcalc.report.exercise import exercise_report

    for name in ("check", "hint"):
        if options[name] is not None:
            raise ParameterError(f"--{name}", "expected the code of one exercise with it, got a class")
    if is_meant_as_code(what):
        raise ParameterError("--class", f"expected a policy with it, or all, got the code {shown(what)}")
    if what != ALL:
        check_name(what)
    for name, option, other in (("roster", "--class", "--out"), ("out", "--out", "--class")):
        if options[name] is None:
            raise ParameterError(other, f"expected {option} with it, got none")
    form = read_format(format or "markdown", Equations)
    check_document(form, options)
    if form.name not in ENDINGS:
        raise ParameterError("--format", f"expected -f {' or '.join(ENDINGS)} for papers, got -f {form.name}")
    with said_of("--class"):
        made = papers(_students(options["roster"]), what, options["seed"] or "", count, attempt, level)
    with said_of("--blank"):
        blank = read_columns(options["blank"]) or ()
        for item in made[0].exercises if made else ():
            table(item, blank)
    folder = Path(options["out"])
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(key_rows(made))
    _check_key(folder / "key.csv", buffer.getvalue())
    with writing("--out"):
        folder.mkdir(parents=True, exist_ok=True)
        names: set[str] = set()
        for paper in made:
            name = file_name(paper.student, names)
            report = exercise_report(paper.exercises, solution, blank, heading=paper.student)
            report.standalone = options["standalone"]
            write_report(folder / f"{name}{ENDINGS[form.name]}", report, form)
        write_text(folder / "key.csv", buffer.getvalue())
    print(f"{counted(len(made), 'paper')} and key.csv are in {shown(str(folder), 200)}")


def _check_key(path: Path, key: str) -> None:
    """Raise ParameterError where the key to other papers is there: those who have them would be marked by
    this one."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            found = stream.read(len(key) + 1)
    except (OSError, UnicodeDecodeError):
        return
    if found != key:
        where = shown(str(path), 200)
        raise ParameterError(
            "--out", f"expected a folder without papers, got one with the key to others, {where}"
        )


def file_name(student: str, taken: set[str]) -> str:
    """A name for the file of a student: letters, digits, and never that of another's."""
    base = re.sub(r"[^\w.@ -]", "_", student).strip(". ")[:100] or "student"
    name, number = base, 2
    while name.lower() in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name.lower())
    return name


def _students(given: str) -> list[str]:
    """The students of a list: one a line, or in the column `student` or the first of a CSV."""
    from lrcalc.exercises.class_table import name_of, student_columns
    from lrcalc.marking.spreadsheet import is_spreadsheet, spreadsheet_table
    from lrcalc.marking.table import MOST_BYTES, decoded, table_of

    with opened(given) as stream:
        data = stream.read(MOST_BYTES + 1)
    name = shown(given, 200)
    table = spreadsheet_table(data, name) if is_spreadsheet(data) else table_of(decoded(data, name), name)
    if not table:
        raise ScheduleError(f"expected a student a line, got nothing in {name}")
    columns = student_columns([text.strip().lower().replace("_", " ") for text in table[0].texts])
    body, columns = (table[1:], columns) if columns else (table, [0])
    names = (
        " ".join(cells.texts[index] for index in columns if index < len(cells.texts) and cells.texts[index])
        for cells in body
    )
    return [name_of(name) for name in names if name.strip()]
