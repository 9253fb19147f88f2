"""One cycle: up, then down, in straight lines or half cosine waves."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP, Node, Quantity, Symbol
from lrcalc.expression.nodes import node
from lrcalc.numbers.literal import MOST_STEPS, shown
from lrcalc.schedule.bounded import MaxMinPolicy, total_steps
from lrcalc.schedule.derivation import Condition, Phase, half_wave, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import ONE, RateLike, StepsLike, choice, factor, flag, steps

# What goes with a total, and what it is where it is not given.
WITH_TOTAL = {"pct_start": "0.3", "div_factor": "25", "final_div_factor": "10000", "anneal": "cos"}
WITH_LENGTHS = ("min", "min_ratio", "T1", "T2")


class Leg(NamedTuple):
    """The way from one rate to another: the steps before it, and how many it takes; neither need be whole."""

    name: str
    start: Symbol
    end: Symbol
    before: Node | None
    length: Symbol

    @property
    def done(self) -> Node:
        """The steps of the way that are done."""
        return STEP if self.before is None else STEP - self.before


def _beside_total(*options: str, help: str, share_of: str | None = None) -> Any:
    text = f"with --T: {help}"
    return factor(*options, symbol="", latex="", help=text, share_of=share_of, optional=True)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class OneCycle(MaxMinPolicy):
    """A straight line up from the minimum to the maximum, then one down again.

    η_t = η_min + (η_max − η_min) × t / T₁ for t ≤ T₁
    η_t = η_max − (η_max − η_min) × (t − T₁) / T₂ for t > T₁

    max: η_max, the rate at step T₁ (rate).
    T1: T₁, the steps of the way up (steps).
    T2: T₂, the steps of the way down (steps).
    min: η_min, the rate at steps 0 and T₁ + T₂ (rate).

    With T in place of T1, T2 and min it is torch's OneCycleLR, whose T updates are the steps 0 to T − 1:
    from η_0 = η_max/div_factor up over T₁ = pct_start·T − 1 steps, then down to η_min = η_0/final_div_factor
    over T₂ = T − pct_start·T, either way half a cosine wave or, with anneal linear, a straight line. With
    three_phase it goes down to η_0 in T₂ = T₁ steps, and on to η_min in T₃ = T − 1 − T₁ − T₂.
    The lengths are not rounded: where T₁ is not whole, the maximum lies between two steps. The value of step
    T − 1 is held; torch extrapolates for one step more. Where pct_start·T is 1, torch divides by zero; here
    there is no way up then.

    T: the total, of which the last step is T − 1 (steps).
    pct_start: the share of T in which the rate rises, from 0 to 1 (factor; default 0.3).
    div_factor, final_div_factor: η_max/η_0 and η_0/η_min, above 0 (factors; default 25 and 10000).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken, and for
    parameters of both forms.
    Source: section 8.5 of the document; Smith and Topin, Super-Convergence (2018); torch OneCycleLR.

    >>> OneCycle(max="0.001", min="0.0001", T1=2000, T2=3000).at(3500)
    0.00055
    >>> OneCycle(max="0.001", T=100).at(99)
    4e-09
    """

    T1: StepsLike | None = steps("--T1", symbol="T₁", latex="T_1", help="the way up", least=0, optional=True)
    T2: StepsLike | None = steps(
        "--T2", symbol="T₂", latex="T_2", help="the way down", least=0, optional=True
    )
    T: StepsLike | None = total_steps("the total; in place of --T1, --T2, --min", optional=True)
    pct_start: RateLike | None = _beside_total(
        "--pct-start", help="the share that rises, 0.25 or 25%; default 0.3", share_of=ONE
    )
    div_factor: RateLike | None = _beside_total("--div-factor", help="η_max over the first rate; default 25")
    final_div_factor: RateLike | None = _beside_total(
        "--final-div-factor", help="the first rate over the last; default 10000"
    )
    anneal: str | None = choice(
        "--anneal", choices=("cos", "linear"), help="with --T: the curve, default cos", optional=True
    )
    three_phase: bool = flag("--three-phase", help="with --T: down to the first rate, then on to the last")

    title = "One cycle"
    example = "--max 0.001 --min 0.0001 --T1 2000 --T2 3000 --at 0,1000,2000,3500,5000"

    def resolved(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        own = self.parameters()
        total, lengths = own["T"].label, "--T1 and --T2"
        if "T" in symbols:
            for name in WITH_LENGTHS:
                if name in symbols:
                    reason = f"expected {total}, or {lengths} with their minimum, got both"
                    raise ParameterError(own[name].label, reason)
            return self._with_total(symbols)
        for name in (*WITH_TOTAL, "three_phase"):
            if name in self.typed:
                raise ParameterError(own[name].label, f"expected {total} with it, got none")
        for name, other in (("T1", "T2"), ("T2", "T1")):
            if name not in symbols:
                given = f"{own[other].label} alone" if other in symbols else "none"
                raise ParameterError(own[name].label, f"expected {lengths}, or {total}, got {given}")
        return super().resolved(symbols)

    def _with_total(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        """The symbols of the formula, from the total and the factors."""
        own, T, high = self.parameters(), symbols["T"], symbols["max"]
        for name, text in WITH_TOTAL.items():
            if name not in self.typed:
                self.typed[name] = text
                self.keep(**{name: Fraction(text) if own[name].is_number else text})
        share, divisor, last_divisor = self._factors
        if share > 1:
            reason = f"expected a share of T from 0 to 1, got {shown(self.typed['pct_start'])}"
            raise ParameterError(own["pct_start"].label, reason)
        for name, value in (("div_factor", divisor), ("final_div_factor", last_divisor)):
            if value == 0:
                reason = f"expected more than 0, got {shown(self.typed[name])}, which divides by zero"
                raise ParameterError(own[name].label, reason)
        init = Symbol("η_0", r"\eta_0", high.value / divisor)
        low = own["min"].as_symbol(init.value / last_divisor)
        up = share * T.value - 1
        down = up if self.three_phase else T.value - 1 - up
        found = {"max": high, "T": T, "init": init, "min": low}
        found |= {"T1": own["T1"].as_symbol(up), "T2": own["T2"].as_symbol(down)}
        if self.three_phase:
            found["T3"] = Symbol("T₃", "T_3", T.value - 1 - up - down)
        return found

    @property
    def _factors(self) -> list[Fraction]:
        return [Fraction(given or 0) for given in (self.pct_start, self.div_factor, self.final_div_factor)]

    @property
    def total(self) -> int:
        p = self.symbols
        return p.T1.steps + p.T2.steps if self.T is None else p.T.steps - 1

    @property
    def updates(self) -> int:
        # torch's total counts the updates, the last of which is at step T − 1
        return self.total if self.T is None else self.symbols.T.steps

    def validate(self) -> None:
        own = self.parameters()
        if self.T is None and not 1 <= self.total <= MOST_STEPS:
            label = f"{own['T1'].label}/{own['T2'].label}"
            raise ParameterError(label, f"expected a sum from 1 to 10^15 steps, got T1 + T2 = {self.total}")
        if self.total == 0 and self._factors[0] == 1:
            reason = f"expected 2 steps or more where {own['pct_start'].label} is 1, got 1"
            raise ParameterError(own["T"].label, reason)

    def bounds(self) -> tuple[Fraction, Fraction]:
        rates = [rate.value for leg in self._legs for rate in (leg.start, leg.end)]
        return min(rates), max(rates)

    @property
    def _legs(self) -> list[Leg]:
        p = self.symbols
        first = p.min if self.T is None else p.init
        second = p.init if self.three_phase else p.min
        legs = [Leg("rising", first, p.max, None, p.T1), Leg("falling", p.max, second, p.T1, p.T2)]
        return [*legs, Leg("annihilation", p.init, p.min, p.T1 + p.T2, p.T3)] if self.three_phase else legs

    def phase_at(self, step: int) -> Phase:
        first, reached = 0, Fraction(0)
        for leg in self._legs:
            reached += leg.length.value
            last = min(self.total, floor(reached))
            # Without a way up, step 0 is already the first of the way down: η_0 = η_max.
            if leg.length.value > 0 and step <= last:
                return Phase(first, last, self._quantities(leg), leg.name, self._condition(leg, first))
            if leg.length.value > 0:
                first = last + 1
        raise AssertionError("the legs reach to the total")

    def _quantities(self, leg: Leg) -> tuple[Quantity, ...]:
        progress = leg.done / leg.length
        value, wave = half_wave(progress, falling=False)
        scale = scale_factor(wave if self.anneal == "cos" else progress)
        if leg.name == "rising":
            eta = learning_rate(leg.start + (leg.end - leg.start) * scale)
        else:
            eta = learning_rate(leg.start - (leg.start - leg.end) * scale)
        return (value, scale, eta) if self.anneal == "cos" else (scale, eta)

    def _condition(self, leg: Leg, first: int) -> Condition:
        if leg.before is None:
            return (STEP, "≤", leg.length)
        if leg.name == "falling" and self.three_phase:
            return (leg.before, "<", STEP, "≤", leg.before + leg.length)
        return (STEP, ">" if first else "≥", leg.before)

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        leg = next(leg for leg in self._legs if leg.name == phase.name)
        if self.T is not None:
            yield from self._mistakes_with_total(phase, leg)
        both = p.T1 + p.T2
        if phase.name == "rising":
            if self.T is None:
                added = {eta: (p.max - p.min) * scale}
                yield Mistake("min-not-added", "η_min was not added", "add η_min", added)
                yield Mistake("over-both", "t was divided by T₁ + T₂", "divide t by T₁", {scale: STEP / both})
            repair = f"start it at {leg.start.name}"
            yield Mistake("up-from-0", "the way up started at 0", repair, {eta: p.max * scale})
            return
        if self.T is None:
            down = "the way down is (t − T₁)/T₂"
            if p.T1.value != p.T2.value:
                yield Mistake(
                    "T2-as-end",
                    "T₂ was read as the step at which the cycle ends",
                    "T₂ is the length of the way down",
                    {scale: (STEP - p.T1) / (p.T2 - p.T1)},
                )
            yield Mistake("T1-not-subtracted", "T₁ was not subtracted from t", down, {scale: STEP / p.T2})
            over_both = {scale: leg.done / both}
            yield Mistake("over-both", "the way down was divided by T₁ + T₂", down, over_both)
        repair = f"take it down to {leg.end.name}"
        to_0 = {eta: leg.start - leg.start * scale}
        yield Mistake("down-to-0", "the way down was taken to 0", repair, to_0)

    def _mistakes_with_total(self, phase: Phase, leg: Leg) -> Iterator[Mistake]:
        """The ways to go wrong where the lengths and the ends follow from a total and from factors."""
        p = self.symbols
        share, _, last_divisor = self._factors
        if leg.name == "rising" or not self.three_phase:
            what, repair = "the maximum was put at step pct_start·T", "it lies at step pct_start·T − 1"
            yield Mistake("peak-at-share", what, repair, {p.T1: node(share) * p.T})
        if leg.name == "rising":
            what = "the way up started at η_min"
            yield Mistake("up-from-min", what, "start it at η_0", {p.init: p.min})
        if leg.end is p.min:
            what = "η_min was taken as η_max/final_div_factor"
            wrong = {p.min: p.max / node(last_divisor)}
            yield Mistake("final-over-max", what, "divide η_0 by final_div_factor", wrong)
        if "cosine" in phase:
            scale, value, progress = phase["scale"], phase["cosine"], leg.done / leg.length
            repair = "the scale is half a cosine wave, (1 − cos)/2"
            yield Mistake("linear", "a straight line was used", repair, {scale: progress})
            yield Mistake("one-plus-cosine", "1 + cos was used", repair, {scale: (1 + value) / 2})

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.T is None:
            return
        p = self.symbols
        if p.init.value > p.max.value:
            yield "div_factor is below 1: η_0 is larger than η_max"
        if p.T1.value <= 0:
            never = ", and η_max is never reached" if p.T1.value < 0 or self.three_phase else ""
            yield f"pct_start·T is not more than 1 step: there is no way up{never}"
        if self.three_phase and p.T3.value <= 0:
            yield "pct_start leaves no steps for the third phase: η_min is never reached"
