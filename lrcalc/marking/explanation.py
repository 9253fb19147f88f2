"""What is said about answers that are not right: what was done instead, where the working departs from
the right one, and what a repair gives."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lrcalc.expression.nodes import Node, Quantity
from lrcalc.expression.notation import Notation
from lrcalc.marking.answer import Answer
from lrcalc.marking.verdict import Verdict
from lrcalc.schedule.derivation import Derivation, Phase
from lrcalc.schedule.mistakes import Mistake, general_mistakes
from lrcalc.schedule.policy import Policy

# Significant digits at which mistakes have to differ for a step to tell them apart.
TELLING_DIGITS = 3


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
    column: str
    rule: str


def mistakes_at(policy: Policy, derivation: Derivation) -> list[Mistake]:
    """The mistakes that can be made at a step: those of the policy, then those of any policy."""
    phase = derivation.phase
    return [*policy.mistakes(phase), *general_mistakes(phase, derivation.point.step)]


def explained(policy: Policy, questions: list[Question], rows: list[int], tied: list[Mistake]) -> Finding:
    """Some rows by the mistakes that reproduce them equally well."""
    ids = [mistake.id for mistake in tied]
    # said for a row at which they can be made: another row's phase has quantities of its own
    offers = {index: _offered(policy, questions[index].derivation) for index in rows}
    made = next((index for index in rows if ids[0] in offers[index]), rows[0])
    mistakes = [offers[made].get(mistake.id, mistake) for mistake in tied]
    question = questions[made]
    phase, step = question.derivation.phase, question.derivation.step
    quantity, variant = mistakes[0].departure(phase)
    rule = rule_of(phase, quantity)
    sentences = [f"{_at(questions, rows)}: {' or '.join(mistake.what for mistake in mistakes)}."]
    if mistakes[0].replacements and not mistakes[0].is_rounding and len(mistakes) == 1:
        done = _formula(variant, phase, quantity)
        sentences.append(f"The working departs at {rule}: {done} was computed instead.")
    repair = mistakes[0].repair
    sentences.append(f"{repair[:1].upper()}{repair[1:]}: then η_{step} is {question.verdict.expected}.")
    sentences += _telling(policy, questions, ids)
    return Finding(rows, ids, sentences, quantity.heading, rule)


def _offered(policy: Policy, derivation: Derivation) -> dict[str, Mistake]:
    return {mistake.id: mistake for mistake in mistakes_at(policy, derivation)}


def _at(questions: list[Question], rows: list[int]) -> str:
    return f"At t = {', '.join(str(questions[index].derivation.step) for index in rows)}"


def rule_of(phase: Phase, quantity: Quantity) -> str:
    """How a quantity is found, the quantities before it by their names."""
    return f"{_name(phase, quantity.key)} = {_formula(quantity.expression, phase, quantity)}"


def _name(phase: Phase, key: str) -> str:
    return "learning rate" if key == phase.quantities[-1].key else phase[key].name


def _formula(node: Node, phase: Phase, quantity: Node) -> str:
    """A formula with the quantities before it by their names."""
    named: dict[Node, str] = {item: item.name for item in phase.quantities if item is not quantity}
    inner = node.children[0] if node in phase.quantities else node
    return Notation(named.get).text(inner)


def _telling(policy: Policy, questions: list[Question], ids: list[str]) -> list[str]:
    """Which step would tell the mistakes apart that these answers do not; nothing where none is found."""
    digits = max(TELLING_DIGITS, min(6, max(question.answer.digits for question in questions)))
    asked = {question.derivation.step for question in questions}
    most, best = 1, None
    for step in _candidates(policy):
        count = _distinct(policy, step, ids, digits) if step not in asked else 0
        if count > most:
            most, best = count, step
    if best is None:
        return []
    return [f"These answers do not tell which; t = {best} would{'' if most == len(ids) else ' tell more'}."]


def _candidates(policy: Policy) -> list[int]:
    """Steps to ask for, three quarters through first: at the ends and half-way much is the same."""
    total = policy.total
    if total is None:
        return policy.default_steps()
    return list(dict.fromkeys([3 * total // 4, total // 4, total // 8, total // 2]))


def _distinct(policy: Policy, step: int, ids: list[str], digits: int) -> int:
    """How many different answers the mistakes give at a step; 0 where one of them cannot be made."""
    derivation = policy.derivation(step)
    offered = _offered(policy, derivation)
    if not all(name in offered for name in ids):
        return 0
    made = [offered[name].expression(derivation.phase) for name in ids]
    try:
        return len({expression.real(derivation.point).significant(digits) for expression in made})
    except ArithmeticError:
        return 0


def of_another_row(questions: list[Question], index: int, others: list[int]) -> Finding:
    """A wrong answer that is right at other steps that were asked."""
    steps = ", ".join(map(str, others))
    text = f"{questions[index].answer.text} is η at step {steps}. Look at which row it belongs to."
    return _of_the_last_line(questions, index, text)


def unrecognised(policy: Policy, questions: list[Question], index: int) -> Finding:
    """A wrong answer that nothing explains: how far off it is, and where the schedule never goes."""
    text = f"{_outside(policy, questions[index].answer)}{_relative_error(questions[index])}."
    return _of_the_last_line(questions, index, text)


def _of_the_last_line(questions: list[Question], index: int, text: str) -> Finding:
    """A finding on η as a whole, not on one step of the way to it."""
    phase = questions[index].derivation.phase
    eta = phase.quantities[-1]
    sentence = f"{_at(questions, [index])}: {text}"
    return Finding([index], [], [sentence], eta.heading, rule_of(phase, eta))


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
    """How far off the answer is, with its sign; nothing is invented to explain it."""
    answer, truth = question.answer, question.derivation.learning_rate
    assert answer.value is not None
    if truth.compare(Fraction(0)) == 0:
        return "should be 0"
    interval = truth.enclosure(40)
    middle = (Fraction(interval.low) + Fraction(interval.high)) / 2
    ratio = answer.value / middle
    off = f"{_three_digits(ratio)} times" if abs(ratio) >= 10 else f"{float(100 * (ratio - 1)):+.3g} % off"
    return f"is {off} {question.verdict.expected}, and no known mistake gives it"


def _three_digits(ratio: Fraction) -> str:
    """A large ratio, also one beyond all doubles."""
    try:
        return f"{float(ratio):.3g}"
    except OverflowError:
        return "more than 1e308"
