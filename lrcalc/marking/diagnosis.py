"""Why answers are wrong: the mistake that reproduces them, all rows taken together, where one may be named.

One number rarely tells one mistake from another. A mistake is named where it gives all wrong answers (of
four or more all but one in four), contradicts none that is right, and agrees with the other columns;
what several reproduce equally well is reported as the tie that it is. Else none is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lrcalc.marking.evidence import FEWEST_DIGITS_OFF, SCHEDULES, Candidate, Evidence, Kind, Question
from lrcalc.marking.explanation import (
    Finding,
    explained,
    might_fit,
    of_a_slip,
    rounded_early,
    told_of,
)
from lrcalc.marking.rounding import Rounding, early_roundings
from lrcalc.marking.sufficiency import (
    FEW_ROWS,
    MOST_LEFT,
    is_enough,
    is_guessed,
    is_sure,
    is_thin,
    leaves_little,
    may_be_off,
    may_slip,
    rows_with,
)
from lrcalc.marking.unrecognised import of_another_row, unrecognised


class Diagnosis(NamedTuple):
    """What was found, what is said of rows that nothing explains, once it is asked for, and the rows that are
    wrong after all: close, were there not a mistake that gives them and others."""

    findings: list[Finding]
    rest: Callable[[], list[Finding]]
    wrong_after_all: set[int]


def nothing() -> list[Finding]:
    """Nothing more to be said."""
    return []


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
        return Diagnosis([], nothing, set())
    right = {index for index, question in enumerate(questions) if question.verdict.is_right}
    right |= {index for index, code in enumerate(codes) if code == "too-few-digits"}
    needed = {index for index in wrong if not questions[index].verdict.is_carried}
    unexplained = sorted(wrong | close, key=lambda index: (index not in needed, index))
    # a mistake that gives none of so many rows leaves too many of them
    probes = len(needed) // MOST_LEFT + 1 if needed else len(unexplained)
    candidates = evidence.candidates(questions, unexplained, right, probes)
    roundings = _shared_roundings(questions, close)
    named = _named(questions, evidence, candidates, wrong, needed, close, roundings)
    findings, after_all = [], set()
    if named is not None:
        after_all = named.rows & close
        mistakes = [(item.id, item.what, item.repair) for item in named.tied]
        sure = is_sure(named.tied, questions)
        findings.append(explained(evidence, questions, sorted(named.rows), mistakes, sure))
        wrong, close = wrong - named.rows, close - named.rows
    left = sorted(index for index in wrong if not questions[index].verdict.is_carried)
    findings += [rounded_early(questions, rows, item) for rows, item in _by_rounding(close, roundings)]
    slips, unknown = _slips(questions, left, candidates)

    def rest() -> list[Finding]:
        fitting = []
        if named is None and unknown:
            fitting = evidence.candidates(questions, unexplained, right, len(unexplained))
        return _unnamed(questions, evidence, unknown, fitting, len(left))

    return Diagnosis(findings + slips, rest, after_all)


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
            if not is_exact and not may_be_off(item, rows, questions):
                continue
            if item.against and not (len(needed) == 1 and may_slip(item, rows, questions)):
                continue
            left = needed - item.nearly
            if left and not (is_exact and leaves_little(evidence, item, left, needed, questions)):
                continue
            if is_enough(rows, wrong, needed, close, roundings) and not is_thin(item, rows, questions):
                found.append((rows, item))
        if found:
            most = max(len(rows) for rows, _ in found)
            best = [(rows, item) for rows, item in found if len(rows) == most]
            rows = best[0][0]
            tied = _distinct(evidence, [item for other, item in best if other == rows])
            if is_guessed(tied, questions):
                continue
            # a row that is a unit off what is named is explained by nothing better
            return Explanation(set.union(*(item.nearly for item in tied)) & (wrong | rows), tied)
    return None


def _distinct(evidence: Evidence, tied: list[Candidate]) -> list[Candidate]:
    """Those tied, without a misreading that gives the same everywhere as a mistake of the policy's: it is
    the same in other words, but where a point was misplaced, which does so by chance."""
    kept: list[Candidate] = []
    for item in tied:
        may_be_the_same = item.kind in SCHEDULES and not item.misplaces_a_point
        if not (may_be_the_same and any(_are_the_same(evidence, item, other) for other in kept)):
            kept.append(item)
    return kept


def _are_the_same(evidence: Evidence, one: Candidate, other: Candidate) -> bool:
    """Whether two give the same at other steps, where both can be made."""
    pairs = zip(evidence.elsewhere(one.id), evidence.elsewhere(other.id))
    both = [(first, second) for first, second in pairs if first and second]
    return bool(both) and all(first == second for first, second in both)


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


def _slips(
    questions: list[Question], rows: list[int], candidates: list[Candidate]
) -> tuple[list[Finding], list[int]]:
    """Of wrong answers that no mistake explains together those that are another row's, or slips; and those
    that are neither."""
    findings: list[Finding] = []
    unknown: list[int] = []
    others = {index: _of_another_row(questions, index) for index in rows}
    slips = {
        index: None if others[index] else of_a_slip(questions, index, candidates, may_slip) for index in rows
    }
    # of a sheet that is wrong otherwise too, one row may be ten times another by chance
    count = sum(found is not None for found in slips.values())
    are_slips = count == len(rows) or (len(rows) > FEW_ROWS and 2 * count >= len(rows))
    for index in rows:
        found = others[index] or (slips[index] if are_slips else None)
        if found is not None:
            findings.append(found)
        else:
            unknown.append(index)
    return findings, unknown


def _unnamed(
    questions: list[Question],
    evidence: Evidence,
    unknown: list[int],
    candidates: list[Candidate],
    count: int,
) -> list[Finding]:
    """Wrong answers that nothing explains: how far off they are, and what each by itself would fit."""
    # of several that fit a row, the one that fits the most rows; of those the first
    most_first = sorted(candidates, key=lambda item: -len(item.exactly & set(unknown)))
    fits: dict[int, Candidate] = {}
    for item in most_first:
        for index in unknown:
            if _fits(item, index, questions):
                fits.setdefault(index, item)
    told = told_of(fits)
    findings = [unrecognised(evidence.policy, questions, index, index in told) for index in unknown]
    return [*findings, might_fit(questions, told, count)] if told else findings


def _fits(item: Candidate, index: int, questions: list[Question]) -> bool:
    """Whether a row alone would fit a mistake: to three digits, or exactly to two."""
    if index not in item.exactly or item.kind is Kind.FORMULA:
        return False
    answer = questions[index].answer
    is_exact = answer.digits > 1 and item.predictions[index].value.exact == answer.value
    return is_exact or answer.digits >= FEWEST_DIGITS_OFF


def _of_another_row(questions: list[Question], index: int) -> Finding | None:
    """A wrong answer that is right in other rows."""
    others = rows_with(questions, index)
    return of_another_row(questions, index, others) if others else None
