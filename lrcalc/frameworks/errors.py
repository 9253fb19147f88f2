"""What goes wrong in reading: said once, with the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NoReturn

from lrcalc.errors import ScheduleError, nearest
from lrcalc.errors import expected as wanted
from lrcalc.expression.notation import number_text

LONGEST_NUMBER = 60


class ReadError(ScheduleError):
    """A text that cannot be read as a schedule; `line` is where, 0 where it has no line."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


def refuse(expected: str, given: str | Fraction | int, line: int = 0, known: Iterable[str] = ()) -> NoReturn:
    """Raise the error that something else was expected, with the known word that was probably meant."""
    if isinstance(given, (Fraction, int)):
        text = number_text(Fraction(given))
        given = text if len(text) <= LONGEST_NUMBER else f"a number of {len(text)} characters"
    raise ReadError(wanted(expected, given, nearest(given.strip("'"), known)), line)


def refuse_word(given: str, words: Sequence[str], line: int = 0) -> NoReturn:
    """Raise the error that one of a few words was expected."""
    refuse(f"{', '.join(words[:-1])} or {words[-1]}", given, line, words)
