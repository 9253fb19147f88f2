"""Cyclical learning rates: triangles between the minimum and the maximum."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP, Node, Quantity, Symbol, floor, power
from lrcalc.schedule.bounded import MaxMinPolicy, cycle_count, end_of_run, range_mistakes, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, choice, factor, steps

HALF = Fraction(1, 2)
MODES = ("triangular", "triangular2", "exp_range")


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Cyclic(MaxMinPolicy):
    """Straight lines up from the minimum to the maximum and down again, cycle after cycle, without end.

    η_t = η_min + (η_max − η_min) × position / u for position ≤ u, where position = t − (u + d) × ⌊t/(u + d)⌋
    η_t = η_min + (η_max − η_min) × (u + d − position) / d for position > u, where position = t − (u + d) × ⌊t/(u + d)⌋

    The mode triangular2 multiplies η_max − η_min by 0.5^cycle, exp_range by γ^t.

    max: η_max, the rate at the peak of the first cycle (rate).
    step_up: u, the steps of the way up (steps).
    step_down: d, the steps of the way down (steps; default u).
    mode: triangular, triangular2 or exp_range.
    gamma: γ, the factor of each step in exp_range (factor; default 1).
    min: η_min, the rate at the beginning of each cycle (rate).
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken, and for gamma in
    another mode.
    Source: Smith, Cyclical Learning Rates (2017); torch CyclicLR, with base_lr for η_min.

    >>> Cyclic(max="0.006", min="0.001", step_up=2000).at(1000)
    0.0035
    """  # noqa: E501

    step_up: StepsLike = steps(
        "--step-up", "--step-size-up", symbol="u", latex="u", help="the steps of the way up", share_of="T"
    )
    step_down: StepsLike | None = steps(
        "--step-down",
        "--step-size-down",
        symbol="d",
        latex="d",
        help="the steps of the way down; default as many as up",
        share_of="T",
        optional=True,
    )
    mode: str = choice(
        "--mode", choices=MODES, help="whether the peaks stay, halve from cycle to cycle, or shrink with γ^t"
    )
    gamma: RateLike | None = factor(
        "--gamma",
        symbol="γ",
        latex=r"\gamma",
        help="the factor of each step in exp_range; default 1",
        optional=True,
    )
    T: StepsLike | None = end_of_run()

    title = "Cyclical learning rate"
    example = "--max 0.006 --min 0.001 --step-up 2000 --at 0,1000,2000,3000,4000,6000"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.mode != MODES[0]:
            self.keep(title=f"{self.title}, {self.mode}")

    def resolved(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        own = self.parameters()
        found = super().resolved(symbols)
        if "step_down" not in found:
            found["step_down"] = own["step_down"].as_symbol(found["step_up"].value)
            self.keep(step_down=found["step_up"].steps)
            self.typed["step_down"] = self.typed["step_up"]
        if self.mode != "exp_range" and "gamma" in found:
            raise ParameterError(
                own["gamma"].label,
                f"expected {own['mode'].label} exp_range with it, got {self.mode}",
            )
        if self.mode == "exp_range" and "gamma" not in found:
            found["gamma"] = own["gamma"].as_symbol(Fraction(1))
            self.keep(gamma=Fraction(1))
            self.typed["gamma"] = "1"
        order = ("max", "min", "step_up", "step_down", "gamma", "T")
        return {name: found[name] for name in order if name in found}

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        return None if self.mode == "exp_range" and self.symbols.gamma.value > 1 else super().bounds()

    def default_steps(self) -> list[int]:
        up, size = self.symbols.step_up.steps, self._size
        found = {0, up // 2, up, (up + size) // 2, size, size + up, 2 * size}
        return up_to(self.total, found)

    @property
    def _size(self) -> int:
        return self.symbols.step_up.steps + self.symbols.step_down.steps

    @cached_property
    def _cycle(self) -> Quantity:
        p = self.symbols
        return cycle_count(floor(STEP / (p.step_up + p.step_down)))

    @cached_property
    def _position(self) -> Quantity:
        """The steps since the cycle began."""
        p = self.symbols
        since = STEP - (p.step_up + p.step_down) * self._cycle
        return Quantity("position", "position", r"\text{position}", "Position", since, "count")

    @property
    def _up(self) -> Node:
        """The share of the way up that is done."""
        return self._position / self.symbols.step_up

    @property
    def _down(self) -> Node:
        """The share of the way down that is left."""
        p = self.symbols
        return (p.step_up + p.step_down - self._position) / p.step_down

    @cached_property
    def _envelope(self) -> Node | None:
        """By what the height of the triangles is multiplied."""
        if self.mode == "triangular2":
            return power(HALF, self._cycle)
        return power(self.symbols.gamma, STEP) if self.mode == "exp_range" else None

    def _height(self, share: Node) -> Node:
        """The scale at some share of the way up."""
        return share if self._envelope is None else share * self._envelope

    def _formula(self, share: Node) -> tuple[Quantity, ...]:
        scale = scale_factor(self._height(share))
        return self._cycle, self._position, scale, learning_rate(self.scaled(scale))

    # One formula for the way up of every cycle, and one for the way down.
    @cached_property
    def _rising(self) -> tuple[Quantity, ...]:
        return self._formula(self._up)

    @cached_property
    def _falling(self) -> tuple[Quantity, ...]:
        return self._formula(self._down)

    def phase_at(self, step: int) -> Phase:
        up, size = self.symbols.step_up, self._size
        first = step // size * size
        if step - first <= up.steps:
            return Phase(first, first + up.steps, self._rising, "rising", (self._position, "≤", up))
        last = first + size - 1
        return Phase(first + up.steps + 1, last, self._falling, "falling", (self._position, ">", up))

    def factor_notes(self) -> Iterator[str]:
        p = self.symbols
        gamma = p.gamma.value if self.mode == "exp_range" else 1
        if gamma == 0:
            yield "γ is 0: the rate is η_min at every step"
        elif gamma > 1 and p.min.value > p.max.value:
            yield "γ is larger than 1: the valleys deepen, and go below 0"
        elif gamma > 1:
            yield "γ is larger than 1: the peaks grow"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p, cycle = self.symbols, self._cycle
        scale, eta = phase["scale"], phase["learning_rate"]
        is_rising = phase.name == "rising"
        share, other = (self._up, self._down) if is_rising else (self._down, self._up)
        both = p.step_up + p.step_down
        repair = "the scale is the share of the way up that is done, or of the way down that is left"
        instead = {
            "over-both": ("the steps of the whole cycle were divided by", share.children[0] / both),
            "cycle-not-subtracted": (
                "t was not counted from the beginning of the cycle", share.replace({self._position: STEP})),
            "other-way": ("the line of the other half of the cycle was used", other),
            "upside-down": ("the cycle was begun at the maximum", 1 - share),
        }  # fmt: skip
        for name, (what, wrong) in instead.items():
            yield Mistake(name, what, repair, {scale: self._height(wrong)})
        span = p.max - p.min
        yield from range_mistakes(p, scale, eta)
        if self.mode != MODES[0]:
            plain = {scale: share}
            yield Mistake("triangular", "the peaks were left as high as the first",
                          "multiply by 0.5^cycle" if self.mode == "triangular2" else "multiply by γ^t",
                          plain)  # fmt: skip
        if self.mode == "triangular2":
            less = "half of η_max − η_min goes from cycle to cycle, the first left whole"
            yield Mistake("cycles-from-1", "the cycles were counted from 1", less, {scale: scale * HALF})
            halved = {eta: (p.min + span * share) * power(HALF, cycle)}
            yield Mistake("min-halved", "η_min was halved with the rest", less, halved)
        if self.mode == "exp_range":
            by_cycle = {scale: share * power(p.gamma, cycle)}
            yield Mistake("gamma-by-cycle", "γ was raised to the cycle", "raise γ to the step t", by_cycle)
