"""`lrcalc exercise`: one more to calculate, its solution, and papers for a class."""

from __future__ import annotations

import secrets
from typing import Any

from typer.core import TyperOption

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.options import COMMON, STANDALONE, Argument, label, typer_option
from lrcalc.command.reading import read_columns, read_format, read_number, said_of
from lrcalc.command.request import check_document
from lrcalc.command.tool import Tool
from lrcalc.errors import ParameterError
from lrcalc.policies import POLICIES
from lrcalc.report.blocks import Equations, Sentences, Table

TITLE = "An exercise to calculate, with its solution"
ABOUT = f"""{TITLE}: numbers that a person can work with, drawn from a seed.

Its code says how to get it again; --solution shows the working, --check marks answers. With --class it writes
a paper for each student of a list, and key.csv.
"""
EXAMPLES = [
    "lrcalc exercise cosine --seed anna",
    "lrcalc exercise '#cosine-7f3a' --solution",
    "lrcalc exercise all -n 3 --seed exam-2026 -f markdown",
]
LARGEST_COUNT = 100
LARGEST_ATTEMPT = 999
OPTIONS = {
    "seed": ("--seed", "TEXT", "a student or an exam: the same text gives the same exercise; default: any"),
    "count": ("-n", "N", "so many exercises; default 1"),
    "attempt": ("--attempt", "N", "another exercise for the same seed; default 1"),
    "level": (
        "--level",
        "1|2|3",
        "1 the document's steps, 2 any steps and a warm-up, 3 find a step, γ or T; default 1",
    ),
    "blank": ("--blank", "COLUMN,…", "the summary table with columns left empty"),
    "roster": ("--class", "FILE", "a list of students, one a line or in the first column"),
    "out": ("--out", "FOLDER", "where the papers of --class go"),
}
MARKING = ("check", "hint", "sig", "rtol", "strict", "decimal_comma")


def build(name: str) -> Tool:
    """The command."""
    what = Argument(
        param_decls=["what"], type=str, required=True, metavar="POLICY|CODE|all",
        help="a policy such as cosine, the code of an exercise, or all: policies in turn",
    )  # fmt: skip
    what.choices = (*POLICIES, "all")
    own: list[Any] = [
        TyperOption(
            param_decls=[key, option, *(["--number"] if option == "-n" else [])],
            type=str,
            metavar=metavar,
            help=text,
            rich_help_panel="Exercise",
        )
        for key, (option, metavar, text) in OPTIONS.items()
    ]
    solution = TyperOption(
        param_decls=["solution", "--solution"], type=bool, is_flag=True, default=False,
        help="the working, and the summary table", rich_help_panel="Exercise",
    )  # fmt: skip
    marking = [typer_option(item) for item in COMMON if item.name in MARKING]
    output = [format_option(Equations), typer_option(STANDALONE)]
    return Tool(name, _exercise, [what, *own, solution, *marking, *output], TITLE, ABOUT, EXAMPLES)


def _exercise(what: str, format: str | None, solution: bool, **options: Any) -> None:
    from lrcalc.exercises.generate import LEVELS, exercises, from_code, is_meant_as_code
    from lrcalc.exercises.sheet import table
    from lrcalc.report.exercise import exercise_report

    level = read_number(options["level"], "--level", LEVELS[-1], "a level") or 1
    count = read_number(options["count"], "-n", LARGEST_COUNT, "a number of exercises") or 1
    attempt = read_number(options["attempt"], "--attempt", LARGEST_ATTEMPT, "the number of an attempt") or 1
    if options["roster"] is not None or options["out"] is not None:
        from lrcalc.command.papers import write_papers

        write_papers(what, format, options, count, attempt, level, solution)
        return
    if is_meant_as_code(what):
        made = [from_code(what)]
        for name in ("seed", "count", "attempt", "level"):
            if options[name] is not None:
                raise ParameterError(
                    OPTIONS[name][0], f"expected a policy with it, got the code {made[0].code}"
                )
    else:
        seed = options["seed"] if options["seed"] is not None else secrets.token_hex(8)
        made = list(exercises(what, seed, count, attempt, level))
    if options["check"] is not None:
        if len(made) > 1:
            raise ParameterError("--check", f"expected one exercise, got {len(made)}")
        for name, is_asked in (("solution", solution), ("blank", options["blank"])):
            if is_asked:
                raise ParameterError("--check", f"expected --check or --{name}, got both")
        _check(made[0], format, options)
        return
    for name in MARKING:
        if options[name]:
            raise ParameterError(label(name), "expected --check with it, got none")
    form = read_format(format, Equations)
    check_document(form, options)
    with said_of("--blank"):
        blank = read_columns(options["blank"]) or ()
        for item in made:
            table(item, blank)
    report = exercise_report(made, solution, blank)
    report.standalone = options["standalone"]
    deliver(report, form)


def _check(exercise: Any, format: str | None, options: dict[str, Any]) -> None:
    """Mark answers to an exercise, as --check of its schedule does."""
    from lrcalc.command.check import is_file, read_check, worksheet
    from lrcalc.exercises.sheet import check, marked
    from lrcalc.report.marks import marks_part
    from lrcalc.report.rates import Answer

    form = read_format(format, Sentences if options["hint"] else Table)
    check_document(form, options)
    asked = read_check(options)
    with said_of("--check"):
        if is_file(asked.answers):
            found: list[str] = []
            rows, taken = worksheet(asked.answers, exercise.policy, asked.decimal_comma, found)
            marking = marked(exercise, rows, found[-1] if found else "", asked.marks)
            marking = marking._replace(remarks=[*taken.remarks, *marking.remarks])
        else:
            marking = check(exercise, asked.answers, asked.marks, asked.decimal_comma)
    part = marks_part(marking, None, asked.hint)
    runs = [range(row.derivation.step, row.derivation.step + 1) for row in marking.rows]
    report = Answer(exercise.policy, runs, parts=[part]).report()
    report.standalone = options["standalone"]
    deliver(report, form, runs)
