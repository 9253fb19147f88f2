"""Cosine annealing with warm restarts: SGDR."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, expm1, inf, log, log1p

from lrcalc.errors import ParameterError
from lrcalc.expression import PI, STEP, Node, Quantity, Symbol, cosine, floor, power
from lrcalc.expression.logarithm import floor_logarithm
from lrcalc.expression.point import Point
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.numbers.logarithm import whole_logarithm
from lrcalc.policies.cosine import cosine_mistakes
from lrcalc.schedule.bounded import MaxMinPolicy, cycle_count, end_of_run, up_to
from lrcalc.schedule.derivation import Phase, Symbols, half_wave, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, choice, factor, length, whole_number

# What is found in doubles is off by far less of itself; beyond e^50 it is no step.
ROUNDING, MOST_GROWTH = 1e-12, 50
# No two doubles are farther apart than e^1500, so that what grew by more is beyond every step there is.
BEYOND_ALL, FARTHEST = 3000, 10**100


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Restarts(MaxMinPolicy):
    """Cosine annealing cycle after cycle, each from the maximum again, without end.

    η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − T₀·⌊t/T₀⌋)/T₀)) / 2

    With T_mult, M, each cycle is M times as long as the one before. Cycle i, counted from 0, then begins
    at T₀·(M^i − 1)/(M − 1), which need not be whole, and is T₀·M^i long:
    cos(π·(t − T₀·(M^i − 1)/(M − 1))/(T₀·M^i)) with i = ⌊log_M(1 + (M − 1)·t/T₀)⌋.
    M below 1 makes the cycles shorter: they all come to an end before step T₀/(1 − M), and the last rate
    before it is held. T₀ need not be whole.
    With peak_decay, d, cycle i begins at η_max·d^i; the minimum stays. With decays range it is
    η_max − η_min that is multiplied by d^i, with decays both η_min too.

    max: η_max, the rate at step 0 (rate).
    T0: T₀, the length of the first cycle (steps, which may be a fraction).
    T_mult: M, how many times as long each cycle is as the one before (factor, above 0; default 1).
    peak_decay: d, the factor of the maximum from cycle to cycle (factor; default 1).
    min: η_min, the rate that each cycle comes down towards (rate).
    T: the total, after which the last rate holds; without it there is no end (steps).
    cycles: N, in place of T how many cycles there are; the last step is the one before their end.
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: Loshchilov and Hutter, SGDR (2017), equation 5; torch CosineAnnealingWarmRestarts;
    timm CosineLRScheduler for the decay of the peaks, keras CosineDecayRestarts (m_mul) for that of the
    range, fairseq cosine (lr_shrink) for that of both ends.

    >>> Restarts(max="0.1", T0=10, T_mult=2).at(30)
    0.1
    """

    T0: StepsLike = length(
        "--T0", symbol="T₀", latex="T_0", help="the length of the first cycle", share_of="T"
    )
    T_mult: RateLike = factor(
        "--T-mult",
        symbol="M",
        latex="M",
        help="how many times as long each cycle is as the one before",
        default="1",
    )
    peak_decay: RateLike = factor(
        "--peak-decay",
        symbol="d",
        latex="d",
        help="the factor of the maximum from one cycle to the next",
        default="1",
    )
    decays: str = choice(
        "--decays",
        choices=("peak", "range", "both"),
        help="what peak-decay multiplies: η_max, η_max − η_min as keras does, or both ends as fairseq does",
    )
    T: StepsLike | None = end_of_run()
    cycles: StepsLike | None = whole_number(
        "--cycles", symbol="N", latex="N", help="in place of T: how many cycles there are", optional=True
    )

    title = "Cosine annealing with warm restarts"
    example = "--max 0.1 --T0 1000 --at 0,500,999,1000,1500,2000"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.decays == "peak":
            del self.typed["decays"]  # as it always is, unless something else is asked for

    def validate(self) -> None:
        own = self.parameters()
        if self.symbols.T_mult.value == 0:
            raise ParameterError(own["T_mult"].label, "expected a factor above 0, got 0")
        if self.T is not None and self.cycles is not None:
            raise ParameterError(own["cycles"].label, f"expected this or {own['T'].label}, got both")
        if self.cycles is not None and not 1 < self._start(self.symbols.cycles.steps) <= MOST_STEPS:
            raise ParameterError(
                own["cycles"].label, f"expected cycles that end at a step from 1 to 10^15, got {self.cycles}"
            )
        if self.total == 0 and self._limit is not None:
            given = f"cycles that are over before step 1, T₀/(1 − M) = {float(self._limit or 0):.6g}"
            raise ParameterError(own["T0"].label, f"expected longer cycles, got {given}")

    @property
    def _limit(self) -> Fraction | None:
        """Where cycles that grow shorter come to an end; None where they do not."""
        p = self.symbols
        return None if p.T_mult.value >= 1 else p.T0.value / (1 - p.T_mult.value)

    @property
    def total(self) -> int | None:
        """T, or the last step before the end of the last cycle, or before the limit of ever shorter ones."""
        last = {super().total}
        if self.cycles is not None:
            last.add(self._start(int(self.cycles)) - 1)
        if self._limit is not None:
            last.add(ceil(self._limit) - 1)
        return min((step for step in last if step is not None), default=None)

    @property
    def updates(self) -> int | None:
        """The cycles count updates, the last of which is at the step before their end."""
        return self.total if self.total is None or self.total == super().total else self.total + 1

    def named_symbols(self) -> dict[str, Symbol]:
        left_out = [name for name in ("T_mult", "peak_decay") if getattr(self, name) == 1]
        return {name: item for name, item in vars(self.symbols).items() if name not in left_out}

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        p = self.symbols
        ends = p.min.value, p.max.value
        if p.peak_decay.value > 1:
            return None
        return ends if p.peak_decay.value == 1 else (Fraction(0), max(ends))

    def default_steps(self) -> list[int]:
        found = {0}
        for cycle in range(2):
            start, after = self._start(cycle), self._start(cycle + 1)
            found |= {(start + after) // 2, after - 1, after}
        return up_to(self.total, found)

    def _cycle_at(self, step: int) -> int:
        p = self.symbols
        if self.T_mult == 1:
            return int(step / p.T0.value)
        grown = 1 + (p.T_mult.value - 1) * step / p.T0.value
        if p.T_mult.value < 1:
            return whole_logarithm(1 / p.T_mult.value, 1 / grown)
        return whole_logarithm(p.T_mult.value, grown)

    def _begin(self, cycle: Node | int) -> Node:
        """Where a cycle begins, between two steps perhaps."""
        p = self.symbols
        if self.T_mult == 1:
            return p.T0 * cycle
        growth = self._growth if cycle is self._cycle else power(p.T_mult, cycle)
        return p.T0 * (growth - 1) / (p.T_mult - 1)

    def _start(self, cycle: int) -> int:
        """The first step of a cycle."""
        p = self.symbols
        if p.T_mult.value == 1:
            return ceil(p.T0.value * cycle)
        # in doubles, where they leave no doubt: an exact power of many cycles takes long
        mult = float(p.T_mult.value)
        growth = cycle * (log1p(p.T_mult.value - 1) if 2 * mult > 1 else log(mult))
        if growth > BEYOND_ALL:
            return FARTHEST
        about = expm1(growth) * float(p.T0.value / (p.T_mult.value - 1)) if growth < MOST_GROWTH else inf
        off = ROUNDING * (1 + about * (1 + abs(growth)))
        if about < MOST_STEPS and ceil(about - off) == ceil(about + off):
            return ceil(about)
        begin = self._begin(cycle).real(Point(0))
        if begin.exact is not None:
            return ceil(begin.exact)
        return int(begin.truncated(0)) + 1

    @cached_property
    def _cycle(self) -> Quantity:
        p = self.symbols
        if self.T_mult == 1:
            return cycle_count(floor(STEP / p.T0))
        grown = 1 + (p.T_mult - 1) * STEP / p.T0
        if p.T_mult.value < 1:
            return cycle_count(floor_logarithm(1 / p.T_mult, 1 / (1 - (1 - p.T_mult) * STEP / p.T0)))
        return cycle_count(floor_logarithm(p.T_mult, grown))

    @cached_property
    def _growth(self) -> Node:
        """How many times as long the cycle is as the first."""
        return power(self.symbols.T_mult, self._cycle)

    @cached_property
    def _progress(self) -> Node:
        """The share of the cycle that is over."""
        p = self.symbols
        length = p.T0 if self.T_mult == 1 else p.T0 * self._growth
        return (STEP - self._begin(self._cycle)) / length

    def _peak(self, cycle: Node) -> Node:
        p = self.symbols
        return p.max if self.peak_decay == 1 else p.max * power(p.peak_decay, cycle)

    @cached_property
    def _formula(self) -> tuple[Quantity, ...]:
        """The same for every cycle."""
        value, wave = half_wave(self._progress)
        scale = scale_factor(wave)
        return self._cycle, value, scale, learning_rate(self._rate(scale))

    def _rate(self, scale: Node) -> Node:
        """η at a scale, in the cycle."""
        p = self.symbols
        if self.peak_decay == 1 or self.decays == "peak":
            return p.min + (self._peak(self._cycle) - p.min) * scale
        decayed = power(p.peak_decay, self._cycle)
        if self.decays == "range":
            return p.min + (p.max - p.min) * decayed * scale
        return decayed * (p.min + (p.max - p.min) * scale)

    def phase_at(self, step: int) -> Phase:
        cycle = self._cycle_at(step)
        return Phase(self._start(cycle), max(step, self._start(cycle + 1) - 1), self._formula)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        p = self.symbols
        decay, high, low = p.peak_decay.value, p.max.value, p.min.value
        limit = self._limit
        if limit is not None:
            yield f"M is below 1: the cycles end before step {float(limit):.6g}, and the last rate is held"
        if decay > 1:
            yield "d is larger than 1: each cycle begins higher than the one before"
        elif decay < 1 and 0 < low <= high and self.decays == "peak":
            below = whole_logarithm(1 / decay, high / low) + 1 if decay else 1
            yield f"from cycle {below} on the peak is below η_min, and the curve is upside down"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p, cycle = self.symbols, self._cycle
        value, scale, eta = phase["cosine"], phase["scale"], phase["learning_rate"]
        ends = Symbols({**vars(p), "max": self._peak(cycle)})  # type: ignore[dict-item]
        yield from cosine_mistakes(phase, ends, self._progress)
        angle = "the angle is π times the share of the cycle that is over"
        if phase.first > 0:
            yield Mistake("no-restart", "t was counted from 0 and not from the restart", angle,
                          {value: cosine(PI * STEP / p.T0)})  # fmt: skip
            yield Mistake("late-restart", "the restart was taken one step late",
                          "a cycle begins with the rate of its peak",
                          {cycle: cycle.replace({STEP: STEP - 1})})  # fmt: skip
        if self.T_mult != 1:
            yield Mistake("first-length", "the first cycle's length was used for every cycle", angle,
                          {value: cosine(PI * (STEP - p.T0 * floor(STEP / p.T0)) / p.T0)})  # fmt: skip
        if self.peak_decay != 1 and self.decays == "peak":
            decayed = power(p.peak_decay, cycle)
            span, repair = p.max - p.min, "the maximum alone decays: η_max·d^cycle"
            for name, what, variant in (
                ("no-decay", "the decay of the peak was left out", p.min + span * scale),
                ("range-decayed", "η_max − η_min was multiplied by d^cycle", p.min + span * decayed * scale),
                ("min-decayed", "η_min was multiplied by d^cycle too", decayed * (p.min + span * scale)),
                ("cycles-from-1", "the cycles were counted from 1",
                 p.min + (self._peak(cycle + 1) - p.min) * scale),
            ):  # fmt: skip
                yield Mistake(name, what, repair, {eta: variant})
