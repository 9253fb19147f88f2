"""Marking a set of answers: the verdict on each, and the diagnosis of all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lrcalc.errors import ParameterError
from lrcalc.expression import Node
from lrcalc.expression.nodes import Number
from lrcalc.marking.answer import Answer, read_answer
from lrcalc.marking.diagnosis import diagnose
from lrcalc.marking.explanation import Finding, Question
from lrcalc.marking.verdict import Marks, Verdict, agrees, judge, may_be_close, within_a_unit
from lrcalc.marking.worksheet import Row
from lrcalc.schedule.derivation import Derivation, Phase
from lrcalc.schedule.policy import Policy


class Marked(NamedTuple):
    """One row: the derivation, the answers, and the verdict on each by the quantity it answers."""

    derivation: Derivation
    answers: dict[str, Answer]
    verdicts: dict[str, Verdict]

    def for_hints(self) -> Marked:
        shorter = {
            key: verdict._replace(text=verdict.text.partition(" (")[0])
            for key, verdict in self.verdicts.items()
        }
        return self._replace(verdicts=shorter)


class Marking(NamedTuple):
    """All rows marked, and what was found to explain those that are wrong."""

    policy: Policy
    rows: list[Marked]
    findings: list[Finding]

    @property
    def accepted(self) -> bool:
        """Whether every answer to every question is accepted."""
        return all(verdict.accepted for row in self.rows for verdict in row.verdicts.values())

    def for_hints(self) -> Marking:
        """The same without the numbers that a verdict names: (rounds to 0.001722)."""
        return self._replace(rows=[row.for_hints() for row in self.rows])

    def mistakes_of_row(self, index: int) -> list[str]:
        """The ids of the mistakes that explain a row."""
        return [name for finding in self.findings if index in finding.rows for name in finding.ids]


def rows_from_line(text: str, steps: list[int]) -> list[Row]:
    """The answers given on the line, one for each step asked. Raises ParameterError."""
    items = text.split(",")
    if len(items) != len(steps):
        raise ParameterError(
            "--check",
            f"{_counted(len(items), 'answer')} for {_counted(len(steps), 'step')}; "
            "taken: one for each step of --at",
        )
    return [Row(step, {"learning_rate": read_answer(item)}) for step, item in zip(steps, items)]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def mark(policy: Policy, rows: Sequence[Row], marks: Marks) -> Marking:
    """Mark the rows. Raises ParameterError for a column that the policy does not have."""
    marked = []
    for derivation, row in zip(_derivations(policy, rows), rows):
        marked.append(Marked(derivation, row.answers, _verdicts(derivation, row.answers, marks)))
    questions = [
        Question(item.derivation, item.answers["learning_rate"], item.verdicts["learning_rate"])
        for item in marked
    ]
    return Marking(policy, marked, diagnose(policy, questions))


def _derivations(policy: Policy, rows: Sequence[Row]) -> Iterator[Derivation]:
    """The derivation at each row; rows within a phase share it, and so the mistakes to be made in it."""
    phase: Phase | None = None
    for row in rows:
        derivation = policy.derivation(row.step)
        inside = derivation.point.step
        if phase is not None and phase.first <= inside and (phase.last is None or inside <= phase.last):
            derivation = Derivation(derivation.step, derivation.point, phase)
        phase = derivation.phase
        yield derivation


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
            so_far = all(map(_can_be_built_on, verdicts.values(), map(answers.__getitem__, verdicts)))
            verdict = _carried_forward(verdict, answer, derivation, key, given, so_far)
        verdicts[key] = verdict
        if answer.value is not None:
            given[derivation.phase[key]] = Number(answer.value)
    for key, answer in answers.items():
        if key not in derivation and answer.text not in ("", "–", "-", "—"):
            raise ParameterError(
                "--check", f"there is no {key} at step {derivation.step}; taken: an empty cell there"
            )
    return verdicts


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
) -> Verdict:
    """Not what it should be, but what follows from the columns before as the student has them.

    Where those are right, they were only rounded: the document itself has the scale 0.1465 from the
    cosine −0.707. Where one is wrong, its error was carried forward.
    """
    own = derivation.phase[key].replace(given).real(derivation.point)
    if not (agrees(answer, own) or within_a_unit(answer, own)):
        return verdict
    if all_right and may_be_close(answer, derivation[key]):
        return Verdict("close", "close: follows from your column before, which is rounded", verdict.expected)
    return Verdict("wrong", "wrong, but follows from your column before", verdict.expected, True)
