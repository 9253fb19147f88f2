"""The verdict on one answer, from the answer as typed and the exact value alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lrcalc.display import RATE_DIGITS, decimal_text
from lrcalc.expression.nodes import Number, Point, Quantity
from lrcalc.marking.answer import FORMS, Answer
from lrcalc.numbers.real import Real
from lrcalc.policies.mistakes import Rounded
from lrcalc.policies.policy import Derivation

COSINE_PLACES = 3
MOST_EARLY_PLACES = 8

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
    """The code, what a person reads, and the exact value at the precision of the answer."""

    code: str
    text: str
    expected: str

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
    if answer.places is None or answer.digits == 0:
        return None
    half = answer.unit / 2
    if value.compare(answer.value - half) >= 0 and value.compare(answer.value + half) <= 0:
        return "correct"
    if Fraction(value.truncated(answer.places)) == answer.value:
        return "truncated"
    return None


def judge(answer: Answer, derivation: Derivation, key: str, marks: Marks, cosine: Answer | None) -> Verdict:
    """The verdict on the answer for one quantity of the derivation."""
    value = derivation[key]
    expected = expected_text(answer, value)
    if answer.value is None:
        given = "no answer" if not answer.text else "cannot be read"
        return Verdict("not-graded", f"not graded: {given}; taken: {FORMS}", expected)
    found = agrees(answer, value)
    too_few = marks.digits is not None and answer.places is not None and answer.digits < marks.digits
    if found is not None and found != "exact" and too_few:
        return Verdict(
            "too-few-digits", f"correct, but {_digits(answer.digits)} of {marks.digits} asked", expected
        )
    if found == "exact":
        return Verdict("exact", "exact", expected)
    if found == "correct":
        return Verdict("correct", f"correct to {_digits(answer.digits)}", expected)
    if found == "truncated":
        return Verdict("truncated", f"correct, truncated (rounds to {expected})", expected)
    if key == "learning_rate" and (close := _close(answer, derivation, cosine)) is not None:
        return Verdict("close", close, expected)
    if marks.tolerance is not None and _within(answer.value, value, marks.tolerance):
        return Verdict("tolerance", "within tolerance", expected)
    if answer.value == 0:
        return Verdict("too-few-digits", "0 has no significant digit of it", expected)
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


def _close(answer: Answer, derivation: Derivation, cosine: Answer | None) -> str | None:
    """Whether rounding the cosine value too early explains the answer, and which rounding does."""
    if "cosine" not in derivation or answer.value is None or answer.places is None or answer.digits == 0:
        return None
    quantity = derivation.phase["cosine"]
    given = cosine.places if cosine is not None and cosine.places is not None else COSINE_PLACES
    bound = _swing(derivation, quantity) / 4 / Fraction(10) ** given + answer.unit
    rate = derivation.learning_rate
    if rate.compare(answer.value - bound) < 0 or rate.compare(answer.value + bound) > 0:
        return None
    return f"close: rounded too early{_which_rounding(answer, derivation, quantity)}"


def _swing(derivation: Derivation, quantity: Quantity) -> Fraction:
    """How much η changes when the cosine value goes from −1 to 1."""
    rate = derivation.phase.quantities[-1]
    ends = [rate.replace({quantity: Number(Fraction(end))}).exact(derivation.point) for end in (-1, 1)]
    assert ends[0] is not None
    assert ends[1] is not None
    return abs(ends[1] - ends[0])


def _which_rounding(answer: Answer, derivation: Derivation, cosine: Quantity) -> str:
    rate = derivation.phase.quantities[-1]
    for quantity in (item for item in derivation.phase.quantities if item.unit == "ratio"):
        for places in range(COSINE_PLACES, MOST_EARLY_PLACES):
            variant = rate.replace({quantity: Rounded(quantity, places)})
            if agrees(answer, variant.real(Point(derivation.point.step))):
                shown = decimal_text(Decimal(derivation[quantity.key].rounded(places)))
                return f" ({quantity.name} {shown})"
    return ""


def _within(given: Fraction, value: Real, tolerance: Fraction) -> bool:
    """|v − x| ≤ R·|x|: there is no absolute tolerance."""
    if value.exact is not None:
        return abs(given - value.exact) <= tolerance * abs(value.exact)
    interval = value.enclosure(60)
    low, high = Fraction(interval.low), Fraction(interval.high)
    return max(abs(given - low), abs(given - high)) <= tolerance * min(abs(low), abs(high))
