"""What a text does again and again: the turns of a loop, and what they carry from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lrcalc.expression import STEP
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.call.stretches import product_of_factors
from lrcalc.frameworks.call.target import Formula
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.python.branches import same
from lrcalc.frameworks.python.objects import MISSING
from lrcalc.frameworks.python.values import Unknown, as_node, relation

# The turns at which a guess is held against what the turns give.
SAMPLES = (*range(12), 29, 30, 31, 59, 60, 99, 100, 101, 1000, 4000)
# So many names are carried by a loop that is followed.
MOST_CARRIED = 12
NUMBERS = (Fraction, Node, int)
Key = tuple[int, Any]
# What one turn sets, with these values before it: the owner and the value of each name.
Turn = Callable[[Mapping[Key, Any]], Mapping[Key, tuple[dict[Any, Any], Any]]]


def carried_by(turn: Turn, others: Mapping[Key, Any], wanted: Callable[[Key], bool]) -> dict[Key, Any]:
    """What each name that a turn changes is before turn t, as a formula; not known where it is none.

    wanted: whether a name is one of these; `others` are set beside them.
    """
    first, again = turn(others), turn(others)
    state: dict[Key, Any] = dict(others)
    begins: dict[Key, Any] = {}
    for key, (owner, after) in first.items():
        before = owner.get(key[1], MISSING)
        # the names of a def that is called are new in each turn
        if key not in again or not wanted(key) or before is MISSING or same(before, after):
            continue
        begins[key] = before
        state[key] = before if _is_number(before) else Unknown(_shown(key[1]))
    numbers = [key for key in begins if _is_number(begins[key])][:MOST_CARRIED]
    for _ in range(3):
        for key in numbers:
            state[key] = _before_turn(turn, state, key, begins[key])
        after_all = turn(state)
        held = [
            key for key in numbers if _goes_on(state[key], after_all[key][1] if key in after_all else None)
        ]
        if len(held) == len(numbers):
            return state
    for key in numbers:
        if key not in held:
            state[key] = Unknown(_shown(key[1]))
    return state


def _shown(name: Any) -> str:
    return f"{name}, which is carried from turn to turn"


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, (Fraction, int)) or (isinstance(value, Node) and not varies(value))


def _before_turn(turn: Turn, state: Mapping[Key, Any], key: Key, begin: Any) -> Any:
    """What a name is before turn t: added to, multiplied, or set anew in each; else not known."""
    unknown = Unknown(_shown(key[1]))
    found = []
    for tried in (0, 1, 2):
        sets = turn({**state, key: Fraction(tried)})
        after = sets[key][1] if key in sets else Fraction(tried)
        if not isinstance(after, NUMBERS):
            return unknown
        found.append(as_node(after))
    none, one, two = found
    try:
        if _alike(none, one) and _alike(one, two):
            return _late(one, begin)
        if _is_number(_plain(none)) and _alike(one, none + 1) and _alike(two, none + 2):
            return as_node(begin) + none * STEP
        if _alike(none, as_node(0)) and _alike(two, 2 * one):
            product = product_of_factors(Fraction(1), one, 0, 0)
            return (
                as_node(begin) * _late(_as_one(product), Fraction(1))
                if isinstance(product, Formula)
                else unknown
            )
    except (ReadError, ArithmeticError, ValueError):
        pass
    return unknown


def _plain(formula: Node) -> Any:
    return formula if varies(formula) else Fraction(1)


def _late(formula: Node, begin: Any) -> Node:
    """A formula one turn late, with what it begins at."""
    before = replace_together([formula], {STEP: STEP - 1})[formula]
    return relation(STEP, "<", as_node(1)).choose(as_node(begin), before)


def _as_one(target: Formula) -> Node:
    """Pieces as one formula."""
    *earlier, last = target.pieces
    found, end = last.rate, last.first
    for piece in reversed(earlier):
        found, end = relation(STEP, "<", as_node(end)).choose(piece.rate, found), piece.first
    return found


def _alike(a: Node, b: Node) -> bool:
    """Whether two formulas have the same values, as far as the samples say."""
    return all(_close(_at(a, step), _at(b, step)) for step in SAMPLES)


def _goes_on(before: Any, after: Any) -> bool:
    """Whether what is after turn t is what is before turn t + 1."""
    if isinstance(before, Unknown):
        return True
    if not isinstance(after, NUMBERS):
        return False
    a, b = as_node(before), as_node(after)
    return all(_close(_at(a, step + 1), _at(b, step)) for step in SAMPLES)


def _at(formula: Node, step: int) -> float | None:
    try:
        return formula.real(Point(step)).double()
    except (ArithmeticError, ValueError):
        return None


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-12 * max(abs(a), abs(b), 1e-300)
