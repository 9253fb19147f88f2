"""The one size of the cycles or stairs of a formula, and the formula at one place of every cycle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from lrcalc.expression.functions import Floor
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP, Node, PhaseConstant
from lrcalc.expression.shape import straight_line, varies, with_plain_lines

Formula = tuple[Quantity, ...]


# An r beyond all others, at which no coefficient of k happens to be 0.
ANY_REST = 1_000_000_007_000_000_009


class Cycle(NamedTuple):
    """k = ⌊(t + offset)/size⌋, and which floor of the formulas is k plus how much at each r."""

    size: int
    offset: int
    floors: tuple[tuple[Floor, int], ...]

    def at(self, quantity: Quantity, rest: int) -> Quantity:
        """The quantity at the steps size·k + rest − offset, with k in place of t."""
        replacements: dict[Node, Node] = {
            floor: STEP + (rest - self.offset + own) // self.size for floor, own in self.floors
        }
        replacements[STEP] = STEP * self.size + (rest - self.offset)
        found = with_plain_lines(quantity.replace(replacements), 0)
        assert isinstance(found, Quantity)
        return found


def cycle_of(formula: Formula) -> Cycle | None:
    """The one size of all floors of a formula, where that is a whole number of steps."""
    floors = list(dict.fromkeys(chain.from_iterable(map(_floors, formula))))
    lines = [None if floor is None else straight_line(floor.children[0]) for floor in floors]
    sizes, offsets = set(), []
    for line in lines:
        if line is None or line[1] <= 0 or (1 / line[1]).denominator != 1:
            return None
        offset = line[0] / line[1]
        if offset.denominator != 1:
            return None
        sizes.add(int(1 / line[1]))
        offsets.append(int(offset))
    if len(sizes) != 1 or len({offset % next(iter(sizes)) for offset in offsets}) != 1:
        return None
    known = [floor for floor in floors if isinstance(floor, Floor)]
    return Cycle(sizes.pop(), offsets[0], tuple(zip(known, offsets)))


def repeats(quantity: Quantity) -> Cycle | None:
    """The cycle of a quantity that is the same in every one, at each r; None where it is not."""
    cycle = cycle_of((quantity,))
    return None if cycle is None or varies(cycle.at(quantity, ANY_REST)) else cycle


def _floors(node: Node) -> Iterator[Floor | None]:
    """The floors of a formula; None for what else is constant within a phase alone."""
    if isinstance(node, PhaseConstant):
        yield node if isinstance(node, Floor) else None
        return
    for child in node.children:
        yield from _floors(child)


def holds(node: Node, part: Node, outside: type[Node]) -> bool:
    """Whether a part stands in a formula outside of some kind of node."""
    if isinstance(node, outside):
        return False
    return node is part or any(holds(child, part, outside) for child in node.children)
