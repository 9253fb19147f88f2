"""x_t of the recurrence x_{t+1} = f(t)·x_t + g(t) in closed form, where f and g allow it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.expression import STEP, power
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.stretches import choices_in
from lrcalc.frameworks.python.values import as_node, relation

# So many stretches are written out; so far is looked for what comes again and again.
MOST_STRETCHES = 100
LOOKED_AT = 400


def solved(factor: Node, added: Node, begin: Any) -> Node | None:
    """x before turn t, which is `begin` before turn 0; None where it has no closed form here."""
    stretches = _stretches(factor, added)
    if stretches is None:
        return _repeating(factor, added, begin)
    carried, found = as_node(begin), []
    for first, end in zip(stretches, [*stretches[1:], None]):
        f, g = _number(factor, first), _at(added, first)
        if f is None and varies(factor):
            return None
        if f == 0:
            after: Node = added
        elif not _is_always(added, Fraction(0), first, end):
            if f is None:
                return None
            if end == first + 1:
                after = f * carried + g
            elif f == 1 and _is_always(added, g.exact(Point(0)), first, end):
                after = carried + g * (STEP - as_node(first - 1) if first else STEP + 1)
            else:
                return None
        elif f == 1:
            after = carried
        else:
            base = factor if f is None else as_node(f)
            after = carried * power(base, STEP - as_node(first - 1) if first else STEP + 1)
        found.append((end, after))
        if end is not None:
            carried = _at(after, end - 1)
    rate = found[-1][1]
    for end, after in reversed(found[:-1]):
        rate = relation(STEP, "<", as_node(end)).choose(after, rate)
    return late(rate, begin)


def late(formula: Node, begin: Any) -> Node:
    """A formula one turn late, with what it begins at."""
    before = replace_together([formula], {STEP: STEP - 1})[formula]
    return relation(STEP, "<", as_node(1)).choose(as_node(begin), before)


def _at(formula: Node, step: int) -> Node:
    """What a formula is at a step."""
    found = replace_together([formula], {STEP: as_node(step)})[formula]
    exact = found.exact(Point(0))
    return found if exact is None else as_node(exact)


def _number(formula: Node, step: int) -> Fraction | None:
    return formula.exact(Point(step))


def _is_always(formula: Node, value: Fraction | None, first: int, end: int | None) -> bool:
    """Whether a formula has one value over a stretch, as far as some of its steps say."""
    last = first + LOOKED_AT if end is None else end - 1
    steps = {first, min(first + 1, last), (first + last) // 2, last}
    return value is not None and all(_number(formula, step) == value for step in steps)


def _stretches(*formulas: Node) -> list[int] | None:
    """The steps at which a comparison of the step may go over; None where one is no line in the step."""
    starts = {0}
    for formula in formulas:
        for choice in choices_in(formula):
            left, right = choice.children[0].children[:2]
            difference = left - right
            values = [difference.exact(Point(step)) for step in (0, 1, 2, 1000)]
            if any(value is None for value in values):
                return None
            zero, one, two, far = (Fraction(value or 0) for value in values)
            slope = one - zero
            if two - one != slope or far != zero + 1000 * slope:
                return None
            if slope:
                root = -zero / slope
                starts |= {max(0, int(root // 1) + more) for more in (0, 1)}
    return sorted(starts) if len(starts) <= MOST_STRETCHES else None


def _repeating(factor: Node, added: Node, begin: Any) -> Node | None:
    """The same factor again and again, every so many turns."""
    if varies(added) or added.exact(Point(0)) != 0:
        return None
    factors = [_number(factor, step) for step in range(LOOKED_AT)]
    taken = [step for step, value in enumerate(factors) if value != 1]
    if len(taken) < 3 or factors[taken[0]] is None:
        return None
    first, every = taken[0], taken[1] - taken[0]
    expected = list(range(first, LOOKED_AT, every))
    far = [first + every * turns + more for turns in (1_000, 123_456) for more in range(-1, 2)]
    value = factors[first]
    as_said = all(_number(factor, step) == (value if (step - first) % every == 0 else 1) for step in far)
    if taken != expected or not as_said or any(factors[step] != value for step in taken):
        return None
    # so many of them are over before turn t
    times = whole((STEP + (every - 1 - first)) / as_node(every))
    return as_node(begin) * power(as_node(value), times)
