"""Schedules made of others: one that goes on a little past its end, and several multiplied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lrcalc.expression import Node, Quantity, Symbol
from lrcalc.expression.nodes import node
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.call.pieces import past_the_end, rate_of
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.schedule.derivation import Phase, Symbols
from lrcalc.schedule.policy import Policy


class Continued(Policy):
    """A schedule whose last formula goes on up to a later step, past which there is no rate.

    Raises ScheduleError past that step.
    """

    def __init__(self, inner: Policy, end: int) -> None:
        self.keep(
            name=inner.name,
            title=inner.title,
            typed=inner.typed,
            symbols=inner.symbols,
            reading_notes=[],
            inner=inner,
            end=end,
        )

    inner: Policy
    end: int

    def named_symbols(self) -> dict[str, Symbol]:
        return self.inner.named_symbols()

    @property
    def total(self) -> int:
        return self.end

    @property
    def updates(self) -> int | None:
        return self.inner.updates

    def check_step(self, step: int) -> None:
        if step > self.end:
            raise past_the_end(self.end, step)

    def phase_at(self, step: int) -> Phase:
        total = self.inner.total
        assert total is not None
        phase = self.inner.phase_at(min(step, total))
        if phase.last is None or phase.last < total:
            return phase
        return Phase(phase.first, self.end, phase.quantities, phase.name, phase.condition)

    def turns(self, phase: Phase) -> Iterator[int]:
        if self.inner.total is not None and phase.first <= self.inner.total:
            yield from self.inner.turns(phase)

    def default_steps(self) -> list[int]:
        return self.inner.default_steps()

    def notes(self) -> Iterator[str]:
        yield from [*self.inner.notes(), *self.reading_notes]


class Product(Policy):
    """Schedules multiplied, each as a factor of the one base rate: η₁·η₂/base.

    Raises ScheduleError past `end`, where there is one.
    """

    def __init__(self, parts: Sequence[Policy], base: Fraction, end: int | None = None) -> None:
        self.keep(
            name="product",
            title="A product of schedules",
            typed={},
            symbols=Symbols({}),
            reading_notes=[],
            parts=list(parts),
            base=base,
            end=end,
            _products={},
        )

    parts: list[Policy]
    base: Fraction
    end: int | None
    _products: dict[tuple[object, ...], tuple[Quantity, ...]]

    @property
    def total(self) -> int | None:
        return self.end

    def check_step(self, step: int) -> None:
        if self.end is not None and step > self.end:
            raise past_the_end(self.end, step, "torch multiplies no more")

    def phase_at(self, step: int) -> Phase:
        first, last = 0, MOST_STEPS if self.end is None else self.end
        rates: list[tuple[tuple[Quantity, ...], int | None]] = []
        for part in self.parts:
            total = part.total
            if total is not None and step > total:
                first = max(first, total + 1)
                rates.append((part.phase_at(total).quantities, total))
                continue
            phase = part.phase_at(step)
            first = max(first, phase.first)
            last = min([last, *(end for end in (phase.last, total) if end is not None)])
            rates.append((phase.quantities, None))
        return Phase(first, None if last == MOST_STEPS else last, self._product(rates))

    def _product(self, rates: list[tuple[tuple[Quantity, ...], int | None]]) -> tuple[Quantity, ...]:
        """The rate of all together; of a part that is over, the rate of its last step."""
        from lrcalc.expression import STEP

        key = tuple(rates)
        if key not in self._products:
            found: Node | None = None
            for quantities, held in rates:
                rate: Node = quantities[-1].expression
                if held is not None:
                    rate = replace_together([rate], {STEP: node(held)})[rate]
                found = rate if found is None else found * (rate / node(self.base))
            assert found is not None
            self._products[key] = (rate_of(found),)
        return self._products[key]

    def turns(self, phase: Phase) -> Iterator[int]:
        yield from range(phase.first, MOST_STEPS if phase.last is None else phase.last)

    def default_steps(self) -> list[int]:
        found = {step for part in self.parts for step in part.default_steps()}
        return sorted(step for step in found if self.end is None or step <= self.end)
