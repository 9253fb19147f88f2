"""Hyperbolic-tangent decay."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP, Quantity, exponential, tanh
from lrcalc.numbers.literal import RateLike, shown
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import number

# At 100 the scale is 1.4e-87 from 0 or 1, closer than any run can tell; further out, a tie with the middle
# between two doubles would take more digits than the arithmetic has.
FURTHEST = 100


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Tanh(TotalPolicy):
    """Slow at first, fast in between, slow at the end: the hyperbolic tangent between two bounds.

    η_t = η_min + (η_max − η_min) × (1 − tanh(l·(1 − t/T) + u·t/T)) / 2

    max: η_max, the rate that the curve starts from, but for (1 + tanh l)/2 of the range (rate).
    T: the total steps, after which the value of step T holds (steps).
    min: η_min, the rate that the curve comes down to, but for (1 − tanh u)/2 of the range (rate).
    lower: l, the argument of tanh at step 0, from -100 to 100 (number).
    upper: u, the argument of tanh at step T, from -100 to 100 (number).
    Raises ParameterError for a rate, a number or a number of steps that cannot be taken.
    Source: Hsueh et al., Stochastic Gradient Descent with Hyperbolic-Tangent Decay (2019); timm
    TanhLRScheduler, which from step T on jumps to η_min, where the value of the formula is held here.

    >>> Tanh(max="0.002", T=5000).at(3500)
    0.001
    """

    lower: RateLike = number(
        "--lower", symbol="l", latex="l", help="the argument of tanh at step 0", default="-7"
    )
    upper: RateLike = number(
        "--upper", symbol="u", latex="u", help="the argument of tanh at step T", default="3"
    )

    title = "Hyperbolic-tangent decay"
    monotone = True
    example = "--max 0.002 --min 0.0001 --T 5000 --lower -7 --upper 3 --at 0,2500,3500,4000,5000"
    solvable = ("T",)

    def validate(self) -> None:
        super().validate()
        for name in ("lower", "upper"):
            if abs(vars(self.symbols)[name].value) > FURTHEST:
                label, given = self.parameters()[name].label, shown(self.typed[name])
                raise ParameterError(label, f"expected from -{FURTHEST} to {FURTHEST}, got {given}")

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        argument = p.lower * (1 - STEP / p.T) + p.upper * STEP / p.T
        value = Quantity("tanh", "tanh value", r"\text{tanh}", "Tanh Value", tanh(argument))
        scale = scale_factor((1 - value) / 2)
        return Phase(0, self.total, (value, scale, learning_rate(self.scaled(scale))))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        value, scale, eta = phase["tanh"], phase["scale"], phase["learning_rate"]
        (argument,) = value.expression.children
        half = "the scale is (1 − tanh)/2"
        yield Mistake("upwards", "1 + tanh was used for 1 − tanh", half, {scale: (1 + value) / 2})
        yield Mistake("no-half", "the division by 2 was left out", half, {scale: 1 - value})
        yield Mistake("no-one", "the 1 − was left out", half, {scale: -value / 2})
        between = "the argument runs from l at step 0 to u at step T"
        swapped = tanh(p.lower * STEP / p.T + p.upper * (1 - STEP / p.T))
        yield Mistake("bounds-swapped", "l and u were swapped", between, {value: swapped})
        yield Mistake("sign-lost", "the sign of l was lost", between, {p.lower: -p.lower})
        what = "the logistic function was taken, which is that of half the argument"
        yield Mistake("logistic", what, "use tanh", {scale: 1 / (1 + exponential(argument))})
        yield from range_mistakes(p, scale, eta)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        lower, upper = self.symbols.lower.value, self.symbols.upper.value
        if lower > upper:
            yield "l is larger than u: the curve goes up"
        if lower == upper:
            yield "l equals u: the rate is the same at every step"
