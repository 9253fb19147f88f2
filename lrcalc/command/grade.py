"""`lrcalc grade`: the answers of a class, marked."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperOption

from lrcalc.command.deliver import deliver
from lrcalc.command.destination import write_report, writing
from lrcalc.command.format_option import format_option
from lrcalc.command.options import AT, COMMON, STANDALONE, typer_option
from lrcalc.command.reading import read_format, read_runs, said_of
from lrcalc.command.request import check_document
from lrcalc.command.source import opened
from lrcalc.command.tool import Tool
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import parse_rate, shown
from lrcalc.report.blocks import Table
from lrcalc.terminal.progress import watched_items

TITLE = "The answers of a class, marked"
ABOUT = f"""{TITLE}: points, verdicts, the mistake of each student, and what the class got wrong.

A file has a row an answer (student, step, learning_rate) or a row a student with a column a step; or each
student's worksheet is a file of its own, named after them. What is answered stands in a column exercise,
or after --for.
"""
EXAMPLES = [
    "lrcalc grade 'Anna=0.001722,0.00105' 'Ben=0.001622,0.00095' --at 1250,2500 "
    "--for 'cosine --max 0.002 --min 0.0001 --T 5000'",
]
MARKING = ("sig", "rtol", "strict", "decimal_comma")


def build(name: str) -> Tool:
    """The command."""
    files: Any = TyperArgument(
        param_decls=["files"],
        type=str,
        nargs=-1,
        metavar="FILE…",
        help="files, folders of worksheets, or a student's answers: Anna=0.002,0.00172",
    )
    own: list[Any] = [
        TyperOption(
            param_decls=[key, option], type=str, metavar=metavar, help=text, rich_help_panel="Grading"
        )
        for key, option, metavar, text in (
            (
                "schedule",
                "--for",
                "SCHEDULE",
                "the schedule that is answered, in quotes, or an exercise's code",
            ),
            ("points", "--points", "N", "the points of a sheet; default one a step"),
            ("feedback", "--feedback", "FOLDER", "write each student's marked sheet there"),
        )
    ]
    marking = [typer_option(item) for item in COMMON if item.name in MARKING]
    params = [
        files, *own, typer_option(AT), *marking, format_option(Table), typer_option(STANDALONE)
    ]  # fmt: skip
    return Tool(name, _grade, params, TITLE, ABOUT, EXAMPLES)


def _grade(files: Any, schedule: str | None, at: Any, format: str | None, **options: Any) -> None:
    from lrcalc.command.check import read_marks
    from lrcalc.command.lines import read_line
    from lrcalc.exercises.class_result import gathered
    from lrcalc.exercises.generate import from_code, is_meant_as_code
    from lrcalc.exercises.group import NO_SCHEDULE, Grader
    from lrcalc.exercises.roster import files_of
    from lrcalc.report.grades import grades_report, nothing_graded

    form = read_format(format, Table)
    check_document(form, options)
    if not files:
        raise ParameterError("FILE…", "expected a file or a folder of worksheets, got none")
    typed = [item for item in files if "=" in item and not Path(item).exists()]
    with said_of("--for"):
        made = from_code(schedule) if schedule is not None and is_meant_as_code(schedule) else None
        policy = made.policy if made else None if schedule is None else read_line(None, schedule)
    if typed and policy is None:
        raise ParameterError("--for", "expected the schedule that is answered on the line, got none")
    if made and at:
        raise ParameterError("--at", "expected no steps beside the code of an exercise, which has its own")
    with said_of("FILE…"):
        paths = files_of([item for item in files if item not in typed])
    with said_of("--at"):
        ends = (None, None) if policy is None else (policy.run_end, policy.updates)
        runs = list(read_runs(at, *ends)) if at else []
    if runs and policy is None:
        raise ParameterError("--at", "expected --for with it, got none")
    with said_of("--points"):
        points = None if options["points"] is None else parse_rate(options["points"])
        if points == 0:
            raise ScheduleError(f"expected more than 0 points, got {shown(options['points'])}")
    marks = read_marks(options)
    steps = [step for run in runs for step in run]
    grader = Grader(lambda line: read_line(None, line), policy, steps, marks, points, made)
    answered = steps or grader.asked_of("").steps or (policy.default_steps() if policy else [])
    # reading is quick beside marking, and then it is known how many there are
    sheets = [
        *_typed(typed, made, answered, options["decimal_comma"]),
        *_sheets(paths, options["decimal_comma"], grader.asked_of),
    ]
    # a sheet leaves thousands of nodes behind: looked through less often, a class takes a quarter less
    gc.set_threshold(100_000, 50, 50)
    found = gathered(watched_items(grader.grade(sheets), len(sheets), "sheets"))
    if not found.graded:
        if found.unread and all(item.reason == NO_SCHEDULE for item in found.unread):
            raise ParameterError("--for", f"{NO_SCHEDULE}, and no sheet names one")
        raise ParameterError("FILE…", nothing_graded(found))
    if options["feedback"] is not None:
        _write_feedback(found.graded, Path(options["feedback"]))
    report = grades_report(found)
    report.standalone = options["standalone"]
    deliver(report, form)


def _typed(items: list[str], made: Any, steps: Sequence[int], decimal_comma: bool) -> Iterator[Any]:
    """The sheets of students whose answers stand on the line."""
    from lrcalc.exercises.class_table import Sheet, Unread
    from lrcalc.exercises.sheet import without_found
    from lrcalc.marking.line import rows_from_line

    for item in items:
        student, _, answers = item.partition("=")
        if not student.strip():
            yield Unread("the line", f"expected a student before the =, got {shown(item)}")
            continue
        try:
            answers, found = without_found(made, answers, decimal_comma) if made else (answers, "")
            yield Sheet(student.strip(), "", rows_from_line(answers, steps, decimal_comma), "the line", found)
        except ScheduleError as error:
            yield Unread(f"the line, {shown(student)}", str(error))


def _sheets(paths: list[Any], decimal_comma: bool, asked_of: Any) -> Iterator[Any]:
    from lrcalc.exercises.roster import read_class, read_class_bytes
    from lrcalc.marking.table import MOST_BYTES

    for path in paths:
        if path == Path("-"):
            with opened("-") as stream:
                data = stream.read(MOST_BYTES + 1)
            name = "standard input"
            yield from read_class_bytes(data, name, name, decimal_comma, asked_of)
            continue
        yield from read_class(path, decimal_comma, asked_of) if isinstance(path, Path) else [path]


def _write_feedback(graded: list[Any], folder: Path) -> None:
    from lrcalc.command.papers import file_name
    from lrcalc.formats import format_named
    from lrcalc.report.grades import feedback_report

    taken: set[str] = set()
    with writing("--feedback"):
        folder.mkdir(parents=True, exist_ok=True)
        for item in graded:
            name = file_name(item.student, taken)
            write_report(folder / f"{name}.md", feedback_report(item), format_named("markdown"))
