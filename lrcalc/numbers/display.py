"""Numbers as a person reads them: rounded from the exact value, without noise."""

from __future__ import annotations

from decimal import MAX_EMAX, Decimal

from lrcalc.numbers.real import Real

# What stands in a cell that has no value.
MISSING = "–"
RATE_DIGITS = 6
COLUMN_PLACES = 3
MOST_DIGITS = 50
# 4214 digits: what is longer Python may refuse to write out.
SHORT_BITS = 14_000
# From here on three decimals are more digits than the rate has.
LARGEST_RATIO = 1000
# A whole number of more digits is written with an exponent.
LARGEST_COUNT = 10**16
# From 1e-6 up to 1e16 a number is written out; outside with a power of ten.
SMALLEST_WRITTEN_OUT = Decimal("1e-6")
LARGEST_WRITTEN_OUT = Decimal("1e16")


def decimal_text(value: Decimal) -> str:
    """A decimal without trailing zeros, one place kept: 1.0, -0.707, 0.00105, 1e-08, never -0.0; of one
    beyond all decimals the largest that it is beyond."""
    if value == 0:
        return "0.0"
    if value.is_infinite():
        return f"{'>' if value > 0 else '<-'}1e+{MAX_EMAX}"
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    exponent += len(text) - len(stripped)
    minus = "-" if sign else ""
    # copy_abs: abs() rounds, and fails where the exponent has more than six digits
    if SMALLEST_WRITTEN_OUT <= value.copy_abs() < LARGEST_WRITTEN_OUT:
        return minus + _written_out(stripped, exponent)
    power = exponent + len(stripped) - 1
    mantissa = stripped[0] + ("." + stripped[1:] if len(stripped) > 1 else "")
    return f"{minus}{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"


def written_out(text: str) -> str:
    """A number with all the digits it was typed with, in the form of the tables: 0.000050 of 5.0e-05."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return text
    is_usual = value.is_finite() and SMALLEST_WRITTEN_OUT <= value.copy_abs() < LARGEST_WRITTEN_OUT
    return f"{value:f}" if is_usual else text


def _written_out(digits: str, exponent: int) -> str:
    if exponent >= 0:
        return f"{digits}{'0' * exponent}.0"
    whole = digits[:exponent] or "0"
    return f"{whole}.{digits[exponent:].rjust(-exponent, '0')}"


def whole_text(number: int) -> str:
    """A whole number, also one of more digits than Python writes out."""
    return str(number) if number.bit_length() < SHORT_BITS else str(Decimal(number))


def program_text(value: object) -> str:
    """A number as programs read it: the shortest digits that read back as the same double; true or false.

    From 1e-5 up to 1e16 they are written out; a power of ten has no zeros in front: 0.00001, 1.5e-6, 1e-12.
    """
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not isinstance(value, float) or "e-0" not in text:
        return text
    digits, _, power = text.partition("e-0")
    if power != "5":
        return f"{digits}e-{power}"
    minus = "-" if value < 0 else ""
    return f"{minus}0.0000{digits.lstrip('-').replace('.', '')}"


def working_text(value: Real, digits: int | None = None) -> str:
    """A number inside the working: to significant digits; a whole number, such as a count, is not rounded."""
    exact = value.exact
    if exact is not None and exact.denominator == 1 and abs(exact) < LARGEST_COUNT:
        return str(exact.numerator)
    return decimal_text(value.significant(digits or RATE_DIGITS)).removesuffix(".0")


def quantity_text(unit: str, value: Real, digits: int | None = None) -> str:
    """A quantity as its column shows it, or every kind but a count to the digits asked."""
    if unit == "count":
        return str(value.rounded(0))
    shown = value.significant(digits or RATE_DIGITS)
    if unit == "ratio" and digits is None and shown.copy_abs() < LARGEST_RATIO:
        shown = value.rounded(COLUMN_PLACES)
    return decimal_text(shown)
