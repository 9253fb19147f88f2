"""How fast a formula can change over a stretch of steps: bounds on its Taylor coefficients.

With t = t₀ + n·x for 0 ≤ x ≤ 1, the k-th bound is at least |dᵏf/dxᵏ|/k! everywhere in the stretch.
They are found in doubles and doubled at the end, which covers the rounding of the doubles.
"""

from __future__ import annotations

import math
from fractions import Fraction

from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    PhaseConstant,
    Pi,
    Point,
    Power,
    Quantity,
    Step,
    Subtract,
)

# Below e^-1456 nothing that a double multiplies it by becomes a double again.
VANISHING = -1456.0
LARGEST = 700.0


class NoBoundError(ArithmeticError):
    """The formula is not smooth, or cannot be bounded, over this stretch."""


class Majorant:
    """Bounds for the formulas over the steps from `first` to `last`, up to the order asked."""

    def __init__(self, first: int, last: int, order: int) -> None:
        self.first = Point(first)
        self.last = Point(last)
        self.length = last - first
        self.order = order
        self._known: dict[Node, list[float]] = {}

    def size(self, node: Node) -> float:
        """An upper bound of the absolute value over the stretch."""
        return 2 * self.coefficients(node)[0]

    def coefficients(self, node: Node) -> list[float]:
        if node not in self._known:
            self._known[node] = self._find(node)
        return self._known[node]

    def _find(self, node: Node) -> list[float]:
        if isinstance(node, Number):
            return self._flat(float(abs(node.value)))
        if isinstance(node, Pi):
            return self._flat(math.pi)
        if isinstance(node, Step):
            ends = max(self.first.step, self.last.step)
            return [float(ends), float(abs(self.length))] + [0.0] * (self.order - 1)
        if isinstance(node, (Quantity, Negate)):
            return self.coefficients(node.children[0])
        if isinstance(node, PhaseConstant):
            return self._flat(float(abs(self._settled(node))))
        if isinstance(node, (Add, Subtract)):
            exact = self._ends(node)
            left, right = (self.coefficients(child) for child in node.children)
            total = [a + b for a, b in zip(left, right)]
            # A difference such as t − W is small where its parts are large: its own ends say how small.
            if exact is not None and total[2:] == [0.0] * (self.order - 1):
                return [max(map(abs, exact)), abs(exact[1] - exact[0])] + [0.0] * (self.order - 1)
            return total
        if isinstance(node, Multiply):
            return _product(*(self.coefficients(child) for child in node.children))
        if isinstance(node, Divide):
            return self._quotient(node)
        if isinstance(node, Power):
            return self._power(node)
        if isinstance(node, Cosine):
            return self._cosine(node)
        if isinstance(node, Exponential):
            largest = _bounded_exponential(self._greatest(node.argument, 1.0))
            return _exponential(self.coefficients(node.argument), largest)
        if isinstance(node, Tanh):
            return self._tanh(node)
        raise NoBoundError(type(node).__name__)

    def _flat(self, value: float) -> list[float]:
        return [value] + [0.0] * self.order

    def _ends(self, node: Node) -> tuple[float, float] | None:
        first, last = node.exact(self.first), node.exact(self.last)
        return None if first is None or last is None else (float(first), float(last))

    def _settled(self, node: PhaseConstant) -> Fraction:
        first, last = node.exact(self.first), node.exact(self.last)
        if first is None or first != last:
            raise NoBoundError("a whole number changes within the stretch")
        return first

    def _value(self, node: Node, point: Point) -> float:
        return node.real(point).double()

    def _least(self, node: Node) -> float:
        """A positive lower bound of the absolute value over the stretch."""
        start, end = self._value(node, self.first), self._value(node, self.last)
        spread = sum(self.coefficients(node)[1:])
        if self.coefficients(node)[2:] == [0.0] * (self.order - 1) and start * end > 0:
            least = min(abs(start), abs(end))  # a straight line is least at an end
        else:
            least = abs(start) - 2 * spread
        if least <= 0:
            raise NoBoundError("a divisor or a base may be zero")
        return least

    def _quotient(self, node: Divide) -> list[float]:
        above, below = self.coefficients(node.left), self.coefficients(node.right)
        least = self._least(node.right)
        result: list[float] = []
        for k, value in enumerate(above):
            carried = sum(below[j] * result[k - j] for j in range(1, k + 1))
            result.append((value + carried) / least)
        return result

    def _cosine(self, node: Cosine) -> list[float]:
        angle = self.coefficients(node.argument)
        bounds = _exponential(angle, 1.0)
        half_turns = node.half_turns(self.first)
        if half_turns is None or any(angle[2:]):
            return bounds
        # The odd derivatives are sines, which are small near whole half turns.
        sine = min(1.0, math.pi * float(abs(half_turns - round(half_turns))) + angle[1])
        return [bound * sine if k % 2 else bound for k, bound in enumerate(bounds)]

    def _power(self, node: Power) -> list[float]:
        base, exponent = self.coefficients(node.left), node.right
        if not any(base[1:]):
            logarithm = math.log(base[0]) if base[0] else 0.0
            if base[0] == 0.0:
                raise NoBoundError("a power of zero")
            inner = [abs(logarithm) * value for value in self.coefficients(exponent)]
            return _exponential(inner, _bounded_exponential(self._greatest(exponent, logarithm)))
        fixed = exponent.exact(self.first)
        if fixed is None or any(self.coefficients(exponent)[1:]):
            raise NoBoundError("base and exponent both change")
        if fixed.denominator == 1 and 0 < fixed <= self.order:
            return self._whole_power(base, int(fixed))
        alpha = float(fixed)
        least = self._least(node.left)
        most = min(base[0], abs(self._value(node.left, self.first)) + 2 * sum(base[1:]))
        result = [max(most**alpha, least**alpha)]
        for k in range(1, self.order + 1):
            terms = (abs(j * alpha - (k - j)) * base[j] * result[k - j] for j in range(1, k + 1))
            result.append(sum(terms) / (k * least))
        return result

    def _whole_power(self, base: list[float], exponent: int) -> list[float]:
        result = self._flat(1.0)
        for _ in range(exponent):
            result = _product(result, base)
        return result

    def _tanh(self, node: Tanh) -> list[float]:
        inner = [2 * value for value in self.coefficients(node.argument)]
        highest, lowest = self._greatest(node.argument, 2.0), -self._greatest(node.argument, -2.0)
        if lowest > 0:  # tanh(−x) = −tanh x: where the argument is positive, the negative is bounded better
            highest, lowest = -lowest, -highest
        growth = _exponential(inner, _bounded_exponential(highest))
        least = 1.0 + math.exp(min(0.0, max(VANISHING, lowest - 1e-9)))
        result: list[float] = []
        for k in range(self.order + 1):
            carried = sum(growth[j] * result[k - j] for j in range(1, k + 1))
            result.append(((2.0 if k == 0 else 0.0) + carried) / least)
        return [1.0, *result[1:]]

    def _greatest(self, node: Node, factor: float) -> float:
        """An upper bound of factor × value over the stretch: at an end where the node is a straight line."""
        start, end = factor * self._value(node, self.first), factor * self._value(node, self.last)
        if not any(self.coefficients(node)[2:]):
            return max(start, end)
        return start + abs(factor) * sum(self.coefficients(node)[1:])


def _bounded_exponential(exponent: float) -> float:
    if exponent < VANISHING:
        return 0.0
    if exponent > LARGEST:
        raise NoBoundError("beyond the doubles")
    return max(math.exp(exponent), 5e-324)


def _product(left: list[float], right: list[float]) -> list[float]:
    return [sum(left[j] * right[k - j] for j in range(k + 1)) for k in range(len(left))]


def _exponential(inner: list[float], largest: float) -> list[float]:
    """Bounds for e^u, and for cos u, from those of u: k e_k = Σ j u_j e_(k−j)."""
    result = [largest]
    for k in range(1, len(inner)):
        result.append(sum(j * inner[j] * result[k - j] for j in range(1, k + 1)) / k)
    return result
