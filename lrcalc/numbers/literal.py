"""What the options take: rates, factors and step counts, read exactly as typed."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from lrcalc.errors import expected

RateLike = str | int | float | Decimal | Fraction
StepsLike = str | int | float | Decimal | Fraction

MOST_STEPS = 10**15
# Of what is counted in parts of steps, as the cycles of a schedule.
SHORTEST_LENGTH = Fraction(1, 1000)
# The end of a path says which file it is.
LONGEST_PATH = 200
LONGEST_LITERAL = 100
LARGEST_RATE = Fraction(float.fromhex("0x1.fffffffffffffp+1023"))
SMALLEST_RATE = Fraction(float.fromhex("0x1p-1074"))

RATE_FORMS = "a number such as 0.002, .002, 2e-3 or 1/500"
LARGE_FORMS = "a number up to the largest double, 1.79e308"
SMALL_FORMS = "0, or a number from the smallest double on, 5e-324"
STEPS_FORMS = "a number of steps such as 5000 or 5k"

MOST_EXPONENT_DIGITS = 4
# Compiled where they are first used: plain numbers are read without them, and a start is soon over.
_DECIMAL = rf"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{{1,{MOST_EXPONENT_DIGITS}}})?"
_FAR = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_FAR_RATE = rf"{_FAR}(?:/{_FAR})?"
_RATE = rf"({_DECIMAL})(?:/({_DECIMAL}))?"
_STEPS = r"([+-]?(?:[0-9]+(?:_[0-9]+)*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?)([kKM]?)"
_MULTIPLES = {"": 1, "k": 10**3, "K": 10**3, "M": 10**6}


class LiteralError(ValueError):
    """A text that is not the number asked for. The message says what was expected and what was given."""


def unreadable(path: str, reason: str | None = None) -> str:
    """What is said of a file that cannot be read, whichever command was to read it."""
    return f"{shown(path, LONGEST_PATH)} cannot be read: {reason or os.strerror(errno.ENOENT)}"


def shown(given: object, most: int = 40) -> str:
    """What was given, short enough for a message and safe to print."""
    text = as_text(given)
    if len(text) > most:
        text = f"{text[:24]}… ({len(text)} characters)"
    return repr(text)


def as_text(given: object) -> str:
    """What was given as text; a number too long for Python to write out is described instead."""
    try:
        return str(given)
    except ValueError:
        return "a number of more than 4300 digits"


def parse_rate(given: RateLike) -> Fraction:
    """Read a rate or a factor, not negative, as the exact fraction that was typed.

    A float stands for the shortest decimal that reads back as it: 0.002 is two thousandths.
    Raises LiteralError.
    """
    value = _exactly(given)
    if value < 0:
        raise LiteralError(expected(f"{RATE_FORMS}, zero or more", shown(given)))
    return _within_doubles(value, given)


def parse_number(given: RateLike) -> Fraction:
    """Read a number that may be negative, as a rate is read otherwise. Raises LiteralError."""
    return _within_doubles(_exactly(given), given)


def _exactly(given: RateLike) -> Fraction:
    if isinstance(given, bool):
        raise LiteralError(expected(RATE_FORMS, given))
    return given if isinstance(given, Fraction) else _rate_from_text(given)


def _plain(text: str) -> Fraction | None:
    """A number of digits and at most one point, such as 5000 or 0.002; None for all others."""
    whole, _, places = text.partition(".")
    digits = whole + places
    if not (digits.isdecimal() and digits.isascii() and len(text) <= LONGEST_LITERAL):
        return None
    return Fraction(int(digits), 10 ** len(places))


def _within_doubles(value: Fraction, given: RateLike) -> Fraction:
    if abs(value) > LARGEST_RATE:
        raise LiteralError(expected(LARGE_FORMS, shown(given)))
    if 0 < abs(value) < SMALLEST_RATE:
        raise LiteralError(expected(SMALL_FORMS, shown(given)))
    return value


def _check_size(text: str, given: object) -> None:
    """Say of a number with an exponent of many digits that it is too large or too small, and find neither."""
    parts = text.split("/") if re.fullmatch(_FAR_RATE, text) and len(text) <= LONGEST_LITERAL else []
    for part in parts:
        digits, _, exponent = part.lower().partition("e")
        if len(exponent.lstrip("+-0")) > MOST_EXPONENT_DIGITS and digits.strip("+-0."):
            if exponent.startswith("-"):
                raise LiteralError(expected(SMALL_FORMS, shown(given)))
            raise LiteralError(expected(LARGE_FORMS, shown(given)))


def _rate_from_text(given: RateLike) -> Fraction:
    text = as_text(given).strip()
    value = _read(text, lambda one: _ratio(one, given))
    if value is None:
        _check_size(text, given)
        meant = _meant(text, lambda one: _ratio(one, given))
        raise LiteralError(expected(RATE_FORMS, shown(given), meant))
    return value


def _read(text: str, read: Callable[[str], Fraction | None]) -> Fraction | None:
    """A number as it stands, or in another spelling of it that is no share; None for what is none."""
    value = _plain(text)
    if value is None:
        value = read(text)
    if value is None:
        respelled, places = _respelled(text)
        value = None if places else read(respelled)
    return value


def _ratio(text: str, given: RateLike) -> Fraction | None:
    match = re.fullmatch(_RATE, text) if len(text) <= LONGEST_LITERAL else None
    if match is None:
        return None
    numerator, denominator = match.groups()
    divisor = Fraction(denominator) if denominator else Fraction(1)
    if divisor == 0:
        raise LiteralError(expected(RATE_FORMS, f"{shown(given)}, which divides by zero"))
    return Fraction(numerator) / divisor


def _respelled(text: str) -> tuple[str, int]:
    """A number in the signs of a keyboard, with an exponent, and the places that per cent moves its point;
    most are typed so."""
    if len(text) > LONGEST_LITERAL:
        return text, 0
    from lrcalc.numbers.spelling import decimal, plain

    return decimal(plain(text))


def _meant(text: str, read: Callable[[str], object], is_count: bool = False) -> str | None:
    """The number that was meant by one with a comma, or in per cent of who knows what, if it can be read."""
    from lrcalc.numbers.spelling import meant

    found = meant(text, is_count) if len(text) <= LONGEST_LITERAL else None
    return None if found is None or read(found) is None else found


def parse_steps(given: StepsLike, *, least: int = 0) -> int:
    """Read a count of steps, from `least` to 10^15. Raises LiteralError."""
    exact = _count(given)
    if exact.denominator != 1:
        raise LiteralError(expected(f"a whole number of steps{STEPS_FORMS[17:]}", shown(given)))
    if not least <= exact <= MOST_STEPS:
        raise LiteralError(expected(f"from {least} to 10^15 steps", shown(given)))
    return int(exact)


def parse_length(given: StepsLike) -> Fraction:
    """Read a length in steps that need not be whole, from 0.001 to 10^15. Raises LiteralError."""
    exact = given if isinstance(given, Fraction) else _count(given)
    if not SHORTEST_LENGTH <= exact <= MOST_STEPS:
        raise LiteralError(expected("from 0.001 to 10^15 steps", shown(given)))
    return exact


def parse_whole(given: RateLike, *, least: int = 0) -> int:
    """Read a whole number that counts no steps, `least` or more. Raises LiteralError."""
    try:
        exact = parse_number(given)
    except LiteralError:
        meant = _meant(as_text(given).strip(), _multiple, is_count=True)
        raise LiteralError(expected(f"a whole number, at least {least}", shown(given), meant)) from None
    if exact.denominator != 1 or exact < least:
        raise LiteralError(expected(f"a whole number, at least {least}", shown(given)))
    return int(exact)


def parse_list(text: str) -> list[str]:
    """The numbers between commas, as they are typed. Raises LiteralError for a decimal comma: 0,001."""
    if ",0" not in text.replace(" ", ""):
        return text.split(",")
    from lrcalc.numbers.spelling import divided

    try:
        return divided(text)
    except ValueError as error:
        raise LiteralError(expected("numbers with a decimal point", shown(text), str(error))) from None


def _count(given: StepsLike) -> Fraction:
    if isinstance(given, bool):
        raise LiteralError(expected(STEPS_FORMS, given))
    if isinstance(given, Fraction) and given.denominator == 1:
        return given
    text = as_text(given).strip()
    value = _read(text, _multiple)
    if value is None:
        if re.fullmatch(_FAR_RATE, text) and "/" not in text and len(text) <= LONGEST_LITERAL:
            raise LiteralError(expected("a number of steps up to 10^15", shown(given)))
        meant = f"{text[:-1]}M" if re.fullmatch(r"[0-9.]{1,15}m", text) else None
        meant = meant or _meant(text, _length, is_count=True)
        raise LiteralError(expected(STEPS_FORMS, shown(given), meant))
    return value


def _multiple(text: str) -> Fraction | None:
    match = re.fullmatch(_STEPS, text) if len(text) <= LONGEST_LITERAL else None
    if match is None:
        return None
    return Fraction(match[1].replace("_", "")) * _MULTIPLES[match[2]]


def _length(text: str) -> Fraction | None:
    """A number of steps, or one with a unit behind it such as 2.4ep; of parts of a step none."""
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz ")
    has_unit = len(text) - len(number) > 1
    value = _multiple(number if has_unit else text)
    return value if has_unit or (value is not None and value.denominator == 1) else None


def parse_factor(given: RateLike) -> Fraction:
    """Read a number without a unit, zero or more; 95% is 0.95. Raises LiteralError."""
    share = parse_percentage(given)
    return parse_rate(given) if share is None else share


def parse_percentage(given: StepsLike) -> Fraction | None:
    """Read `10%` as 1/10, or return None where the text is no percentage. Raises LiteralError."""
    text = as_text(given).strip()
    if not text.endswith("%"):
        return None
    respelled, places = _respelled(text)
    if len(text) > LONGEST_LITERAL or not re.fullmatch(_DECIMAL, respelled):
        meant = _meant(text[:-1].rstrip(), lambda one: _ratio(one, given))
        near = None if meant is None else f"{meant}%"
        raise LiteralError(expected("a percentage such as 10% or 12.5%", shown(given), near))
    value = Fraction(respelled) / Fraction(10) ** places
    if not 0 <= value <= MOST_STEPS:
        raise LiteralError(expected("a percentage from 0% on, of no more than 10^15 steps", shown(given)))
    return value
