"""A parameter found from the rate that a schedule should have at a step."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.expression import Node, Symbol, power
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP, Multiply, Power
from lrcalc.expression.notation import Notation, number_text
from lrcalc.expression.point import Point
from lrcalc.numbers.display import decimal_text
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.numbers.real import Real
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.working import Line, values_leaf

# The schedule has to end at that rate when the base is typed back, so it is shown to full precision.
DIGITS = 17


class Solution(NamedTuple):
    """The value of the parameter, its symbol, and the working that finds it, in a notation.

    is_near: it is a count with which the rate is the nearest to the one asked for, and not that itself.
    """

    symbol: str
    value: Real
    write: Callable[[type[Notation]], list[Line]]
    is_count: bool = False
    is_near: bool = False

    @property
    def lines(self) -> list[Line]:
        """The working in plain text."""
        return self.write(Notation)


def solve_base(policy: Policy, final: Fraction, step: int, digits: int | None = None) -> Solution:
    """The base γ of η_t = η_0·γ^n for which η is `final` at the step: (η_T/η_0)^(1/n).

    The policy is one with any base at all: only its exponent n at the step is taken from it.
    Raises ScheduleError where there is no such base.
    """
    phase = policy.phase_at(step)
    if phase.first == 0 and policy.phase_at((phase.last or 0) + 1).name != phase.name:
        raise ScheduleError(f"expected a step after the {phase.name}, got {step}")
    point = Point(step)
    first, base, exponent = _parts(phase.quantities[-1].expression)
    count = exponent.exact(point)
    if not count:
        raise ScheduleError(f"expected a step at which {base.name} matters already, got {step}")
    if first.value == 0:
        raise ScheduleError(f"expected {first.name} above 0, got 0, which stays so")
    last, total = Symbol("η_T", r"\eta_T", final), Symbol("T", "T", Fraction(step))
    ended = exponent.replace({STEP: total})
    root = total if ended is total else Symbol("n", "n", count)
    formula = power(last / first, 1 / root)
    value = formula.real(point)
    shown = value.significant(digits or DIGITS)

    def write(notation: type[Notation]) -> list[Line]:
        plain, numbers = notation(), notation(values_leaf)
        right = dict.fromkeys([plain.text(ended), numbers.text(ended), number_text(count)])
        return [
            *([] if root is total else [Line(plain.text(root), "=", " = ".join(right))]),
            Line(plain.text(base), "=", plain.text(formula)),
            Line("", "=", numbers.text(formula)),
            Line("", "=" if value.is_exactly(shown) else "≈", plain.number(decimal_text(shown))),
        ]

    return Solution(base.name, value if digits is None else Real(Fraction(shown)), write)


def _parts(rate: Node) -> tuple[Symbol, Symbol, Node]:
    """η_0, γ and n of η_0 × γ^n."""
    if isinstance(rate, Multiply):
        first, scale = rate.children
        inner = scale.expression if isinstance(scale, Quantity) else scale
        if isinstance(first, Symbol) and isinstance(inner, Power) and isinstance(inner.left, Symbol):
            return first, inner.left, inner.right
    raise ScheduleError("expected a policy that is a power of the parameter, got another")


# Between which a factor is looked for.
LEAST, MOST = Fraction(1, 10**9), Fraction(10**9)
# The digits by which it is decided which of two rates is the nearer one.
TOLD_BY = 50


class Unreachable(ScheduleError):
    """A rate that no value of the parameter gives."""


def solve_number(
    make: Callable[[Fraction], Policy], item: Parameter, final: Fraction, step: int, digits: int | None = None
) -> Solution:
    """The value of a parameter for which η is `final` at the step, by bisection with exact comparisons.

    make: the policy with a value of the parameter. Of a number of steps it is the one for which η is nearest
    to the rate, of two as near the lesser. Raises Unreachable where no value gives the rate.
    """
    whole = item.is_steps
    low, high = (Fraction(max(1, item.least)), Fraction(MOST_STEPS)) if whole else (LEAST, MOST)

    def rate(value: Fraction) -> Real:
        return make(value).derivation(step).learning_rate

    def side(value: Fraction) -> int:
        return rate(value).compare(final)

    start, end = side(low), side(high)
    if start == 0:
        high = low
    elif end == start:
        between = " and ".join(map(decimal_text, sorted(rate(value).significant(6) for value in (low, high))))
        raise Unreachable(f"expected a rate between {between}, as {item.symbol} can give at step {step}")
    while high - low > (1 if whole else low / 10**40) and start:
        middle = Fraction((low + high).__floor__() // 2) if whole else (low + high) / 2
        if not whole and high > 4 * low:
            middle = 2 * low
        here = side(middle)
        if here == start:
            low = middle
        else:
            high = middle
            if here == 0 and not whole:
                low = middle
    if whole and high > low:
        off = [abs(Fraction(rate(value).significant(TOLD_BY)) - final) for value in (low, high)]
        high = high if off[1] < off[0] else low
    value = Real(high)
    shown = value.significant(digits or DIGITS)
    found = rate(high if whole else Fraction(shown))
    seen = found.significant(digits or 6)
    symbol = Symbol(item.symbol, item.latex, high)
    reached = Symbol(f"η_{step}", rf"\eta_{{{step}}}", Fraction(seen))

    def write(notation: type[Notation]) -> list[Line]:
        plain = notation()
        text = str(int(high)) if whole else plain.number(decimal_text(shown))
        return [
            Line(plain.text(symbol), "=" if whole or value.is_exactly(shown) else "≈", text),
            Line(
                plain.text(reached), "=" if found.is_exactly(seen) else "≈", plain.number(decimal_text(seen))
            ),
        ]

    is_near = whole and found.compare(final) != 0
    return Solution(item.symbol, value if whole else Real(Fraction(shown)), write, whole, is_near)
