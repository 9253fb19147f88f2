"""Schedules made of others: going on past the end, one after another, multiplied, on another clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from lrcalc.expression import STEP, Node, Quantity, Symbol
from lrcalc.expression.nodes import Number, node, replace_together
from lrcalc.frameworks.pieces import past_the_end
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.schedule.derivation import Phase, Symbols, learning_rate
from lrcalc.schedule.policy import Policy

# Formulas that are remembered after a change of their step.
MOST_REMEMBERED = 64


class Composed(Policy):
    """A schedule made of others."""

    columns = ("learning_rate",)

    def __init__(self, parts: Sequence[Policy], title: str) -> None:
        self.parts = list(parts)
        self.title = title  # type: ignore[misc]
        self.symbols = Symbols({})  # type: ignore[misc]
        self.typed = {}  # type: ignore[misc]
        self.reading_notes = []  # type: ignore[misc]
        self._changed: dict[tuple[object, ...], tuple[Quantity, ...]] = {}

    def named_symbols(self) -> dict[str, Symbol]:
        return {}

    def changed(
        self, phase: Phase, key: object, replacements: Callable[[], Mapping[Node, Node]]
    ) -> tuple[Quantity, ...]:
        """The quantities of a phase with some nodes replaced; the same object where they come again."""
        known = (phase.quantities, key)
        if known not in self._changed:
            if len(self._changed) > MOST_REMEMBERED:
                self._changed.clear()
            found = replace_together(phase.quantities, replacements())
            self._changed[known] = tuple(found[item] for item in phase.quantities)  # type: ignore[misc]
        return self._changed[known]

    def phase_at(self, step: int) -> Phase:
        raise NotImplementedError

    def default_steps(self) -> list[int]:
        return sorted({step for part in self.parts for step in part.default_steps()})


class Continued(Composed):
    """A schedule whose formula goes on past its end, for ever or up to a last step.

    Raises ScheduleError past a last step.
    """

    def __init__(self, inner: Policy, end: int | None = None, waves: Fraction | None = None) -> None:
        super().__init__([inner], inner.title)
        self.inner = inner
        self.end = end
        self.waves = waves
        self.columns = inner.columns  # type: ignore[misc]
        self.symbols = inner.symbols  # type: ignore[misc]
        self.typed = inner.typed  # type: ignore[misc]
        self.reading_notes = list(inner.notes())  # type: ignore[misc]

    def named_symbols(self) -> dict[str, Symbol]:
        return self.inner.named_symbols()

    def phase_at(self, step: int) -> Phase:
        if self.end is not None and step > self.end:
            raise past_the_end(self.end, step)
        total = self.inner.total
        if total is None:
            return self.inner.phase_at(step)
        phase = self.inner.phase_at(min(step, total))
        if phase.last is None or phase.last < total:
            return phase
        return Phase(phase.first, self.end, phase.quantities, phase.name, phase.condition)

    def turns(self, phase: Phase) -> Iterator[int]:
        total = self.inner.total
        assert total is not None
        if phase.last is not None and phase.last < total:
            yield from self.inner.turns(phase)
        elif self.waves:
            wave = Fraction(phase.first)
            while wave < MOST_STEPS:
                wave += self.waves if self.waves > 1 else 1
                yield int(wave)
        elif self.end is not None:
            yield from range(total, self.end)

    def notes(self) -> Iterator[str]:
        yield from self.reading_notes


class Chained(Composed):
    """One schedule after another, each on its own clock: part i counts from the i-th start."""

    def __init__(self, parts: Sequence[Policy], milestones: Sequence[int]) -> None:
        super().__init__(parts, "One after another")
        self.milestones = list(milestones)
        self.starts = [0, *milestones]
        self.columns = ("phase", "learning_rate")  # type: ignore[misc]

    def phase_at(self, step: int) -> Phase:
        index = bisect_right(self.milestones, step)
        part, start = self.parts[index], self.starts[index]
        own = step - start
        total = part.total
        inside = own if total is None else min(own, total)
        phase = part.phase_at(inside)
        name = f"part {index + 1}"
        if total is not None and own > total:
            held = self.changed(phase, (index, "held"), lambda: {STEP: node(total)})
            return self._cut(index, Phase(total + 1 + start, None, held, name))
        ends = [end + start for end in (phase.last, total) if end is not None]
        quantities = self.changed(phase, index, lambda: {STEP: STEP - node(start)} if start else {})
        return self._cut(index, Phase(phase.first + start, min(ends, default=None), quantities, name))

    def _cut(self, index: int, phase: Phase) -> Phase:
        first = max(phase.first, self.starts[index])
        last = phase.last
        if index < len(self.milestones):
            after = self.milestones[index] - 1
            last = after if last is None else min(last, after)
        return Phase(first, last, phase.quantities, phase.name, phase.condition)

    def turns(self, phase: Phase) -> Iterator[int]:
        index = bisect_right(self.milestones, phase.first)
        part, start = self.parts[index], self.starts[index]
        if part.total is None or phase.first - start <= part.total:
            for turn in part.turns(part.phase_at(phase.first - start)):
                yield turn + start

    def default_steps(self) -> list[int]:
        ends = [*self.milestones, None]
        found = set()
        for part, start, end in zip(self.parts, self.starts, ends):
            steps = [step + start for step in part.default_steps()]
            found |= {step for step in steps if end is None or step <= end}
        return sorted(found)


class Product(Composed):
    """Schedules multiplied, each as a factor of the one base rate: η₁·η₂/base."""

    def __init__(self, parts: Sequence[Policy], base: Fraction) -> None:
        super().__init__(parts, "A product")
        self.base = base
        self._products: dict[tuple[object, ...], tuple[Quantity, ...]] = {}

    def phase_at(self, step: int) -> Phase:
        first, last = 0, MOST_STEPS
        quantities = []
        for index, part in enumerate(self.parts):
            total = part.total
            if total is not None and step > total:
                phase = part.phase_at(total)
                first = max(first, total + 1)
                quantities.append(
                    self.changed(phase, (index, "held"), lambda total=total: {STEP: node(total)})
                )  # type: ignore[misc]
                continue
            phase = part.phase_at(step)
            first = max(first, phase.first)
            ends = [end for end in (phase.last, total) if end is not None]
            last = min([last, *ends])
            quantities.append(phase.quantities)
        return Phase(first, None if last == MOST_STEPS else last, self._product(quantities))

    def _product(self, quantities: list[tuple[Quantity, ...]]) -> tuple[Quantity, ...]:
        key = tuple(quantities)
        if key not in self._products:
            rate: Node = quantities[0][-1].expression
            for more in quantities[1:]:
                rate = rate * (more[-1].expression / node(self.base))
            self._products[key] = (learning_rate(rate),)
        return self._products[key]

    def turns(self, phase: Phase) -> Iterator[int]:
        yield from range(phase.first, MOST_STEPS if phase.last is None else phase.last)


class Clocked(Composed):
    """A schedule that counts something else than the updates: ⌊(a·t + b)/s⌋, or 0 where that is negative."""

    def __init__(self, inner: Policy, times: int = 1, plus: int = 0, every: int = 1) -> None:
        super().__init__([inner], inner.title)
        self.inner = inner
        self.times, self.plus, self.every = times, plus, every
        self.columns = inner.columns  # type: ignore[misc]
        self.symbols = inner.symbols  # type: ignore[misc]
        self.typed = inner.typed  # type: ignore[misc]
        self.reading_notes = list(inner.notes())  # type: ignore[misc]

    def _count(self, step: int) -> int:
        return max(0, (self.times * step + self.plus) // self.every)

    def _first(self, count: int) -> int:
        """The first step at which the clock shows so much."""
        return max(0, -((self.plus - count * self.every) // self.times))

    @property
    def total(self) -> int | None:
        return None if self.inner.total is None else self._first(self.inner.total)

    def phase_at(self, step: int) -> Phase:
        count = self._count(step)
        total = self.inner.total
        phase = self.inner.phase_at(count if total is None else min(count, total))
        first = 0 if phase.first == 0 else self._first(phase.first)
        last = None if phase.last is None else self._first(phase.last + 1) - 1
        if self.times * first + self.plus < 0:
            turn = self._first(0)
            if step < turn:
                held = self.changed(phase, "before", lambda: {STEP: Number(Fraction(0))})
                return Phase(0, turn - 1, held, phase.name)
            first = turn
        return Phase(first, last, self.changed(phase, "clock", lambda: {STEP: self.clock()}), phase.name)

    def clock(self) -> Node:
        """What is counted in place of t."""
        from lrcalc.expression import floor

        count: Node = STEP if self.times == 1 else node(self.times) * STEP
        if self.plus:
            count = count + node(self.plus) if self.plus > 0 else count - node(-self.plus)
        return count if self.every == 1 else floor(count / node(self.every))

    def turns(self, phase: Phase) -> Iterator[int]:
        own = self.inner.phase_at(self._count(phase.first))
        if self.every > 1:
            yield from range(phase.first, MOST_STEPS if phase.last is None else phase.last)
        else:
            yield from (self._first(turn) for turn in self.inner.turns(own))

    def default_steps(self) -> list[int]:
        return sorted({self._first(step) for step in self.inner.default_steps()})

    def notes(self) -> Iterator[str]:
        yield from self.reading_notes
