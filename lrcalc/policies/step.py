"""Step decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lrcalc.expression import STEP, Quantity, floor, power
from lrcalc.expression.nodes import node
from lrcalc.schedule.bounded import both_sides, drop_count, end_of_run, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, factor, rate, steps
from lrcalc.schedule.policy import Policy


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Step(Policy):
    """The rate drops by a factor at fixed intervals.

    η_t = η_0 × γ^⌊t/s⌋

    lr: η_0, the rate before the first drop (rate).
    step_size: s, the steps from one drop to the next (steps).
    gamma: γ, the factor of each drop.
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: sections 8.5 and 8.7 of the document.

    >>> Step(lr="0.001", step_size=1000).at(2500)
    1e-05
    """

    lr: RateLike = rate(
        "--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the rate before the first drop"
    )
    step_size: StepsLike = steps(
        "--s", "--step-size", symbol="s", latex="s", help="the steps from one drop to the next", share_of="T"
    )
    gamma: RateLike = factor(
        "--gamma", symbol="γ", latex=r"\gamma", help="the factor of each drop", default="0.1"
    )
    T: StepsLike | None = end_of_run()

    title = "Step decay"
    monotone = True
    example = "--lr 0.001 --step-size 1000 --gamma 0.1 --at 0,999,1000,1999,2000,2999"
    solvable = ("gamma",)

    def default_steps(self) -> list[int]:
        return up_to(self.total, both_sides(self.symbols.step_size.steps, self.total))

    @cached_property
    def _formula(self) -> tuple[Quantity, ...]:
        """The same for every interval."""
        p = self.symbols
        drops = drop_count(floor(STEP / p.step_size))
        scale = scale_factor(power(p.gamma, drops))
        return drops, scale, learning_rate(p.lr * scale)

    def phase_at(self, step: int) -> Phase:
        size = self.symbols.step_size.steps
        first = step // size * size
        return Phase(first, first + size - 1, self._formula)

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        drops, scale = phase["drops"], phase["scale"]
        repair = "count the whole intervals that are past"
        yield Mistake("no-floor", "t/s was not rounded down", repair, {drops: STEP / p.step_size})
        yield Mistake("ceiling", "t/s was rounded up", repair, {drops: -floor(-(STEP / p.step_size))})
        yield Mistake("drops-from-1", "the drops were counted from 1", repair, {drops: drops + 1})
        yield Mistake(
            "product-for-power",
            "γ was multiplied by the drops",
            "raise γ to the drops",
            {scale: p.gamma * drops},
        )
        yield Mistake(
            "reduced-by",
            "the rate was reduced by γ at each drop instead of to γ",
            "multiply by γ itself",
            {scale: power(1 - p.gamma, drops)},
        )
        if phase.first > 0:
            yield Mistake("one-drop", "only one drop was taken", repair, {drops: node(1)})
            yield Mistake(
                "late-drop",
                "a drop was taken one step late",
                "the drop holds from the multiple of s on",
                {drops: floor((STEP - 1) / p.step_size)},
            )
