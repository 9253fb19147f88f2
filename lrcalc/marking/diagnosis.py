"""Why answers are wrong: the mistake that reproduces them, all rows taken together, where one may be named.

One number rarely tells one mistake from another. A mistake is named where it gives all wrong answers (of
four or more at least half, and three), contradicts none that is right, and agrees with the other columns;
what several reproduce equally well is reported as the tie that it is. Else none is named.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from lrcalc.marking.agreement import agrees
from lrcalc.marking.evidence import FEWEST_DIGITS_OFF, SCHEDULES, Candidate, Evidence, Question
from lrcalc.marking.explanation import (
    Finding,
    explained,
    might_fit,
    of_a_slip,
    rounded_early,
    told_of,
)
from lrcalc.marking.matching import ACCEPTED_AS
from lrcalc.marking.rounding import Rounding, early_roundings
from lrcalc.marking.unrecognised import of_another_row, unrecognised

# Of so many wrong rows or fewer a mistake has to give all; of more at least half, and so many.
FEW_ROWS = 3
# One in so many wrong rows may be left that the mistake of the others does not give: a slip besides.
MOST_LEFT = 4
# Where only single roundings make rows close, so many of them may be a mistake instead.
FEWEST_CLOSE = 3
# A single answer that is a unit of its last digit off needs so many digits to tell a mistake.
SINGLE_DIGITS_OFF = {"own": 4, "general": 5}
# An answer that is wrong by fewer units of its last digit, and by less than a hundredth, may be a slip in
# rounding.
FEWEST_UNITS_OFF = 10
SLIGHT_ERROR = Fraction(1, 100)


class Diagnosis(NamedTuple):
    """What was found, and the rows that are wrong after all: close, were there not a mistake that gives
    them and others."""

    findings: list[Finding]
    wrong_after_all: set[int]


class Explanation(NamedTuple):
    """Rows, and the candidates that reproduce them equally well."""

    rows: set[int]
    tied: list[Candidate]


def diagnose(questions: list[Question], evidence: Evidence) -> Diagnosis:
    """What explains the rows that are not right, the explanation of the most rows first."""
    codes = [question.verdict.code for question in questions]
    wrong = {index for index, code in enumerate(codes) if code == "wrong"}
    close = {index for index, code in enumerate(codes) if code == "close"}
    if not wrong | close:
        return Diagnosis([], set())
    right = {index for index, question in enumerate(questions) if question.verdict.is_right}
    right |= {index for index, code in enumerate(codes) if code == "too-few-digits"}
    candidates = evidence.candidates(questions, wrong | close, right)
    needed = {index for index in wrong if not questions[index].verdict.is_carried}
    roundings = _shared_roundings(questions, close)
    named = _named(questions, evidence, candidates, wrong, needed, close, roundings)
    findings, after_all = [], set()
    if named is not None:
        after_all = named.rows & close
        mistakes = [(item.id, item.what, item.repair) for item in named.tied]
        findings.append(explained(evidence, questions, sorted(named.rows), mistakes))
        wrong, close = wrong - named.rows, close - named.rows
    left = sorted(index for index in wrong if not questions[index].verdict.is_carried)
    findings += [rounded_early(questions, rows, item) for rows, item in _by_rounding(close, roundings)]
    return Diagnosis(findings + _unnamed(questions, evidence, left, candidates, named is None), after_all)


def _named(
    questions: list[Question],
    evidence: Evidence,
    candidates: list[Candidate],
    wrong: set[int],
    needed: set[int],
    close: set[int],
    roundings: list[tuple[set[int], Rounding]],
) -> Explanation | None:
    """The explanation that may be named, exact ones first; None where there is none."""
    for is_exact in (True, False):
        found: list[tuple[set[int], Candidate]] = []
        for item in candidates:
            rows = item.exactly if is_exact else item.nearly
            if not is_exact and not _may_be_off(item, rows, questions):
                continue
            if item.against and not (len(needed) == 1 and _may_slip(item, rows, questions)):
                continue
            left = needed - item.nearly
            if left and not (is_exact and _leaves_little(evidence, item, left, needed, questions)):
                continue
            if _is_enough(rows, wrong, needed, close, roundings) and not _is_thin(item, rows, questions):
                found.append((rows, item))
        if found:
            most = max(len(rows) for rows, _ in found)
            best = [(rows, item) for rows, item in found if len(rows) == most]
            rows = best[0][0]
            tied = _distinct(evidence, [item for other, item in best if other == rows])
            # a row that is a unit off what is named is explained by nothing better
            return Explanation(set.union(*(item.nearly for item in tied)) & (wrong | rows), tied)
    return None


def _is_thin(item: Candidate, rows: set[int], questions: list[Question]) -> bool:
    """Whether a mistake is told from so few different answers, or from one of so few digits, that much else
    gives it: rows with the same answer speak once, unless they are all there are. The formula of another
    schedule takes two; and one row that is little off among right ones may be a slip in rounding."""
    wrong = {index for index, question in enumerate(questions) if question.verdict.code == "wrong"}
    different = len({questions[index].answer.value for index in rows})
    if item.kind == "formula" and different < 2:
        return True
    if len(rows) > 1:
        return not rows >= wrong and different < FEW_ROWS and len(wrong) > FEW_ROWS
    (index,) = rows
    answer = questions[index].answer
    if any(question.verdict.is_right for question in questions) and _is_little_off(questions[index]):
        return True
    if answer.digits >= FEWEST_DIGITS_OFF or answer.places is None:
        return False
    value = item.predictions[index].value
    if item.id == "no-warmup" and len(questions) >= FEW_ROWS and value.exact == answer.value:
        return False
    return item.kind == "misreading" or (value.exact != answer.value and answer.value != 0)


def _is_enough(
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


def _may_slip(item: Candidate, rows: set[int], questions: list[Question]) -> bool:
    """Whether it may have happened once, in a row that is right in no other place: a misplaced point, or a
    line given too early, which then is of another size than the rate."""
    if not item.is_slip or any(_rows_with(questions, index) for index in rows):
        return False
    return not item.id.startswith("stopped-at-") or all(_is_far_off(questions[index]) for index in rows)


def _is_far_off(question: Question) -> bool:
    """Whether an answer of more than one figure is less than half of what is right, or more than twice."""
    answer, right = question.answer, question.derivation.learning_rate
    assert answer.value is not None
    is_between = right.compare(answer.value / 2) > 0 > right.compare(answer.value * 2)
    return answer.digits > 1 and not is_between


def _leaves_little(
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


def _may_be_off(item: Candidate, rows: set[int], questions: list[Question]) -> bool:
    """Whether a mistake may be told from answers that are a unit of their last digit off what it gives."""
    if len(rows) > 1:
        return True
    (index,) = rows
    fewest = SINGLE_DIGITS_OFF.get(item.kind)
    is_long = fewest is not None and questions[index].answer.digits >= fewest
    return is_long and not _is_little_off(questions[index])


def _is_little_off(question: Question) -> bool:
    """Whether an answer is wrong by a few units of its last digit alone."""
    answer, right = question.answer, question.derivation.learning_rate
    assert answer.value is not None
    off = min(FEWEST_UNITS_OFF * answer.unit, abs(answer.value) * SLIGHT_ERROR)
    return right.compare(answer.value - off) > 0 > right.compare(answer.value + off)


def _distinct(evidence: Evidence, tied: list[Candidate]) -> list[Candidate]:
    """Those tied, without a misreading that gives the same everywhere as a mistake of the policy's: it is
    the same in other words, but where a point was misplaced, which does so by chance."""
    kept: list[Candidate] = []
    for item in tied:
        rates = evidence.elsewhere(item.id)
        may_be_the_same = item.kind in SCHEDULES and not item.id.endswith(("-times-10", "-over-10"))
        if not may_be_the_same or all(evidence.elsewhere(other.id) != rates for other in kept):
            kept.append(item)
    return kept


def _shared_roundings(questions: list[Question], close: set[int]) -> list[tuple[set[int], Rounding]]:
    """The roundings that make rows close, each with its rows, those of the most rows first."""
    rows: dict[str, tuple[set[int], Rounding]] = {}
    for index in sorted(close):
        question = questions[index]
        key = question.derivation.phase.quantities[-1].key
        for item in early_roundings(question.answer, question.derivation, key):
            rows.setdefault(item.id, (set(), item))[0].add(index)
    return sorted(rows.values(), key=lambda pair: -len(pair[0]))


def _by_rounding(
    close: set[int], roundings: list[tuple[set[int], Rounding]]
) -> Iterable[tuple[list[int], Rounding]]:
    left = set(close)
    for rows, item in roundings:
        if rows & left:
            yield sorted(rows & left), item
            left -= rows


def _unnamed(
    questions: list[Question],
    evidence: Evidence,
    rows: list[int],
    candidates: list[Candidate],
    is_alone: bool,
) -> list[Finding]:
    """Wrong answers that no mistake explains together: whose value they are, or how far off they are."""
    findings = []
    unknown: list[int] = []
    others = {index: _of_another_row(questions, index) for index in rows}
    slips = {
        index: None if others[index] else of_a_slip(questions, index, candidates, _may_slip) for index in rows
    }
    # of a sheet that is wrong otherwise too, one row may be ten times another by chance
    count = sum(found is not None for found in slips.values())
    may_slip = count == len(rows) or (len(rows) > FEW_ROWS and 2 * count >= len(rows))
    for index in rows:
        found = others[index] or (slips[index] if may_slip else None)
        if found is not None:
            findings.append(found)
        else:
            unknown.append(index)
    # of several that fit a row, the one that fits the most rows; of those the first
    most_first = sorted(candidates, key=lambda item: -len(item.exactly & set(unknown)))
    fits: dict[int, Candidate] = {}
    for item in most_first:
        for index in unknown:
            if _fits(item, index, questions):
                fits.setdefault(index, item)
    told = told_of(fits) if is_alone else {}
    findings += [unrecognised(evidence.policy, questions, index, index in told) for index in unknown]
    return [*findings, might_fit(questions, told, len(rows))] if told else findings


def _fits(item: Candidate, index: int, questions: list[Question]) -> bool:
    """Whether a row alone would fit a mistake: to three digits, or exactly to two."""
    if index not in item.exactly or item.kind == "formula":
        return False
    answer = questions[index].answer
    is_exact = answer.digits > 1 and item.predictions[index].value.exact == answer.value
    return is_exact or answer.digits >= FEWEST_DIGITS_OFF


def _of_another_row(questions: list[Question], index: int) -> Finding | None:
    """A wrong answer that is right in other rows."""
    others = _rows_with(questions, index)
    return of_another_row(questions, index, others) if others else None


def _rows_with(questions: list[Question], index: int) -> list[int]:
    """The steps of other rows at which an answer is right: to three figures, or exactly."""
    answer, step = questions[index].answer, questions[index].derivation.step
    is_short = answer.digits < FEWEST_DIGITS_OFF and answer.places is not None
    forms = ("exact",) if is_short else ACCEPTED_AS
    others = (other.derivation for other in questions if other.derivation.step != step)
    return sorted({item.step for item in others if agrees(answer, item.learning_rate) in forms})
