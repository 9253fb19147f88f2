"""Mistakes as variants of a derivation: one quantity or one symbol taken for another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.expression import STEP, Node
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Number
from lrcalc.expression.point import Point

if TYPE_CHECKING:
    from lrcalc.schedule.derivation import Phase

EARLY_PLACES = (3, 2, 1)
# Doubles tell to which side of a boundary a number is rounded where it is no nearer, and not too large.
NEAR_A_BOUNDARY, MOST_ROUNDED = 1e-6, 1e6
SLIPS = (1, -1, 2, -2, 3, -3)


class Mistake:
    """A way to go wrong.

    `id` names it for programs, `what` says what was done instead, `repair` what to do. The
    replacements are what the derivation had in place of what it should have; `answer` is the
    quantity that was handed in (η, unless the student stopped early), times `factor`. `beside` is how far
    beside the step asked the one lies that was taken; one rate is given at every step where it `keeps`;
    and the last step lies past the end where it `ends_early`.
    """

    def __init__(
        self,
        id: str,
        what: str,
        repair: str,
        # the keys are nodes: symbols, quantities, the step
        replacements: Mapping[Any, Node],
        answer: str = "learning_rate",
        factor: Fraction | int = 1,
        beside: int = 0,
        keeps: bool = False,
        ends_early: bool = False,
    ) -> None:
        self.id = id
        self.what = what
        self.repair = repair
        self.replacements = replacements
        self.answer = answer
        self.factor = Fraction(factor)
        self.beside = beside
        self.keeps = keeps
        self.ends_early = ends_early

    def changed(self, **changes: Any) -> Mistake:
        """The same but for some of what it says."""
        return Mistake(**{**vars(self), **changes})

    @property
    def is_rounding(self) -> bool:
        """Whether nothing was wrong but that a quantity was rounded before it was used."""
        return any(isinstance(variant, Rounded) for variant in self.replacements.values())

    @property
    def stops(self) -> bool:
        """Whether a line of the working was handed in that is not the last."""
        return self.answer != "learning_rate"

    def expression(self, phase: Phase) -> Node:
        """What the student computed, as a formula."""
        found = phase[self.answer].replace(self.replacements)
        return found if self.factor == 1 else found * self.factor

    def departure(self, phase: Phase) -> tuple[Quantity, Node]:
        """The first quantity that goes wrong, and the formula that stood in its place."""
        for quantity in phase.quantities:
            earlier: dict[Node, Node] = {item: item for item in phase.quantities if item is not quantity}
            variant = quantity.replace({**earlier, **self.replacements})
            if variant is not quantity:
                return quantity, variant
        return phase.quantities[-1], self.expression(phase)


class Rounded(Node):
    """A quantity rounded before it is used: what a student does who writes down three decimals."""

    __slots__ = ("places",)

    def __init__(self, value: Node, places: int) -> None:
        super().__init__(value)
        self.places = places

    def with_children(self, children: tuple[Node, ...]) -> Node:
        return Rounded(children[0], self.places)

    def from_doubles(self, *parts: float) -> float | None:
        (value,) = parts
        scaled: float = value * 10**self.places
        if not abs(scaled) < MOST_ROUNDED or abs(scaled % 1 - 0.5) < NEAR_A_BOUNDARY:
            return None
        rounded: float = math.floor(scaled + 0.5) / 10**self.places
        return rounded

    def find_exact(self, point: Point) -> Fraction | None:
        value = self.children[0].real(point)
        if math.isinf(value.double()):
            # written out it may have more digits than there is memory, and decimals do not change it
            raise OverflowError("nobody rounds what is beyond the doubles to decimals")
        return Fraction(value.rounded(self.places))


def general_mistakes(phase: Phase, step: int) -> Iterator[Mistake]:
    """The mistakes that can be made with any policy."""
    repair = "count the steps from 0"
    yield Mistake("step-plus-1", "t + 1 was used for t", repair, {STEP: STEP + 1}, beside=1)
    if step > 0:
        repair = "take the step as it is asked"
        yield Mistake("step-minus-1", "t − 1 was used for t", repair, {STEP: STEP - 1}, beside=-1)
    for quantity in phase.quantities[:-1]:
        yield Mistake(
            f"stopped-at-{quantity.key}",
            f"the {quantity.name} was given as the learning rate",
            "carry on to the last line of the working",
            {},
            answer=quantity.key,
        )
    ratios = [quantity for quantity in phase.quantities if quantity.unit == "ratio"]
    if ratios:
        yield from rounded_early(ratios[0])
    for power in SLIPS:
        times = f"{10 ** abs(power)} times too {'large' if power > 0 else 'small'}"
        percent = ", as a percentage is" if power == 2 else ""
        yield Mistake(
            f"times-1e{power:+d}",
            f"the answer is {times}{percent}",
            "check the decimal point",
            {},
            factor=Fraction(10) ** power,
        )


def rounded_early(quantity: Quantity) -> Iterator[Mistake]:
    """A quantity rounded to so few decimals that the answer shows it."""
    for places in EARLY_PLACES:
        decimals = "1 decimal" if places == 1 else f"{places} decimals"
        yield Mistake(
            f"{quantity.key}-to-{places}-decimals",
            f"the {quantity.name} was rounded to {decimals} before it was used",
            "carry it unrounded",
            {quantity: Rounded(quantity, places)},
        )


def constant(text: str) -> Node:
    """A number as a node, exact as written."""
    return Number(Fraction(text))
