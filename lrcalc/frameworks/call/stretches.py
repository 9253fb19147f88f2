"""Factors that are the same over stretches of steps, multiplied up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lrcalc.expression import STEP, Node, power
from lrcalc.expression.choice import Choice
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.frameworks.call.shapes import number
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.errors import refuse

MOST_STRETCHES = 100


def product_of_factors(base: Fraction, factor: Node, first: int, line: int) -> Target:
    """base·f(first)·…·f(t), for a factor that changes at steps the text names. Raises ReadError."""
    stretches = stretches_of(factor)
    if stretches is None:
        refuse(
            "a factor that is the same over stretches of steps", "one that changes from step to step", line
        )
    rate: Node = number(base)
    pieces = []
    ends = [start for start, _ in stretches[1:]]
    for (start, value), end in zip(stretches, [*ends, None]):
        if value.real(Point(0)).sign() < 0:
            refuse("factors from 0 on", "one below 0", line)
        begin = max(start, first)
        if end is not None and end <= begin:
            continue
        # at step `begin` the factor of that step is in it
        is_one = value.exact(Point(0)) == 1
        now = (
            rate if is_one else _plain(rate * power(value, STEP - number(begin - 1) if begin != 1 else STEP))
        )
        pieces.append(Piece(begin, now, "factor"))
        if end is not None and not is_one:
            rate = _plain(rate * power(value, number(end - begin)))
    if first:
        pieces.insert(0, Piece(0, number(base), "first"))
    return Formula(pieces)


def _plain(formula: Node) -> Node:
    """A formula, or its number where that is exact."""
    exact = None if varies(formula) else formula.exact(Point(0))
    return formula if exact is None else number(exact)


def stretches_of(formula: Node) -> list[tuple[int, Node]] | None:
    """The steps from which on a formula has another number; None where it changes otherwise."""
    if _other_steps(formula):
        return None
    starts = {0}
    for choice in choices_in(formula):
        relation = choice.children[0]
        sides = [side for side in relation.children if side is not STEP]
        if len(sides) != 1 or varies(sides[0]):
            return None
        bound = sides[0].exact(Point(0))
        if bound is None:
            return None
        starts |= {max(0, int(bound // 1) + more) for more in (0, 1)}
        if len(starts) > MOST_STRETCHES:
            return None
    found: list[tuple[int, Node]] = []
    for start in sorted(starts):
        value = _plain(_taken(formula, start))
        if not found or (found[-1][1] - value).real(Point(0)).sign() != 0:
            found.append((start, value))
    return found


def _taken(formula: Node, step: int) -> Node:
    """A formula with the branches that are taken at a step in place of the choices."""
    if isinstance(formula, Choice):
        condition, then, other = formula.children
        return _taken(then if condition.exact(Point(step)) else other, step)
    if not formula.children:
        return formula
    return formula.with_children(tuple(_taken(part, step) for part in formula.children))


def choices_in(formula: Node) -> Iterator[Choice]:
    """The choices in a formula, an outer one before those within it."""
    if isinstance(formula, Choice):
        yield formula
    for part in formula.children:
        yield from choices_in(part)


def _other_steps(formula: Node) -> bool:
    """Whether the step is in a formula otherwise than in what is compared."""
    if isinstance(formula, Choice):
        return any(map(_other_steps, formula.children[1:]))
    return formula is STEP or any(map(_other_steps, formula.children))
