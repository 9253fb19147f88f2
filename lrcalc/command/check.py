"""`--check`: where the answers come from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from itertools import islice

from lrcalc.command.request import Check
from lrcalc.errors import ParameterError
from lrcalc.marking.answer import read_answer
from lrcalc.marking.mark import Marking, mark, rows_from_line
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import MOST_ROWS, Row, read_worksheet
from lrcalc.numbers.literal import LONGEST_PATH, shown
from lrcalc.schedule.policy import Policy

OPTION = "--check"


def marking_of(schedule: Policy, check: Check, runs: Iterable[range], are_steps_asked: bool) -> Marking:
    """The answers marked: those of a worksheet, or those on the line for the steps of the runs.

    Raises ParameterError, WorksheetError.
    """
    rows = _rows(check.answers, runs, are_steps_asked)
    return mark(schedule, rows, Marks(check.digits, check.tolerance))


def _rows(given: str, runs: Iterable[range], are_steps_asked: bool) -> list[Row]:
    if given == "-" or os.path.exists(given):
        if are_steps_asked:
            raise ParameterError("--at", "expected --check without it, for the steps stand in the worksheet")
        return _worksheet(given)
    if not any(read_answer(item).value is not None for item in given.split(",")):
        raise ParameterError(
            OPTION,
            f"expected answers such as 0.002,0.00172 or a file that exists, got {shown(given)}",
        )
    steps = list(islice((step for run in runs for step in run), MOST_ROWS))
    return rows_from_line(given, steps)


def _worksheet(given: str) -> list[Row]:
    try:
        if given == "-":
            if sys.stdin is None:
                raise ParameterError(OPTION, "expected an open standard input for '-', got a closed one")
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(errors="surrogateescape")
            return read_worksheet(sys.stdin, "standard input")
        with open(given, encoding="utf-8", errors="surrogateescape") as stream:
            return read_worksheet(stream, shown(given, LONGEST_PATH))
    except OSError as error:
        path = shown(given, LONGEST_PATH)
        raise ParameterError(OPTION, f"{path} cannot be read: {error.strerror}") from None
