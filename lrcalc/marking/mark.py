"""Marking a set of answers: the verdict on each, and the diagnosis of all together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lrcalc.errors import ParameterError
from lrcalc.expression import Node
from lrcalc.expression.nodes import Number, Point
from lrcalc.marking.answer import Answer, read_answer
from lrcalc.marking.diagnosis import Finding, Question, diagnose
from lrcalc.marking.verdict import Marks, Verdict, agrees, judge
from lrcalc.marking.worksheet import Row
from lrcalc.numbers.real import Real
from lrcalc.policies.policy import Derivation, Policy


class Marked(NamedTuple):
    """One row: the derivation, the answers, and the verdict on each by the quantity it answers."""

    derivation: Derivation
    answers: dict[str, Answer]
    verdicts: dict[str, Verdict]


class Marking(NamedTuple):
    """All rows marked, and what was found to explain those that are wrong."""

    policy: Policy
    rows: list[Marked]
    findings: list[Finding]

    @property
    def accepted(self) -> bool:
        """Whether every answer to every question is accepted."""
        return all(verdict.accepted for row in self.rows for verdict in row.verdicts.values())

    def of_row(self, index: int) -> dict[str, object]:
        """What machine formats carry: the answer, the verdict's code, what was expected, mistake ids."""
        row = self.rows[index]
        verdict = row.verdicts["learning_rate"]
        return {
            "answer": row.answers["learning_rate"].text,
            "verdict": verdict.code,
            "expected": verdict.expected,
            "mistakes": [name for finding in self.findings if index in finding.rows for name in finding.ids],
        }


def rows_from_line(text: str, steps: list[int]) -> list[Row]:
    """The answers given on the line, one for each step asked. Raises ParameterError."""
    answers = [read_answer(item) for item in text.split(",")]
    if len(answers) != len(steps):
        raise ParameterError(
            "--check",
            f"{len(answers)} answers were given for {len(steps)} steps; taken: one for each step of --at",
        )
    return [Row(step, {"learning_rate": answer}) for step, answer in zip(steps, answers)]


def mark(policy: Policy, rows: Iterable[Row], marks: Marks) -> Marking:
    """Mark the rows. Raises ParameterError for a column that the policy does not have."""
    marked = []
    for row in rows:
        derivation = policy.derivation(row.step)
        marked.append(Marked(derivation, row.answers, _verdicts(derivation, row.answers, marks)))
    questions = [
        Question(item.derivation, item.answers["learning_rate"], item.verdicts["learning_rate"])
        for item in marked
    ]
    return Marking(policy, marked, diagnose(policy, questions))


def _verdicts(derivation: Derivation, answers: dict[str, Answer], marks: Marks) -> dict[str, Verdict]:
    """The verdict on each column; a later one is also read as following from the student's own."""
    verdicts: dict[str, Verdict] = {}
    cosine = answers.get("cosine")
    given: dict[Node, Node] = {}
    for key in [quantity.key for quantity in derivation.phase.quantities if quantity.key in answers]:
        answer = answers[key]
        asked = marks if key == "learning_rate" else Marks()
        verdict = judge(answer, derivation, key, asked, cosine)
        if verdict.code == "wrong" and given:
            verdict = _carried_forward(verdict, answer, derivation, key, given)
        verdicts[key] = verdict
        if answer.value is not None:
            given[derivation.phase[key]] = Number(answer.value)
    for key, answer in answers.items():
        if key not in derivation and answer.text not in ("", "–", "-", "—"):
            raise ParameterError(
                "--check", f"there is no {key} at step {derivation.step}; taken: an empty cell there"
            )
    return verdicts


def _carried_forward(
    verdict: Verdict, answer: Answer, derivation: Derivation, key: str, given: dict[Node, Node]
) -> Verdict:
    """Wrong, but right for the column before as the student has it: the error was carried forward."""
    own = derivation.phase[key].replace(given).real(Point(derivation.point.step))
    if agrees(answer, own) or _one_off(answer, own):
        return Verdict("wrong", "wrong, but follows from your column before", verdict.expected)
    return verdict


def _one_off(answer: Answer, own: Real) -> bool:
    """Within one unit of the last digit: the column before was written rounded."""
    if answer.value is None:
        return False
    low, high = answer.value - answer.unit, answer.value + answer.unit
    return own.compare(low) >= 0 and own.compare(high) <= 0
