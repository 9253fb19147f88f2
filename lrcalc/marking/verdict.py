"""The verdict on one answer, from the answer as typed and the exact value alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import counted
from lrcalc.marking.agreement import agrees, within
from lrcalc.marking.answer import FORMS, Answer, looks_like_decimal_comma
from lrcalc.marking.rounding import early_rounding
from lrcalc.numbers.display import RATE_DIGITS, decimal_text
from lrcalc.numbers.literal import shown
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Derivation

# An answer of fewer significant digits says too little, unless it is exact.
FEWEST_DIGITS = 2
# A number of more digits before the point, or after it, is not written out.
MOST_WRITTEN_OUT = 60
# What students are asked for on a paper, zeros at the end among them.
FIGURES_ASKED = 4

# What agrees in so many figures is the value itself.
MOST_FIGURES = 24

# The codes that machine formats carry, and whether the answer is accepted.
ACCEPTED = {
    "exact": True,
    "correct": True,
    "truncated": True,
    "close": True,
    "tolerance": True,
    "too-few-digits": False,
    "not-graded": False,
    "missing": False,
    "wrong": False,
}
# What a strict marker does not accept.
NOT_STRICT = ("truncated", "close")


class Verdict(NamedTuple):
    """The code, what a person reads, and the exact value at the precision of the answer; whether a wrong
    answer follows from an earlier column that the student has wrong, whether a strict marker refuses what is
    accepted otherwise, and what would give the answer away."""

    code: str
    told: str
    expected: str
    is_carried: bool = False
    is_refused: bool = False
    gives_away: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        what = f" ({self.gives_away})" if self.gives_away else ""
        return f"{self.told}{what}{'; not accepted' if self.is_refused else ''}"

    def for_hints(self) -> Verdict:
        """The same without what gives the answer away."""
        return self._replace(gives_away="")

    @property
    def accepted(self) -> bool:
        return ACCEPTED[self.code] and not self.is_refused

    @property
    def is_right(self) -> bool:
        """Whether it is the value to its digits, however few they are."""
        return self.code in ("exact", "correct", "truncated")


class Marks(NamedTuple):
    """What the marker asks for beyond being right: significant digits, a relative tolerance; strict: that
    nothing is cut off or rounded on the way."""

    digits: int | None = None
    tolerance: Fraction | None = None
    strict: bool = False


def judge(
    answer: Answer, derivation: Derivation, key: str, marks: Marks, size: Fraction = Fraction(0)
) -> Verdict:
    """The verdict on the answer for one quantity of the derivation.

    `size` is the size of the numbers that the quantity is computed from.
    """
    value = derivation[key]
    expected = expected_text(answer, value)
    if answer.value is None:
        return Verdict("not-graded", f"not graded: {_unreadable(answer)}", expected)
    if answer.step is not None and answer.step != derivation.step:
        told = f"not graded: it says step {answer.step}, and stands for step {derivation.step}"
        return Verdict("not-graded", told, expected)
    verdict = _of_a_number(answer, derivation, key, marks, size, expected)
    if verdict.accepted and verdict.code != "exact" and _is_short(answer, value, marks.digits):
        text = f"{verdict.code}, but {_digits(answer.digits)} of {marks.digits} asked"
        figures = max(FIGURES_ASKED, marks.digits or 0)
        return Verdict("too-few-digits", text, decimal_text(value.significant(figures)))
    if marks.strict and verdict.code in NOT_STRICT:
        return verdict._replace(is_refused=True)
    return verdict


def _is_short(answer: Answer, value: Real, asked: int | None) -> bool:
    """Whether an answer has fewer digits than are asked; zeros at their end may have been left out."""
    if asked is None or answer.places is None or answer.digits >= asked:
        return False
    return value.significant(asked) != expected_number(answer)


def _unreadable(answer: Answer) -> str:
    if not answer.text:
        return f"expected {FORMS}, got no answer"
    hint = ""
    if looks_like_decimal_comma(answer.text):
        hint = f" (is it a decimal comma? write {answer.text.replace(',', '.')})"
    return f"expected {FORMS}, got {shown(answer.text)}{hint}"


def _of_a_number(
    answer: Answer, derivation: Derivation, key: str, marks: Marks, size: Fraction, expected: str
) -> Verdict:
    """The verdict on an answer that can be read, however many digits are asked for."""
    assert answer.value is not None
    value = derivation[key]
    found = agrees(answer, value, size, as_ratio=derivation.phase[key].unit == "ratio")
    figures = 1 if marks.digits == 1 else FIGURES_ASKED  # of four, zeros at the end may have been left out
    if found == "few" and value.significant(figures) == expected_number(answer):
        found = "correct"
    if found == "exact":
        return Verdict("exact", "exact", expected)
    if found == "noise":
        return Verdict("correct", "correct: floating-point noise", decimal_text(value.significant(17)))
    if found == "correct":
        return Verdict("correct", f"correct to {_digits(answer.digits or RATE_DIGITS)}", expected)
    if found == "truncated":
        rounds = _at_precision(answer, value)
        return Verdict("truncated", "correct, truncated", expected, gives_away=f"rounds to {rounds}")
    if found == "few":
        least = FEWEST_DIGITS if answer.digits == 1 else answer.digits
        is_zero = "" if answer.digits == 1 else ", the last 0 is not right"
        text = f"too few digits: expected {least} significant digits or more, got {answer.digits}{is_zero}"
        return Verdict("too-few-digits", text, decimal_text(value.significant(RATE_DIGITS)))
    if (rounding := early_rounding(answer, derivation, key)) is not None:
        return Verdict("close", "close: rounded too early", expected, gives_away=rounding.shown)
    if marks.tolerance is not None and within(answer.value, value, marks.tolerance):
        return Verdict("tolerance", "within tolerance", expected)
    if answer.value == 0:
        return Verdict("wrong", "wrong: it is not 0", expected)
    return Verdict("wrong", "wrong", expected)


def expected_number(answer: Answer) -> Fraction:
    """The value of an answer that can be read."""
    assert answer.value is not None
    return answer.value


def _digits(count: int) -> str:
    return counted(count, "significant digit")


def expected_text(answer: Answer, value: Real) -> str:
    """The exact value rounded to the precision of the answer, its digits kept as the answer's are; to four
    figures where those would be fewer, and not the value itself."""
    rounded = _at_precision(answer, value)
    if rounded[0] in "<>":
        return rounded  # beyond all decimals
    figures = len(rounded.lower().partition("e")[0].lstrip("-").replace(".", "").lstrip("0"))
    if figures >= FIGURES_ASKED or value.significant(MOST_FIGURES) == Decimal(rounded):
        return rounded
    return decimal_text(value.significant(FIGURES_ASKED))


def _at_precision(answer: Answer, value: Real) -> str:
    if answer.places is None or answer.digits == 0 or abs(answer.places) > MOST_WRITTEN_OUT:
        return decimal_text(value.significant(RATE_DIGITS))
    rounded = value.rounded(answer.places)
    if (
        rounded == 0
        or answer.places <= 0
        or rounded.adjusted() > MOST_WRITTEN_OUT
        or "e" in answer.text.lower()
    ):
        return decimal_text(rounded if rounded else value.significant(RATE_DIGITS))
    return f"{rounded:f}"
