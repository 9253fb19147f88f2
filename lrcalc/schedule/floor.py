"""A least rate for any schedule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lrcalc.expression import Node, Quantity
from lrcalc.expression.choice import Maximum
from lrcalc.schedule.derivation import Phase, learning_rate
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.moved import Mover
from lrcalc.schedule.parameters import RateLike, declared
from lrcalc.schedule.wrapper import Wrapper
from lrcalc.schedule.wrappers import FLOOR


@dataclass(frozen=True, kw_only=True)
class Floored(Wrapper):
    """The greater of a schedule and a least rate.

    η_t = max(η, η_floor)

    floor: η_floor, the least rate (rate). The schedule is not scaled to it, as it is to a minimum.
    Source: Megatron-LM, which does not let the inverse square root fall below min_lr.

    >>> from lrcalc import Exponential
    >>> Exponential(lr=1, gamma="0.5").with_floor("0.1").at(4)
    0.1
    """

    floor: RateLike = declared(FLOOR["floor"])

    def entitled(self, title: str) -> str:
        return f"{title}, at least η_floor"

    def phase_at(self, step: int) -> Phase:
        before = self.inner.phase_at(step)
        return self._raised(before, before.first, before.last, before.name)

    @cached_property
    def _raised(self) -> Mover:
        least = self.symbols.floor

        def raised(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
            *others, eta = quantities
            alone = Quantity("unfloored", "rate", r"\text{rate}", "Without Floor", eta.expression, "rate")
            greater: Node = Maximum(alone, least)
            return *others, alone, learning_rate(greater)

        return Mover(self.inner, {}, raised)

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found, least = self.inner.bounds(), self.symbols.floor.value
        return None if found is None else (max(min(found), least), max(*found, least))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        yield from super().mistakes(phase)
        alone, eta = phase["unfloored"], phase["learning_rate"]
        rule = "the floor is the least rate: max(η, η_floor)"
        yield Mistake("no-floor-rate", "the floor was left out", rule, {eta: alone.expression})
        added = {eta: alone + self.symbols.floor}
        yield Mistake("floor-added", "the floor was added", rule, added)
