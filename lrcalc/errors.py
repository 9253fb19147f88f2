"""The errors that speak to the person."""

from __future__ import annotations

from collections.abc import Iterable

BEYOND = "a number beyond all decimals"


class ScheduleError(ValueError):
    """Something asked for that cannot be understood or computed; the message is one sentence."""


class ParameterError(ScheduleError):
    """A parameter that cannot be taken, with the option it belongs to.

    `option` is the name to show (`--max`), `reason` what was given and what is taken.
    """

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(f"{option}: {reason}")
        self.option = option
        self.reason = reason


class Refusal(Exception):
    """An answer that is no: understood and carried out, and not what was hoped for. Exit code 1."""


def expected(what: str, given: object, meant: str | None = None) -> str:
    """The one shape of an error: expected …, got …, and what was probably meant.

    `given` is shown in quotes where it is not a bare word of ours, and cut where it is long.
    """
    return f"expected {what}, got {given}{did_you_mean(meant)}"


def did_you_mean(meant: str | None) -> str:
    """What goes behind a message: what was probably meant, or nothing where that is not known."""
    return f" (did you mean {meant}?)" if meant else ""


def no_value_reason(error: Exception) -> str:
    """Why a formula has no value, in the words of mathematics."""
    from decimal import DecimalException

    if isinstance(error, ZeroDivisionError):
        return "division by zero"
    return BEYOND if isinstance(error, DecimalException) else str(error)


def nearest(given: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known name most like the one given in whatever case, or None where none is near.

    `likeness` is how much of the two must be the same, from 0 to 1.
    """
    from difflib import get_close_matches

    names = {name.lower(): name for name in known}
    found = get_close_matches(given.lower(), names, n=1, cutoff=likeness)
    return names[found[0]] if found else None


def capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """How many of something, in words that agree: 1 step, 5 steps."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def any_of(names: Iterable[str]) -> str:
    """Names to choose from, in words: a, b or c."""
    return _joined(names, "or")


def all_of(names: Iterable[str]) -> str:
    """Names that go together, in words: a, b and c."""
    return _joined(names, "and")


def _joined(names: Iterable[str], word: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last
