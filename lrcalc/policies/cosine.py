"""Cosine annealing."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lrcalc.expression import PI, STEP, Node, cosine, floor, power, sine
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes, total_mistakes
from lrcalc.schedule.derivation import Phase, Symbols, half_wave, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake, constant
from lrcalc.schedule.parameters import RateLike, factor


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Cosine(TotalPolicy):
    """Half a cosine wave down from the maximum to the minimum.

    η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2

    With a power the scale factor is ((1 + cos(π·t/T))/2)^p, and with cycles the angle is π·n·t/T.

    max: η_max, the rate at step 0 (rate).
    T: the total steps, after which the last rate holds (steps).
    min: η_min, the rate at step T (rate).
    power: p, the power of the scale factor (factor).
    cycles: n, the half waves: 1 is down, 2 down and up again (factor).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: sections 8.4 and 8.7 of the document; Loshchilov and Hutter, SGDR (2017), equation 5.
    The power is the exponent of optax cosine_decay_schedule; the half waves are twice the num_cycles of
    transformers get_cosine_schedule_with_warmup.

    >>> Cosine(max="0.002", min="0.0001", T=5000).at(1250)
    0.0017217514421272201
    """

    power: RateLike | None = factor(
        "--power", symbol="p", latex="p", help="the power of the scale factor; default 1", optional=True
    )
    cycles: RateLike | None = factor(
        "--cycles",
        symbol="n",
        latex="n",
        help="the half waves: 1 is down, 2 down and up again; default 1",
        optional=True,
    )

    title = "Cosine annealing"
    phase_name = "annealing"
    example = "--max 0.002 --min 0.0001 --T 5000 --at 1250"
    solvable = ("T", "power")

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        value, wave = half_wave((STEP if self.cycles is None else p.cycles * STEP) / p.T)
        scale = scale_factor(self._raised(wave))
        return Phase(0, self.total, (value, scale, learning_rate(self.scaled(scale))))

    def _raised(self, scale: Node) -> Node:
        return scale if self.power is None else power(scale, self.symbols.power)

    @property
    def monotone(self) -> bool:
        return self.power == 0 or self.cycles is None or self.symbols.cycles.value <= 1

    def turns(self, phase: Phase) -> Iterator[int]:
        if self.monotone:
            return
        cycles = self.symbols.cycles.value
        if cycles < self.total:
            yield from (int(self.total * wave / cycles) for wave in range(1, int(cycles) + 1))
        else:
            # a wave is no longer than a step, so each may be a turn
            yield from range(1, self.total)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.power == 0:
            yield "p = 0: every power is 1, the rate stays at η_max"
        if self.cycles == 0:
            yield "n = 0: there is no wave, the rate stays at η_max"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        T, scale = self.symbols.T, phase["scale"]
        progress = STEP / T
        half_waves = progress if self.cycles is None else self.symbols.cycles * progress
        for mistake in cosine_mistakes(phase, self.symbols, half_waves):
            # what stands for the scale is raised to the power like the scale
            raised = {item: self._raised(it) if item is scale else it
                      for item, it in mistake.replacements.items()}  # fmt: skip
            yield mistake.changed(replacements=raised)
        if self.cycles not in (None, 1):
            yield Mistake("cycles-left-out", "one half wave was used", "the angle is π·n·t/T",
                          {phase["cosine"]: cosine(PI * progress)})  # fmt: skip
        if self.power not in (None, 1):
            once, value = (1 + phase["cosine"]) / 2, phase["cosine"]
            last = "raise (1 + cos)/2 to the power p"
            yield Mistake("power-left-out", "the power was left out", last, {scale: once})
            yield Mistake("product-for-power", "(1 + cos)/2 was multiplied by p", last,
                          {scale: self.symbols.power * once})  # fmt: skip
            yield Mistake("cosine-raised", "the cosine alone was raised to the power", last,
                          {scale: (1 + power(value, self.symbols.power)) / 2})  # fmt: skip
        yield from total_mistakes(T)


def cosine_mistakes(phase: Phase, p: Symbols, progress: Node) -> Iterator[Mistake]:
    """The ways to go wrong in half a cosine wave from η_max to η_min; `progress` runs from 0 to 1."""
    value, scale = phase["cosine"], phase["scale"]
    yield from range_mistakes(p, scale, phase["learning_rate"])
    half = Fraction(1, 2)
    radians = "use radians: the angle is π times the progress"
    instead = {
        "degrees-in-radians": (
            "180·t/T was typed with the calculator in radians", radians, value, cosine(180 * progress)),
        "no-half": ("the division by 2 was left out", "divide 1 + cos by 2", scale, 1 + value),
        "no-one": ("the 1 + was left out", "add 1 to the cosine value", scale, value / 2),
        "cosine-as-scale": (
            "the cosine value was used as the scale factor", "the scale is (1 + cos)/2", scale, value),
        "one-plus-half-cosine": (
            "only the cosine value was divided by 2", "divide all of 1 + cos by 2", scale, 1 + value / 2),
        "no-pi": ("π was left out", "the angle is π times the progress", value, cosine(progress)),
        "pi-3.14": (
            "3.14 was used for π", "use π to more digits", value, cosine(constant("3.14") * progress)),
        "full-wave": ("2π was used for π", "half a wave is π", value, cosine(2 * PI * progress)),
        "quarter-wave": (
            "a quarter wave, cos(πt/2T), was used as the scale", "the scale is (1 + cos(πt/T))/2", scale,
            cosine(PI * progress * half)),
        "half-angle": ("the angle was halved", "the angle is π times the progress", value,
            cosine(PI * progress * half)),
        "one-minus-cosine": (
            "1 − cos was used, or η_min and η_max were swapped, which gives the same number",
            "use 1 + cos, from η_max down to η_min", scale, (1 - value) / 2),
        "sine": ("the sine was taken", "take the cosine", value, sine(PI * progress)),
        "linear": (
            "a straight line was used for the cosine", "the scale is (1 + cos)/2", scale, 1 - progress),
        "whole-division": (
            "t was divided by T without a remainder", "keep the fraction t/T", value,
            cosine(PI * floor(progress))),
    }  # fmt: skip
    for name, (what, repair, quantity, variant) in instead.items():
        yield Mistake(name, what, repair, {quantity: variant})
