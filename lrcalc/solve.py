"""A parameter found from the rate that a schedule should have at a step: the base of a power."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lrcalc.display import working_text
from lrcalc.errors import ScheduleError
from lrcalc.expression import Node, Symbol, power
from lrcalc.expression.nodes import Multiply, Point, Power, Quantity, Step
from lrcalc.expression.notation import Notation, number_text
from lrcalc.numbers.real import Real
from lrcalc.policies.policy import Policy
from lrcalc.working import Line, values_leaf


class Solution(NamedTuple):
    """The value of the parameter, its symbol, and the working that finds it."""

    symbol: str
    value: Real
    lines: list[Line]


def solve_base(policy: Policy, final: Fraction, step: int, digits: int | None = None) -> Solution:
    """The base γ of η_t = η_0·γ^n for which η is `final` at the step.

    The policy is one with any base at all: only its exponent n at the step is taken from it.
    Raises ScheduleError where there is no such base.
    """
    phase = policy.phase_at(step)
    point = Point(step)
    first, base, exponent = _parts(phase.quantities[-1].expression)
    count = exponent.exact(point)
    if not count:
        raise ScheduleError(f"{base.name} does not matter yet at step {step}; taken: a later step")
    if first.value == 0:
        raise ScheduleError(f"{first.name} is 0, and stays so; taken: a rate above 0")
    last = Symbol("η_T", r"\eta_T", final)
    formula = power(last / first, 1 / Symbol("n", "n", count))
    value = formula.real(point)
    shown = value.significant(digits or 6)
    inner = Notation(lambda node: str(step) if isinstance(node, Step) else values_leaf(node)).text(exponent)
    lines = [
        Line("n", "=", f"{Notation().text(exponent)} = {inner} = {number_text(count)}"),
        Line(base.name, "=", Notation().text(formula)),
        Line("", "=", Notation(values_leaf).text(formula)),
        Line("", "=" if value.is_exactly(shown) else "≈", working_text(value, digits)),
    ]
    if inner == number_text(count):
        lines[0] = Line("n", "=", f"{Notation().text(exponent)} = {inner}")
    return Solution(base.name, value, lines)


def _parts(rate: Node) -> tuple[Symbol, Symbol, Node]:
    """η_0, γ and n of η_0 × γ^n."""
    if isinstance(rate, Multiply):
        first, scale = rate.children
        inner = scale.expression if isinstance(scale, Quantity) else scale
        if isinstance(first, Symbol) and isinstance(inner, Power) and isinstance(inner.left, Symbol):
            return first, inner.left, inner.right
    raise ScheduleError("the schedule is not a power of it; taken: a policy that is")
