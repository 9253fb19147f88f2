"""Inverse time decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lrcalc.expression import STEP, Node, Quantity, floor, power
from lrcalc.schedule.bounded import both_sides, drop_count, end_of_run, intervals, up_to
from lrcalc.schedule.derivation import Phase, learning_rate
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, factor, flag, rate, steps
from lrcalc.schedule.policy import Policy


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class InverseTime(Policy):
    """The rate is divided by a number that grows by the same amount at every step.

    η_t = η_0 / (1 + r × t / s)

    With a staircase it grows once in s steps instead: η_0 / (1 + r × ⌊t/s⌋). With a power the divisor is
    (1 + r × t / s)^p.

    lr: η_0, the rate at step 0 (rate).
    decay_rate: r, by how much the divisor grows in s steps (factor).
    decay_steps: s, the steps of the decay rate (steps).
    staircase: whether the divisor grows only where s steps are over.
    power: p, the power of the divisor (factor; default 1).
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: keras InverseTimeDecay; paddle InverseTimeDecay, where s is 1; with a power the policy
    inv of Caffe.

    >>> InverseTime(lr="0.1", decay_rate="0.5", decay_steps=1000).at(500)
    0.08
    """

    lr: RateLike = rate("--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the rate at step 0")
    decay_rate: RateLike = factor(
        "--decay-rate", symbol="r", latex="r", help="by how much the divisor grows in s steps"
    )
    decay_steps: StepsLike = steps(
        "--decay-steps", symbol="s", latex="s", help="the steps of the decay rate", default="1"
    )
    staircase: bool = flag("--staircase", help="let the divisor grow only where s steps are over: ⌊t/s⌋")

    power: RateLike | None = factor(
        "--power", symbol="p", latex="p", help="the power of the divisor; default 1", optional=True
    )
    T: StepsLike | None = end_of_run()

    title = "Inverse time decay"
    monotone = True
    example = "--lr 0.1 --decay-rate 0.5 --decay-steps 1000 --at 0,500,1000,2000,10000"
    solvable = ("decay_rate",)

    def default_steps(self) -> list[int]:
        size = self.symbols.decay_steps.steps
        return up_to(self.total, both_sides(size, self.total) if self.staircase else intervals(size))

    @cached_property
    def _formula(self) -> tuple[Quantity, ...]:
        """The same at every step, or on every stair."""
        p = self.symbols
        if not self.staircase:
            divisor = _divisor(self._raised(1 + p.decay_rate * STEP / p.decay_steps))
            return divisor, learning_rate(p.lr / divisor)
        drops = drop_count(floor(STEP / p.decay_steps))
        divisor = _divisor(self._raised(1 + p.decay_rate * drops))
        return drops, divisor, learning_rate(p.lr / divisor)

    def _raised(self, divisor: Node) -> Node:
        return divisor if self.power is None else power(divisor, self.symbols.power)

    def phase_at(self, step: int) -> Phase:
        if not self.staircase:
            return Phase(0, None, self._formula)
        size = self.symbols.decay_steps.steps
        first = step // size * size
        return Phase(first, first + size - 1, self._formula)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.decay_rate == 0:
            yield "r = 0: the divisor stays 1, the rate stays at η_0"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        divisor, eta = phase["divisor"], phase["learning_rate"]
        progress = STEP / p.decay_steps
        grown = p.decay_rate * (phase["drops"] if self.staircase else progress)
        rule = "divide by 1 plus r for each s steps"
        instead = {
            "one-left-out": ("the 1 + was left out", divisor, grown),
            "only-one-divided-by": ("η_0 was divided by 1 alone, and the rest added", eta, p.lr + grown),
            "multiplied": ("η_0 was multiplied instead of divided", eta, p.lr * divisor),
            "straight-line": ("η_0 was multiplied by 1 − r·t/s", eta, p.lr * (1 - grown)),
            "compounded": ("(1 + r) was raised to a power", divisor, power(1 + p.decay_rate, progress)),
        }
        if self.power not in (None, 1):
            instead["power-left-out"] = ("the power was left out", divisor, 1 + grown)
        if p.decay_steps.value != 1:
            instead["steps-left-out"] = ("t was not divided by s", divisor, 1 + p.decay_rate * STEP)
        for name, (what, quantity, variant) in instead.items():
            yield Mistake(name, what, rule, {quantity: variant})
        if self.staircase:
            whole = "count the whole intervals that are past"
            yield Mistake("no-floor", "t/s was not rounded down", whole, {phase["drops"]: progress})
        elif p.decay_steps.value != 1:
            yield Mistake(
                "whole-division",
                "t was divided by s without a remainder",
                "keep the fraction t/s",
                {divisor: 1 + p.decay_rate * floor(progress)},
            )


def _divisor(expression: Node) -> Quantity:
    return Quantity("divisor", "divisor", r"\text{divisor}", "Divisor", expression)
