"""A real number known exactly, or as closely as a decision needs; every rounding happens here."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    InvalidOperation,
)
from fractions import Fraction
from math import isfinite
from typing import TypeVar

from lrcalc.errors import BEYOND
from lrcalc.numbers.interval import Interval, UndecidedError, arithmetic

FIRST_DIGITS = 38
MOST_DIGITS = 1200
# What more digits may settle.
UNDECIDED = (ZeroDivisionError, UndecidedError)
# A number beyond all decimals is infinite, and no error.
_TRAPS = [InvalidOperation]
_ROUGH = Context(prec=9, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])

Decision = TypeVar("Decision")


class Real:
    """A real number: an exact fraction where it is known to be one, else enclosures to any precision.

    Every answer about it is decided by enclosures of growing precision, so that a value is rounded
    once, from the exact number. A number that no enclosure of 1200 digits tells from a boundary
    lies on it.
    """

    # whether what very many digits leave open is an error, or the boundary that they are around
    is_strict = False

    def __init__(self, exact: Fraction | None, enclose: Callable[[int], Interval] | None = None) -> None:
        self.exact = exact
        self._enclose = enclose

    def __repr__(self) -> str:
        """The number, with … where it goes on beyond the nearest double."""
        try:
            double = self.double()
            text = repr(double) if isfinite(double) else str(self.significant(17))
        except ArithmeticError:
            return "Real without a value"
        return text if self.is_exactly(Decimal(text)) else f"{text}…"

    def __float__(self) -> float:
        return self.double()

    def enclosure(self, digits: int) -> Interval:
        """Bounds of so many digits, or of more where a divisor could not be told from 0 otherwise.

        Raises ArithmeticError where there is no value, or one beyond all decimals.
        """
        if self._enclose is None:
            assert self.exact is not None
            return arithmetic(digits).exactly(self.exact)
        while True:
            try:
                found = self._enclose(digits)
                if found.low.is_nan() or found.high.is_nan():
                    raise OverflowError(BEYOND)
                return found
            except InvalidOperation:
                raise OverflowError(BEYOND) from None
            except UNDECIDED:
                if digits >= MOST_DIGITS:
                    raise
                digits = min(2 * digits, MOST_DIGITS)

    def floor(self) -> int:
        """The largest whole number that is not above."""
        if self.exact is not None:
            return self.exact.numerator // self.exact.denominator
        highest = self.enclosure(FIRST_DIGITS).high
        if highest.is_infinite() or highest.adjusted() > MOST_DIGITS:
            raise OverflowError(f"the whole part of a number of more than {MOST_DIGITS} digits")
        self.is_strict = True
        return int(self._decide(lambda bound: bound.to_integral_value(ROUND_FLOOR)))

    def _decide(self, decide: Callable[[Decimal], Decision]) -> Decision:
        digits = FIRST_DIGITS
        while True:
            interval = self.enclosure(digits)
            low, high = decide(interval.low), decide(interval.high)
            if low == high:
                return low
            if digits >= MOST_DIGITS:
                if self.is_strict:
                    _check_narrow(interval)
                return decide(_shortest_within(interval))
            digits *= 2

    def double(self) -> float:
        """The double nearest to the exact value, ties to even; infinite where it is beyond all doubles."""
        if self.exact is None:
            return self._decide(float) + 0.0
        try:
            return self.exact.numerator / self.exact.denominator + 0.0
        except OverflowError:
            return float("inf") if self.exact > 0 else float("-inf")

    def sign(self) -> int:
        return self.compare(Fraction(0))

    def settled_sign(self) -> int:
        """The sign, 0 only of what is next to 0. Raises ArithmeticError where 1200 digits leave it open."""
        found = self.sign()
        if found == 0 and self.exact is None:
            _check_narrow(self.enclosure(MOST_DIGITS))
        return found

    def compare(self, other: Fraction | Real) -> int:
        """−1, 0 or 1: below, equal to or above `other`; 0 too where 1200 digits tell no difference."""
        if isinstance(other, Real):
            if other.exact is None:
                return self._compare_enclosures(other)
            other = other.exact
        if self.exact is not None:
            return _order(self.exact, other)
        digits = FIRST_DIGITS
        while digits <= MOST_DIGITS:
            interval = self.enclosure(digits)
            low, high = _compare(interval.low, other), _compare(interval.high, other)
            if low == high:
                return low
            digits *= 2
        return 0

    def _compare_enclosures(self, other: Real) -> int:
        digits = FIRST_DIGITS
        while digits <= MOST_DIGITS:
            own, its = self.enclosure(digits), other.enclosure(digits)
            if own.high < its.low or own.low > its.high:
                return -1 if own.high < its.low else 1
            digits *= 2
        return 0

    def rounded(self, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
        """The exact value rounded to so many decimal places, a tie away from zero as by hand.

        `rounding` is ROUND_HALF_UP or ROUND_DOWN.
        """
        if self.exact is not None:
            return _round_fraction(self.exact, places, rounding)
        return self._decide(lambda bound: _quantize(bound, places, rounding))

    def truncated(self, places: int) -> Decimal:
        """The exact value cut off after so many decimal places."""
        return self.rounded(places, ROUND_DOWN)

    def significant(self, digits: int, rounding: str = ROUND_HALF_UP) -> Decimal:
        """The exact value rounded to so many significant digits, a tie away from zero as by hand; infinite
        where it is beyond all decimals."""
        context = Context(prec=digits, rounding=rounding, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=_TRAPS)
        if self.exact is None:
            return self._decide(context.plus)
        if self.exact == 0:
            return Decimal(0)
        return self.rounded(digits - 1 - magnitude(self.exact), rounding).normalize(context)

    def is_exactly(self, shown: Decimal) -> bool:
        """Whether the decimal shown is the exact value and not a rounding of it."""
        return self.exact is not None and self.exact == Fraction(shown)


def halved(real: Real) -> Real:
    """Half of a real number."""
    if real.exact is not None:
        return Real(real.exact / 2)
    half = Interval(Decimal("0.5"), Decimal("0.5"))
    return Real(None, lambda digits: arithmetic(digits).multiply(real.enclosure(digits), half))


def magnitude(value: Fraction) -> int:
    """The power of ten of the first significant digit: 0 for 1 … 9.99, −3 for 0.002."""
    value = abs(value)
    # Python writes out no number of more than 4300 digits, a Decimal has them all
    guess = Decimal(value.numerator).adjusted() - Decimal(value.denominator).adjusted()
    return guess if value >= Fraction(10) ** guess else guess - 1


def _round_fraction(value: Fraction, places: int, rounding: str) -> Decimal:
    scaled = abs(value) * Fraction(10) ** places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if rounding == ROUND_HALF_UP and 2 * rest >= scaled.denominator:
        whole += 1
    sign = 1 if value < 0 and whole else 0
    return Decimal((sign, Decimal(whole).as_tuple().digits, -places))


def _quantize(bound: Decimal, places: int, rounding: str) -> Decimal:
    if bound.adjusted() > MOST_DIGITS:
        # no decimal place of such a number can be known, nor written out
        return Context(prec=FIRST_DIGITS // 2, rounding=rounding, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(bound)
    precision = max(bound.adjusted() + places + 2, len(bound.as_tuple().digits) + 2)
    context = Context(prec=precision, rounding=rounding, Emax=MAX_EMAX, Emin=MIN_EMIN)
    result = bound.quantize(Decimal((0, (1,), -places)), context=context)
    return result if result else result.copy_abs()


def _check_narrow(interval: Interval) -> None:
    """Raise ArithmeticError where bounds of very many digits leave a number open, as of cos(9^99999)."""
    width = _ROUGH.subtract(interval.high, interval.low)
    largest = max(interval.low.copy_abs(), interval.high.copy_abs(), Decimal(1))
    if not width.is_finite() or (width and width.adjusted() - largest.adjusted() > -MOST_DIGITS // 4):
        raise OverflowError(f"a number that {MOST_DIGITS} digits do not settle")


def _shortest_within(interval: Interval) -> Decimal:
    """The boundary that an enclosure of very many digits cannot be told from: its one short decimal."""
    if interval.low <= 0 <= interval.high:
        return Decimal(0)
    half = Context(prec=MOST_DIGITS // 2, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=_TRAPS)
    return half.plus(interval.high).normalize(half)


def _compare(bound: Decimal, other: Fraction) -> int:
    """−1, 0 or 1, without writing out a number of 10^15 digits."""
    sign, other_sign = _order(bound, 0), _order(other, 0)
    if bound.is_infinite():
        return sign
    if sign != other_sign or sign == 0:
        return _order(sign, other_sign)
    distance = bound.adjusted() - magnitude(other)
    return sign * _order(distance, 0) if distance else _order(Fraction(bound), other)


def _order(a: Decimal | Fraction | int, b: Fraction | int) -> int:
    """−1, 0 or 1: a is less than b, equal or greater."""
    return (a > b) - (a < b)
