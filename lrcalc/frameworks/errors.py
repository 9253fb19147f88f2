"""What goes wrong in reading: said once, with the line."""

from __future__ import annotations

from typing import NoReturn

from lrcalc.errors import ScheduleError


class ReadError(ScheduleError):
    """A text that cannot be read as a schedule; `line` is where, 0 where it has no line."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


def refuse(expected: str, given: str, line: int = 0) -> NoReturn:
    """Raise the error that something else was expected."""
    raise ReadError(f"expected {expected}, got {given}", line)
