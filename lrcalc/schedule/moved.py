"""A phase of one policy as a phase of another: on another clock, after a warm-up, as a part of a chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lrcalc.expression import Node, Quantity
from lrcalc.expression.together import replace_together
from lrcalc.schedule.derivation import Condition, Phase
from lrcalc.schedule.mistakes import Mistake

if TYPE_CHECKING:
    from lrcalc.schedule.policy import Policy

# Formulas that are remembered; those that come again in a policy are one or two.
MOST_REMEMBERED = 8

# What is made of the quantities of a phase beyond replacing nodes; the old η maps to a quantity of it.
Finish = Callable[[tuple[Quantity, ...]], tuple[Quantity, ...]]


class MovedPhase(Phase):
    """A phase that another policy has, and what became of the nodes of its formula."""

    def __init__(
        self,
        origin: Policy,
        before: Phase,
        known: Mapping[Node, Node],
        quantities: tuple[Quantity, ...],
        first: int,
        last: int | None,
        name: str,
        condition: Condition,
    ) -> None:
        super().__init__(first, last, quantities, name, condition)
        self.origin = origin
        self.before = before
        self.known = known

    def mistakes(self) -> Iterator[Mistake]:
        """The mistakes of the policy that the phase comes from, made here."""
        for mistake in self.origin.mistakes(self.before):
            pairs = mistake.replacements
            moved = replace_together([*pairs, *pairs.values()], self.known)
            yield mistake.changed(replacements={moved[a]: moved[b] for a, b in pairs.items()})


class Mover:
    """Moves phases of a policy: some nodes become others, wherever they stand.

    A formula that comes again in the policy comes again here, as one object.
    """

    def __init__(
        self, origin: Policy, replacements: Mapping[Node, Node], finish: Finish | None = None
    ) -> None:
        self.origin = origin
        self.replacements = replacements
        self._finish = finish
        self._done: dict[tuple[Quantity, ...], tuple[dict[Node, Node], tuple[Quantity, ...]]] = {}

    def __call__(
        self, before: Phase, first: int, last: int | None, name: str = "", condition: Condition | None = None
    ) -> MovedPhase:
        """The phase over the steps from first to last; without a condition that of the phase itself."""
        known, quantities = self.formula(before.quantities)
        if condition is None:
            condition, known = self._condition(before.condition, known)
        return MovedPhase(self.origin, before, known, quantities, first, last, name, condition)

    def formula(self, before: tuple[Quantity, ...]) -> tuple[dict[Node, Node], tuple[Quantity, ...]]:
        """What becomes of the nodes of a formula, and its quantities."""
        if before not in self._done:
            if len(self._done) == MOST_REMEMBERED:
                self._done.clear()
            known = replace_together(before, self.replacements)
            moved: Any = tuple(known[quantity] for quantity in before)
            if self._finish is not None:
                moved = self._finish(moved)
                # what is said of η before is said of the quantity that it has become
                rate = known[before[-1]].children
                known[before[-1]] = next((item for item in moved if item.children == rate), moved[-1])
                named = {item.key: item for item in moved[:-1]}
                known.update({item: named.get(item.key, known[item]) for item in before[:-1]})
            self._done[before] = known, moved
        return self._done[before]

    def _condition(self, condition: Condition, known: dict[Node, Node]) -> tuple[Condition, dict[Node, Node]]:
        nodes = [part for part in condition if isinstance(part, Node)]
        known = replace_together(nodes, known)
        return tuple(known[part] if isinstance(part, Node) else part for part in condition), known
