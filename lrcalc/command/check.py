"""`--check`: what is asked about answers, and where they come from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

from lrcalc.command.reading import read_number, said_of
from lrcalc.command.source import name_of, opened
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.marking.answer import read_answer
from lrcalc.marking.evidence import Evidence
from lrcalc.marking.line import DecimalCommaError, rows_from_line
from lrcalc.marking.mark import Marking, mark
from lrcalc.marking.table import MOST_BYTES
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import MOST_ROWS, Row, Taken, read_bytes
from lrcalc.numbers.literal import parse_factor, shown, unreadable
from lrcalc.report.columns import headings
from lrcalc.sampling.stretch import Steps
from lrcalc.schedule.policy import Policy

OPTION = "--check"
# What is a file by its name, though it is not there.
_FILE_NAME = re.compile(r"\.(?:csv|tsv|txt|md|jsonl?|xlsx?|ods|log)$", re.IGNORECASE)


class Check(NamedTuple):
    """Answers to be marked: what was typed, and what is asked for beyond being right."""

    answers: str
    marks: Marks
    hint: int | None
    decimal_comma: bool


def read_check(options: Mapping[str, Any]) -> Check:
    """The answers to be marked, and what is asked for beyond being right. Raises ParameterError."""
    hint = options["hint"]
    if hint not in (None, "1", "2", "3"):
        raise ParameterError("--hint", f"expected 1, 2 or 3, got {shown(hint)}")
    marks = read_marks(options)
    return Check(options["check"], marks, int(hint) if hint else None, options["decimal_comma"])


def read_marks(options: Mapping[str, Any]) -> Marks:
    """What is asked of answers beyond being right. Raises ParameterError."""
    with said_of("--rtol"):
        tolerance = None if options["rtol"] is None else parse_factor(options["rtol"])
    return Marks(read_number(options["sig"], "--sig"), tolerance, options["strict"])


def marking_of(
    schedule: Policy,
    check: Check,
    runs: Iterable[Steps],
    are_steps_asked: bool,
    epoch: Fraction | None = None,
) -> Marking:
    """The answers marked: those of a worksheet, of which the steps asked are demanded, or those on the line
    for the steps of the runs. Raises ParameterError.
    """
    evidence = Evidence(schedule, epoch)
    with said_of(OPTION):
        if is_file(check.answers):
            rows, taken = worksheet(check.answers, schedule, check.decimal_comma)
            demanded = _steps(runs) if are_steps_asked else []
            marking = mark(schedule, rows, check.marks, evidence, demanded)
            return marking._replace(remarks=[*taken.remarks, *marking.remarks])
        return mark(schedule, _rows(check, _steps(runs)), check.marks, evidence)


def is_file(given: str) -> bool:
    """Whether answers are a file, or come from standard input."""
    return given == "-" or os.path.exists(given)


def _steps(runs: Iterable[Steps]) -> list[int]:
    return list(islice((step for run in runs for step in run), MOST_ROWS))


def _rows(check: Check, steps: list[int]) -> list[Row]:
    given = check.answers
    if _FILE_NAME.search(given):
        raise ScheduleError(unreadable(given))
    items = given.replace(";", " ").split() if check.decimal_comma else given.split(",")
    if not any(read_answer(item, check.decimal_comma).value is not None for item in items):
        raise ScheduleError(
            f"expected answers such as 0.002,0.00172 or a file that exists, got {shown(given)}"
        )
    try:
        return rows_from_line(given, steps, check.decimal_comma)
    except DecimalCommaError as error:
        raise ScheduleError(f"{error.reason} ({error.question}, or say --decimal-comma)") from None


def worksheet(
    given: str, schedule: Policy, decimal_comma: bool, found: list[str] | None = None
) -> tuple[list[Row], Taken]:
    """The rows of a file, or of standard input, and what it says besides. Raises ScheduleError."""
    named = {head.heading: key for key, head in headings(schedule).items()}
    taken = Taken([], found)
    with opened(given) as stream:
        rows = read_bytes(stream.read(MOST_BYTES + 1), name_of(given), named, decimal_comma, taken)
    return rows, taken
