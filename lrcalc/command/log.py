"""`--log`: where the log comes from, and what its step column counts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO

from lrcalc.command.options import LOG_CLOCKS
from lrcalc.command.reading import said_of
from lrcalc.command.source import name_of, opened
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import LONGEST_PATH, shown

if TYPE_CHECKING:
    from fractions import Fraction

    from lrcalc.command.request import LogFile, Request
    from lrcalc.logs.reading.rows import Log
    from lrcalc.logs.verification import Verification
    from lrcalc.report.report import Report
    from lrcalc.schedule.policy import Policy


def opened_log(path: str, column: str | None, step_column: str | None, option: str) -> Log:
    """The log of a file, or of standard input for `-`. Raises ParameterError."""
    from lrcalc.logs.reading.read import read_log

    with _source(path, option) as source:
        return read_log(source, column, step_column)


@contextmanager
def _source(path: str, option: str) -> Iterator[BinaryIO]:
    """The bytes of a log; what is wrong with them is said of the option and the file."""
    with said_of(option), opened(path) as stream, _watched(stream, path) as source:
        try:
            yield source
        except ScheduleError as error:
            raise ParameterError(option, f"{name_of(path)}: {error}") from None


def with_log_clock(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options, where `--clock next` beside a log is said of the log and not of the schedule."""
    if options.get("clock") in LOG_CLOCKS:
        return {**options, "clock": None, "log_clock": options["clock"]}
    return dict(options)


def _watched(stream: BinaryIO, path: str) -> AbstractContextManager[BinaryIO]:
    """The stream, with a progress bar where it is a large file."""
    if path == "-":
        return nullcontext(stream)
    from lrcalc.terminal.progress import watched_file

    return watched_file(stream, os.fstat(stream.fileno()).st_size)


def _verified(schedule: Policy, asked: LogFile, epoch: Fraction | None) -> Verification:
    """The log held against the schedule, all of it."""
    from lrcalc.logs.verify import verify
    from lrcalc.logs.whole import held_whole

    log = opened_log(asked.path, asked.column, asked.step_column, "--log")
    with said_of("--log"):
        found = verify(log, schedule, asked.clock, None if epoch is None else ceil(epoch))
    return held_whole(log, found, asked.clock)


def _named(path: str) -> str:
    return "" if path == "-" else shown(os.path.basename(path), LONGEST_PATH).strip("'")


def log_answer(request: Request) -> Report:
    """The log held against the schedule. Raises ParameterError."""
    from lrcalc.report.columns import chosen
    from lrcalc.report.log import COLUMNS, log_report

    asked = request.log
    assert asked is not None
    if request.columns is not None:
        with said_of("--columns"):
            chosen(request.columns, COLUMNS)
    found = _verified(request.schedule, asked, request.steps_per_epoch)
    drawing = None
    if request.plot or request.save is not None:
        from lrcalc.report.log_drawing import log_drawing

        drawing = log_drawing(found, request.log_scale, _named(asked.path))
    if request.save is not None:
        from lrcalc.command.picture import save_picture

        assert drawing is not None
        save_picture(drawing, request.save)
    return log_report(found, request.columns, drawing if request.plot else None)
