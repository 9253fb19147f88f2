"""Warm-up, then cosine annealing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from lrcalc.policies.cosine import Cosine
from lrcalc.schedule.bounded import TotalPolicy
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import declared
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.ramp import RampPolicy
from lrcalc.schedule.warmup_parameters import WARMUP


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Warmup(RampPolicy, TotalPolicy):
    """A straight line up to the maximum, then cosine annealing down to the minimum: cosine --warmup.

    η_t = η_max × t / W for t ≤ W
    η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − W)/(T − W))) / 2 for t > W

    max: η_max, the rate at step W (rate).
    warmup: W, the steps of the warm-up; a share of T may be given as 10% (steps).
    T: the total steps, the warm-up included (steps).
    min: η_min, the rate at step T (rate).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: sections 8.5 and 8.7 of the document.

    >>> Warmup(max="0.002", min="0.0001", warmup=500, T=5000).at(250)
    0.001
    """

    warmup_mode: str = declared(WARMUP["warmup_mode"])

    title = "Warm-up, then cosine annealing"
    example = "--max 0.002 --min 0.0001 --warmup 500 --T 5000 --at 0,250,500,1250,5000"

    def __post_init__(self) -> None:
        super().__post_init__()
        of_the_cosine = {name: text for name, text in self.typed.items() if name in Cosine.parameters()}
        ramp = (self.warmup_start, self.warmup_shape, self.warmup_mode, self.warmup_ramp)
        warm = self.symbols.warmup.value if self.has_parts else self.typed["warmup"]
        self.keep(whole=Cosine(**of_the_cosine).after_warmup(warm, *ramp))
        # its formula is written in these, and mistakes in it are told by them
        vars(self.symbols).update(vars(self.whole.symbols))

    whole: ClassVar[Policy]

    def phase_at(self, step: int) -> Phase:
        return self.whole.phase_at(step)

    def turns(self, phase: Phase) -> Iterable[int]:
        return self.whole.turns(phase)

    @property
    def monotone_from(self) -> int | None:
        return self.whole.monotone_from

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        return self.whole.mistakes(phase)

    def notes(self) -> Iterator[str]:
        yield from dict.fromkeys([*self.whole.notes(), *self.reading_notes])
