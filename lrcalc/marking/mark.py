"""Marking a set of answers: the verdict on each, and the diagnosis of all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.expression import Node
from lrcalc.expression.nodes import Number
from lrcalc.marking.agreement import agrees, within_a_unit
from lrcalc.marking.answer import Answer
from lrcalc.marking.diagnosis import diagnose, nothing
from lrcalc.marking.evidence import Evidence, Question
from lrcalc.marking.explanation import Finding
from lrcalc.marking.rounding import may_be_close
from lrcalc.marking.verdict import Marks, Verdict, expected_text, judge
from lrcalc.marking.worksheet import RATE, Row
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.policy import Policy

# So many rows in order are taken for numbered.
FEWEST_NUMBERED = 3
DASHES = ("", "–", "-", "—", "--", "---")
# Where no largest rate is known, what was computed is as large as itself: there is no noise at 0.
NO_SIZE = Fraction(0)


class Marked(NamedTuple):
    """One row: the derivation, the answers, and the verdict on each by the quantity it answers."""

    derivation: Derivation
    answers: dict[str, Answer]
    verdicts: dict[str, Verdict]

    def for_hints(self) -> Marked:
        shorter = {key: verdict.for_hints() for key, verdict in self.verdicts.items()}
        return self._replace(verdicts=shorter)


class Found(NamedTuple):
    """The answer to what was to be found from a rate, a step, γ or T: as typed, the verdict on it, and what
    is wrong with it (empty: nothing)."""

    text: str
    verdict: Verdict
    fault: str = ""


class Marking(NamedTuple):
    """All rows marked, what was found to explain those that are wrong, what is said of those that nothing
    explains, once it is asked for, how the answers were read, and the answer to what was to be found."""

    policy: Policy
    rows: list[Marked]
    explained: list[Finding]
    unexplained: Callable[[], list[Finding]] = nothing
    remarks: Sequence[str] = ()
    found: Found | None = None

    @property
    def findings(self) -> list[Finding]:
        """All that is said of rows that are not right."""
        return [*self.explained, *self.unexplained()]

    @property
    def verdicts(self) -> list[Verdict]:
        """The verdict on every answer to every question."""
        found = [verdict for row in self.rows for verdict in row.verdicts.values()]
        return [*found, self.found.verdict] if self.found else found

    @property
    def accepted(self) -> bool:
        """Whether every answer to every question is accepted."""
        return all(verdict.accepted for verdict in self.verdicts)

    def for_hints(self) -> Marking:
        """The same without the numbers that a verdict names: (rounds to 0.001722)."""
        return self._replace(rows=[row.for_hints() for row in self.rows])

    def mistakes_of_row(self, index: int) -> list[str]:
        """The ids of the mistakes that explain a row."""
        return [name for finding in self.explained if index in finding.rows for name in finding.ids]

    @property
    def columns(self) -> list[str]:
        """The columns that were answered, in the order of the schedule."""
        return list(dict.fromkeys(key for row in self.rows for key in row.verdicts))


def mark(
    policy: Policy,
    rows: Sequence[Row],
    marks: Marks = Marks(),  # noqa: B008
    evidence: Evidence | None = None,
    demanded: Sequence[int] = (),
) -> Marking:
    """Mark the rows; those of the steps demanded that are left out are missing, and not accepted.

    Sheets to one schedule may share the evidence. Raises ScheduleError for an answer in a column that the
    schedule does not have at that step.
    """
    evidence = evidence or Evidence(policy)
    rows, remarks = _by_number(rows, list(dict.fromkeys(demanded)))
    answered = {row.step for row in rows}
    left_out = [step for step in dict.fromkeys(demanded) if step not in answered]
    marked = []
    for row in rows:
        derivation = evidence.derivation(row.step)
        marked.append(Marked(derivation, row.answers, _verdicts(policy, derivation, row.answers, marks)))
    questions = [_question(item) for item in marked]
    diagnosis = diagnose(questions, evidence)
    for index in diagnosis.wrong_after_all:
        marked[index].verdicts[RATE] = Verdict("wrong", "wrong", marked[index].verdicts[RATE].expected)
    marked += [_missing(evidence.derivation(step)) for step in left_out]
    if demanded:
        marked, order = _in_order(marked, demanded)

        def placed(findings: list[Finding]) -> list[Finding]:
            return [item._replace(rows=sorted(order[index] for index in item.rows)) for item in findings]

        return Marking(policy, marked, placed(diagnosis.findings), lambda: placed(diagnosis.rest()), remarks)
    return Marking(policy, marked, diagnosis.findings, diagnosis.rest)


def _by_number(rows: Sequence[Row], demanded: Sequence[int]) -> tuple[Sequence[Row], list[str]]:
    """The rows; where they have the numbers of the questions for their steps, with the steps demanded, which
    is remarked."""
    numbers = range(1, len(demanded) + 1)
    if len(numbers) < FEWEST_NUMBERED or [row.step for row in rows] != [*numbers] or {*numbers} & {*demanded}:
        return rows, []
    remark = f"steps 1 to {numbers[-1]} were read as the numbers of the rows that are asked"
    return [row._replace(step=step) for row, step in zip(rows, demanded)], [remark]


def _question(row: Marked) -> Question:
    others = {key: answer for key, answer in row.answers.items() if key != RATE and key in row.derivation}
    return Question(row.derivation, row.answers[RATE], row.verdicts[RATE], others)


def _missing(derivation: Derivation) -> Marked:
    answer = Answer("")
    verdict = Verdict("missing", "missing", expected_text(answer, derivation.learning_rate))
    return Marked(derivation, {RATE: answer}, {RATE: verdict})


def _in_order(marked: list[Marked], demanded: Sequence[int]) -> tuple[list[Marked], dict[int, int]]:
    """The rows in the order of the steps demanded, others after them; and where each has gone."""
    place = {step: number for number, step in reversed(list(enumerate(demanded)))}
    order = sorted(
        range(len(marked)), key=lambda index: place.get(marked[index].derivation.step, len(demanded))
    )
    return [marked[index] for index in order], {index: number for number, index in enumerate(order)}


def _verdicts(
    policy: Policy, derivation: Derivation, answers: dict[str, Answer], marks: Marks
) -> dict[str, Verdict]:
    """The verdict on each column; a later one is also read as following from the student's own."""
    verdicts: dict[str, Verdict] = {}
    given: dict[Node, Node] = {}
    for key in [quantity.key for quantity in derivation.phase.quantities if quantity.key in answers]:
        answer = answers[key]
        asked = marks if key == RATE else Marks(strict=marks.strict)
        size = _largest(policy) if derivation.phase[key].unit == "rate" else Fraction(1)
        verdict = judge(answer, derivation, key, asked, size)
        if verdict.code == "wrong" and given:
            so_far = all(map(_can_be_built_on, verdicts.values(), map(answers.__getitem__, verdicts)))
            verdict = _carried_forward(verdict, answer, derivation, key, given, so_far, marks.strict)
        verdicts[key] = verdict
        if answer.value is not None and verdict.code != "not-graded":
            given[derivation.phase[key]] = Number(answer.value)
    for key, answer in answers.items():
        if key not in derivation and key != "phase" and answer.text not in DASHES:
            raise ScheduleError(
                f"expected an empty cell, for there is no {key} at step {derivation.step}, "
                f"got {answer.text!r}"
            )
    return verdicts


def _largest(policy: Policy) -> Fraction:
    bounds = policy.bounds()
    return NO_SIZE if bounds is None else max(map(abs, bounds))


def _can_be_built_on(verdict: Verdict, answer: Answer) -> bool:
    """Whether a column is right, and more of it written down than a single digit."""
    return verdict.code == "exact" or (verdict.accepted and answer.digits > 1)


def _carried_forward(
    verdict: Verdict,
    answer: Answer,
    derivation: Derivation,
    key: str,
    given: dict[Node, Node],
    all_right: bool,
    strict: bool,
) -> Verdict:
    """Not what it should be, but what follows from the columns before as the student has them.

    Where those are right, they were only rounded: the document itself has the scale 0.1465 from the
    cosine −0.707. Where one is wrong, its error was carried forward.
    """
    if answer.digits < 2 and answer.places is not None:
        return verdict
    own = derivation.phase[key].replace(given).real(derivation.point)
    try:
        follows = agrees(answer, own) or (answer.digits > 2 and within_a_unit(answer, own))
    except ArithmeticError:
        return verdict
    if not follows:
        return verdict
    if not all_right:
        return Verdict("wrong", "wrong, but follows from your column before", verdict.expected, True)
    if not may_be_close(answer, derivation[key]) or not given:
        return verdict
    text = "close: follows from your column before, which is rounded"
    return Verdict("close", text, verdict.expected, False, strict)
