"""A schedule that is typed as a formula: the document's general η_t = f(t, …)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import MAX_EMAX, Decimal
from fractions import Fraction
from functools import cached_property, partial
from operator import is_

from lrcalc.errors import BEYOND, ParameterError, ScheduleError, expected, no_value_reason
from lrcalc.expression import STEP, Node, Number, Quantity, Symbol
from lrcalc.expression.choice import (
    Choice,
    Comparison,
    Extreme,
    WholePart,
)
from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.monotone import direction
from lrcalc.expression.nodes import Pi, Power, contains
from lrcalc.expression.point import Point
from lrcalc.expression.reader import read_formula
from lrcalc.expression.shape import node_count, straight_line
from lrcalc.numbers.interval import Arithmetic, Interval, arithmetic
from lrcalc.numbers.literal import (
    MOST_STEPS,
    LiteralError,
    RateLike,
    StepsLike,
    as_text,
    parse_number,
    parse_steps,
)
from lrcalc.numbers.real import MOST_DIGITS, UNDECIDED, Decision, Real
from lrcalc.schedule.arguments import written
from lrcalc.schedule.derivation import Condition, Phase, Symbols
from lrcalc.schedule.edges import Edges
from lrcalc.schedule.policy import Policy

# As many steps as are looked at one by one for the turns of a formula that is not known to be monotone.
MOST_SEARCHED = 20_000
# And as many parts of a formula in all.
MOST_LOOKED_AT = 300_000


class FormulaError(ScheduleError, ArithmeticError):
    """A formula that has no value at a step."""


class Computed(Quantity):
    """η by a formula as typed; where it has no value the error says so of the step."""

    __slots__ = ()

    def real(self, point: Point) -> Real:
        return Stepped(point, self)

    def find_exact(self, point: Point) -> Fraction | None:
        try:
            return super().find_exact(point)
        except (ArithmeticError, ValueError) as error:
            raise _no_value(point, error) from None

    def enclose(self, point: Point, numbers: Arithmetic) -> Interval:
        try:
            found = super().enclose(point, numbers)
        except (ArithmeticError, ValueError) as error:
            if isinstance(error, UNDECIDED) and numbers.digits < MOST_DIGITS:
                raise  # more digits may tell
            raise _no_value(point, error) from None
        least = found.low if found.low > 0 else -found.high
        if least > 0 and (least.is_infinite() or least.adjusted() == MAX_EMAX):
            raise _no_value(point, OverflowError(BEYOND))
        return found


class Stepped(Real):
    """A value at a step; where no number of digits settles it the error says so of the step."""

    def __init__(self, point: Point, quantity: Quantity) -> None:
        super().__init__(quantity.exact(point), lambda digits: quantity.enclose(point, arithmetic(digits)))
        self._point = point
        self.is_strict = True

    def _decide(self, decide: Callable[[Decimal], Decision]) -> Decision:
        try:
            return super()._decide(decide)
        except ArithmeticError as error:
            raise _no_value(self._point, error) from None

    def compare(self, other: Fraction | Real) -> int:
        try:
            return super().compare(other)
        except ArithmeticError as error:
            raise _no_value(self._point, error) from None


def _no_value(point: Point, error: Exception) -> FormulaError:
    if isinstance(error, FormulaError):
        return error
    return FormulaError(f"the formula has no value at step {point.step}: {no_value_reason(error)}")


class Formula(Policy):
    """A formula of t and named numbers, with Python's operators and conditions, and ^ as the power.

    text: the formula, such as "0.001 * 0.95^(t/1000)" or "0.1*t/W if t < W else 0.1".
    T: the total steps, after which the last rate holds (steps; None: it goes on).
    let: the numbers by their names; exact as typed.
    Raises FormulaTextError for a formula that cannot be read, ParameterError for a number that cannot.
    Source: section 8.7 of the document, η_t = f(t, η_0, η_min, T_max, …).

    A straight line that a condition, a floor, min or max depends on parts the schedule into phases, of which
    each has a formula without it. What else is compared, rounded down or raised to an irrational power is
    decided by 1200 digits.

    >>> Formula("0.001 * 0.5^(t/W)", W=1000).at(2000)
    0.00025
    """

    example = "0.001 * 0.95^(t/1000)"

    def __init__(self, text: str, /, T: StepsLike | None = None, **let: RateLike) -> None:
        if not isinstance(text, str):
            raise ScheduleError(expected("a formula such as '0.001 * 0.95^(t/1000)'", f"{text!r:.40}"))
        symbols = {name: Symbol(name, _latex(name), _number(name, value)) for name, value in let.items()}
        total = None if T is None else _steps(T)
        if total is not None:
            symbols.setdefault("T", Symbol("T", "T", total))
        typed = {"formula": text, **({} if T is None else {"T": as_text(T)})}
        named = {name: as_text(value) for name, value in let.items()}
        formula = read_formula(text, symbols)
        self.keep(
            name="formula",
            title=f"η_t = {' '.join(text.split())}",
            typed={**typed, **{name: text for name, text in named.items() if name != "formula"}},
            given={**{name: text for name, text in typed.items() if name == "T"}, **named},
            symbols=Symbols(symbols),
            reading_notes=[*_notes(formula), *_unused(formula, [symbols[name] for name in named])],
            formula=formula,
            own_total=total,
        )

    def __repr__(self) -> str:
        return f"Formula({', '.join(filter(None, [repr(self.typed['formula']), written(self.given)]))})"

    def _values(self) -> tuple[object, ...]:
        numbers = {name: symbol.value for name, symbol in vars(self.symbols).items()}
        return self.title, self.own_total, *sorted(numbers.items())

    def notes(self) -> Iterator[str]:
        # what is unusual about a γ or an η_min is nothing about a name that happens to be one
        yield from self.reading_notes

    formula: Node
    own_total: int | None

    @property
    def total(self) -> int | None:
        return self.own_total

    def phase_at(self, step: int) -> Phase:
        edges = Edges(step)
        plain = edges.resolved(self.formula)
        last = edges.last if self.own_total is None else min(edges.last, self.own_total)
        quantity = self._quantity(plain)
        name, condition = self._named(edges, last)
        return Phase(edges.first, None if last == MOST_STEPS else last, (quantity,), name, condition)

    def _quantity(self, plain: Node) -> Quantity:
        """η by a formula without choices; where there are none it is the same in every phase."""
        return self._whole if plain is self.formula else _eta(plain)

    @cached_property
    def _whole(self) -> Quantity:
        return _eta(self.formula)

    def _named(self, edges: Edges, last: int) -> tuple[str, Condition]:
        """The name of a phase that a condition parts from others, and the steps that it has."""
        if not _has_choices(self.formula):
            return "", ()
        first, end = Number(Fraction(edges.first)), Number(Fraction(last))
        if edges.first == last:
            return f"t = {last}", (STEP, "=", end)
        if edges.first == 0:
            return (f"t ≤ {last}", (STEP, "≤", end)) if last < MOST_STEPS else ("all t", ())
        if last >= MOST_STEPS:
            return f"t ≥ {edges.first}", (STEP, "≥", first)
        return f"{edges.first} ≤ t ≤ {last}", (first, "≤", STEP, "≤", end)

    @property
    def most_searched(self) -> int:
        """As many steps as are looked at one by one: fewer where each takes long."""
        return min(MOST_SEARCHED, MOST_LOOKED_AT // node_count(self.formula))

    @property
    def searched_to(self) -> int | None:
        """The last step up to which all turns of η are known; None: they are known for all."""
        step = 0
        while True:
            phase = self.phase_at(step)
            if direction(phase.quantities[-1], phase.first, phase.last) is None:
                end = phase.first + self.most_searched
                return None if phase.last is not None and phase.last <= end else end
            if phase.last is None or phase.last == self.own_total or step > self.most_searched:
                return None
            step = phase.last + 1

    def turns(self, phase: Phase) -> Iterator[int]:
        if direction(phase.quantities[-1], phase.first, phase.last) is not None:
            return
        last = phase.first + self.most_searched if phase.last is None else phase.last
        before, way = None, 0
        for step in range(phase.first, min(last, phase.first + self.most_searched) + 1):
            rate = phase.quantities[-1].real(Point(step)).double()
            now = 0 if before is None else (rate > before) - (rate < before)
            if now and way and now != way:
                yield step - 1
            before, way = rate, now or way

    def bounds(self) -> None:
        return None

    def default_steps(self) -> list[int]:
        if self.own_total is None:
            return [0, 100, 1000, 10000]
        return sorted({self.own_total * quarter // 4 for quarter in range(5)})


def _eta(formula: Node) -> Quantity:
    return Computed("learning_rate", "η", r"\eta", "Learning Rate", formula, "rate")


def _has_choices(node: Node) -> bool:
    return contains(node, lambda part: isinstance(part, (Choice, Extreme)))


def _notes(node: Node) -> Iterator[str]:
    """What cannot be promised of a formula."""
    if _is_undecided(node):
        yield (
            "the formula compares or rounds down numbers that may be irrational: "
            "what 1200 digits do not tell from each other counts as equal"
        )


def _unused(formula: Node, symbols: Iterable[Symbol]) -> Iterator[str]:
    """The names whose numbers are given for nothing."""
    for symbol in symbols:
        if not contains(formula, partial(is_, symbol)):
            yield f"there is no {symbol.name} in the formula: its number changes nothing"


def _is_undecided(node: Node) -> bool:
    compared = (Comparison, WholePart, Extreme)
    if isinstance(node, compared) and any(map(_may_be_irrational, node.children)):
        return True
    return any(map(_is_undecided, node.children))


def _may_be_irrational(node: Node) -> bool:
    if isinstance(node, Power):
        exponent = straight_line(node.right)
        is_whole = exponent is not None and all(part.denominator == 1 for part in exponent)
        return not is_whole or _may_be_irrational(node.left)
    kinds = (Pi, Cosine, Exponential, Tanh, Logarithm)
    return isinstance(node, kinds) or any(map(_may_be_irrational, node.children))


def _number(name: str, value: RateLike) -> Fraction:
    try:
        return parse_number(value)
    except LiteralError as error:
        raise ParameterError(name, str(error)) from None


def _steps(total: StepsLike) -> int:
    try:
        return parse_steps(total, least=1)
    except LiteralError as error:
        raise ParameterError("T", str(error)) from None


def _latex(name: str) -> str:
    """A name in LaTeX: what stands after the first underscore below the rest."""
    head, _, below = name.partition("_")
    return f"{head}_{{{below}}}" if below else head
