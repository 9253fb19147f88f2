"""Enclosures of real numbers: every operation returns bounds that the true value lies between."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
)
from fractions import Fraction
from functools import cached_property, lru_cache

from lrcalc.numbers.trigonometry import cosine_of_half_turns, pi_bits

# Above so many bits of a whole exponent a power is found by its logarithm.
LONGEST_EXPONENT = 64


Operation = Callable[[Decimal, Decimal], Decimal]


class UndecidedError(ArithmeticError):
    """Bounds too wide for what is asked of them: more digits may do."""


class Interval:
    """The numbers from `low` to `high`, both included."""

    __slots__ = ("high", "low")

    def __init__(self, low: Decimal, high: Decimal) -> None:
        self.low = low
        self.high = high


def _context(digits: int, rounding: str) -> Context:
    return Context(prec=digits, rounding=rounding, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


class Arithmetic:
    """Interval arithmetic in `digits` decimal digits, rounded outwards."""

    def __init__(self, digits: int) -> None:
        self.digits = digits
        self.bits = digits * 10 // 3 + 8
        self._down = _context(digits, ROUND_FLOOR)
        self._up = _context(digits, ROUND_CEILING)
        # ln and exp of the decimal library are rounded to the nearest, whatever the context asks.
        self._near = _context(digits, ROUND_HALF_EVEN)

    def exactly(self, value: Fraction) -> Interval:
        numerator, denominator = Decimal(value.numerator), Decimal(value.denominator)
        return Interval(self._down.divide(numerator, denominator), self._up.divide(numerator, denominator))

    def pi(self) -> Interval:
        return self._pi

    @cached_property
    def _pi(self) -> Interval:
        return self._from_fixed(pi_bits(self.bits), 1)

    def _from_fixed(self, value: int, error: int) -> Interval:
        unit = Decimal(1 << self.bits)
        return Interval(
            self._down.divide(Decimal(value - error), unit),
            self._up.divide(Decimal(value + error), unit),
        )

    def add(self, a: Interval, b: Interval) -> Interval:
        return Interval(self._down.add(a.low, b.low), self._up.add(a.high, b.high))

    def subtract(self, a: Interval, b: Interval) -> Interval:
        return Interval(self._down.subtract(a.low, b.high), self._up.subtract(a.high, b.low))

    def multiply(self, a: Interval, b: Interval) -> Interval:
        if a.low >= 0 and b.low >= 0:
            return Interval(self._down.multiply(a.low, b.low), self._up.multiply(a.high, b.high))
        return self._corners(self._down.multiply, self._up.multiply, a, b)

    def divide(self, a: Interval, b: Interval) -> Interval:
        if b.low <= 0 <= b.high:
            raise ZeroDivisionError("the divisor may be zero")
        if b.low > 0 and b.high.is_finite():
            low, high = b.high if a.low >= 0 else b.low, b.low if a.high >= 0 else b.high
            return Interval(self._down.divide(a.low, low), self._up.divide(a.high, high))
        return self._corners(self._down.divide, self._up.divide, a, b)

    def _corners(self, down: Operation, up: Operation, a: Interval, b: Interval) -> Interval:
        pairs = [(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return Interval(min(down(x, y) for x, y in pairs), max(up(x, y) for x, y in pairs))

    def cosine(self, half_turns: Fraction) -> Interval:
        """cos(π r) for the exact ratio r."""
        return self._from_fixed(*cosine_of_half_turns(half_turns, self.bits))

    def cosine_near(self, angle: Interval) -> Interval:
        """cos of any angle in radians: that of its lower bound, widened by what the angle may be off."""
        if any(not bound.is_finite() or bound.adjusted() > self.digits for bound in (angle.low, angle.high)):
            return Interval(Decimal(-1), Decimal(1))  # whole turns are lost, nor could they be written out
        turns = self.divide(angle, self.pi())
        found = self.cosine(Fraction(turns.low))
        spread = self._up.multiply(self._up.subtract(turns.high, turns.low), Decimal(4))  # π of it would do
        return Interval(
            max(Decimal(-1), self._down.subtract(found.low, spread)),
            min(Decimal(1), self._up.add(found.high, spread)),
        )

    def exponential(self, a: Interval) -> Interval:
        return Interval(
            max(Decimal(0), self._down.next_minus(self._near.exp(a.low))),
            self._up.next_plus(self._near.exp(a.high)),
        )

    def logarithm(self, a: Interval) -> Interval:
        if a.low <= 0:
            kind = ArithmeticError if a.high <= 0 else UndecidedError
            raise kind("a logarithm of a number that is not above 0")
        return Interval(
            self._down.next_minus(self._near.ln(a.low)), self._up.next_plus(self._near.ln(a.high))
        )

    def power(self, base: Interval, exponent: Fraction) -> Interval:
        """base^exponent, for a base that is not negative (any base where the exponent is whole)."""
        if exponent < 0:
            return self.divide(self.exactly(Fraction(1)), self.power(base, -exponent))
        is_long = exponent.numerator.bit_length() > LONGEST_EXPONENT and base.low > 0
        if exponent.denominator == 1 and not is_long:
            return self._whole_power(base, exponent.numerator)
        if exponent.denominator == 2 and base.low >= 0 and not is_long:
            return self._whole_power(self._root(base), exponent.numerator)
        if base.high < 0:
            raise ArithmeticError("a root of a negative number")
        if base.low <= 0:
            # the least base gives the least power: 0^e = 0
            high = self.power(Interval(base.high, base.high), exponent).high if base.high > 0 else base.high
            return Interval(Decimal(0), max(Decimal(0), high))
        return self.exponential(self.multiply(self.exactly(exponent), self.logarithm(base)))

    def _whole_power(self, base: Interval, exponent: int) -> Interval:
        result = Interval(Decimal(1), Decimal(1))
        while exponent:
            if exponent & 1:
                result = self.multiply(result, base)
            exponent >>= 1
            if exponent:
                base = self._square(base)
        return result

    def _root(self, a: Interval) -> Interval:
        # The square root of the decimal library is rounded to the nearest, whatever the context asks.
        low, high = (self._near.sqrt(bound) for bound in (a.low, a.high))
        return Interval(max(Decimal(0), self._down.next_minus(low)), self._up.next_plus(high))

    def _square(self, a: Interval) -> Interval:
        if a.low >= 0:
            return Interval(self._down.multiply(a.low, a.low), self._up.multiply(a.high, a.high))
        square = self.multiply(a, a)
        return Interval(max(Decimal(0), square.low), square.high)


@lru_cache(maxsize=32)
def arithmetic(digits: int) -> Arithmetic:
    """The arithmetic of so many digits; made once."""
    return Arithmetic(digits)
