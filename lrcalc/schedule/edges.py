"""Where the choices of a typed formula change: the steps around one at which all stay as they are."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from lrcalc.expression import Node
from lrcalc.expression.choice import COMPARISONS, Choice, Comparison, Every, Extreme, Opposite, Some
from lrcalc.expression.functions import Floor
from lrcalc.expression.point import Point
from lrcalc.expression.shape import straight_line, varies
from lrcalc.numbers.literal import MOST_STEPS


class Edges:
    """The steps around one at which every straight line is on the same side of every limit that matters."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.point = Point(step)
        self.first, self.last = 0, MOST_STEPS

    def resolved(self, node: Node) -> Node:
        """The formula without the choices that straight lines decide, within the edges that this leaves."""
        if isinstance(node, Choice):
            condition, first, second = node.children
            plain: Node = Choice(self.resolved(condition), first, second)
            if self._decides(plain.children[0]):
                return self.resolved(node.chosen(self.point))
            return plain.with_children((plain.children[0], self.resolved(first), self.resolved(second)))
        if isinstance(node, Floor):
            self._keep_floor(node)
            return node
        children = tuple(map(self.resolved, node.children))
        unchanged = all(new is old for new, old in zip(children, node.children))
        plain = node if unchanged else node.with_children(children)
        if isinstance(plain, Extreme) and self._decides(plain.comparison):
            return plain.chosen(self.point)
        return plain

    def _decides(self, condition: Node) -> bool:
        """Whether straight lines decide a condition; the edges are then where it changes."""
        if isinstance(condition, (Every, Some, Opposite)):
            return all(map(self._decides, condition.children))
        if not isinstance(condition, Comparison):
            return not varies(condition)
        line = straight_line(condition.difference)
        if line is None:
            return False
        start, slope = line
        if slope:
            allowed = COMPARISONS[condition.sign]
            before, after = (-1, 1) if slope > 0 else (1, -1)
            self._keep_side(-start / slope, [sign in allowed for sign in (before, 0, after)])
        return True

    def _keep_side(self, crossing: Fraction, holds: list[bool]) -> None:
        """Keep to the steps around at which a condition holds as at the step, by whether it does before the
        place where its sides are equal, there, and after it."""
        before, there, after = holds
        if self.step < crossing:
            if before == there == after:
                return
            self.last = min(self.last, ceil(crossing) - 1 if before != there else floor(crossing))
        elif self.step > crossing:
            if before == there == after:
                return
            self.first = max(self.first, floor(crossing) + 1 if after != there else ceil(crossing))
        else:
            self.last = self.last if there == after else self.step
            self.first = self.first if there == before else self.step

    def _keep_floor(self, node: Floor) -> None:
        """Keep to the steps at which a floor has the same value."""
        line = straight_line(node.argument)
        if line is None or not line[1]:
            return
        start, slope = line
        value = Fraction(floor(start + slope * self.step))
        low, high = sorted([(value - start) / slope, (value + 1 - start) / slope])
        # the value is taken at its own end, and not at the other
        self.first = max(self.first, ceil(low) if slope > 0 else floor(low) + 1)
        self.last = min(self.last, ceil(high) - 1 if slope > 0 else floor(high))
