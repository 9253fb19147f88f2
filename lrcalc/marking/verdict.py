"""The verdict on one answer, from the answer as typed and the exact value alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lrcalc.expression.nodes import Number, Quantity
from lrcalc.marking.answer import FORMS, Answer
from lrcalc.numbers.display import RATE_DIGITS, decimal_text
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.mistakes import Rounded

COSINE_PLACES = 3
MOST_EARLY_PLACES = 8
# What is close has two digits and is less than a tenth off: near 0 the bound of early rounding alone would
# let pass what is many times too large.
FEWEST_CLOSE_DIGITS = 2
MOST_CLOSE_ERROR = Fraction(1, 10)

# The codes that machine formats carry, and whether the answer is accepted.
ACCEPTED = {
    "exact": True,
    "correct": True,
    "truncated": True,
    "close": True,
    "tolerance": True,
    "too-few-digits": False,
    "not-graded": False,
    "wrong": False,
}


class Verdict(NamedTuple):
    """The code, what a person reads, and the exact value at the precision of the answer; whether a wrong
    answer follows from an earlier column that the student has wrong."""

    code: str
    text: str
    expected: str
    is_carried: bool = False

    @property
    def accepted(self) -> bool:
        return ACCEPTED[self.code]


class Marks(NamedTuple):
    """What the marker asks for beyond being right: significant digits, a relative tolerance."""

    digits: int | None = None
    tolerance: Fraction | None = None


def agrees(answer: Answer, value: Real) -> str | None:
    """How the answer agrees with a value: "exact", "correct" (rounded), "truncated", or None."""
    if answer.value is None:
        return None
    if value.exact is not None and value.exact == answer.value:
        return "exact"
    if answer.digits == 0 or not within_a_unit(answer, value):
        return None
    if _lies_between(value, answer.nearest):
        return "correct"
    return "truncated" if _is_cut_off(answer.value, value, answer.unit) else None


def within_a_unit(answer: Answer, value: Real) -> bool:
    """Whether the answer is no more than a unit of its last digit off."""
    return _lies_between(value, answer.around)


def _lies_between(value: Real, ends: tuple[Decimal, Decimal] | None) -> bool:
    """Whether a value lies within two ends, both included."""
    if ends is None:
        return False
    low, high = map(Fraction, ends)
    return value.compare(low) >= 0 and value.compare(high) <= 0


def _is_cut_off(given: Fraction, value: Real, unit: Fraction) -> bool:
    """Whether cutting off the value leaves what was given: it lies beyond, by less than a unit."""
    if given > 0:
        return value.compare(given) >= 0 and value.compare(given + unit) < 0
    return value.compare(given) <= 0 and value.compare(given - unit) > 0


def judge(answer: Answer, derivation: Derivation, key: str, marks: Marks, cosine: Answer | None) -> Verdict:
    """The verdict on the answer for one quantity of the derivation."""
    value = derivation[key]
    expected = expected_text(answer, value)
    if answer.value is None:
        given = "no answer" if not answer.text else "cannot be read"
        return Verdict("not-graded", f"not graded: {given}; taken: {FORMS}", expected)
    verdict = _of_a_number(answer, derivation, key, marks, cosine, expected)
    few = marks.digits is not None and answer.places is not None and answer.digits < marks.digits
    if few and verdict.accepted and verdict.code != "exact":
        text = f"{verdict.code}, but {_digits(answer.digits)} of {marks.digits} asked"
        return Verdict("too-few-digits", text, expected)
    return verdict


def _of_a_number(
    answer: Answer, derivation: Derivation, key: str, marks: Marks, cosine: Answer | None, expected: str
) -> Verdict:
    """The verdict on an answer that can be read, however many digits it has."""
    assert answer.value is not None
    value = derivation[key]
    found = agrees(answer, value)
    if found == "exact":
        return Verdict("exact", "exact", expected)
    if found == "correct":
        return Verdict("correct", f"correct to {_digits(answer.digits)}", expected)
    if found == "truncated":
        return Verdict("truncated", f"correct, truncated (rounds to {expected})", expected)
    if (close := _close(answer, derivation, key, cosine)) is not None:
        return Verdict("close", close, expected)
    if marks.tolerance is not None and within(answer.value, value, marks.tolerance):
        return Verdict("tolerance", "within tolerance", expected)
    if answer.value == 0:
        return Verdict("wrong", "wrong: it is not 0", expected)
    return Verdict("wrong", "wrong", expected)


def _digits(count: int) -> str:
    return f"{count} significant digit{'' if count == 1 else 's'}"


def expected_text(answer: Answer, value: Real) -> str:
    """The exact value rounded to the precision of the answer, its digits kept as the answer's are."""
    if answer.places is None or answer.digits == 0 or abs(answer.places) > 60:
        return decimal_text(value.significant(RATE_DIGITS))
    rounded = value.rounded(answer.places)
    if rounded == 0 or answer.places <= 0 or "e" in answer.text.lower():
        return decimal_text(rounded if rounded else value.significant(RATE_DIGITS))
    return f"{rounded:f}"


def _close(answer: Answer, derivation: Derivation, key: str, cosine: Answer | None) -> str | None:
    """Whether rounding the cosine value too early explains the answer, and which rounding does."""
    if "cosine" not in derivation or key == "cosine" or answer.value is None or answer.places is None:
        return None
    value, quantity = derivation[key], derivation.phase["cosine"]
    if not may_be_close(answer, value):
        return None
    swing = _swing(derivation, key, quantity)
    bound = swing / 4 / Fraction(10) ** _cosine_places(derivation, cosine) + answer.unit
    if value.compare(answer.value - bound) < 0 or value.compare(answer.value + bound) > 0:
        return None
    return f"close: rounded too early{_which_rounding(answer, derivation, key)}"


def may_be_close(answer: Answer, value: Real) -> bool:
    """Whether an answer that does not agree is near enough to be called close at all."""
    if answer.value is None or answer.digits < FEWEST_CLOSE_DIGITS:
        return False
    return within(answer.value, value, MOST_CLOSE_ERROR)


def _cosine_places(derivation: Derivation, cosine: Answer | None) -> int:
    """The decimals to which the cosine value was rounded: those given, where the value is right but not
    exact, else the document's three."""
    if cosine is None or cosine.places is None:
        return COSINE_PLACES
    return (
        cosine.places if agrees(cosine, derivation["cosine"]) in ("correct", "truncated") else COSINE_PLACES
    )


def _swing(derivation: Derivation, key: str, cosine: Quantity) -> Fraction:
    """How much a quantity changes when the cosine value goes from −1 to 1; 0 where that is not rational."""
    variants = [derivation.phase[key].replace({cosine: Number(Fraction(end))}) for end in (-1, 1)]
    low, high = (variant.exact(derivation.point) for variant in variants)
    return Fraction(0) if low is None or high is None else abs(high - low)


def _which_rounding(answer: Answer, derivation: Derivation, key: str) -> str:
    phase = derivation.phase
    for quantity in (item for item in phase.quantities if item.unit == "ratio" and item.key != key):
        for places in range(COSINE_PLACES, MOST_EARLY_PLACES):
            variant = phase[key].replace({quantity: Rounded(quantity, places)})
            if agrees(answer, variant.real(derivation.point)):
                return f" ({quantity.name} {decimal_text(derivation[quantity.key].rounded(places))})"
    return ""


def within(given: Fraction, value: Real, tolerance: Fraction) -> bool:
    """|v − x| ≤ R·|x|: there is no absolute tolerance."""
    if value.exact is not None:
        return abs(given - value.exact) <= tolerance * abs(value.exact)
    interval = value.enclosure(60)
    low, high = Fraction(interval.low), Fraction(interval.high)
    return max(abs(given - low), abs(given - high)) <= tolerance * min(abs(low), abs(high))
