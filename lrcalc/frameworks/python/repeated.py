"""Loops: a loop-carried variable, which each turn sets from what it was, as a formula of the turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from lrcalc.expression import STEP, Number
from lrcalc.expression.compiled import compiled
from lrcalc.expression.nodes import Node
from lrcalc.expression.shape import varies
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.python.branches import same
from lrcalc.frameworks.python.objects import MISSING
from lrcalc.frameworks.python.recurrence import late, solved
from lrcalc.frameworks.python.values import Unknown, as_node
from lrcalc.numbers.literal import MOST_STEPS

# The turns at which a guess is held against what the turns give: the first, all that a number in them may be
# about, and where they go on.
FIRST_TURNS, FAR = range(1200), (4000, 10_007, 123_457)
# As many numbers are looked at, and so far round each.
MOST_NUMBERS, ROUND = 24, range(-2, 3)
# So many names are carried by a loop that is followed.
MOST_CARRIED = 12
CARRIED = ", which the loop changes from turn to turn otherwise than is read"
ROUNDS = 4
NUMBERS = (Fraction, Node, int)
Key = tuple[int, Any]
# What one turn sets, with these values before it: the owner and the value of each name.
Turn = Callable[[Mapping[Key, Any]], Mapping[Key, tuple[dict[Any, Any], Any]]]


def carried_by(turn: Turn, others: Mapping[Key, Any], wanted: Callable[[Key], bool]) -> dict[Key, Any]:
    """What each name that a turn changes is before turn t, as a formula; not known where it is none.

    wanted: whether a name is one of these; `others` are set beside them.
    """
    state: dict[Key, Any] = dict(others)
    begins: dict[Key, Any] = {}
    held: list[Key] = []
    numbers: list[Key] = []
    for _ in range(ROUNDS):
        # what changes may change more: a count, what is done at some counts
        found = _changed(turn, state, wanted)
        if begins and len(held) == len(numbers) and found.keys() <= begins.keys():
            break
        begins = {**found, **begins}
        numbers = [key for key in begins if _is_number(begins[key])][:MOST_CARRIED]
        state |= {key: Unknown(_shown(key[1])) for key in begins if key not in numbers}
        for key in numbers:
            if key not in held:
                state[key] = begins[key]
                state[key] = _before_turn(turn, state, key, begins[key])
        after = turn(state)
        held = [key for key in numbers if _goes_on(state[key], after[key][1] if key in after else state[key])]
        for key in numbers:
            if isinstance(state[key], Unknown):
                state[key] = _like_another(turn, state, key, begins, held)
    return {**state, **{key: Unknown(_shown(key[1])) for key in begins if key not in held}}


def _changed(turn: Turn, state: Mapping[Key, Any], wanted: Callable[[Key], bool]) -> dict[Key, Any]:
    """The names that a turn changes, with what they are before it."""
    first, again = turn(state), turn(state)
    found = {}
    for key, (owner, after) in first.items():
        before = owner.get(key[1], MISSING)
        # the names of a def that is called are new in each turn
        if key in again and wanted(key) and before is not MISSING and not same(before, after):
            found[key] = before
    return found


def _like_another(
    turn: Turn, state: Mapping[Key, Any], key: Key, begins: Mapping[Key, Any], held: list[Key]
) -> Any:
    """What a name is before turn t, where it is the same as another one that is known."""
    for other in held:
        if other == key or isinstance(state[other], Unknown) or not same(begins[other], begins[key]):
            continue
        after = turn({**state, key: state[other]})
        if key in after and _goes_on(state[other], after[key][1]):
            return state[other]
    return state[key]


def _shown(name: Any) -> str:
    return f"{name}{CARRIED}"


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
            return late(one, begin)
        if _is_number(none) and _alike(one, none + 1) and _alike(two, none + 2):
            return as_node(begin) + none * STEP
        if _alike(two - one, one - none):
            none = as_node(0) if _alike(none, as_node(0)) else none
            return solved(one - none, none, begin) or unknown
    except (ReadError, ArithmeticError, ValueError):
        pass
    return unknown


def _alike(a: Node, b: Node, later: int = 0) -> bool:
    """Whether two formulas have the same values, the first so much later, at all turns that are looked at."""
    one, other = compiled(a), compiled(b)
    return all(_close(_at(one, turn + later), _at(other, turn)) for turn in _turns(a, b))


def _goes_on(before: Any, after: Any) -> bool:
    """Whether what is after turn t is what is before turn t + 1."""
    if isinstance(before, Unknown):
        return True
    return isinstance(after, NUMBERS) and _alike(as_node(before), as_node(after), later=1)


def _turns(*formulas: Node) -> list[int]:
    """The turns at which formulas may change: next to each number in them, to its multiples, and to products
    and quotients of two. Raises ReadError where they are too many to look at."""
    found = {value for formula in formulas for value in _numbers(formula) if value > len(FIRST_TURNS) // 100}
    if len(found) > MOST_NUMBERS:
        raise ReadError(f"expected up to {MOST_NUMBERS} numbers in what a loop carries, got {len(found)}")
    pairs = [value for a in found for b in found for value in (a * b, a / b)]
    near = {int(value * times) + more for value in (*found, *pairs) for times in (1, 2, 3) for more in ROUND}
    return sorted({*FIRST_TURNS, *FAR, *(turn for turn in near if 0 <= turn <= MOST_STEPS)})


def _numbers(formula: Node) -> Iterator[Fraction]:
    if isinstance(formula, Number):
        yield abs(formula.value)
    for part in formula.children:
        yield from _numbers(part)


def _at(formula: Callable[[int], float], turn: int) -> float | None:
    try:
        return formula(turn)
    except (ArithmeticError, ValueError):
        return None


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    # beyond the doubles both are infinite
    return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b), 1e-300)
