"""A least rate for any schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice

from lrcalc.expression import Node, Quantity
from lrcalc.expression.choice import Maximum
from lrcalc.expression.in_phase import InPhase, first_for_which
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Phase, learning_rate, merged_columns
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.moved import MOST_REMEMBERED, MovedPhase, Mover
from lrcalc.schedule.parameters import RateLike, declared
from lrcalc.schedule.typed_formula import Computed
from lrcalc.schedule.wrapper import Wrapper
from lrcalc.schedule.wrappers import FLOOR

UNFLOORED = "unfloored"
# As many turns of one phase as part it.
MOST_TURNS = 200
# The first step, the last, and whether the schedule is above the floor there.
Edge = tuple[int, int | None, bool]


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Floored(Wrapper):
    """The greater of a schedule and a least rate.

    η_t = max(η, η_floor)

    Where the turns of the schedule are known, the steps at the floor are phases of their own.

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
        before = self.phase_inside(step)
        edges = self._edges(before)
        if edges is None:
            return self._greater(before, before.first, before.last, before.name)
        first, last, is_above = next(edge for edge in edges if edge[1] is None or step <= edge[1])
        own = before.name or self.inner.phase_name or self.inner.name
        mover = self._above if is_above else self._below
        known, quantities = mover.formula(before.quantities)
        alone = next(item for item in quantities if item.key == UNFLOORED)
        condition = (alone, "≥" if is_above else "<", self.symbols.floor)
        name = own if is_above else "floor"
        return MovedPhase(self.inner, before, known, quantities, first, last, name, condition)

    def _edges(self, before: Phase) -> list[Edge] | None:
        """The steps of a phase that are above the floor, and those that are not, where η goes one way between
        turns that are known; None where it is not known to."""
        if self.inner.monotone_from == 0:
            return self._of_one_way(before)
        steps = before.first, before.last
        if steps not in self._known:
            if len(self._known) == MOST_REMEMBERED:
                self._known.clear()
            self._known[steps] = self._found(before)
        return self._known[steps]

    def _of_one_way(self, before: Phase) -> list[Edge]:
        """The same where the schedule as a whole never turns, so that it passes the floor once."""
        begins, passed = self._passing
        if passed is None or passed > (passed if before.last is None else before.last):
            return [(before.first, before.last, begins)]
        after = (passed, before.last, not begins)
        return [(before.first, passed - 1, begins), after] if passed > before.first else [after]

    @cached_property
    def _passing(self) -> tuple[bool, int | None]:
        """Whether a schedule that never turns begins above the floor, and the first step where it is not as
        it began."""

        def is_above(step: int) -> bool:
            return self.inner.derivation(step).learning_rate.compare(self.symbols.floor.value) >= 0

        begins, last = is_above(0), MOST_STEPS if self.inner.total is None else self.inner.total
        if is_above(last) == begins:
            return begins, None
        return begins, first_for_which(lambda step: is_above(step) != begins, 1, last)

    def _found(self, before: Phase) -> list[Edge] | None:
        eta, end = before.quantities[-1], self.inner.total if before.last is None else before.last
        last, first = MOST_STEPS if end is None else end, before.first
        rates, stops = InPhase(eta.expression, first), [last]
        if rates.way(first, last) is None:
            # of what is typed the turns are looked for step by step
            turns = () if isinstance(eta, Computed) else self.inner.turns(before)
            stops = [*islice((turn for turn in turns if first <= turn < last), MOST_TURNS), last]
        edges: list[Edge] = []
        for stop in stops:
            if rates.way(first, stop) is None:
                return None
            for start, until, is_above in self._split(rates, first, stop):
                if edges and edges[-1][2] == is_above:
                    start = edges.pop()[0]
                edges.append((start, until, is_above))
            first = stop + 1
        return [*edges[:-1], (edges[-1][0], before.last, edges[-1][2])]

    def _split(self, rates: InPhase, first: int, last: int) -> list[tuple[int, int, bool]]:
        """The steps on both sides of where η, which goes one way, passes the floor."""
        least = Real(self.symbols.floor.value)
        near = least.double()

        def is_above(step: int) -> bool:
            return rates.compare(step, least, near) >= 0

        start = is_above(first)
        if is_above(last) == start:
            return [(first, last, start)]
        other = first_for_which(lambda step: is_above(step) != start, first + 1, last)
        return [(first, other - 1, start), (other, last, not start)]

    @cached_property
    def _known(self) -> dict[tuple[int, int | None], list[Edge] | None]:
        return {}

    def _moved(self, eta: Callable[[Quantity], Node]) -> Mover:
        def finished(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
            *others, last = quantities
            alone = last.renamed(UNFLOORED, "rate", r"\text{rate}", "Without Floor")
            return *others, alone, learning_rate(eta(alone))

        return Mover(self.inner, {}, finished)

    @cached_property
    def _above(self) -> Mover:
        return self._moved(lambda alone: alone)

    @cached_property
    def _below(self) -> Mover:
        return self._moved(lambda alone: self.symbols.floor)

    @cached_property
    def _greater(self) -> Mover:
        return self._moved(lambda alone: Maximum(alone, self.symbols.floor))

    @property
    def columns(self) -> tuple[str, ...]:
        return merged_columns(["phase"], self.inner.columns, [UNFLOORED])

    def bounds(self) -> tuple[Fraction, Fraction] | None:
        found, least = self.inner.bounds(), self.symbols.floor.value
        return None if found is None else (max(min(found), least), max(*found, least))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        yield from super().mistakes(phase)
        alone, eta = phase[UNFLOORED], phase["learning_rate"]
        rule = "the floor is the least rate: max(η, η_floor)"
        yield Mistake("no-floor-rate", "the floor was left out", rule, {eta: alone.expression})
        added = {eta: alone + self.symbols.floor}
        yield Mistake("floor-added", "the floor was added", rule, added)
