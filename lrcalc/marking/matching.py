"""Whether an answer is what a mistake gives: η, and the other columns that the student wrote."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from lrcalc.marking.agreement import NOISE_AT_0, agrees, lies_between, within_a_unit
from lrcalc.marking.answer import Answer
from lrcalc.marking.candidate import Prediction, Question
from lrcalc.marking.verdict import FIGURES_ASKED
from lrcalc.numbers.real import Real

# How an answer agrees with what it is taken for.
ACCEPTED_AS = ("exact", "correct", "truncated", "noise")
# A calculator shows what is smaller as 0.
SHOWN_AS_ZERO = Fraction(1, 10**99)
# About 0 in doubles: what is exactly 0 comes out as 6e-17.
NEAR_0 = 1e-9


def near(answer: Answer) -> tuple[float, float]:
    """Between what numbers a prediction could be the answer: for a quick look before the exact one."""
    if answer.value is None:
        return math.inf, -math.inf
    if abs(answer.value) <= NOISE_AT_0:
        return -NEAR_0, NEAR_0
    try:
        given = answer.value.numerator / answer.value.denominator
        off = abs(given) * 1e-4 if answer.around is None else 2 * float(10.0**-answer.places_or_0)
    except OverflowError:
        return -math.inf, math.inf
    off += 1e-8 * abs(given)
    return given - off, given + off


def reproduces(answer: Answer, predicted: Real) -> bool:
    """Whether an answer is a number, by the rules that a right one is accepted by."""
    try:
        if answer.value == 0 and predicted.exact is None:
            return predicted.compare(-SHOWN_AS_ZERO) > 0 > predicted.compare(SHOWN_AS_ZERO)
        return agrees(answer, predicted, Fraction(1)) in ACCEPTED_AS
    except ArithmeticError:
        return False


def reproduces_without_zeros(answer: Answer, predicted: Real) -> bool:
    """Whether an answer is a number to four figures, zeros at its end left out: 0.003 for 0.0029998."""
    try:
        return answer.places is not None and predicted.significant(FIGURES_ASKED) == answer.value
    except ArithmeticError:
        return False


def nearly_reproduces(question: Question, predicted: Real) -> bool:
    """Whether an answer is a unit off what a mistake gives, where that is not what is right there."""
    answer, right = question.answer, question.derivation.learning_rate
    try:
        same = predicted.significant(answer.digits) == right.significant(answer.digits)
        return not same and within_a_unit(answer, predicted)
    except ArithmeticError:
        return False


def is_consistent(question: Question, prediction: Prediction) -> bool:
    """Whether a mistake gives the answer of a right row too, to its digits; else it contradicts it."""
    answer = question.answer
    low, high = near(answer)
    if not low <= prediction.about <= high:
        return False
    try:
        return columns_agree(question, prediction) and _is_written_so(answer, prediction.value)
    except ArithmeticError:
        return False


def _is_written_so(answer: Answer, value: Real) -> bool:
    """Whether a value is written as an answer is by somebody who rounds it, or cuts it off, to significant
    figures: 0.0005 is not, where 0.001 stands."""
    if agrees(answer, value) in ACCEPTED_AS:
        return True
    if answer.digits == 0:
        # no more is known of 0.000 than its decimals; a plain 0 is nothing else
        return answer.places_or_0 > 1 and lies_between(value, answer.nearest)
    return value.significant(answer.digits) == answer.value


def columns_agree(question: Question, prediction: Prediction) -> bool:
    """Whether the other columns that the student wrote are those that the mistake gives."""
    for key, answer in question.others.items():
        if answer.value is None:
            continue
        try:
            value = prediction.column(key)
            if value is not None and not _is_column(answer, value):
                return False
        except (ArithmeticError, ValueError):
            return False
    return True


def _is_column(answer: Answer, value: Real) -> bool:
    if agrees(answer, value, Fraction(1), as_ratio=True) is not None or within_a_unit(answer, value):
        return True
    return answer.value == 0 and value.rounded(3) == Decimal(0)
