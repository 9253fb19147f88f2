"""Why answers are wrong: the mistakes that reproduce them, all rows taken together.

One number rarely tells one mistake from another, so each mistake is credited with every row it
reproduces; what several reproduce equally well is reported as the tie that it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from lrcalc.expression.nodes import Node
from lrcalc.marking.answer import Answer
from lrcalc.marking.explanation import Finding, Question, explained, mistakes_at, of_another_row, unrecognised
from lrcalc.marking.verdict import agrees, within_a_unit
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.policy import Policy

# From so many digits on, an answer a unit of the last digit off what a mistake gives is put down to it:
# rounding on the way does that.
FEWEST_DIGITS_OFF = 3
# A calculator shows what is smaller as 0.
SHOWN_AS_ZERO = Fraction(1, 10**99)


class Suspect:
    """One mistake, what it would give at the rows looked at, and those that it reproduces."""

    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake
        self.predictions: dict[int, Real] = {}
        self.reproduces: set[int] = set()

    def look(self, index: int, question: Question, expression: Node | None) -> None:
        """Look at a row, where the mistake gives the expression; None where it cannot be made: there the
        student is right."""
        predicted = question.derivation.learning_rate
        if expression is not None:
            try:
                predicted = expression.real(question.derivation.point)
            except ArithmeticError:
                return
            self.predictions[index] = predicted
        if _reproduces(question.answer, predicted):
            self.reproduces.add(index)


class Claim(NamedTuple):
    """Rows, and the suspects that reproduce them equally well."""

    rows: set[int]
    suspects: list[Suspect]

    @property
    def ids(self) -> list[str]:
        return [suspect.mistake.id for suspect in self.suspects]


def diagnose(policy: Policy, questions: list[Question]) -> list[Finding]:
    """What explains the rows that are not right, the explanation of the most rows first."""
    codes = [question.verdict.code for question in questions]
    unexplained = {index for index, code in enumerate(codes) if code in ("wrong", "close")}
    inquiry = Inquiry(policy, questions, unexplained)
    claims = list(_claims(inquiry.suspects, unexplained))
    left = {index for index in unexplained if codes[index] == "wrong"}
    left -= set().union(*(claim.rows for claim in claims))
    inquiry.credit_what_is_a_unit_off(left)
    for claim in _claims(inquiry.suspects, left):
        same = next((earlier for earlier in claims if earlier.ids == claim.ids), None)
        if same is None:
            claims.append(claim)
        else:
            same.rows.update(claim.rows)
        left -= claim.rows
    findings = [
        explained(policy, questions, sorted(claim.rows), [item.mistake for item in claim.suspects])
        for claim in claims
    ]
    # what only follows from a wrong column before needs no explanation of its own
    left = {index for index in left if not questions[index].verdict.is_carried}
    return findings + _unclaimed(policy, questions, sorted(left))


class Inquiry:
    """Every mistake of the policy and every general one, with the rows that it reproduces."""

    def __init__(self, policy: Policy, questions: list[Question], unexplained: set[int]) -> None:
        self._policy = policy
        self._questions = questions
        self._offers: dict[tuple[Phase, bool], dict[str, tuple[Mistake, Node]]] = {}
        self._found: dict[str, Suspect] = {}
        self._heard: set[str] = set()
        for index in sorted(unexplained):
            for name, (mistake, expression) in self._offered(index).items():
                suspect = self._found.setdefault(name, Suspect(mistake))
                suspect.look(index, questions[index], expression)
        graded = {index for index, question in enumerate(questions) if question.answer.value is not None}
        self._right = sorted(graded - unexplained)
        self._hear_the_right_rows()

    @property
    def suspects(self) -> list[Suspect]:
        return list(self._found.values())

    def _offered(self, index: int) -> dict[str, tuple[Mistake, Node]]:
        """The mistakes that can be made at a row, each with what it computes."""
        derivation = self._questions[index].derivation
        # within a phase they are the same, but that there is no step before 0
        kind = derivation.phase, derivation.point.step == 0
        if kind not in self._offers:
            phase = derivation.phase
            offered = mistakes_at(self._policy, derivation)
            self._offers[kind] = {item.id: (item, item.expression(phase)) for item in offered}
        return self._offers[kind]

    def _hear_the_right_rows(self) -> None:
        """The right rows speak for a mistake too, and are asked about those that explain a wrong one."""
        asked = {name: item for name, item in self._found.items() if item.reproduces}
        for index in self._right:
            offered = self._offered(index)
            for name in asked.keys() - self._heard:
                asked[name].look(index, self._questions[index], offered[name][1] if name in offered else None)
        self._heard |= asked.keys()

    def credit_what_is_a_unit_off(self, rows: set[int]) -> None:
        """Let mistakes explain the rows also where the answer is a unit of its last digit off."""
        for index in rows:
            answer = self._questions[index].answer
            for suspect in self.suspects if answer.digits >= FEWEST_DIGITS_OFF else ():
                if index in suspect.predictions and within_a_unit(answer, suspect.predictions[index]):
                    suspect.reproduces.add(index)
        self._hear_the_right_rows()


def _reproduces(answer: Answer, predicted: Real) -> bool:
    try:
        if answer.value == 0 and predicted.exact is None:
            return predicted.compare(-SHOWN_AS_ZERO) > 0 > predicted.compare(SHOWN_AS_ZERO)
        return agrees(answer, predicted) is not None
    except ArithmeticError:
        return False


def _claims(suspects: list[Suspect], unexplained: set[int]) -> Iterator[Claim]:
    """The rows one after another by the suspects that reproduce the most rows."""
    left = set(unexplained)
    while explaining := [suspect for suspect in suspects if suspect.reproduces & left]:
        # Every row that a mistake reproduces speaks for it, the right ones among them.
        most = max(len(suspect.reproduces) for suspect in explaining)
        best = [suspect for suspect in explaining if len(suspect.reproduces) == most]
        rows = best[0].reproduces & left
        yield Claim(set(rows), [suspect for suspect in best if suspect.reproduces & left == rows])
        left -= rows


def _unclaimed(policy: Policy, questions: list[Question], rows: list[int]) -> list[Finding]:
    """Wrong answers that no mistake reproduces: whose value they are, or how far off they are."""
    if not rows:
        return []
    rates = {item.derivation.step: item.derivation.learning_rate for item in questions}
    ordered: list[tuple[Fraction | float, int]] = sorted(
        (rate.double(), step) for step, rate in rates.items()
    )
    findings = []
    for index in rows:
        answer, step = questions[index].answer, questions[index].derivation.step
        assert answer.value is not None
        margin = answer.unit * 2
        # a fraction and a double are compared exactly, also one beyond all doubles
        first, last = (
            bisect_left(ordered, (end, 0)) for end in (answer.value - margin, answer.value + margin)
        )
        others = sorted(other for _, other in ordered[first:last] if other != step)
        others = [other for other in others if agrees(answer, rates[other])]
        found = of_another_row(questions, index, others) if others else None
        findings.append(found or unrecognised(policy, questions, index))
    return findings
