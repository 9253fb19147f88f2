"""The rates of a policy over many steps: phase by phase, short phases together.

Stairs and cycles are short phases that have a formula in common. What is constant within each of them is
⌊a·t + b⌋: as a number that changes from step to step, the formula holds at the steps of all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from lrcalc.expression.choice import WholePart
from lrcalc.expression.functions import Floor
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Node, PhaseConstant
from lrcalc.expression.point import Point
from lrcalc.expression.shape import phase_constants
from lrcalc.sampling.formulas import Formulas
from lrcalc.sampling.stretch import Stretch, number
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

Formula = tuple[Quantity, ...]

# As many rows as are found together, and as a phase has that is no longer short.
ROWS, LONGEST_SHORT = 1_024, 2_048
# As many formulas as may follow one another by turns, and as are known at most.
MOST_BY_TURNS, MOST_KNOWN = 4, 100
# As many phases are found by themselves before others are looked at for a formula in common.
PHASES_ALONE = 16
# So few steps are found one by one, without a look at the formula.
FEW = 3
# As many steps as are held at a time.
MOST_HELD = 2048


class Blocks:
    """The doubles nearest to some quantities of a policy."""

    def __init__(self, policy: Policy, keys: Collection[str]) -> None:
        self.policy = policy
        self.keys = keys
        self._total = policy.total
        self._known: dict[Formula, Formulas] = {}
        # the same for short phases; None of those that are found one by one
        self._short: dict[Formula, Formulas | None] = {}

    def over(self, steps: Sequence[int]) -> Iterator[Stretch]:
        """The steps of a run, or of a list from the first to the last, in order."""
        alone = 0
        while steps:
            if len(self._known) + len(self._short) > MOST_KNOWN:
                # a policy that makes its formulas anew for each phase
                self._known.clear()
                self._short.clear()
            together = [] if alone else list(self._together(steps[:ROWS]))
            # where formulas do not come again, it is not looked for at every phase
            alone = (alone or PHASES_ALONE) - 1
            if together:
                alone = 0
                yield from together
                steps = steps[sum(stretch.length for stretch in together) :]
                continue
            phase, inside, count = self._leading(steps)
            quantities = [quantity for quantity in phase.quantities if quantity.key in self.keys]
            if steps[0] == inside:
                yield from self._in_phase(phase, quantities, steps[:count])
            else:
                yield from _one_by_one(phase, quantities, steps[:count], inside)
            steps = steps[count:]

    def _in_phase(
        self, phase: Phase, quantities: Sequence[Quantity], steps: Sequence[int]
    ) -> Iterator[Stretch]:
        if len(steps) <= FEW:
            return _one_by_one(phase, quantities, steps)
        if phase.last is None and not _are_constant(quantities, steps):
            # a last phase that goes on past where it would end
            changing = self._formulas(phase.quantities, steps[0])
            return _one_by_one(phase, quantities, steps) if changing is None else changing.over(phase, steps)
        formulas = self._known.get(phase.quantities)
        if formulas is None:
            formulas = self._known[phase.quantities] = Formulas(quantities, steps[0])
        else:
            formulas.begin(steps[0])
        return formulas.over(phase, steps)

    def _leading(self, steps: Sequence[int]) -> tuple[Phase, int, int]:
        """The phase of the first step, the step it is found at, and how many of them lie in it."""
        total, start = self._total, steps[0]
        inside = start if total is None else min(start, total)
        phase = self.policy.phase_at(inside)
        first, last = phase.first, phase.last
        if total is not None and start > total:
            first, last = total + 1, None
        elif total is not None:
            last = total if last is None else min(last, total)
        if not isinstance(steps, range):
            return phase, inside, len(steps) if last is None else bisect_right(steps, last)
        end = first if steps.step < 0 else last
        count = len(steps) if end is None else min(len(steps), (end - start) // steps.step + 1)
        return phase, inside, count

    def _together(self, steps: Sequence[int]) -> Iterator[Stretch]:
        """The first of the steps through short phases whose formulas come again, or none."""
        parts: list[tuple[Phase, int, int]] = []
        steps_of: dict[Formula, list[int]] = {}
        phases = 0
        for phase, part in self._short_phases(steps):
            own = steps_of.setdefault(phase.quantities, [])
            if len(steps_of) > MOST_BY_TURNS:
                return
            phases += 1
            if parts and parts[-1][0].quantities == phase.quantities and parts[-1][0].name == phase.name:
                parts[-1] = parts[-1][0], parts[-1][1], len(own) + len(part)
            else:
                parts.append((phase, len(own), len(own) + len(part)))
            own += part
        if phases <= len(steps_of):
            return
        columns = {
            formula: known.columns(steps[: len(own)] if len(steps_of) == 1 else tuple(own))
            for formula, own in steps_of.items()
            if (known := self._short[formula])
        }
        for phase, start, end in parts:
            found = {key: numbers[start:end] for key, numbers in columns[phase.quantities].items()}
            yield Stretch(steps[: end - start], phase, found)
            steps = steps[end - start :]

    def _short_phases(self, steps: Sequence[int]) -> Iterator[tuple[Phase, Sequence[int]]]:
        """The short phases that the steps begin with, and the steps of each."""
        while steps and (self._total is None or steps[0] <= self._total):
            phase, inside, count = self._leading(steps)
            if count >= LONGEST_SHORT or self._formulas(phase.quantities, inside) is None:
                return
            yield phase, steps[:count]
            steps = steps[count:]

    def _formulas(self, formula: Formula, step: int) -> Formulas | None:
        """What finds a formula in every phase that it holds in; None where it cannot be found so."""
        if formula not in self._short:
            known: dict[Node, Node | None] = {}
            changing = [_changing(item, known) for item in formula if item.key in self.keys]
            quantities = [item for item in changing if isinstance(item, Quantity)]
            is_short = len(quantities) == len(changing) and any(isinstance(node, Floor) for node in known)
            self._short[formula] = Formulas(quantities, step) if is_short else None
        return self._short[formula]


def _changing(node: Node, known: dict[Node, Node | None]) -> Node | None:
    """A formula with each ⌊a·t + b⌋ as a number that changes from step to step; None where another part of it
    is constant within a phase alone."""
    if node not in known:
        parts = [_changing(child, known) for child in node.children]
        children = tuple(part for part in parts if part is not None)
        if len(children) < len(parts) or (isinstance(node, PhaseConstant) and not isinstance(node, Floor)):
            known[node] = None
        elif isinstance(node, Floor):
            known[node] = WholePart(*children)
        else:
            is_same = all(part is child for part, child in zip(children, node.children))
            known[node] = node if is_same else node.with_children(children)
    return known[node]


def _are_constant(quantities: Sequence[Quantity], steps: Sequence[int]) -> bool:
    """Whether what is constant within a phase is the same at both ends of the steps."""
    first, last = Point(steps[0]), Point(steps[-1])
    constants = {part for item in quantities for part in phase_constants(item)}
    return all(part.exact(first) == part.exact(last) for part in constants)


def _one_by_one(
    phase: Phase, quantities: Sequence[Quantity], steps: Sequence[int], held: int | None = None
) -> Iterator[Stretch]:
    """Each step by itself, or all with the values of one that is held."""
    while steps:
        part, steps = steps[:MOST_HELD], steps[MOST_HELD:]
        points = [Point(step) for step in (part if held is None else (held,))]
        times = len(part) // len(points)
        yield Stretch(
            part, phase, {item.key: [number(item, at) for at in points] * times for item in quantities}
        )
