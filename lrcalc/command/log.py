"""`--log`: where the log comes from, and what its step column counts."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from lrcalc.command.reading import said_of
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import LONGEST_PATH, shown

if TYPE_CHECKING:
    from lrcalc.command.request import Request
    from lrcalc.logs.rows import Log
    from lrcalc.report.blocks import Drawing
    from lrcalc.report.report import Report

# What a log's step column may count, as `--clock` says it of a log.
CLOCKS = ("step", "next", "previous")


def opened_log(path: str, column: str | None, step_column: str | None, option: str) -> Log:
    """The log of a file, or of standard input for `-`. Raises ParameterError."""
    from lrcalc.logs.read import read_log

    with _stream(path, option) as stream:
        try:
            return read_log(stream, column, step_column)
        except ScheduleError as error:
            place = "standard input" if path == "-" else shown(path, LONGEST_PATH)
            raise ParameterError(option, f"{place}: {error}") from None


def with_log_clock(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options, where `--clock next` beside a log is said of the log and not of the schedule."""
    if options.get("clock") in CLOCKS:
        return {**options, "clock": None, "log_clock": options["clock"]}
    return dict(options)


@contextmanager
def _stream(path: str, option: str) -> Iterator[BinaryIO]:
    if path == "-":
        if sys.stdin is None:
            raise ParameterError(option, "expected an open standard input for '-', got a closed one")
        # what stands in for standard input need not have bytes
        source = getattr(sys.stdin, "buffer", None)
        yield source if source is not None else io.BytesIO(sys.stdin.read().encode(errors="replace"))
        return
    try:
        with open(path, "rb") as stream:
            from lrcalc.terminal.progress import watched_file

            with watched_file(stream, os.fstat(stream.fileno()).st_size) as source:
                yield source
    except ScheduleError:
        raise
    except (OSError, ValueError) as error:
        reason = (
            f"{shown(path, LONGEST_PATH)} cannot be read: {getattr(error, 'strerror', 'not a file name')}"
        )
        raise ParameterError(option, reason) from None


def log_answer(request: Request) -> Report:
    """The log held against the schedule. Raises ParameterError."""
    from lrcalc.logs.verify import verify
    from lrcalc.report.columns import chosen
    from lrcalc.report.log import COLUMNS, log_report

    asked = request.log
    assert asked is not None
    if request.columns is not None:
        with said_of("--columns"):
            chosen(request.columns, COLUMNS)
    log = opened_log(asked.path, asked.column, asked.step_column, "--log")
    with said_of("--log"):
        found = verify(log, request.schedule, asked.clock)
    drawing = None
    if request.plot or request.save is not None:
        from lrcalc.report.log_drawing import log_drawing

        drawing = log_drawing(found, request.log_scale)
    if request.save is not None:
        assert drawing is not None
        _save(drawing, request.save)
    return log_report(found, request.columns, drawing if request.plot else None)


def _save(drawing: Drawing, path: str) -> None:
    from lrcalc.pictures.file import SAMPLES, save

    with said_of("--save"):
        save(drawing.curves(SAMPLES), path, drawing.labels, log_scale=drawing.log_scale)
