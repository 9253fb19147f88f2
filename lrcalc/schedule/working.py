"""The shown working: the formula, its values, and line by line the way to η at a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from lrcalc.expression.functions import Cosine
from lrcalc.expression.lists import NumberList
from lrcalc.expression.named import Quantity, Symbol
from lrcalc.expression.nodes import Binary, Node, Number, Pi, Power, Step
from lrcalc.expression.notation import Leaf, Notation, list_text, number_text, symbols
from lrcalc.expression.point import Point
from lrcalc.numbers.display import RATE_DIGITS, whole_text, working_text
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.formula import by_name, condition_text, definitions, phases, repeated_counts
from lrcalc.schedule.policy import Policy

CARRIED = "Values are carried unrounded and only shown rounded; on the last line = is exact, ≈ was rounded."
# A number of more bits is no easier to read than the product it comes from.
MOST_READ = 1100


class Line(NamedTuple):
    """One line of a working: what stands left of the sign (empty: as above), the sign, the right side."""

    left: str
    sign: str
    right: str


class Remark(str):
    """A sentence with formulas in it; its parts are words and formulas by turns, in whatever notation."""

    parts: Callable[[type[Notation]], list[str]]

    @classmethod
    def of(cls, parts: Callable[[type[Notation]], list[str]]) -> Remark:
        """The sentence that the parts make up in plain text."""
        made = cls("".join(parts(Notation)))
        made.parts = parts
        return made


class Working(NamedTuple):
    """The working at one step: remarks on where the step lies, then the lines."""

    step: int
    remarks: Sequence[str]
    lines: list[Line]


class Writer:
    """Writes the working of one policy in one notation, numbers to so many significant digits."""

    def __init__(self, policy: Policy, notation: type[Notation], digits: int | None = None) -> None:
        self.policy = policy
        self.notation = notation
        self.digits = digits

    def general(self) -> Iterator[list[Line]]:
        """For each phase the general formula, and the formula with the values substituted."""
        for phase in phases(self.policy):
            rate = phase.quantities[-1]
            plain = self.notation()
            leaves: tuple[Leaf, ...] = (
                symbols,
                values_leaf,
                lambda node: values_leaf(node) or _folded(node),
            )
            notations = [self.notation(by_name(phase, plain, leaf)) for leaf in leaves]
            rights = [notation.text(rate) for notation in notations]
            condition = plain.words("  for ") + condition_text(phase, notations[0]) if phase.condition else ""
            meanings = [", ".join(definitions(phase, plain, leaf)) for leaf in leaves]
            wheres = [plain.words("  where ") + meaning if meaning else "" for meaning in meanings]
            texts = [f"{right}{condition}{where}" for right, where in zip(rights, wheres)]
            yield [Line(plain.rate_at("t"), "=", text) for text in _distinct(texts)]

    def at(self, derivation: Derivation) -> Working:
        """The working at the step of the derivation."""
        step, inside = derivation.step, derivation.point.step
        notation = self.notation()
        remarks = list(self._remarks(derivation))
        rights = list(_distinct(self._rights(derivation)))
        left = notation.rate_at(str(step))
        if step != inside:
            left = f"{left} {notation.relation('=')} {notation.rate_at(str(inside))}"
        value = derivation.learning_rate
        shown = value.significant(self.digits or RATE_DIGITS)
        is_whole = value.exact is not None and value.exact.denominator == 1
        final = "=" if is_whole or value.is_exactly(shown) else "≈"
        lines = [
            Line(left if index == 0 else "", final if index == len(rights) - 1 else "=", right)
            for index, right in enumerate(rights)
        ]
        return Working(step, remarks, lines)

    def _remarks(self, derivation: Derivation) -> Iterator[Remark]:
        step, inside, phase = derivation.step, derivation.point.step, derivation.phase
        if step != inside:
            words = " is past the end, ", f"{inside}", ": the last value is held"
            yield Remark.of(lambda notation: ["", f"t = {step}", *words])
        counts = repeated_counts(phase)
        found: dict[Node, str] = {item: working_text(item.real(derivation.point)) for item in counts}

        def leaf(node: Node) -> str | None:
            return found.get(node) or values_leaf(node) or (str(inside) if isinstance(node, Step) else None)

        def is_so(notation: type[Notation]) -> list[str]:
            plain = notation()
            condition = condition_text(phase, notation(by_name(phase, plain)))
            name = f": {phase.name}" if phase.name else ""
            return ["", condition_text(phase, notation(leaf)), ", that is ", condition, name]

        for item in counts:
            yield Remark.of(partial(_defined, item, leaf, found[item]))
        if phase.condition:
            yield Remark.of(is_so)

    def _rights(self, derivation: Derivation) -> Iterator[str]:
        """The right sides: one more part of the formula is replaced by its value each time."""
        phase, point = derivation.phase, derivation.point
        rate = phase.quantities[-1]
        done: dict[Node, str] = {
            item: working_text(item.real(point), self.digits) for item in repeated_counts(phase)
        }

        def leaf(node: Node) -> str | None:
            if node in done:
                return done[node]
            return str(point.step) if isinstance(node, Step) else values_leaf(node) or _folded(node)

        notation = self.notation(leaf)
        yield notation.text(rate)
        for quantity in phase.quantities[:-1]:
            for angle, text in _reduced_angles(quantity, point):
                done[angle] = text
            yield notation.text(rate)
            done[quantity] = working_text(quantity.real(point), self.digits)
            yield notation.text(rate)
        while rate not in done:
            for node in list(_ready(rate, leaf)):
                done[node] = self._valued(node, point, notation)
            yield notation.text(rate)

    def _valued(self, node: Node, point: Point, notation: Notation) -> str:
        """A part by its value, or as it is written where it has none: it stands in a branch not taken."""
        try:
            return working_text(node.real(point), self.digits)
        except (ArithmeticError, ValueError):
            return notation.text(node)

    def quantities(self, derivation: Derivation) -> list[dict[str, object]]:
        """Each step of the derivation by itself: name, symbol, formula, substituted text and value."""
        phase, point = derivation.phase, derivation.point
        found: list[dict[str, object]] = []
        for quantity in phase.quantities:
            earlier = [item for item in phase.quantities if item is not quantity]
            named = {item: item.name for item in earlier}
            valued = {item: working_text(item.real(point), self.digits) for item in earlier}

            def leaf(node: Node, valued: dict[Quantity, str] = valued) -> str | None:
                if isinstance(node, Quantity) and node in valued:
                    return valued[node]
                return str(point.step) if isinstance(node, Step) else values_leaf(node)

            found.append(
                {
                    "name": quantity.name if quantity is not phase.quantities[-1] else "learning rate",
                    "symbol": quantity.name,
                    "formula": self.notation(lambda node, named=named: named.get(node)).text(  # type: ignore[misc]
                        quantity.expression
                    ),
                    "substituted": self.notation(leaf).text(quantity.expression),
                    "value": quantity.real(point).double(),
                }
            )
        return found


def _defined(item: Quantity, leaf: Leaf, value: str, notation: type[Notation]) -> list[str]:
    """A count with its numbers, and what it comes to."""
    here = notation(lambda node: None if node is item else leaf(node))
    equal = here.relation("=")
    return ["", f"{here.name(item)} {equal} {here.text(item.expression)} {equal} {value}"]


def values_leaf(node: Node) -> str | None:
    """The parameters by their values."""
    if isinstance(node, NumberList):
        return list_text(node.values)
    return number_text(node.value) if isinstance(node, Symbol) else None


def _folded(node: Node) -> str | None:
    """A difference or other arithmetic of parameters alone by its value: η_max − η_min, T − W."""
    if isinstance(node, Binary) and not isinstance(node, Power) and _is_arithmetic(node):
        try:
            value = node.exact(Point(0))
        except ArithmeticError:
            return None
        return None if value is None or not _is_readable(value) else number_text(value)
    return None


def _is_readable(value: Fraction) -> bool:
    """Whether anybody would read all digits of a number."""
    return max(value.numerator.bit_length(), value.denominator.bit_length()) <= MOST_READ


def _is_arithmetic(node: Node) -> bool:
    if isinstance(node, Number):
        return True
    return isinstance(node, Binary) and all(map(_is_arithmetic, node.children))


def _reduced_angles(node: Node, point: Point) -> Iterator[tuple[Node, str]]:
    """Each angle within that is a ratio of π, and how the document writes it: π/4, 3π/4, 0."""
    if isinstance(node, Cosine):
        half_turns = node.half_turns(point)
        if half_turns is not None:
            yield node.argument, angle_text(half_turns + node.quarter)
    for child in node.children:
        yield from _reduced_angles(child, point)


def angle_text(half_turns: Fraction) -> str:
    """A ratio of π in lowest terms."""
    if half_turns == 0:
        return "0"
    top = {1: "π", -1: "-π"}.get(half_turns.numerator, f"{whole_text(half_turns.numerator)}π")
    return top if half_turns.denominator == 1 else f"{top}/{whole_text(half_turns.denominator)}"


def _ready(node: Node, leaf: object) -> Iterator[Node]:
    """The parts whose operands are all numbers already."""
    assert callable(leaf)
    if leaf(node) is not None or isinstance(node, (Number, Pi, Step)):
        return
    if all(leaf(child) is not None or isinstance(child, Number) for child in node.children):
        yield node
        return
    for child in node.children:
        yield from _ready(child, leaf)


def _distinct(texts: Iterator[str] | list[str]) -> Iterator[str]:
    """The texts without one that only repeats the one before."""
    last = None
    for text in texts:
        if text != last:
            yield text
        last = text
