"""The ramp that a warm-up goes up: what it counts, and the shape of the way up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP, Node, Number, Quantity, Symbol, exponential, power
from lrcalc.expression.choice import Minimum
from lrcalc.expression.logarithm import Logarithm
from lrcalc.numbers.display import quantity_text
from lrcalc.schedule.derivation import Condition, Phase, half_wave, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, declared
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.warmup_parameters import RAMP, RAMPS, USUAL

NAME = "warm-up"
# The shapes that are at the peak where all steps are counted.
REACHING = ("linear", "cosine", "exponential", "quadratic")
BY_SHORT_NAME = {short: formula for formula, (short, _, _) in RAMPS.items()}


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class RampPolicy(Policy):
    """A policy that begins with a warm-up.

    warmup: W, the steps of the warm-up (steps).
    warmup_start: η_start, the rate at step 0 (rate; default 0).
    warmup_ramp: the progress p of the warm-up: t/W (open), (t+1)/W (early), (t+1)/(W+1) (inner),
    t/(W-1) (closed) or (t-1)/W (late); a count below 0 counts as 0.
    warmup_shape: linear, η_start + (η_max − η_start)·p; cosine, half a wave up; quadratic, p²; exponential,
    η_start·(η_max/η_start)^p, which needs a start above 0; log, ln(count + 1)/ln W, at most 1; saturating,
    1 − e^(−(t + 1)/W), which never reaches the peak; or constant, η_start up to the end.
    Raises ParameterError for an exponential warm-up from 0, and for a W that a ramp divides by zero with.
    Source: linear t/W transformers, (t+1)/W torchtitan, (t+1)/(W+1) nanoGPT, t/(W-1) lightning-bolts,
    (t-1)/W DeepSpeed, as is log; saturating pytorch-warmup; quadratic pytorch_scheduler; constant fvcore.
    """

    warmup: StepsLike = declared(RAMP["warmup"])
    warmup_start: RateLike = declared(RAMP["warmup_start"])
    warmup_shape: str = declared(RAMP["warmup_shape"])
    warmup_ramp: str = declared(RAMP["warmup_ramp"])

    def __post_init__(self) -> None:
        super().__post_init__()
        self.keep(typed={name: text for name, text in self.typed.items() if text != USUAL.get(name)})

    def named_symbols(self) -> dict[str, Symbol]:
        symbols = vars(self.symbols).items()
        return {name: symbol for name, symbol in symbols if name != "warmup_start" or symbol.value}

    def validate(self) -> None:
        super().validate()
        own, p = self.parameters(), self.symbols
        if self.warmup_shape == "exponential" and p.warmup_start.value == 0:
            raise ParameterError(
                own["warmup_start"].label, "expected a rate above 0 for an exponential warm-up, got 0"
            )
        if p.warmup.value == 1 and (self.warmup_shape == "log" or self.warmup_ramp in ("t/(W-1)", "closed")):
            raise ParameterError(own["warmup"].label, "expected 2 or more steps for this warm-up, got 1")
        if self.has_parts and (self._counts != (0, 0) or self.warmup_shape == "log"):
            self.refuse_parts("this ramp")

    def refuse_parts(self, beside: str) -> NoReturn:
        """Raise the error that the warm-up is to be whole."""
        got = f"{float(self.symbols.warmup.value):.15g}"
        label = self.parameters()["warmup"].label
        raise ParameterError(label, f"expected a whole number of steps with {beside}, got {got}")

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found, start = super().bounds(), self.symbols.warmup_start.value
        return None if found is None else (min(*found, start), max(*found, start))

    @property
    def ramp_last(self) -> int:
        """The last step of the ramp; −1 where there is none."""
        warm = self.symbols.warmup.steps
        if warm == 0:
            return -1
        return warm if self._reaches_peak or self._counts[0] < 0 or self.has_parts else warm - 1

    @property
    def has_parts(self) -> bool:
        """Whether the warm-up is no whole number of steps."""
        return self.symbols.warmup.value.denominator != 1

    @property
    def _reaches_peak(self) -> bool:
        """Whether step W is still a step of the ramp, and the one at the peak."""
        return self._counts == (0, 0) and self.warmup_shape in REACHING

    @property
    def _counts(self) -> tuple[int, int]:
        """How many steps are counted beyond t, and beyond W."""
        return RAMPS[BY_SHORT_NAME.get(self.warmup_ramp, self.warmup_ramp)][1:]

    def ramp(self, peak: Node, step: int = 1) -> Phase:
        """The phase of the warm-up that the step lies in, up to the peak."""
        p = self.symbols
        beyond, _ = self._counts
        if beyond < 0 and step == 0:  # the count would be below 0
            return Phase(0, 0, self._risen(peak, step), NAME, (STEP, "=", Number(Fraction(0))))
        last = self.ramp_last
        condition = (STEP, "≤" if last == p.warmup.steps else "<", p.warmup)
        return Phase(1 if beyond < 0 else 0, last, self._risen(peak, step), NAME, condition)

    def ramp_scale(self, step: int = 1) -> tuple[Quantity, ...]:
        """The quantities by which the share of the way up is found; none where it is 0 to the end."""
        p, (beyond, longer) = self.symbols, self._counts
        count: Node = STEP + beyond if beyond > 0 else STEP
        if beyond < 0:
            count = STEP + beyond if step else Number(Fraction(0))
        length = p.warmup if longer == 0 else p.warmup + 1 if longer > 0 else p.warmup - 1
        progress = count / length
        if self.warmup_shape == "cosine":
            value, wave = half_wave(progress, falling=False)
            return value, scale_factor(wave)
        shapes = {
            "linear": lambda: progress,
            "quadratic": lambda: power(progress, 2),
            "log": lambda: self._logarithmic(count),
            "saturating": lambda: 1 - exponential(-((STEP + 1) / p.warmup)),
            "exponential": lambda: progress,
        }
        return () if self.warmup_shape == "constant" else (scale_factor(shapes[self.warmup_shape]()),)

    def _logarithmic(self, count: Node) -> Node:
        scale = Logarithm(count + 1) / Logarithm(self.symbols.warmup)
        # it is 1 where the count is W − 1, and a ramp that counts a step more ends there
        return Minimum(Number(Fraction(1)), scale) if self._counts[0] > 0 else scale

    def _risen(self, peak: Node, step: int) -> tuple[Quantity, ...]:
        """The quantities of the ramp, η the last."""
        start, before = self.symbols.warmup_start, self.ramp_scale(step)
        if not before:
            return (learning_rate(start),)
        if self.warmup_shape == "exponential":
            scale = scale_factor(power(peak / start, before[-1].expression))
            return scale, learning_rate(start * scale)
        scale = before[-1]
        return *before, learning_rate(start + (peak - start) * scale if start.value else peak * scale)

    def after(self) -> tuple[int, Condition]:
        """The first step after the warm-up, and when it is after. Without a warm-up, step 0 is."""
        p, first = self.symbols, self.ramp_last + 1
        return first, (STEP, ">" if first > p.warmup.steps else "≥", p.warmup)

    def ramp_mistakes(self, phase: Phase, minimum: Node | None) -> Iterator[Mistake]:
        """The ways to go wrong in a linear warm-up from 0."""
        p = self.symbols
        if self.warmup_shape != "linear" or p.warmup_start.value or self._counts != (0, 0):
            return
        scale, eta = phase["scale"], phase["learning_rate"]
        whole = "divide t by W"
        yield Mistake(
            "warmup-inclusive", "(t + 1)/(W + 1) was used", whole, {scale: (STEP + 1) / (p.warmup + 1)}
        )
        if hasattr(p, "T"):
            yield Mistake("over-total", "t was divided by T", whole, {scale: STEP / p.T})
        if minimum is not None:
            peak = eta.expression.children[0]
            started = minimum + (peak - minimum) * scale
            yield Mistake(
                "warmup-from-min", "the warm-up was started at η_min", "start it at 0", {eta: started}
            )

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        warm, total = self.symbols.warmup.steps, self.total
        if total is not None and warm > total:
            yield (
                f"W = {warm} is longer than T = {total}: the maximum is never reached, "
                f"the highest rate is {quantity_text('rate', self.derivation(total).learning_rate)}"
            )
        elif warm == total:
            yield f"W = T = {total}: the schedule is all warm-up and ends at the maximum"
