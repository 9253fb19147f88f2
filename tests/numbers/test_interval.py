"""Enclosures: whatever is computed, the true value lies between the bounds, and they are close."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.numbers.interval import Interval, arithmetic
from tests.profiles import number

DIGITS = 38


def holds(interval, true):
    return Fraction(interval.low) <= true <= Fraction(interval.high)


def fraction_of(value):
    """A finite mpmath number as the fraction it is."""
    mantissa, exponent = value.man_exp  # the mantissa comes without its sign
    size = Fraction(mantissa) * Fraction(2) ** exponent
    return -size if value < 0 else size


def random_fraction(chance):
    return Fraction(chance.randint(-(10**6), 10**6), chance.randint(1, 10 ** chance.randint(1, 12)))


@pytest.mark.parametrize("digits", [5, 38, 152])
def test_sums_differences_products_and_quotients_hold_the_exact_value(digits):
    numbers = arithmetic(digits)
    chance = random.Random(f"operations {digits}")
    for _ in range(1000):
        a, b = random_fraction(chance), random_fraction(chance)
        first, second = numbers.exactly(a), numbers.exactly(b)
        assert holds(first, a)
        assert holds(numbers.add(first, second), a + b)
        assert holds(numbers.subtract(first, second), a - b)
        assert holds(numbers.multiply(first, second), a * b)
        if b:
            assert holds(numbers.divide(first, second), a / b)


def test_a_product_of_wide_intervals_holds_the_product_of_every_pair():
    # [−2, 3] × [−5, 7]: the corners are 10, −14, −15 and 21.
    numbers = arithmetic(DIGITS)
    product = numbers.multiply(Interval(Decimal(-2), Decimal(3)), Interval(Decimal(-5), Decimal(7)))
    assert (product.low, product.high) == (Decimal(-15), Decimal(21))


def test_a_quotient_of_wide_intervals_holds_the_quotient_of_every_pair():
    # [−2, 3] / [−4, −1]: the corners are 1/2, 2, −3/4 and −3.
    numbers = arithmetic(DIGITS)
    quotient = numbers.divide(Interval(Decimal(-2), Decimal(3)), Interval(Decimal(-4), Decimal(-1)))
    assert (quotient.low, quotient.high) == (Decimal(-3), Decimal(2))


@pytest.mark.parametrize(("low", "high"), [(-1, 1), (0, 1), (-1, 0), (0, 0)])
def test_a_divisor_that_may_be_zero_is_refused(low, high):
    with pytest.raises(ZeroDivisionError):
        arithmetic(DIGITS).divide(Interval(Decimal(1), Decimal(1)), Interval(Decimal(low), Decimal(high)))


def test_a_third_lies_strictly_between_bounds_one_unit_apart():
    third = arithmetic(5).exactly(Fraction(1, 3))
    assert (third.low, third.high) == (Decimal("0.33333"), Decimal("0.33334"))


@pytest.mark.parametrize("digits", [38, 76, 304])
def test_functions_hold_the_value_of_mpmath(digits):
    numbers = arithmetic(digits)
    chance = random.Random(f"functions {digits}")
    with mp.workdps(digits + 60):
        assert holds(numbers.pi(), fraction_of(+mp.pi))
        for _ in range(number(200)):
            value = Fraction(chance.randint(1, 10**6), chance.randint(1, 10**6))
            real = mp.mpf(value.numerator) / value.denominator
            enclosed = numbers.exactly(value)
            small = chance.randint(-300, 300)
            assert holds(
                numbers.exponential(numbers.exactly(Fraction(small, 7))),
                fraction_of(mp.exp(mp.mpf(small) / 7)),
            )
            assert holds(numbers.logarithm(enclosed), fraction_of(mp.log(real)))
            assert holds(numbers.cosine(value), fraction_of(mp.cos(mp.pi * real)))
            assert holds(numbers.cosine_near(enclosed), fraction_of(mp.cos(real)))
            assert holds(
                numbers.power(enclosed, Fraction(small, 11)), fraction_of(real ** (mp.mpf(small) / 11))
            )
            assert holds(numbers.power(enclosed, Fraction(small, 2)), fraction_of(mp.sqrt(real) ** small))
            assert holds(numbers.power(enclosed, Fraction(small)), value**small)


def test_bounds_are_close_to_the_last_digits():
    # What is known to 38 digits must not be lost: a bound that is true but wide decides nothing.
    numbers = arithmetic(DIGITS)
    for interval in (
        numbers.pi(),
        numbers.cosine(Fraction(1, 7)),
        numbers.cosine_near(numbers.exactly(Fraction(1, 7))),
        numbers.exponential(numbers.exactly(Fraction(1, 7))),
        numbers.logarithm(numbers.exactly(Fraction(7))),
        numbers.power(numbers.exactly(Fraction(7, 3)), Fraction(5, 7)),
        numbers.power(numbers.exactly(Fraction(7, 3)), Fraction(-5, 2)),
        numbers.power(numbers.exactly(Fraction(7, 3)), Fraction(1000)),
    ):
        width = Fraction(interval.high) - Fraction(interval.low)
        assert width < abs(Fraction(interval.high)) / 10**30


def test_pi_is_known_to_the_last_digit_but_one_and_the_arithmetic_made_once():
    # 3.14…, 37 digits after the point: one unit below and one above
    assert arithmetic(DIGITS).pi().high - arithmetic(DIGITS).pi().low <= Decimal("2e-37")
    assert arithmetic(DIGITS) is arithmetic(DIGITS)


def test_a_tenth_to_the_power_of_10_to_the_15_is_exact():
    tiny = arithmetic(DIGITS).power(arithmetic(DIGITS).exactly(Fraction(1, 10)), Fraction(10**15))
    assert tiny.low == tiny.high == Decimal("1E-1000000000000000")


def test_powers_of_a_base_that_may_be_zero_start_at_zero():
    # √[0, 4] = [0, 2]
    root = arithmetic(DIGITS).power(Interval(Decimal(0), Decimal(4)), Fraction(1, 2))
    assert root.low == 0
    assert 2 <= root.high < Decimal("2.0000001")
    # ∛[−1, 1/8] = [0, 1/2] as far as it is a number, and ∛[0, 0] = 0
    root = arithmetic(DIGITS).power(Interval(Decimal(-1), Decimal("0.125")), Fraction(1, 3))
    assert root.low == 0
    assert Decimal("0.5") <= root.high < Decimal("0.5000001")
    root = arithmetic(DIGITS).power(Interval(Decimal("-0.5"), Decimal(4)), Fraction(1, 2))
    assert root.low == 0
    assert 2 <= root.high < Decimal("2.0000001")
    root = arithmetic(DIGITS).power(Interval(Decimal(0), Decimal(0)), Fraction(1, 3))
    assert root.low == root.high == 0


def test_an_exponential_is_never_negative():
    assert arithmetic(DIGITS).exponential(Interval(Decimal("-1e30"), Decimal(0))).low == 0


def test_the_square_of_an_interval_around_zero_is_not_negative():
    square = arithmetic(DIGITS).power(Interval(Decimal(-3), Decimal(2)), Fraction(2))
    assert square.low == 0
    assert square.high == 9
    square = arithmetic(DIGITS).power(Interval(Decimal("-0.5"), Decimal(1)), Fraction(2))
    assert (square.low, square.high) == (0, 1)


def test_a_negative_exponent_is_the_reciprocal():
    # 2^−3 = 1/8
    eighth = arithmetic(DIGITS).power(Interval(Decimal(2), Decimal(2)), Fraction(-3))
    assert (eighth.low, eighth.high) == (Decimal("0.125"), Decimal("0.125"))


@pytest.mark.parametrize("exponent", [Fraction(1, 2), Fraction(1, 3)], ids=str)
@pytest.mark.parametrize("high", ["-2", "-0.5"])
def test_a_root_of_what_is_certainly_negative_is_refused(exponent, high):
    with pytest.raises(ArithmeticError, match="negative"):
        arithmetic(DIGITS).power(Interval(Decimal(-3), Decimal(high)), exponent)
