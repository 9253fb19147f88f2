"""Many short phases at once: stairs and cycles of one size, whose formula comes again.

In such a phase t stands in the formula as t = size·k + r with k = ⌊t/size⌋. With r fixed the formula is one
of k alone, without a floor: it is the same for every k, and found once, or followed over k as any formula
is over t. On a stair it is the same for every r.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from lrcalc.expression.functions import Floor
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.sampling.cycle import ANY_REST, Cycle, Formula, cycle_of, holds
from lrcalc.sampling.in_phase import Columns, in_phase, leading
from lrcalc.sampling.sampler import Sampler
from lrcalc.sampling.stretch import SHORTEST_BLOCK, Numbers, Stretch, number
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

# As many rows as are found together, and as a phase has that is no longer short.
ROWS = 16_384
LONGEST_PHASE = 2_048
# A phase in which nothing changes is quicker by itself from so many steps on.
LONGEST_LEVEL = 64
# As many formulas as are known at most.
MOST_FORMULAS = 1000
# Over fewer or longer cycles a formula that changes from one to the next is quicker followed within each.
FEWEST_CYCLES, LONGEST_CHANGING = 64, 64


class Cycles:
    """The short phases of one policy."""

    def __init__(self, policy: Policy, keys: Collection[str]) -> None:
        self.policy = policy
        self.keys = keys
        self._cycles: dict[Formula, Cycle | None] = {}
        # those that are better followed phase by phase over this run
        self._refused: set[Formula] = set()
        # what is the same in every cycle, by r
        self._same: dict[Quantity, dict[int, float]] = {}
        self._formulas: dict[tuple[Quantity, int], Quantity] = {}
        self._columns_of: dict[Quantity, Columns] = {}
        self._cycles_of: dict[Quantity, Cycle] = {}

    def begin(self) -> None:
        """A run begins."""
        self._refused.clear()
        if len(self._cycles) > MOST_FORMULAS:
            # a policy that makes its formulas anew for each phase
            for known in (self._cycles, self._same, self._formulas, self._columns_of, self._cycles_of):
                known.clear()

    def may_come_again(self, phase: Phase) -> bool:
        """Whether the formula of a phase has floors of one size, and is not known to be better alone."""
        return phase.quantities not in self._refused and self._cycle(phase.quantities) is not None

    def lead(self, run: range) -> list[Stretch]:
        """The first steps of a run through short phases that come again, or none."""
        total = self.policy.total
        if len(run) < SHORTEST_BLOCK or (total is not None and run[0] > total):
            return []
        if total is not None and run[-1] > total:
            run = run[: (total - run[0]) // run.step + 1]
        if not self._comes_again(run):
            return []
        parts = list(self._parts(run[:ROWS]))
        found: list[Stretch] = []
        for formula in dict.fromkeys(phase.quantities for phase, _ in parts):
            own = [steps for phase, steps in parts if phase.quantities == formula]
            columns = self._columns(formula, own)
            if columns is None:
                self._refused.add(formula)
                return []
            done = 0
            for phase, steps in parts:
                if phase.quantities == formula:
                    end = done + len(steps)
                    found.append(Stretch(steps, phase, {key: c[done:end] for key, c in columns.items()}))
                    done = end
        return sorted(found, key=lambda stretch: run.index(stretch.steps[0]))

    def _comes_again(self, run: range) -> bool:
        """Whether the run begins with short phases the formula of which comes again."""
        formulas: list[Formula] = []
        while run and len(formulas) < 3:
            phase, _, count = leading(self.policy, run)
            if count >= LONGEST_PHASE or not self.may_come_again(phase):
                return False
            if count >= LONGEST_LEVEL and not any(map(varies, phase.quantities)):
                return False
            formulas.append(phase.quantities)
            run = run[count:]
        return any(formula == formulas[0] for formula in formulas[1:])

    def _cycle(self, formula: Formula) -> Cycle | None:
        if formula not in self._cycles:
            self._cycles[formula] = cycle_of(formula)
        return self._cycles[formula]

    def _parts(self, run: range) -> Iterator[tuple[Phase, range]]:
        """The phases, those that follow one another with one name and formula taken together."""
        before, start, done = None, 0, 0
        while done < len(run):
            phase, _, count = leading(self.policy, run[done:])
            if before is None or phase.quantities != before.quantities or phase.name != before.name:
                if before is not None:
                    yield before, run[start:done]
                if not self.may_come_again(phase):
                    return
                before, start = phase, done
            done += count
        if before is not None:
            yield before, run[start:done]

    def _columns(self, formula: Formula, parts: list[range]) -> dict[str, Numbers] | None:
        """The numbers of each quantity at the steps; None where the phases are better followed one by one."""
        cycle = self._cycle(formula)
        assert cycle is not None
        self._cycles_of.update(dict.fromkeys(formula, cycle))
        size, offset = cycle.size, cycle.offset
        numbers = [step + offset for step in chain.from_iterable(parts)]
        cycles, rests = [number // size for number in numbers], [number % size for number in numbers]
        quantities = [quantity for quantity in formula if quantity.key in self.keys]
        found: dict[str, Numbers] = {}
        for quantity in quantities:
            if not holds(quantity, STEP, outside=Floor):
                found[quantity.key] = self._stairs(self._at(quantity, 0), cycles)
                continue
            if not varies(self._at(quantity, ANY_REST)):
                table = self._of_one_cycle(quantity, parts, set(rests))
                found[quantity.key] = [table[rest] for rest in rests]
                continue
            column = self._by_rest(quantity, rests, cycles)
            if column is None:
                return None
            found[quantity.key] = column
        return found

    def _of_one_cycle(self, quantity: Quantity, parts: list[range], rests: set[int]) -> dict[int, float]:
        """What is the same in every cycle, at each r: found in the first cycles that have them all."""
        cycle, table = self._cycles_of[quantity], self._same.setdefault(quantity, {})
        for part in parts:
            while part and not rests <= table.keys():
                k, rest = divmod(part[0] + cycle.offset, cycle.size)
                ahead = cycle.size - 1 - rest if part.step > 0 else rest
                steps = part[: ahead // abs(part.step) + 1]
                part = part[len(steps) :]
                own = [step + cycle.offset - k * cycle.size for step in steps]
                if not table.keys() >= set(own):
                    table.update(zip(own, _of_phase(quantity, steps)))
        return table

    def _by_rest(self, quantity: Quantity, rests: list[int], cycles: list[int]) -> Numbers | None:
        different, least, most = set(rests), min(cycles), max(cycles)
        few = most - least < FEWEST_CYCLES or (most - least) * len(different) > 4 * len(rests)
        if few or len(different) > LONGEST_CHANGING:
            return None
        tables = {rest: self._over(self._at(quantity, rest), range(least, most + 1)) for rest in different}
        return [tables[rest][k - least] for rest, k in zip(rests, cycles)]

    def _at(self, quantity: Quantity, rest: int) -> Quantity:
        if (quantity, rest) not in self._formulas:
            cycle = self._cycles_of[quantity]
            self._formulas[quantity, rest] = cycle.at(quantity, rest)
        return self._formulas[quantity, rest]

    def _stairs(self, formula: Quantity, cycles: list[int]) -> Numbers:
        """A formula of k at each of some k."""
        least, most = min(cycles), max(cycles)
        if most - least > 4 * len(cycles):
            if formula.unit == "count":
                return [number(formula, Point(k)) for k in cycles]
            sampler = Sampler(least)
            return [sampler.double(formula, k) for k in cycles]
        stairs = self._over(formula, range(least, most + 1))
        return [stairs[k - least] for k in cycles]

    def _over(self, formula: Quantity, cycles: range) -> Sequence[float]:
        """A formula of k at every k."""
        columns = self._columns_of.get(formula)
        if columns is None:
            phase = Phase(0, None, (formula,))
            columns = self._columns_of[formula] = Columns(phase, (formula,), cycles[0], remembers=False)
        return _joined(columns.over(cycles), formula)


def _of_phase(formula: Quantity, steps: range) -> Sequence[float]:
    """A formula at every step of one phase."""
    return _joined(in_phase(Phase(steps[0], steps[-1], (formula,)), (formula,), steps), formula)


def _joined(stretches: Iterable[Stretch], formula: Quantity) -> Sequence[float]:
    parts = [part.columns[formula.key] for part in stretches]
    return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))
