"""Why answers are wrong: the mistakes that reproduce them, all rows taken together.

One number rarely tells one mistake from another, so each mistake is credited with every row it
reproduces; what several reproduce equally well is reported as the tie that it is.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lrcalc.expression.nodes import Node
from lrcalc.expression.notation import Notation
from lrcalc.marking.answer import Answer
from lrcalc.marking.verdict import Verdict, agrees
from lrcalc.numbers.real import Real
from lrcalc.policies.mistakes import Mistake, general_mistakes
from lrcalc.policies.policy import HEADINGS, Derivation, Phase, Policy


class Question(NamedTuple):
    """The derivation at the step asked, the answer to η, and the verdict on it."""

    derivation: Derivation
    answer: Answer
    verdict: Verdict


class Finding(NamedTuple):
    """What explains some rows: the ids of the mistakes that do so equally well (none: not recognised),
    what to say, the column in which the working departs, and the rule that holds there."""

    rows: list[int]
    ids: list[str]
    sentences: list[str]
    column: str = HEADINGS["learning_rate"]
    rule: str = ""


class Suspect:
    """One mistake, what it would give at each row, and the rows it reproduces."""

    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake
        self.predictions: dict[int, Real] = {}
        self.reproduces: set[int] = set()


def diagnose(policy: Policy, questions: list[Question]) -> list[Finding]:
    """What explains the rows that are not right, the explanation of the most rows first."""
    graded = [index for index, question in enumerate(questions) if question.answer.value is not None]
    suspects = _suspects(policy, questions, graded)
    unexplained = {index for index in graded if questions[index].verdict.code in ("wrong", "close")}
    findings: list[Finding] = []
    while explaining := [suspect for suspect in suspects if suspect.reproduces & unexplained]:
        # Every row that a mistake reproduces speaks for it, the right ones among them.
        most = max(len(suspect.reproduces) for suspect in explaining)
        tied = [suspect for suspect in explaining if len(suspect.reproduces) == most]
        rows = set.union(*(suspect.reproduces for suspect in tied)) & unexplained
        findings.append(_explained(policy, questions, sorted(rows), tied))
        unexplained -= rows
    wrong = [index for index in sorted(unexplained) if questions[index].verdict.code == "wrong"]
    return findings + [_unrecognised(policy, questions, index) for index in wrong]


def _truth(question: Question) -> Real:
    return question.derivation.learning_rate


def _suspects(policy: Policy, questions: list[Question], graded: list[int]) -> list[Suspect]:
    """Every mistake of the policy and every general one, with what it gives at each graded row."""
    found: dict[str, Suspect] = {}
    for index in graded:
        derivation = questions[index].derivation
        for mistake in mistakes_at(policy, derivation):
            suspect = found.setdefault(mistake.id, Suspect(mistake))
            try:
                suspect.predictions[index] = mistake.expression(derivation.phase).real(derivation.point)
            except ArithmeticError:
                continue
    for suspect in found.values():
        for index in graded:
            # where the mistake cannot be made, the student is right
            predicted = suspect.predictions.get(index, _truth(questions[index]))
            if _reproduces(questions[index].answer, predicted):
                suspect.reproduces.add(index)
    return list(found.values())


def _reproduces(answer: Answer, predicted: Real) -> bool:
    try:
        return agrees(answer, predicted) is not None
    except ArithmeticError:
        return False


def mistakes_at(policy: Policy, derivation: Derivation) -> list[Mistake]:
    """The mistakes that can be made at a step: those of the policy, then those of any policy."""
    phase = derivation.phase
    return [*policy.mistakes(phase), *general_mistakes(phase, derivation.point.step)]


def _explained(policy: Policy, questions: list[Question], rows: list[int], tied: list[Suspect]) -> Finding:
    made = next(index for index in rows if index in tied[0].predictions)
    question = questions[made]
    phase, step = question.derivation.phase, question.derivation.step
    ids = [suspect.mistake.id for suspect in tied]
    # said again for this row: another row's phase has quantities of its own
    offered = {mistake.id: mistake for mistake in mistakes_at(policy, question.derivation)}
    mistakes = [offered.get(suspect.mistake.id, suspect.mistake) for suspect in tied]
    quantity, variant = mistakes[0].departure(phase)
    name = _name(phase, quantity.key)
    should = _formula(quantity.expression, phase, quantity)
    steps = ", ".join(str(questions[index].derivation.step) for index in rows)
    sentences = [f"At t = {steps}: {' or '.join(mistake.what for mistake in mistakes)}."]
    if mistakes[0].replacements and not mistakes[0].is_rounding and len(mistakes) == 1:
        done = _formula(variant, phase, quantity)
        sentences.append(f"The {name} is {should}, and {done} was computed.")
    repair = mistakes[0].repair
    sentences.append(f"{repair[:1].upper()}{repair[1:]}: then η_{step} is {question.verdict.expected}.")
    if len(tied) > 1 and (apart := _telling_step(policy, tied, questions)) is not None:
        sentences.append(f"These answers do not tell which; t = {apart} would.")
    return Finding(rows, ids, sentences, quantity.heading, f"{name} = {should}")


def _name(phase: Phase, key: str) -> str:
    return "learning rate" if key == phase.quantities[-1].key else phase[key].name


def _formula(node: Node, phase: Phase, quantity: Node) -> str:
    """A formula with the quantities before it by their names."""
    named = {item: item.name for item in phase.quantities if item is not quantity}
    inner = node.children[0] if node in phase.quantities else node
    return Notation(lambda part: named.get(part)).text(inner)  # type: ignore[call-overload]


def _telling_step(policy: Policy, tied: list[Suspect], questions: list[Question]) -> int | None:
    """A step at which the tied mistakes would give different answers, three quarters through first."""
    digits = max(3, min(6, max(question.answer.digits for question in questions)))
    total = policy.total
    candidates = (
        policy.default_steps() if total is None else [3 * total // 4, total // 4, total // 8, total // 2]
    )
    for step in dict.fromkeys(candidates):
        derivation = policy.derivation(step)
        offered = {mistake.id: mistake for mistake in mistakes_at(policy, derivation)}
        if not all(suspect.mistake.id in offered for suspect in tied):
            continue
        try:
            shown = {
                offered[suspect.mistake.id]
                .expression(derivation.phase)
                .real(derivation.point)
                .significant(digits)
                for suspect in tied
            }
        except ArithmeticError:
            continue
        if len(shown) == len(tied):
            return step
    return None


def _unrecognised(policy: Policy, questions: list[Question], index: int) -> Finding:
    """A wrong answer that no mistake reproduces: whose value it is, or how far off it is."""
    question = questions[index]
    answer, step = question.answer, question.derivation.step
    assert answer.value is not None
    sentences = []
    others = {
        other.derivation.step
        for other in questions
        if other.derivation.step != step and agrees(answer, other.derivation.learning_rate)
    }
    if others:
        steps = ", ".join(map(str, sorted(others)))
        sentences.append(
            f"At t = {step}: {answer.text} is η at step {steps}. Look at which row it belongs to."
        )
    else:
        sentences.append(f"At t = {step}: {_outside(policy, answer)}{_relative_error(question)}.")
    return Finding([index], [], sentences)


def _outside(policy: Policy, answer: Answer) -> str:
    """Whether the answer lies where the schedule never goes."""
    assert answer.value is not None
    if answer.value < 0:
        return "a learning rate is never negative; the answer "
    bounds = policy.bounds()
    if bounds is not None and answer.value > max(bounds):
        return f"the answer is above the largest rate, {float(max(bounds)):.6g}; it "
    if bounds is not None and answer.value < min(bounds):
        return f"the answer is below the smallest rate, {float(min(bounds)):.6g}; it "
    return "the answer "


def _relative_error(question: Question) -> str:
    assert question.answer.value is not None
    truth = _truth(question)
    if truth.compare(Fraction(0)) == 0:
        return "should be 0"
    interval = truth.enclosure(40)
    middle = (Fraction(interval.low) + Fraction(interval.high)) / 2
    ratio = float(question.answer.value / middle)
    off = f"{ratio:.3g} times" if ratio >= 10 else f"{100 * (ratio - 1):+.3g} % off"
    return f"is {off} {question.verdict.expected}, and no known mistake gives it"
