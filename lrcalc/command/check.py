"""`--check`: where the answers come from, and how they are to be marked."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from itertools import islice
from typing import Any

from lrcalc.command.options import read_number
from lrcalc.errors import ParameterError
from lrcalc.marking.answer import read_answer
from lrcalc.marking.mark import mark, rows_from_line
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import MOST_ROWS, Row, read_worksheet
from lrcalc.numbers.display import MOST_DIGITS
from lrcalc.numbers.literal import LONGEST_PATH, LiteralError, parse_rate, shown
from lrcalc.report.rates import Report

OPTION = "--check"
# The formats that show a hint. The others carry the numbers that a hint leaves out.
HINT_FORMATS = ("table", "markdown", "latex")


def marked(report: Report, form: str, options: dict[str, Any]) -> Report:
    """The report of the same policy with the answers marked. Raises ParameterError, WorksheetError."""
    if form == "value":
        raise ParameterError(OPTION, "there are no marks in value; taken: another format, such as -f csv")
    marks = Marks(read_number(options["sig"], "--sig", MOST_DIGITS), _tolerance(options["rtol"]))
    hint = _hint(options["hint"], form)
    if hint and report.work:
        raise ParameterError("--hint", "--work shows the numbers that a hint leaves out; taken: one of them")
    marking = mark(report.policy, _rows(report, options["check"], options["at"]), marks)
    runs = [range(row.derivation.step, row.derivation.step + 1) for row in marking.rows]
    return report._replace(runs=runs, marking=marking.for_hints() if hint else marking, hint=hint)


def _hint(given: str | None, form: str) -> int | None:
    if given not in (None, "1", "2", "3"):
        raise ParameterError("--hint", f"{shown(given)} is not a hint; taken: 1, 2 or 3")
    if given and form not in HINT_FORMATS:
        raise ParameterError("--hint", f"there are no hints in {form}; taken: -f {', '.join(HINT_FORMATS)}")
    return int(given) if given else None


def _rows(report: Report, given: str, at: list[str] | None) -> list[Row]:
    if given == "-" or os.path.exists(given):
        if at:
            raise ParameterError("--at", "the steps stand in the worksheet; taken: --check without --at")
        return _worksheet(given)
    if not any(read_answer(item).value is not None for item in given.split(",")):
        raise ParameterError(
            OPTION,
            f"{shown(given)} is neither a file nor answers; taken: such as 0.002,0.00172 or answers.csv",
        )
    steps = list(islice((step for run in report.runs for step in run), MOST_ROWS))
    return rows_from_line(given, steps)


def _worksheet(given: str) -> list[Row]:
    try:
        if given == "-":
            if sys.stdin is None:
                raise ParameterError(OPTION, "'-' is standard input, which is closed; taken: an open one")
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(errors="surrogateescape")
            return read_worksheet(sys.stdin, "standard input")
        with open(given, encoding="utf-8", errors="surrogateescape") as stream:
            return read_worksheet(stream, shown(given, LONGEST_PATH))
    except OSError as error:
        raise ParameterError(
            OPTION, f"{shown(given, LONGEST_PATH)} cannot be read: {error.strerror}"
        ) from None


def _tolerance(given: str | None) -> Any:
    if given is None:
        return None
    try:
        return parse_rate(given)
    except LiteralError as error:
        raise ParameterError("--rtol", str(error)) from None
