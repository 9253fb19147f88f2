"""What each known mistake gives at each row: the evidence for it and against it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from lrcalc.expression.estimate import estimate
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.marking.candidate import Candidate, Kind, Prediction, Question
from lrcalc.marking.matching import (
    columns_agree,
    is_consistent,
    near,
    nearly_reproduces,
    reproduces,
    reproduces_without_zeros,
)
from lrcalc.marking.misreading import Misreading, misreadings
from lrcalc.schedule.derivation import Derivation, Phase
from lrcalc.schedule.further_mistakes import further_mistakes
from lrcalc.schedule.mistakes import Mistake, general_mistakes
from lrcalc.schedule.policy import Policy

__all__ = ["Candidate", "Evidence", "Kind", "Prediction", "Question", "mistakes_at", "telling_steps"]

# From so many digits on, an answer a unit of the last digit off what a mistake gives is put down to it:
# rounding on the way does that.
FEWEST_DIGITS_OFF = 3
# What differs by less is the same number, found in another way.
SAME = 1e-13
# Predictions of so many steps are remembered.
MOST_STEPS = 2_000
# Kinds of mistakes that compute another schedule: one misread, or by another's formula.
SCHEDULES = (Kind.MISREADING, Kind.FORMULA)
# Kinds of mistakes made in the working: those of the policy, of any policy, in the copying.
IN_WORKING = (Kind.OWN, Kind.GENERAL, Kind.SLIP)


class Derivations:
    """The derivations of a schedule, each made once; steps within a phase share it, and so the mistakes in
    it."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._found: dict[int, Derivation] = {}
        self._phases: list[Phase] = []

    def at(self, step: int) -> Derivation:
        """The derivation at a step."""
        if step not in self._found:
            if len(self._found) >= MOST_STEPS:
                self._found.clear()
                self._phases.clear()
            self._found[step] = self._again(step) or self._new(step)
        return self._found[step]

    def _again(self, step: int) -> Derivation | None:
        """The derivation in a phase that is known, where nothing but the end of the schedule moves a step."""
        total = self._policy.total
        inside = step if total is None else min(step, total)
        phase = self._phase(inside) if type(self._policy).derivation is Policy.derivation else None
        if phase is None:
            return None
        self._policy.check_step(step)
        return Derivation(step, Point(inside), phase)

    def _new(self, step: int) -> Derivation:
        derivation = self._policy.derivation(step)
        phase = self._phase(derivation.point.step)
        if phase is None:
            self._phases.append(derivation.phase)
            return derivation
        return Derivation(step, derivation.point, phase)

    def _phase(self, inside: int) -> Phase | None:
        return next((item for item in self._phases if _covers(item, inside)), None)


class Evidence:
    """Every mistake of a policy and every general one, and what each gives at a step; found once a step.

    `epoch`: the steps of an epoch, where that is known.
    """

    def __init__(self, policy: Policy, epoch: Fraction | None = None) -> None:
        self.policy = policy
        self._epoch = epoch
        self._misreadings: list[tuple[Misreading, Derivations]] | None = None
        self._found: dict[int, dict[str, Prediction]] = {}
        self._offers: dict[Phase, list[tuple[Mistake, Node, Kind]]] = {}
        self.known: dict[str, tuple[Mistake | Misreading, Kind]] = {}
        self._derivations = Derivations(policy)

    def derivation(self, step: int) -> Derivation:
        """The derivation at a step, made once."""
        return self._derivations.at(step)

    def candidates(
        self, questions: list[Question], unexplained: list[int], right: set[int], probes: int
    ) -> list[Candidate]:
        """The mistakes that explain some of the rows that are not right, in order, with what speaks against
        them: those that explain one of the first rows, so many, and slips, which happen once."""
        found: dict[str, Candidate] = {}
        for number, index in enumerate(unexplained):
            question = questions[index]
            low, high = near(question.answer)
            if number < probes:
                predictions = self.at(question.derivation)
            else:
                slips = (name for name, (_, kind) in self.known.items() if kind is Kind.SLIP)
                predictions = self.some_at(question.derivation, {*found, *slips})
            for name, prediction in predictions.items():
                if low <= prediction.about <= high:
                    self._test(found, name, index, question, prediction)
        found = {name: item for name, item in found.items() if item.nearly}
        known = (
            {index: self.some_at(questions[index].derivation, found.keys()) for index in sorted(right)}
            if found
            else {}
        )
        for candidate in found.values():
            if any(questions[index].answer.digits >= FEWEST_DIGITS_OFF for index in candidate.exactly):
                candidate.exactly |= candidate.loosely - candidate.nearly
                candidate.nearly |= candidate.loosely
            for index in sorted(right):
                derivation = questions[index].derivation
                found_there = known[index].get(candidate.id)
                if self._is_past_an_end(candidate.cause, derivation):
                    continue  # the formula may be carried on, or the rate held, which is right there
                if found_there is not None and candidate.is_about(derivation.phase):
                    candidate.predictions[index] = found_there
                    if not is_consistent(questions[index], found_there):
                        candidate.against.add(index)
        order = list(self.known)
        return sorted(found.values(), key=lambda item: order.index(item.id))

    def _test(
        self, found: dict[str, Candidate], name: str, index: int, question: Question, prediction: Prediction
    ) -> None:
        """Test a prediction that is near at a row that is not right."""
        answer = question.answer
        if _changes_nothing(prediction, question.derivation):
            return
        try:
            value = prediction.value
        except (ArithmeticError, ValueError):
            return
        exactly = reproduces(answer, value)
        nearly = exactly or (answer.digits >= FEWEST_DIGITS_OFF and nearly_reproduces(question, value))
        loosely = nearly or reproduces_without_zeros(answer, value)
        if not loosely or not columns_agree(question, prediction):
            return
        candidate = found.setdefault(name, Candidate(*self.known[name]))
        candidate.predictions[index] = prediction
        candidate.phases.add(question.derivation.phase.name)
        candidate.loosely.add(index)
        if nearly:
            candidate.nearly.add(index)
        if exactly:
            candidate.exactly.add(index)

    def at(self, derivation: Derivation) -> dict[str, Prediction]:
        """What each mistake gives at a step."""
        step = derivation.step
        if step not in self._found:
            if len(self._found) >= MOST_STEPS:
                self._found.clear()
            self._found[step] = dict(self._predictions(derivation))
        return self._found[step]

    def some_at(self, derivation: Derivation, names: Collection[str]) -> dict[str, Prediction]:
        """What some mistakes give at a step."""
        if (found := self._found.get(derivation.step)) is not None:
            return {name: found[name] for name in names if name in found}
        return dict(self._predictions(derivation, names))

    def elsewhere(self, name: str) -> list[str]:
        """What a mistake gives at other steps, to nine figures: those that are one mistake are the same."""
        steps = telling_steps(self.policy)
        found = [self.some_at(self.derivation(step), (name,)).get(name) for step in steps]
        return ["" if item is None else f"{item.about:.9g}" for item in found]

    def _predictions(
        self, derivation: Derivation, names: Collection[str] | None = None
    ) -> Iterator[tuple[str, Prediction]]:
        yield from self._in_working(derivation, names=names)
        if self._misreadings is None:
            read = misreadings(self.policy, self._epoch)
            self._misreadings = [(item, Derivations(item.policy)) for item in read]
        for item, derivations in self._misreadings:
            kind = Kind.FORMULA if item.is_other_formula else Kind.MISREADING
            self.known.setdefault(item.id, (item, kind))
            if names is not None and item.id not in names:
                continue
            try:
                other = derivations.at(derivation.step)
                yield item.id, Prediction(other.phase.quantities[-1], other)
            except (ArithmeticError, ValueError):
                continue

    def _in_working(
        self,
        derivation: Derivation,
        kinds: Sequence[Kind] = IN_WORKING,
        names: Collection[str] | None = None,
    ) -> Iterator[tuple[str, Prediction]]:
        """What each mistake gives that is made in the working, and not in reading what is given."""
        for mistake, node, kind in self._offered(derivation):
            if kind not in kinds or (names is not None and mistake.id not in names):
                continue
            place = self._beside(mistake, derivation) if mistake.beside else derivation
            try:
                if place is not derivation:
                    yield mistake.id, Prediction(place.phase.quantities[-1], place)
                else:
                    yield mistake.id, Prediction(node, derivation, mistake)
            except (ArithmeticError, ValueError):
                continue

    def own_at(self, derivation: Derivation) -> dict[str, Prediction]:
        """What the mistakes of the policy itself give at a step."""
        return dict(self._in_working(derivation, (Kind.OWN,)))

    def _beside(self, mistake: Mistake, derivation: Derivation) -> Derivation:
        """The derivation at the step beside, where that lies in another phase; else the one given."""
        step, phase = derivation.point.step, derivation.phase
        beside = step + mistake.beside
        total = self.policy.total
        if _covers(phase, beside) or beside < 0 or (total is not None and beside > total):
            return derivation
        return self.policy.derivation(beside)

    def _is_past_an_end(self, cause: Mistake | Misreading, derivation: Derivation) -> bool:
        """Whether a mistake takes a step before the first of the schedule or after the last."""
        step, total = derivation.point.step, self.policy.total
        if not isinstance(cause, Mistake):
            return False
        if cause.beside < 0:
            return step == 0
        return (cause.beside > 0 or cause.ends_early) and total is not None and step >= total

    def _offered(self, derivation: Derivation) -> list[tuple[Mistake, Node, Kind]]:
        """The mistakes that can be made in a phase, each with what it computes; the policy's own first."""
        phase = derivation.phase
        if phase not in self._offers:
            if len(self._offers) >= MOST_STEPS:
                self._offers.clear()
            found: dict[str, tuple[Mistake, Node, Kind]] = {}
            own = {mistake.id for mistake in self.policy.mistakes(phase)}
            for mistake in mistakes_at(self.policy, derivation):
                elsewhere = Kind.GENERAL if mistake.replacements else Kind.SLIP
                kind = Kind.OWN if mistake.id in own else elsewhere
                found[mistake.id] = mistake, mistake.expression(phase), kind
                self.known.setdefault(mistake.id, (mistake, kind))
            self._offers[phase] = list(found.values())
        return self._offers[phase]


def _changes_nothing(prediction: Prediction, derivation: Derivation) -> bool:
    """Whether a mistake gives what is right at a step."""
    try:
        right = estimate(derivation.phase.quantities[-1], derivation.point)
    except (ArithmeticError, ValueError):
        return False
    return math.isclose(prediction.about, right, rel_tol=SAME)


def _covers(phase: Phase, step: int) -> bool:
    return phase.first <= step and (phase.last is None or step <= phase.last)


def telling_steps(policy: Policy) -> list[int]:
    """Steps to ask for, three quarters through first: at the ends and half-way much is the same."""
    total = policy.total
    if total is None:
        return policy.default_steps()
    return list(dict.fromkeys([3 * total // 4, total // 4, total // 8, total // 2]))


def mistakes_at(policy: Policy, derivation: Derivation) -> list[Mistake]:
    """The mistakes that can be made at a step: those of the policy, then those of any policy, each once."""
    phase, step = derivation.phase, derivation.point.step
    # there is no step before 0, but a formula takes −1 for t all the same
    before = [item for item in general_mistakes(phase, 1) if item.beside < 0] if step == 0 else []
    found: dict[str, Mistake] = {}
    for mistake in (
        *policy.mistakes(phase),
        *general_mistakes(phase, step),
        *before,
        *further_mistakes(phase, vars(policy.symbols)),
    ):
        found.setdefault(mistake.id, mistake)
    return list(found.values())
