"""Noam decay: the schedule of the Transformer paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lrcalc.expression import STEP, Node, Quantity, power
from lrcalc.schedule.bounded import around_peak, end_of_run, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, declared, whole_number
from lrcalc.schedule.parameters import factor as factor_without_unit
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.ramp import NAME
from lrcalc.schedule.warmup_parameters import RAMP

HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Noam(Policy):
    """Up in a straight line, then down with the square root of the step, from the size of the model alone.

    η_t = factor × t / √(d·W^3) for t ≤ W
    η_t = factor × 1 / √(d·t) for t > W

    This is factor·d^-0.5·min(t^-0.5, t·W^-1.5), with the powers drawn together. It is 0 at step 0 and
    largest at step W, where it is factor/√(d·W).

    d_model: d, the width of the model (whole number).
    warmup: W, the steps of the warm-up (steps, 1 or more).
    factor: what all of it is multiplied by (factor; default 1).
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a number that cannot be taken, W = 0 among them.
    Source: Vaswani et al., Attention Is All You Need (2017), equation 3; paddle NoamDecay.

    >>> Noam(d_model=512, warmup=4000).at(2000)
    0.00034938562148434214
    """

    d_model: StepsLike = whole_number("--d-model", symbol="d", latex="d", help="the width of the model")
    warmup: StepsLike = declared(RAMP["warmup"].changed(help="the length of the warm-up", least=1))
    factor: RateLike = factor_without_unit(
        "--factor",
        symbol="factor",
        latex=r"\text{factor}",
        help="what all of it is multiplied by",
        default="1",
    )
    T: StepsLike | None = end_of_run()

    title = "Noam decay"
    example = "--d-model 512 --warmup 4000 --at 0,2000,4000,16000,64000"

    @property
    def monotone_from(self) -> int:
        return self.symbols.warmup.steps

    def default_steps(self) -> list[int]:
        return up_to(self.total, around_peak(self.symbols.warmup.steps))

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        warm = p.warmup.steps
        # One root of one rational number: two roots, each irrational, could not be seen to be rational.
        if step <= warm:
            quantities = self._scaled(STEP / power(p.d_model * power(p.warmup, 3), HALF))
            return Phase(0, warm, quantities, NAME, (STEP, "≤", p.warmup))
        quantities = self._scaled(1 / power(p.d_model * STEP, HALF))
        return Phase(warm + 1, None, quantities, "decay", (STEP, ">", p.warmup))

    def _scaled(self, expression: Node) -> tuple[Quantity, ...]:
        # The scale is as small as a rate, and shown as one.
        scale = scale_factor(expression, unit="rate")
        return scale, learning_rate(self.symbols.factor * scale)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.factor == 0:
            yield "factor is 0: the rate is 0 at every step"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        d, W = p.d_model, p.warmup
        rising, falling = STEP / power(d * power(W, 3), HALF), 1 / power(d * STEP, HALF)
        is_rising = phase.name == NAME
        instead = {
            "greater": (
                "the greater of the two was taken", "take the smaller of t^-0.5 and t·W^-1.5", scale,
                falling if is_rising else rising),
            "no-width": (
                "d^-0.5 was left out", "divide by √d", scale,
                STEP / power(power(W, 3), HALF) if is_rising else 1 / power(STEP, HALF)),
            "width-without-root": (
                "d was used for √d", "divide by the square root of d", scale,
                STEP / (d * power(power(W, 3), HALF)) if is_rising else 1 / (d * power(STEP, HALF))),
            "factor-as-peak": (
                "the factor was taken for the largest rate", "the largest rate is factor/√(d·W)", eta,
                p.factor * (STEP / W if is_rising else power(W / STEP, HALF))),
        }  # fmt: skip
        if is_rising:
            instead["warmup-half"] = (
                "W^-0.5 was used for W^-1.5", "the exponent of W is −1.5", scale, STEP / power(d * W, HALF),
            )  # fmt: skip
        if p.factor.value != 1:
            instead["no-factor"] = ("the factor was left out", "multiply by the factor", eta, scale)
        for name, (what, repair, quantity, variant) in instead.items():
            yield Mistake(name, what, repair, {quantity: variant})
