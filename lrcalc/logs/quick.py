"""The rate of a schedule in plain floating-point numbers, for the many steps and variants of a search.

The formula is the policy's own: its derivation is written out as Python once for each phase. It is good to
some 1e-16 of the peak, as a framework's own arithmetic is; what is printed is exact and found elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from lrcalc.expression.functions import Cosine, Exponential, Floor, Sine, Tanh
from lrcalc.expression.lists import Count, Element, NumberList
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    Pi,
    Point,
    Power,
    Step,
    Subtract,
)
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy

SIGNS: dict[type[Node], str] = {Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Power: "**"}
NAMES: dict[type[Node], str] = {Cosine: "cos", Sine: "sin", Tanh: "tanh", Exponential: "exp"}
KNOWN: dict[str, Any] = {
    "__builtins__": {},
    "cos": math.cos,
    "sin": math.sin,
    "tanh": math.tanh,
    "exp": math.exp,
    "floor": math.floor,
    "pi": math.pi,
    "count": bisect_right,
}
MOST_PHASES = 4096
Formula = Callable[[int], float]


class NoQuickWay(Exception):
    """A formula that is not written out."""


class Curve:
    """The rates of a policy at whole steps, each found in about a microsecond."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.total = policy.total
        # phases that were entered, by their first step: none overlaps another
        self._firsts: list[int] = []
        self._entered: list[tuple[float, Formula]] = []
        self._first, self._last = 0, -1.0
        self._formula: Formula = lambda step: 0.0
        self._beyond: Formula | None = None

    def at(self, step: int) -> float:
        """The rate at a step; a step below 0 counts as 0, and past the end the last one holds."""
        if step < 0:
            step = 0
        if self.total is not None and step > self.total:
            step = self.total
        if not self._first <= step <= self._last:
            self._enter(step)
        return self._formula(step)

    def continued(self, step: int) -> float:
        """The rate where the last formula goes on past the end; never below 0."""
        if self.total is None or step <= self.total:
            return self.at(step)
        if self._beyond is None:
            self._enter(self.total)
            self._beyond = self._formula
        try:
            return max(0.0, self._beyond(step))
        except (ArithmeticError, ValueError):
            return self.at(step)

    def _enter(self, step: int) -> None:
        place = bisect_right(self._firsts, step) - 1
        if place >= 0 and step <= self._entered[place][0]:
            self._first, (self._last, self._formula) = self._firsts[place], self._entered[place]
            return
        phase = self.policy.phase_at(step)
        self._first, self._last = phase.first, math.inf if phase.last is None else phase.last
        if not self._first <= step <= self._last:
            self._first = self._last = step
        self._formula = compiled(phase)
        if len(self._firsts) >= MOST_PHASES:
            self._firsts.clear()
            self._entered.clear()
        place = bisect_right(self._firsts, self._first)
        self._firsts.insert(place, self._first)
        self._entered.insert(place, (self._last, self._formula))


def compiled(phase: Phase) -> Formula:
    """The rate of a phase as a function of the step."""
    eta = phase.quantities[-1]
    try:
        names: dict[str, Any] = dict(KNOWN)
        source = _source(eta, names)
        function: Callable[[int], Any] = eval(f"lambda t: {source}", names)

        def quick(step: int) -> float:
            try:
                value = function(step)
                return float(value) if isinstance(value, (int, float)) else eta.real(Point(step)).double()
            except (ArithmeticError, ValueError, IndexError):
                return eta.real(Point(step)).double()

        return quick
    except NoQuickWay:
        return lambda step: eta.real(Point(step)).double()


def _source(node: Node, names: dict[str, Any]) -> str:
    """The Python of a formula. Raises NoQuickWay."""
    if isinstance(node, Quantity):
        return _source(node.expression, names)
    if isinstance(node, Step):
        return "t"
    if isinstance(node, Pi):
        return "pi"
    if isinstance(node, Number):
        value, name = node.value, f"n{len(names)}"
        names[name] = int(value) if value.denominator == 1 else float(value)
        return name
    if isinstance(node, Negate):
        return f"(-{_source(node.argument, names)})"
    if isinstance(node, Floor):
        return f"floor({_source(node.argument, names)})"
    if type(node) in SIGNS:
        left, right = (_source(child, names) for child in node.children)
        return f"({left}{SIGNS[type(node)]}{right})"
    if type(node) in NAMES:
        return f"{NAMES[type(node)]}({_source(node.children[0], names)})"
    if isinstance(node, Count) and isinstance(node.children[0], NumberList):
        numbers = _listed(node.children[0], names)
        return f"count({numbers}, {_source(node.children[1], names)})"
    if isinstance(node, Element):
        return f"{_listed(node.numbers, names)}[{_source(node.children[0], names)}]"
    raise NoQuickWay


def _listed(numbers: NumberList, names: dict[str, Any]) -> str:
    name = f"list{len(names)}"
    names[name] = [int(value) if value.denominator == 1 else float(value) for value in numbers.values]
    return name
