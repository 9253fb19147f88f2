"""Formulas in doubles, quick, every value with a bound on how far it may be off.

A formula is written out as Python once. What is constant in a phase is found once for each phase, the rest at
each step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import prod
from typing import NamedTuple

from lrcalc.expression.bounds import KNOWN
from lrcalc.expression.function import NotDecided
from lrcalc.expression.functions import Cosine
from lrcalc.expression.monotone import Ends, Turn, is_above_zero
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Multiply, Node, Power
from lrcalc.expression.shape import is_affine, varies
from lrcalc.expression.sums import summed_phase
from lrcalc.expression.written import Writer

# About a value, and how far from it that may be.
Bounded = tuple[float, float]


class Doubles(NamedTuple):
    """A formula in one phase: its value at a step, what its way depends on at a step, and its sum from a step
    to another, None where no closed form is known."""

    value: Callable[[int], Bounded]
    end: Callable[[int], End]
    total: Callable[[int, int], Bounded] | None


class End(NamedTuple):
    """The parts of a formula at one end of some steps, and the half turns of its angles."""

    parts: dict[Node, Bounded]
    turns: dict[Node, Turn]


class NearEnds(Ends):
    """What a formula comes to at the first and the last of some steps, as far as doubles tell."""

    def __init__(self, phase: Doubles, first: int, last: int) -> None:
        self._ends = phase.end(first), phase.end(last)

    def line(self, node: Node) -> int | None:
        if not is_affine(node):
            return None
        (one, off), (other, its) = self._parts(node)
        if abs(other - one) <= off + its and (one != other or off or its):
            return None  # its parts may show it
        return (one < other) - (one > other)

    def _parts(self, node: Node) -> tuple[Bounded, Bounded]:
        first, last = self._ends
        if node not in first.parts:
            raise NotDecided
        return first.parts[node], last.parts[node]

    def sign(self, node: Node, way: int) -> int | None:
        (one, off), (other, its) = self._parts(node)
        if one >= off and other >= its:
            return 1
        if -one >= off and -other >= its:
            return -1
        if abs(one) > off and abs(other) > its:
            return None
        if isinstance(node, Power) and is_above_zero(node):
            return 1
        # what is too small for a double is a product
        if isinstance(node, (Quantity, Multiply)):
            signs = [self.sign(child, way) for child in node.children]
            return None if None in signs else prod(sign or 0 for sign in signs)
        raise NotDecided

    def above_one(self, node: Node) -> int:
        (base, off), _ = self._parts(node)
        if abs(base - 1) <= off:
            raise NotDecided
        return 1 if base > 1 else -1

    def half_turns(self, node: Cosine) -> list[Turn] | None:
        return [end.turns[node] for end in self._ends if node in end.turns]


@lru_cache(maxsize=16)
def in_doubles(formula: Node) -> Callable[[int], Doubles]:
    """The formula as a function of a step of a phase.

    It and what it returns raise ArithmeticError or ValueError where doubles do not tell.
    """
    constants = Writer({**KNOWN, "Doubles": Doubles, "End": End})
    try:
        value, end, total = (Writer(constants.names, constants) for _ in range(3))
        values = ", ".join(value.floats(value.found(formula)))
        parts = dict.fromkeys(_of_ends(formula, end))
        turns = [f"{end.named(node)}: {end.turn(node)}" for node in parts if end.half_turns(node) is not None]
        told = [f"{end.named(node)}: ({', '.join(end.floats(end.found(node)))})" for node in parts]
    except (ArithmeticError, ValueError):
        return _undecided
    closed = summed_phase(formula)
    try:
        summed = "" if closed is None else ", ".join(total.floats(total.found(closed)))
    except (ArithmeticError, ValueError):
        summed = ""
    lines = [
        "def phase(s):",
        *constants.lines,
        " def value(t):",
        *(f" {line}" for line in value.lines),
        f"  return {values}",
        " def end(t):",
        *(f" {line}" for line in end.lines),
        f"  return End({{{', '.join(told)}}}, {{{', '.join(turns)}}})",
        " def total(t, u):",
        *(f" {line}" for line in total.lines),
        f"  return {summed}",
        f" return Doubles(value, end, {'total' if summed else None})",
    ]
    exec("\n".join(lines), constants.names)
    function: Callable[[int], Doubles] = constants.names["phase"]
    return function


def _undecided(step: int) -> Doubles:
    raise NotDecided


def _of_ends(node: Node, end: Writer) -> Iterator[Node]:
    """What the way of a formula depends on: its parts down to those that are exact."""
    yield node
    if varies(node) and not end.found(node).over:
        for child in node.children:
            yield from _of_ends(child, end)
