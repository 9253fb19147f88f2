"""A rate for each stretch of steps: constant, or in straight lines from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from operator import mul
from typing import Any, NamedTuple

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP, Node, NumberList, Quantity, Symbol, count, element
from lrcalc.schedule.bounded import end_of_run, up_to
from lrcalc.schedule.derivation import Condition, Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import StepsLike, flag, several
from lrcalc.schedule.policy import Policy

# As many boundaries as have both sides shown where no steps are asked.
MOST_SHOWN = 15


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Piecewise(Policy):
    """One rate v after another, each from its boundary b on; #(b ≤ t) counts the boundaries so far.

    η_t = v_#(b ≤ t)

    With interpolate the rate goes in straight lines through (0, v_0), (b_1, v_1), (b_2, v_2) and so on, and
    keeps the last: from b_k to b_k+1 it is v_k + (v_k+1 − v_k) × (t − b_k) / (b_k+1 − b_k).
    values: v, the rates in order (rates), one more than there are boundaries.
    boundaries: b, the steps from which each but the first holds, in order (steps).
    interpolate: whether the rate goes in straight lines.
    T: the total, after which the last rate holds, and of which a boundary may be a share: 50% (steps).
    Raises ParameterError for numbers that cannot be taken, boundaries out of order, and too many or
    too few values.
    Source: paddle PiecewiseDecay, fvcore MultiStepParamScheduler; optax piecewise_constant_schedule and
    piecewise_interpolate_schedule, whose scales multiply up; keras PiecewiseConstantDecay, where the
    boundary itself still has the rate before it.

    >>> Piecewise(values="0.1,0.01,0.001", boundaries="30,60").at(30)
    0.01
    """

    values: Any = several(
        "--values",
        symbol="v",
        latex="v",
        unit="rates",
        help="the rates, in order (optax takes what each is multiplied by)",
    )
    boundaries: Any = several(
        "--boundaries",
        symbol="b",
        latex="b",
        unit="steps list",
        help="the steps from which each rate but the first holds, or shares of T (in keras the step after)",
        share_of="T",
    )
    interpolate: bool = flag(
        "--interpolate", help="go in straight lines through (0, v_0), (b_1, v_1) and so on"
    )
    T: StepsLike | None = end_of_run()

    title = "Piecewise constant"
    example = "--values 0.1,0.01,0.001 --boundaries 30,60 --at 0,29,30,59,60"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.interpolate:
            self.keep(title="Piecewise linear")

    def validate(self) -> None:
        label = {name: item.label for name, item in self.parameters().items()}
        given = [str(step) for step in self.boundaries]
        for before, after in pairwise(self.boundaries):
            if after < before:
                raise ParameterError(
                    label["boundaries"], f"expected steps in order, such as 30,60, got {after} after {before}"
                )
        if len(self.values) != len(given) + 1:
            raise ParameterError(
                label["values"],
                f"expected one more than there are boundaries, {len(given) + 1}, got {len(self.values)}",
            )

    def bounds(self) -> tuple[Fraction, Fraction]:
        return min(self.values), max(self.values)

    def default_steps(self) -> list[int]:
        shown = sorted({int(step) for step in (*self.boundaries[:MOST_SHOWN], *self.boundaries[-1:])})
        if self.interpolate:
            return up_to(self.total, {0, *shown, *((a + b) // 2 for a, b in zip([0, *shown], shown))})
        return up_to(self.total, {0, *shown, *(step - 1 for step in shown)})

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        edges = [0, *self.boundaries]
        for index, (first, last) in enumerate(pairwise(edges)):
            if first == last:
                yield f"v_{index} holds at no step: the next boundary is {last} too"

    def phase_at(self, step: int) -> Phase:
        boundaries = self.boundaries
        past = bisect_right(boundaries, step)
        first = int(boundaries[past - 1]) if past else 0
        last = int(boundaries[past]) - 1 if past < len(boundaries) else None
        if self.interpolate:
            return self._straight(Piece.of(self, past), first, last)
        lists = self.named_lists()
        number = count(lists["boundaries"], STEP)
        passed = Quantity("passed", "boundaries passed", r"\text{passed}", "Passed", number, "count")
        return Phase(first, last, (passed, learning_rate(element(lists["values"], passed))))

    def _straight(self, piece: Piece, first: int, last: int | None) -> Phase:
        if piece.end is None:
            condition: Condition = (STEP, "≥", piece.start) if piece.start else ()
            return Phase(first, last, (learning_rate(piece.rate),), "held", condition)
        condition = (*((piece.start, "≤") if piece.start else ()), STEP, "<", piece.end)
        scale = scale_factor(piece.progress())
        eta = learning_rate(piece.rate + (piece.next_rate - piece.rate) * scale)
        return Phase(first, last, (scale, eta), f"piece {piece.number + 1}", condition)

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        piece = Piece.of(self, bisect_right(self.boundaries, phase.first))
        yield from self._of_lines(phase, piece) if self.interpolate else self._of_steps(phase, piece)

    def _of_steps(self, phase: Phase, piece: Piece) -> Iterator[Mistake]:
        lists = self.named_lists()
        values, b = lists["values"], lists["boundaries"]
        passed, eta = phase["passed"], phase["learning_rate"]
        rule = "count the boundaries that are not after t"
        yield Mistake(
            "late", "the boundary was given the rate before it, as in keras", rule,
            {passed: count(b, STEP - 1)},
        )  # fmt: skip
        yield Mistake("early", "a rate was taken one step early", rule, {passed: count(b, STEP + 1)})
        yield Mistake("next-rate", "the next rate was taken", rule, {passed: passed + 1})
        yield Mistake("rate-before", "the rate before was taken", rule, {passed: passed - 1})
        products = NumberList(values.name, values.latex, tuple(accumulate(values.values, mul)))
        yield Mistake(
            "multiplied-up", "the values were multiplied up, as optax does with its scales",
            "take the value as it is", {eta: element(products, passed)},
        )  # fmt: skip
        if piece.end is not None:
            yield Mistake(
                "interpolated", "a straight line to the next rate was used",
                "the rate is the same up to the next boundary",
                {eta: piece.rate + (piece.next_rate - piece.rate) * piece.progress()},
            )  # fmt: skip

    def _of_lines(self, phase: Phase, piece: Piece) -> Iterator[Mistake]:
        eta = phase["learning_rate"]
        if piece.end is None:
            if piece.number and (before := Piece.of(self, piece.number - 1)).length:
                line = before.rate + (piece.rate - before.rate) * before.progress()
                yield Mistake(
                    "carried-on", "the last line was carried on", "the last rate is kept", {eta: line}
                )
            return
        scale, change = phase["scale"], piece.next_rate - piece.rate
        rule = "go from the rate of this boundary to that of the next"
        yield Mistake("constant", "the rate of the boundary before was used", rule, {eta: piece.rate})
        yield Mistake(
            "backwards", "the line was drawn backwards", rule, {eta: piece.next_rate - change * scale}
        )
        yield Mistake(
            "change-alone", "the change was given", "add it to the rate before", {eta: change * scale}
        )
        if piece.start:
            share = "divide the steps since the boundary by those between the two"
            yield Mistake(
                "from-step-0", "the boundary before was not subtracted from t", share,
                {scale: STEP / (piece.end - piece.start)},
            )  # fmt: skip
            yield Mistake("over-the-end", "the steps since the boundary were divided by the next", share,
                          {scale: (STEP - piece.start) / piece.end})  # fmt: skip


class Piece(NamedTuple):
    """The steps from one boundary to the next: the symbols of the two and of their rates.

    `start` is None for the first piece, which begins at step 0, `end` for the last.
    """

    number: int
    rate: Symbol
    next_rate: Symbol
    start: Symbol | None
    end: Symbol | None

    @classmethod
    def of(cls, policy: Piecewise, number: int) -> Piece:
        def named(letter: str, numbers: tuple[Fraction, ...], index: int, label: int) -> Symbol:
            return Symbol(f"{letter}_{label}", f"{letter}_{{{label}}}", numbers[index])

        values, boundaries = policy.values, policy.boundaries
        is_last = number == len(boundaries)
        return cls(
            number,
            named("v", values, number, number),
            named("v", values, number if is_last else number + 1, number + 1),
            named("b", boundaries, number - 1, number) if number else None,
            None if is_last else named("b", boundaries, number, number + 1),
        )

    @property
    def length(self) -> Fraction | None:
        """How many steps lie between the boundaries; None where there is no end."""
        return None if self.end is None else self.end.value - (self.start.value if self.start else 0)

    def progress(self) -> Node:
        """How much of the way from one boundary to the next is done."""
        assert self.end is not None
        return (STEP - self.start) / (self.end - self.start) if self.start else STEP / self.end
