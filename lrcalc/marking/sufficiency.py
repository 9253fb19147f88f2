"""What is enough to name a mistake as the cause, and what is too little."""

from __future__ import annotations

import math
from fractions import Fraction

from lrcalc.marking.agreement import agrees
from lrcalc.marking.evidence import FEWEST_DIGITS_OFF, Candidate, Evidence, Kind, Question
from lrcalc.marking.matching import ACCEPTED_AS
from lrcalc.marking.rounding import Rounding
from lrcalc.marking.verdict import FIGURES_ASKED

# Of so many wrong rows or fewer a mistake has to give all; of more at least half, and so many.
FEW_ROWS = 3
# One in so many wrong rows may be left that the mistake of the others does not give: a slip besides.
MOST_LEFT = 4
# Where only single roundings make rows close, so many of them may be a mistake instead.
FEWEST_CLOSE = 3
# A single answer that is a unit of its last digit off needs so many digits to tell a mistake.
SINGLE_DIGITS_OFF = {Kind.OWN: 4, Kind.GENERAL: 5}
# An answer that is wrong by fewer units of its last digit, and by less than a hundredth, may be a slip in
# rounding.
FEWEST_UNITS_OFF = 10
SLIGHT_ERROR = Fraction(1, 100)
# So near to what is right, in units of its last digit, one answer by itself is what much else gives too.
FEWEST_UNITS_TELLING = 50


def is_thin(item: Candidate, rows: set[int], questions: list[Question]) -> bool:
    """Whether a mistake is told from so few different answers, or from one of so few digits, that much else
    gives it: rows with the same answer speak once, unless they are all there are. The formula of another
    schedule takes two; and one row that is little off among right ones may be a slip in rounding."""
    wrong = {index for index, question in enumerate(questions) if question.verdict.code == "wrong"}
    different = len({questions[index].answer.value for index in rows})
    if item.kind is Kind.FORMULA and different < 2:
        return True
    if len(rows) > 1:
        # a rate that is kept is the same in all rows
        return not (item.keeps or rows >= wrong) and different < FEW_ROWS and len(wrong) > FEW_ROWS
    (index,) = rows
    answer = questions[index].answer
    if any(question.verdict.is_right for question in questions) and _is_little_off(questions[index]):
        return True
    if answer.digits >= FEWEST_DIGITS_OFF or answer.places is None:
        return False
    value = item.predictions[index].value
    if item.leaves_out_the_warmup and len(questions) >= FEW_ROWS and value.exact == answer.value:
        return False
    return item.kind is Kind.MISREADING or (value.exact != answer.value and answer.value != 0)


def is_guessed(tied: list[Candidate], questions: list[Question]) -> bool:
    """Whether mistakes are told from a single answer of three digits, and none is one of the policy's: of so
    many that can be made, some give it by chance."""
    if len(questions) > 1:
        return False
    answer = questions[0].answer
    if answer.digits >= FIGURES_ASKED or answer.places is None:
        return False
    return all(
        item.kind not in (Kind.OWN, Kind.SLIP) and item.predictions[0].value.exact != answer.value
        for item in tied
    )


def is_enough(
    rows: set[int],
    wrong: set[int],
    needed: set[int],
    close: set[int],
    roundings: list[tuple[set[int], Rounding]],
) -> bool:
    """Whether the rows that a mistake reproduces are enough to name it."""
    if needed:
        explained = len(rows & needed)
        if len(needed) <= FEW_ROWS:
            return explained == len(needed)
        return explained >= max(FEW_ROWS, (len(needed) + 1) // 2)
    if rows & wrong:
        return bool(rows >= wrong)
    rounded = max((len(same) for same, _ in roundings), default=0)
    return len(rows & close) >= FEWEST_CLOSE and len(rows & close) > rounded


def may_slip(item: Candidate, rows: set[int], questions: list[Question]) -> bool:
    """Whether it may have happened once, in a row that is right in no other place: a misplaced point, or a
    line given too early, which then is of another size than the rate."""
    if not item.is_slip or any(rows_with(questions, index) for index in rows):
        return False
    return not item.stops or all(_is_far_off(questions[index]) for index in rows)


def _is_far_off(question: Question) -> bool:
    """Whether an answer of more than one figure is less than half of what is right, or more than twice."""
    answer, right = question.answer, question.derivation.learning_rate
    assert answer.value is not None
    is_between = right.compare(answer.value / 2) > 0 > right.compare(answer.value * 2)
    return answer.digits > 1 and not is_between


def leaves_little(
    evidence: Evidence, item: Candidate, left: set[int], needed: set[int], questions: list[Question]
) -> bool:
    """Whether the wrong rows that a mistake does not give are few, and such that it shows there too: where it
    changes nothing, something else was done."""
    if len(left) * MOST_LEFT > len(needed):
        return False
    for index in left:
        derivation = questions[index].derivation
        prediction = evidence.at(derivation).get(item.id)
        right = derivation.learning_rate.double()
        if prediction is None or math.isclose(prediction.about, right, rel_tol=1e-9):
            return False
    return True


def may_be_off(item: Candidate, rows: set[int], questions: list[Question]) -> bool:
    """Whether a mistake may be told from answers that are a unit of their last digit off what it gives."""
    if len(rows) > 1:
        return True
    (index,) = rows
    fewest = SINGLE_DIGITS_OFF.get(item.kind)
    is_long = fewest is not None and questions[index].answer.digits >= fewest
    return is_long and not _is_little_off(questions[index])


def _is_little_off(question: Question) -> bool:
    """Whether an answer is wrong by a few units of its last digit alone."""
    answer = question.answer
    assert answer.value is not None
    return _is_within(question, min(FEWEST_UNITS_OFF * answer.unit, abs(answer.value) * SLIGHT_ERROR))


def _is_within(question: Question, off: Fraction) -> bool:
    """Whether an answer is off what is right by less."""
    answer, right = question.answer, question.derivation.learning_rate
    assert answer.value is not None
    return right.compare(answer.value - off) > 0 > right.compare(answer.value + off)


def is_sure(tied: list[Candidate], questions: list[Question]) -> bool:
    """Whether what gives the answers did so for certain: a single one has to be well off what is right, and
    what another schedule gives for one step, with a parameter misread, it may give by chance."""
    if len(questions) > 1 or questions[0].answer.places is None:
        return True
    is_near = _is_within(questions[0], FEWEST_UNITS_TELLING * questions[0].answer.unit)
    return not is_near and any(item.kind is not Kind.MISREADING for item in tied)


def rows_with(questions: list[Question], index: int) -> list[int]:
    """The steps of other rows at which an answer is right: to three figures, or exactly."""
    answer, step = questions[index].answer, questions[index].derivation.step
    is_short = answer.digits < FEWEST_DIGITS_OFF and answer.places is not None
    forms = ("exact",) if is_short else ACCEPTED_AS
    others = (other.derivation for other in questions if other.derivation.step != step)
    return sorted({item.step for item in others if agrees(answer, item.learning_rate) in forms})
