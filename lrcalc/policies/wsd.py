"""Warm-up, stable, decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lrcalc.errors import ParameterError, counted
from lrcalc.expression import PI, STEP, Node, Quantity, cosine, power
from lrcalc.policies.cosine import cosine_mistakes
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes
from lrcalc.schedule.derivation import Phase, half_wave, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import StepsLike, choice, steps
from lrcalc.schedule.ramp import NAME, RampPolicy

HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Wsd(RampPolicy, TotalPolicy):
    """A straight line up to the maximum, the maximum for most of the run, then a decay to the minimum.

    η_t = η_max × t / W for t ≤ W
    η_t = η_max for W < t ≤ T − D
    η_t = η_min + (η_max − η_min) × (1 − (t − (T − D)) / D) for t > T − D

    max: η_max, the rate from step W to step T − D (rate).
    warmup: W, the steps of the warm-up; a share of T may be given as 10% (steps).
    decay: D, the steps of the decay, the last ones; also as a share of T (steps).
    T: the total steps, warm-up and decay included (steps).
    min: η_min, the rate at step T (rate).
    shape: the scale of the decay, with p = (t − (T − D))/D: linear, 1 − p; cosine, (1 + cos(π·p))/2;
    1-sqrt, 1 − √p; exponential, 2·½^p − 1.
    Raises ParameterError where W + D > T, and for a rate or a number of steps that cannot be taken.
    Source: Hu et al., MiniCPM (2024); Hägele et al., Scaling Laws and Compute-Optimal Training Beyond
    Fixed Training Durations (2024), for 1-sqrt; transformers get_wsd_schedule; Megatron-LM WSD.

    The exponential decay is Megatron's and not the geometric η_max·(η_min/η_max)^p: it reaches any
    minimum, 0 among them, which is the default, and the shapes then differ in their scale alone.

    >>> Wsd(max="0.001", warmup=500, decay=1000, T=5000).at(4250)
    0.00075
    """

    decay: StepsLike = steps(
        "--decay",
        "--decay-steps",
        symbol="D",
        latex="D",
        help="the length of the decay; 10% is a tenth of T",
        least=0,
        share_of="T",
    )
    shape: str = choice(
        "--shape", choices=("linear", "cosine", "1-sqrt", "exponential"), help="how the decay falls"
    )

    title = "Warm-up, stable, decay"
    example = "--max 0.001 --warmup 500 --decay 1000 --T 5000 --at 0,250,500,2500,4000,4250,5000"

    def validate(self) -> None:
        super().validate()
        warm, fall, total = self.symbols.warmup.steps, self.symbols.decay.steps, self.total
        if warm + fall > total:
            left = counted(max(0, total - warm), "step")
            raise ParameterError(
                self.parameters()["decay"].label,
                f"expected up to {left}, what the warm-up leaves of T, got {fall}: "
                f"W + D = {warm} + {fall} is longer than T = {total}",
            )

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        warm, begin = p.warmup.steps, self.total - p.decay.steps
        if step <= self.ramp_last:
            return self.ramp(p.max, step)
        if step <= begin and (begin > warm or not p.decay.steps):
            first, _ = self.after()
            relation = "<" if first > warm else "≤"
            held = (p.warmup, relation, STEP, "≤", p.T - p.decay) if warm else (STEP, "≤", p.T - p.decay)
            return Phase(first, begin, (learning_rate(p.max),), "stable", held)
        # With neither warm-up nor stable part, step 0 is already the first of the decay: η_0 = η_max.
        first, relation = (begin + 1, ">") if begin > warm or self.ramp_last == begin else (begin, "≥")
        return Phase(first, self.total, self._decay(), "decay", (STEP, relation, p.T - p.decay))

    @property
    def _progress(self) -> Node:
        p = self.symbols
        return (STEP - (p.T - p.decay)) / p.decay

    def _decay(self) -> tuple[Quantity, ...]:
        if self.shape == "cosine":
            value, wave = half_wave(self._progress)
            scale = scale_factor(wave)
            return value, scale, learning_rate(self.scaled(scale))
        scale = scale_factor(self._fallen(self._progress))
        return scale, learning_rate(self.scaled(scale))

    def _fallen(self, progress: Node) -> Node:
        """The scale where it is found without a cosine value."""
        if self.shape == "1-sqrt":
            return 1 - power(progress, HALF)
        return 2 * power(HALF, progress) - 1 if self.shape == "exponential" else 1 - progress

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        eta = phase["learning_rate"]
        if phase.name == NAME:
            yield from self.ramp_mistakes(phase, p.min)
        elif phase.name == "stable":
            wait = "the maximum is held until T − D"
            early = self.scaled(1 - (STEP - p.warmup) / (p.T - p.warmup))
            yield Mistake(
                "decay-after-warmup", "the decay was begun at the end of the warm-up", wait, {eta: early}
            )
            if p.warmup.value:
                carried_on = {eta: p.max * STEP / p.warmup}
                yield Mistake("still-warming-up", "the warm-up was carried on", wait, carried_on)
        else:
            yield from self._decay_mistakes(phase)

    def _decay_mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        if p.warmup.value:
            carried_on = {eta: p.max * STEP / p.warmup}
            yield Mistake(
                "still-warming-up", "the warm-up was carried on", "past T − D the rate decays", carried_on
            )
        yield Mistake("still-stable", "the maximum was held on", "past T − D the rate decays", {eta: p.max})
        other = {
            "decay-after-warmup": (
                "the decay was begun at the end of the warm-up", (STEP - p.warmup) / (p.T - p.warmup)),
            "over-total": ("t/T was used, as if all of the run were decay", STEP / p.T),
        }  # fmt: skip
        if 2 * p.decay.value < p.T.value:
            begun = (STEP - p.decay) / (p.T - p.decay)
            other["D-as-start"] = ("D was read as the step at which the decay begins", begun)
        for name, (what, progress) in other.items():
            wrong = (
                {phase["cosine"]: cosine(PI * progress)}
                if "cosine" in phase
                else {scale: self._fallen(progress)}
            )
            yield Mistake(name, what, "the decay is the last D steps: (t − (T − D))/D", wrong)
        if "cosine" in phase:
            yield from cosine_mistakes(phase, p, self._progress)
            return
        yield from range_mistakes(p, scale, eta)
        repair = "the scale is what is left"
        yield Mistake("done-for-left", "the share that is done was used", repair, {scale: self._progress})
        if self.shape == "1-sqrt":
            repair = "the scale is 1 − √p"
            yield Mistake(
                "root-of-rest", "√(1 − p) was used", repair, {scale: power(1 - self._progress, HALF)}
            )
            yield Mistake("no-root", "the root was left out", repair, {scale: 1 - self._progress})
        if self.shape == "exponential":
            halved = {scale: power(HALF, self._progress)}
            yield Mistake("only-halved", "½^p was used", "the scale is 2·½^p − 1, which ends at 0", halved)
            if p.min.value and p.max.value:
                geometric = {eta: p.max * power(p.min / p.max, self._progress)}
                what = "the rate was multiplied down to η_min"
                yield Mistake("geometric", what, "the scale is 2·½^p − 1", geometric)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.symbols.decay.steps == 0 and self.symbols.warmup.steps < self.total:
            yield "D = 0: there is no decay, and the rate stays at the maximum"
