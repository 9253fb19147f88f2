"""How fast a formula can change over a stretch of steps: bounds on its Taylor coefficients.

With t = t₀ + n·x for 0 ≤ x ≤ 1, the k-th bound is at least |dᵏf/dxᵏ|/k! everywhere in the stretch.
They are found in doubles, which stand for that number times a power of two: γ^t soon leaves the doubles.
Whoever reads them doubles them, which covers the rounding of the doubles.
"""

from __future__ import annotations

import math
from fractions import Fraction

from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    PhaseConstant,
    Pi,
    Power,
    Step,
    Subtract,
)
from lrcalc.expression.point import Point

# A coefficient is never smaller, beside a largest of about 1: what is less might underflow to 0.
TINY = 1e-290
# From so many powers of two on the coefficients are scaled.
FAR = 64
LOG2 = math.log(2.0)

# The coefficients, and the power of two by which each is multiplied.
Bounds = tuple[list[float], int]


class NoBoundError(ArithmeticError):
    """The formula is not smooth, or cannot be bounded, over this stretch."""


class Majorant:
    """Bounds for the formulas over the steps from `first` to `last`, up to the order asked."""

    def __init__(self, first: int, last: int, order: int) -> None:
        self.first = Point(first)
        self.last = Point(last)
        self.length = last - first
        self.order = order
        self._known: dict[Node, Bounds] = {}

    def logarithms(self, node: Node) -> list[float]:
        """The logarithms of the bounds to the base 2, the rounding of the doubles included."""
        values, power = self.bounds(node)
        return [math.log2(2.0 * value + TINY) + power for value in values]

    def bounds(self, node: Node) -> Bounds:
        if node not in self._known:
            self._known[node] = _scaled(*self._find(node))
        return self._known[node]

    def _coefficients(self, node: Node) -> list[float]:
        """The bounds as doubles. Raises NoBoundError where they are none."""
        values, power = self.bounds(node)
        if power > FAR * 15:
            raise NoBoundError("beyond the doubles")
        return [math.ldexp(value, power) for value in values] if power else values

    def _find(self, node: Node) -> Bounds:
        if isinstance(node, Number):
            return self._flat(abs(node.value))
        if isinstance(node, Pi):
            return [math.pi] + [0.0] * self.order, 0
        if isinstance(node, Step):
            ends = max(self.first.step, self.last.step)
            return [float(ends), float(abs(self.length))] + [0.0] * (self.order - 1), 0
        if isinstance(node, (Quantity, Negate)):
            return self.bounds(node.children[0])
        if isinstance(node, PhaseConstant):
            return self._flat(abs(self._constant(node)))
        if isinstance(node, (Add, Subtract)):
            return self._sum(node)
        if isinstance(node, Multiply):
            (left, one), (right, other) = (self.bounds(child) for child in node.children)
            return _product(left, right), one + other
        if isinstance(node, Divide):
            return self._quotient(node)
        if isinstance(node, Power):
            return self._power(node)
        if isinstance(node, Cosine):
            return self._cosine(node), 0
        if isinstance(node, Exponential):
            return _exponential(self._coefficients(node.argument), self._greatest(node.argument, 1.0))
        if isinstance(node, Tanh):
            return self._tanh(node), 0
        if isinstance(node, Logarithm):
            return self._logarithms(node.argument), 0
        raise NoBoundError(type(node).__name__)

    def _flat(self, value: Fraction) -> Bounds:
        power = value.numerator.bit_length() - value.denominator.bit_length()
        rest = value / 2**power if power >= 0 else value * 2**-power
        return [float(rest)] + [0.0] * self.order, power

    def _sum(self, node: Add | Subtract) -> Bounds:
        exact = self._ends(node)
        (left, one), (right, other) = (self.bounds(child) for child in node.children)
        most = max(one, other)
        left, right = _shifted(left, one - most), _shifted(right, other - most)
        total = [a + b for a, b in zip(left, right)]
        # A difference such as t − W is small where its parts are large: its own ends say how small.
        if exact is not None and total[2:] == [0.0] * (self.order - 1):
            return [max(map(abs, exact)), abs(exact[1] - exact[0])] + [0.0] * (self.order - 1), 0
        return total, most

    def _ends(self, node: Node) -> tuple[float, float] | None:
        first, last = node.exact(self.first), node.exact(self.last)
        return None if first is None or last is None else (float(first), float(last))

    def _constant(self, node: PhaseConstant) -> Fraction:
        first, last = node.exact(self.first), node.exact(self.last)
        if first is None or first != last:
            raise NoBoundError("a whole number changes within the stretch")
        return first

    def _value(self, node: Node, point: Point) -> float:
        return node.real(point).double()

    def _least(self, node: Node) -> float:
        """A positive lower bound of the absolute value over the stretch."""
        start, end = self._value(node, self.first), self._value(node, self.last)
        coefficients = self._coefficients(node)
        if coefficients[2:] == [0.0] * (self.order - 1) and start * end > 0:
            least = min(abs(start), abs(end))  # a straight line is least at an end
        else:
            least = abs(start) - 2 * sum(coefficients[1:])
        if not 0 < least < math.inf:
            raise NoBoundError("a divisor or a base may be zero")
        return least

    def _quotient(self, node: Divide) -> Bounds:
        above, power = self.bounds(node.left)
        below, least = self._coefficients(node.right), self._least(node.right)
        result: list[float] = []
        for k, value in enumerate(above):
            carried = sum(below[j] * result[k - j] for j in range(1, k + 1))
            result.append((value + carried) / least)
        return result, power

    def _cosine(self, node: Cosine) -> list[float]:
        angle = self._coefficients(node.argument)
        bounds = _exponential(angle, 0.0)[0]
        half_turns = node.half_turns(self.first)
        if half_turns is None or any(angle[2:]):
            return bounds
        # The odd derivatives are sines, which are small near whole half turns.
        sine = min(1.0, math.pi * float(abs(half_turns - round(half_turns))) + angle[1])
        return [bound * sine if k % 2 else bound for k, bound in enumerate(bounds)]

    def _power(self, node: Power) -> Bounds:
        base, exponent = self._coefficients(node.left), node.right
        if not any(base[1:]):
            logarithm = self._logarithm(node.left)
            inner = [abs(logarithm) * value for value in self._coefficients(exponent)]
            return _exponential(inner, self._greatest(exponent, logarithm))
        fixed = exponent.exact(self.first)
        if fixed is None or any(self._coefficients(exponent)[1:]):
            raise NoBoundError("base and exponent both change")
        if fixed.denominator == 1 and 0 < fixed <= self.order:
            return self._whole_power(base, int(fixed)), 0
        alpha = float(fixed)
        least, most = self._least(node.left), self._most(node.left)
        result = [max(most**alpha, least**alpha)]
        for k in range(1, self.order + 1):
            terms = (abs(j * alpha - (k - j)) * base[j] * result[k - j] for j in range(1, k + 1))
            result.append(sum(terms) / (k * least))
        return result, 0

    def _most(self, node: Node) -> float:
        """An upper bound of the absolute value over the stretch."""
        values = self._coefficients(node)
        return min(values[0], abs(self._value(node, self.first)) + 2 * sum(values[1:]))

    def _logarithms(self, argument: Node) -> list[float]:
        """Bounds for ln u from those of u: k u_0 l_k = k u_k − Σ j l_j u_(k−j), j from 1 to k − 1."""
        inner, least = self._coefficients(argument), self._least(argument)
        # a little more, for the rounding of a u next to 1
        result = [max(abs(math.log(least)), abs(math.log(self._most(argument)))) + 1e-15]
        for k in range(1, self.order + 1):
            carried = sum(j * result[j] * inner[k - j] for j in range(1, k))
            result.append((inner[k] + carried / k) / least)
        return result

    def _logarithm(self, base: Node) -> float:
        """ln of a constant; of one next to 1 from what it differs by."""
        exact = base.exact(self.first)
        if exact is not None and abs(exact - 1) < Fraction(1, 2):
            return math.log1p(float(exact - 1))
        value = self._value(base, self.first)
        if not 0.0 < value < math.inf:
            raise NoBoundError("a power of zero")
        return math.log(value)

    def _whole_power(self, base: list[float], exponent: int) -> list[float]:
        result = [1.0] + [0.0] * self.order
        for _ in range(exponent):
            result = _product(result, base)
        return result

    def _tanh(self, node: Tanh) -> list[float]:
        inner = [2 * value for value in self._coefficients(node.argument)]
        highest, lowest = self._greatest(node.argument, 2.0), -self._greatest(node.argument, -2.0)
        if lowest > 0:  # tanh(−x) = −tanh x: where the argument is positive, the negative is bounded better
            highest, lowest = -lowest, -highest
        growth = _shifted(*_exponential(inner, highest))
        least = 1.0 + math.exp(min(0.0, max(-700.0, lowest - 1e-9)))
        result: list[float] = []
        for k in range(self.order + 1):
            carried = sum(growth[j] * result[k - j] for j in range(1, k + 1))
            result.append(((2.0 if k == 0 else 0.0) + carried) / least)
        return [1.0, *result[1:]]

    def _greatest(self, node: Node, factor: float) -> float:
        """An upper bound of factor × value over the stretch: at an end where the node is a straight line."""
        start, end = factor * self._value(node, self.first), factor * self._value(node, self.last)
        if not any(self._coefficients(node)[2:]):
            return max(start, end)
        return start + abs(factor) * sum(self._coefficients(node)[1:])


def _product(left: list[float], right: list[float]) -> list[float]:
    return [sum(left[j] * right[k - j] for j in range(k + 1)) for k in range(len(left))]


def _exponential(inner: list[float], greatest: float) -> Bounds:
    """Bounds for e^u, or for cos u, from those of u and the greatest u: k e_k = Σ j u_j e_(k−j)."""
    if not abs(greatest) < 1e15:
        raise NoBoundError("beyond all numbers")
    power = math.floor(greatest / LOG2)
    # a little more, for what greatest / LOG2 is rounded by
    result = [1.0 if greatest == 0.0 else 2.0 ** (greatest / LOG2 - power) * (1 + abs(greatest) * 1e-15)]
    for k in range(1, len(inner)):
        result.append(sum(j * inner[j] * result[k - j] for j in range(1, k + 1)) / k)
    return result, power


def _shifted(values: list[float], power: int) -> list[float]:
    """The values times a power of two that does not take one to 0."""
    if not power:
        return values
    if power > FAR * 15:
        raise NoBoundError("beyond the doubles")
    return [max(math.ldexp(value, power), TINY) if value else 0.0 for value in values]


def _scaled(values: list[float], power: int) -> Bounds:
    """The same bounds, the largest of them near to 1."""
    most = max(values)
    if not math.isfinite(most):
        raise NoBoundError("beyond the doubles")
    shift = math.frexp(most)[1]
    return (values, power) if abs(shift) < FAR else (_shifted(values, -shift), power + shift)
