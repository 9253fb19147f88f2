"""What a command reads from: a file, or standard input. What goes wrong with either is said in one line."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from lrcalc.errors import ScheduleError
from lrcalc.numbers.literal import LONGEST_PATH, shown, unreadable


def standard_input() -> TextIO:
    """Standard input. Raises ScheduleError where it is closed."""
    if sys.stdin is None:
        raise ScheduleError("expected an open standard input for '-', got a closed one")
    return sys.stdin


def name_of(path: str) -> str:
    """What is read from, as a message names it."""
    return "standard input" if path == "-" else shown(path, LONGEST_PATH)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for `-`. Raises ScheduleError, also while they are read."""
    if path == "-":
        yield _bytes(standard_input())
        return
    try:
        with _file(path) as stream:
            yield stream
    except OSError as error:
        raise ScheduleError(unreadable(path, error.strerror)) from None


def _file(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except ValueError:
        raise ScheduleError(unreadable(path, "not a file name")) from None


def _bytes(stream: TextIO) -> BinaryIO:
    """The bytes of a text; what stands in for standard input need not have any."""
    source: BinaryIO | None = getattr(stream, "buffer", None)
    return io.BytesIO(stream.read().encode(errors="replace")) if source is None else source
