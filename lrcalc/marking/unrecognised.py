"""What is said of a wrong answer that no mistake gives: whose rate it is, and how far off it is."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.errors import counted
from lrcalc.marking.agreement import agrees
from lrcalc.marking.answer import Answer, without_zeros
from lrcalc.marking.candidate import Question
from lrcalc.marking.explanation import Finding, of_the_last_line
from lrcalc.numbers.display import decimal_text
from lrcalc.numbers.real import Real, magnitude
from lrcalc.schedule.policy import Policy

# A ratio of so many powers of ten is beyond all doubles.
MOST_ORDERS = 400
# A ratio up to there is written out: 1180, and 1.18e+07 beyond.
MOST_WRITTEN_OUT = 1_000_000


def of_another_row(questions: list[Question], index: int, others: list[int]) -> Finding:
    """A wrong answer that is right at other steps that were asked."""
    steps = ", ".join(map(str, others))
    text = f"{questions[index].answer.text} is η at step {steps}. Look at which row it belongs to."
    return of_the_last_line(questions, index, text)


def unrecognised(policy: Policy, questions: list[Question], index: int, would_fit: bool = False) -> Finding:
    """A wrong answer that nothing explains: how far off it is, and where the schedule never goes.

    `would_fit`: by itself it would fit a mistake, which is told elsewhere.
    """
    question = questions[index]
    outside, off = _outside(policy, question.answer), _relative_error(question)
    unknown = _too_many_digits(question) or ("" if would_fit else "; I do not recognise the mistake")
    return of_the_last_line(questions, index, f"{outside}{off}{unknown}.")


def _too_many_digits(question: Question) -> str:
    """Whether an answer is right but for the zeros at its end; else nothing."""
    answer, shorter = question.answer, without_zeros(question.answer)
    if shorter is None or agrees(shorter, question.derivation.learning_rate) != "correct":
        return ""
    zeros = "0 at its end is" if answer.digits - shorter.digits == 1 else "zeros at its end are"
    return f"; {shorter.text} is right to {counted(shorter.digits, 'digit')}, the {zeros} not"


def _outside(policy: Policy, answer: Answer) -> str:
    """Whether the answer lies where the schedule never goes."""
    assert answer.value is not None
    if answer.value < 0:
        return "a learning rate is never negative; "
    bounds = policy.bounds()
    if bounds is not None and answer.value > max(bounds):
        return f"above the largest rate, {float(max(bounds)):.6g}; "
    if bounds is not None and answer.value < min(bounds):
        return f"below the smallest rate, {float(min(bounds)):.6g}; "
    return ""


def _relative_error(question: Question) -> str:
    """How far off the answer is; nothing is invented to explain it."""
    answer, truth = question.answer, question.derivation.learning_rate
    assert answer.value is not None
    if truth.sign() == 0:
        return "it should be 0"
    ratio = _ratio(answer.value, truth)
    if abs(ratio) >= 10:
        return f"{_three_digits(ratio)} times what it should be"
    return f"{_percentage(abs(100 * (ratio - 1)))} % too {'large' if ratio > 1 else 'small'}"


def _ratio(given: Fraction, truth: Real) -> Fraction:
    """How many times the truth an answer is; a truth too far from it to be written out as one too far."""
    interval = truth.enclosure(40)
    orders = magnitude(given) - interval.low.adjusted() if given else 0
    if abs(orders) > MOST_ORDERS:
        return Fraction(10**MOST_ORDERS if orders > 0 else 0) * (1 if given > 0 else -1)
    return given / ((Fraction(interval.low) + Fraction(interval.high)) / 2)


def _percentage(off: Fraction) -> str:
    """A percentage to two digits, a large one to the whole."""
    return f"{float(off):.0f}" if off >= 10 else decimal_text(Real(off).significant(2)).removesuffix(".0")


def _three_digits(ratio: Fraction) -> str:
    """A large ratio, also one beyond all doubles."""
    if abs(ratio) < MOST_WRITTEN_OUT:
        return f"{float(f'{float(ratio):.3g}'):.0f}" if abs(ratio) >= 1000 else f"{float(ratio):.3g}"
    try:
        return f"{float(ratio):.3g}"
    except OverflowError:
        return "more than 1e308"
