"""Whether an answer is a number: exactly, rounded, cut off, or but for the noise of floating point."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lrcalc.marking.answer import Answer
from lrcalc.numbers.display import COLUMN_PLACES, RATE_DIGITS
from lrcalc.numbers.real import Real

# An answer of so many digits came out of a program; its last digits are noise.
FEWEST_NOISY_DIGITS = 13
# It prints 17 at most: of more, the last was cut off by whoever wrote them.
DIGITS_OF_A_DOUBLE = range(FEWEST_NOISY_DIGITS, 18)
NOISE = Fraction(1, 10**9)
# Where a program should have found 0 and found the error of numbers of size 1: 6e-17 for cos(π/2).
NOISE_AT_0 = Fraction(1, 10**15)
# How far a root is known, less a few places.
ROOT_IS_EXACT = Fraction(1, 10**50)


def agrees(answer: Answer, value: Real, size: Fraction = Fraction(0), as_ratio: bool = False) -> str | None:
    """How an answer of two figures or more agrees with a value, or None.

    "exact", "correct" (rounded), "truncated" (cut off), "noise" (of floating point; `size` is the size of
    what the value was computed from), "few": it would agree, but has a single figure, or ends in a 0 that
    is not right. `as_ratio`: as in the document's table three decimals are enough, whatever they begin with.
    """
    given = answer.value
    if given is None:
        return None
    if value.exact is not None and value.exact == given:
        return "exact"
    if answer.places is None:
        return _of_a_ratio(answer, value)
    if as_ratio and answer.digits < 3 and _is_in_the_table(given, value):
        return "correct"
    found = _rounded_or_cut(answer, value) if answer.digits and within_a_unit(answer, value) else None
    is_cut = found is None or (found == "truncated" and answer.digits in DIGITS_OF_A_DOUBLE)
    if is_cut and _is_noise(answer, value, size):
        return "noise"  # a program's last digit is not a person's cutting off
    if found == "few" or (found is not None and answer.digits == 1):
        # zeros at the end may have been left out, as the tables leave them out
        return "correct" if value.significant(RATE_DIGITS) == _decimal(given) else "few"
    return found


def within_a_unit(answer: Answer, value: Real) -> bool:
    """Whether the answer is no more than a unit of its last digit off."""
    return lies_between(value, answer.around)


def lies_between(value: Real, ends: tuple[Decimal, Decimal] | None) -> bool:
    """Whether a value lies within two ends, both included."""
    if ends is None:
        return False
    low, high = map(Fraction, ends)
    return value.compare(low) >= 0 and value.compare(high) <= 0


def within(given: Fraction, value: Real, tolerance: Fraction) -> bool:
    """|v − x| ≤ R·|x|: there is no absolute tolerance."""
    if value.exact is not None:
        return abs(given - value.exact) <= tolerance * abs(value.exact)
    # x is from v/(1 + R) to v/(1 − R); its own bounds may have millions of digits as fractions
    sign = value.sign()
    if value.compare(given / (1 + tolerance)) * sign < 0:
        return False
    if tolerance == 1:
        return sign * given >= 0
    beyond = value.compare(given / (1 - tolerance)) * sign
    return beyond >= 0 if tolerance > 1 else beyond <= 0


def _rounded_or_cut(answer: Answer, value: Real) -> str | None:
    """Rounded to significant figures: below a power of ten a figure is worth a tenth of one above it."""
    assert answer.value is not None
    given, unit = answer.value, answer.unit
    if lies_between(value, answer.nearest):
        inner = given - unit / 20 if given > 0 else given + unit / 20
        is_smaller = value.compare(inner) < 0 if given > 0 else value.compare(inner) > 0
        if not (answer.is_power_of_ten and is_smaller):
            return "correct"
        return "few" if answer.digits > 1 else None
    return "truncated" if _is_cut_off(given, value, unit) else None


def _is_cut_off(given: Fraction, value: Real, unit: Fraction) -> bool:
    """Whether cutting off the value leaves what was given: it lies beyond, by less than a unit."""
    if given > 0:
        return value.compare(given) >= 0 and value.compare(given + unit) < 0
    return value.compare(given) <= 0 and value.compare(given - unit) > 0


def _of_a_ratio(answer: Answer, value: Real) -> str | None:
    """A ratio that is not the value counts as a decimal of six figures; a root may be the value itself."""
    assert answer.value is not None
    if answer.is_root and value.exact is None and within(answer.value, value, ROOT_IS_EXACT):
        return "exact"
    return (
        "correct" if Real(answer.value).significant(RATE_DIGITS) == value.significant(RATE_DIGITS) else None
    )


def _is_noise(answer: Answer, value: Real, size: Fraction) -> bool:
    assert answer.value is not None
    if value.exact == 0:
        # 6.12e-17 in place of 0 is noise however few of its digits were copied
        return 0 < abs(answer.value) <= NOISE_AT_0 * size
    return answer.digits >= FEWEST_NOISY_DIGITS and within(answer.value, value, NOISE)


def _is_in_the_table(given: Fraction, value: Real) -> bool:
    return Fraction(value.rounded(COLUMN_PLACES)) == given


def _decimal(given: Fraction) -> Decimal:
    return Real(given).significant(RATE_DIGITS + 50)
