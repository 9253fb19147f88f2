"""What goes wrong in reading: said once, with the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NoReturn

from lrcalc.errors import ScheduleError, nearest
from lrcalc.errors import expected as wanted
from lrcalc.expression.notation import number_text

LONGEST_SHOWN = 133  # bits, which are 40 digits


class ReadError(ScheduleError):
    """A text that cannot be read as a schedule; `line` is where, 0 where it has no line."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


class NoPython(ReadError):
    """A text that Python cannot parse, which may be something else."""


class TooMuch(ReadError):
    """A text that asks for more work than any schedule needs."""


def number_shown(value: Fraction) -> str:
    """A number as a message shows it."""
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    return number_text(value) if size < LONGEST_SHOWN else "a number of more than 40 digits"


def refuse(expected: str, given: str | Fraction | int, line: int = 0, known: Iterable[str] = ()) -> NoReturn:
    """Raise the error that something else was expected, with the known word that was probably meant."""
    given = number_shown(Fraction(given)) if isinstance(given, (Fraction, int)) else given
    raise ReadError(wanted(expected, given, nearest(given.strip("'"), known)), line)


def refuse_word(given: str, words: Sequence[str], line: int = 0) -> NoReturn:
    """Raise the error that one of a few words was expected."""
    refuse(f"{', '.join(words[:-1])} or {words[-1]}", given, line, words)
