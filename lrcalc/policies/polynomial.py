"""Polynomial decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lrcalc.expression import STEP, Node, Quantity, floor, power
from lrcalc.expression.nodes import node
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes, total_mistakes, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, factor, flag


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Polynomial(TotalPolicy):
    """A power of what is left of the way, down from the maximum to the minimum.

    η_t = η_min + (η_max − η_min) × (1 − t/T)^p

    With cycle it goes on without end: T becomes T·n where n = ⌈t/T⌉, 1 at least, so that the rate is η_min at
    each multiple of T, and jumps up after it.

    max: η_max, the rate at step 0 (rate).
    T: the total steps, after which η_min holds (steps).
    power: p, the power (factor); with 0 the rate stays at η_max, as 0^0 is 1.
    min: η_min, the rate at step T (rate), or min_ratio, its share of η_max (factor).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    cycle: whether it goes on with a longer T.
    Source: torch PolynomialLR, keras PolynomialDecay (cycle=True for cycle), optax polynomial_schedule.

    >>> Polynomial(max="0.002", min="0.0001", T=5000, power="0.9").at(1250)
    0.001566590062774784
    """

    power: RateLike = factor(
        "--power", symbol="p", latex="p", help="the power of what is left of the way", default="1"
    )

    cycle: bool = flag("--cycle", help="go on past T, as if T were the next multiple of it")

    title = "Polynomial decay"
    solvable = ("power", "T")
    example = "--max 0.002 --min 0.0001 --T 5000 --power 2 --at 0,1250,2500,3750,5000"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.cycle:
            self.keep(title="Polynomial decay with ever longer cycles")

    @property
    def total(self) -> int | None:  # type: ignore[override]  # with cycle there is none
        return None if self.cycle else super().total

    @property
    def updates(self) -> int | None:
        return self.total

    @property
    def monotone(self) -> bool:
        return not self.cycle

    def default_steps(self) -> list[int]:
        size = self.symbols.T.steps
        if not self.cycle:
            return super().default_steps()
        return up_to(None, {0, size // 2, size, size + 1, size * 3 // 2, 2 * size, 2 * size + 1})

    @cached_property
    def _rounds(self) -> Quantity:
        """How many times T the steps so far come to, rounded up."""
        return Quantity("rounds", "n", "n", "Rounds", -floor(-(STEP / self.symbols.T)), "count")

    def _formula(self, total: Node) -> tuple[Quantity, ...]:
        scale = scale_factor(power(1 - STEP / total, self.symbols.power))
        return scale, learning_rate(self.scaled(scale))

    @cached_property
    def _longer(self) -> tuple[Quantity, ...]:
        """The same in every round after the first."""
        return self._rounds, *self._formula(self.symbols.T * self._rounds)

    def phase_at(self, step: int) -> Phase:
        size = self.symbols.T.steps
        if not self.cycle:
            return Phase(0, size, self._formula(self.symbols.T))
        if step <= size:
            return Phase(0, size, self._formula(self.symbols.T), condition=(STEP, "≤", self.symbols.T))
        first = (step - 1) // size * size + 1
        return Phase(first, first + size - 1, self._longer, condition=(STEP, ">", self.symbols.T))

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.power == 0:
            yield "p = 0: every power is 1, the rate stays at η_max"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        total = p.T * self._rounds if "rounds" in phase else p.T
        left = 1 - STEP / total
        rule = "raise 1 − t/T to the power p"
        yield Mistake(
            "power-of-progress", "1 − (t/T)^p was used", rule, {scale: 1 - power(STEP / total, p.power)}
        )
        yield Mistake("upwards", "(t/T)^p was used", rule, {scale: power(STEP / total, p.power)})
        if p.power.value not in (0, 1):
            yield Mistake("power-ignored", "the power was left out", rule, {scale: left})
            yield Mistake("product-for-power", "1 − t/T was multiplied by p", rule, {scale: p.power * left})
            yield Mistake(
                "root-for-power", "the p-th root was taken", rule, {scale: power(left, 1 / p.power)}
            )
        yield from range_mistakes(p, scale, eta)
        yield from total_mistakes(p.T)
        if total is not p.T:
            what, repair = "T itself was used", "past T it is n·T, with n = ⌈t/T⌉"
            yield Mistake("first-total", what, repair, {self._rounds: node(1)})
