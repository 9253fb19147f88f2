"""A known mistake as a candidate: what it gives at a step, and the rows that speak for it and against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from lrcalc.expression.estimate import estimate
from lrcalc.expression.nodes import Node
from lrcalc.marking.answer import Answer
from lrcalc.marking.misreading import Misreading
from lrcalc.marking.verdict import Verdict
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Derivation, Phase
from lrcalc.schedule.mistakes import Mistake


class Kind(Enum):
    """Where a mistake is made: in the working (one of the policy, or of any), in the copying, in reading what
    is given, or in the choice of the formula."""

    OWN = auto()
    GENERAL = auto()
    SLIP = auto()
    MISREADING = auto()
    FORMULA = auto()


class Question(NamedTuple):
    """The derivation at the step asked, the answer to η, the verdict on it, and the other answers there."""

    derivation: Derivation
    answer: Answer
    verdict: Verdict
    others: dict[str, Answer] = {}  # noqa: RUF012


class Prediction:
    """What a mistake gives at a step: η, how it is found there, and what is replaced in that.

    `about` is near enough to tell what it cannot be.
    """

    __slots__ = ("_node", "_value", "about", "derivation", "mistake")

    def __init__(self, node: Node, derivation: Derivation, mistake: Mistake | None = None) -> None:
        self._node = node
        self._value: Real | None = None
        self.derivation = derivation
        self.mistake = mistake
        self.about = estimate(node, derivation.point)

    @property
    def value(self) -> Real:
        """η as the mistake gives it. Its digits may raise ArithmeticError where there is none."""
        if self._value is None:
            self._value = self._node.real(self.derivation.point)
        return self._value

    def column(self, key: str) -> Real | None:
        """Another quantity as the mistake gives it; None where there is none."""
        if key not in self.derivation:
            return None
        replacements = self.mistake.replacements if self.mistake else {}
        return self.derivation.phase[key].replace(replacements).real(self.derivation.point)


@dataclass
class Candidate:
    """One mistake, what it would give at the rows looked at, and those that it reproduces.

    exactly: the rows that are not right whose answer it gives by the rules of rounding; nearly: those that
    it gives but for a unit of the last digit; loosely: these and those that it gives if zeros at the end
    were left out. against: the right rows that it contradicts.
    """

    cause: Mistake | Misreading
    kind: Kind
    predictions: dict[int, Prediction] = field(default_factory=dict)
    exactly: set[int] = field(default_factory=set)
    nearly: set[int] = field(default_factory=set)
    loosely: set[int] = field(default_factory=set)
    against: set[int] = field(default_factory=set)
    phases: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The name for programs."""
        return self.cause.id

    @property
    def what(self) -> str:
        """What was done."""
        return self.cause.what

    @property
    def repair(self) -> str:
        """What to do."""
        return self.cause.repair

    def is_about(self, phase: Phase) -> bool:
        """Whether rows of a phase speak for or against it: a policy's own mistakes are made in one phase, and
        steps that are miscounted in two rows may be."""
        is_beside = isinstance(self.cause, Mistake) and self.cause.beside != 0
        is_of_a_phase = self.kind is Kind.OWN or (is_beside and len(self.exactly) > 1)
        return not is_of_a_phase or phase.name in self.phases

    @property
    def is_slip(self) -> bool:
        """Whether it happens once, in the copying: it says nothing about the other rows."""
        return self.kind is Kind.SLIP

    @property
    def keeps(self) -> bool:
        """Whether it gives one rate at every step."""
        return isinstance(self.cause, Mistake) and self.cause.keeps

    @property
    def stops(self) -> bool:
        """Whether a line of the working was handed in that is not the last."""
        return isinstance(self.cause, Mistake) and self.cause.stops

    @property
    def leaves_out_the_warmup(self) -> bool:
        """Whether the schedule was computed without its warm-up."""
        return isinstance(self.cause, Misreading) and self.cause.leaves_out_the_warmup

    @property
    def misplaces_a_point(self) -> bool:
        """Whether a parameter was read as ten times what it is, or a tenth."""
        return isinstance(self.cause, Misreading) and self.cause.misplaces_a_point
