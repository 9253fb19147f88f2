"""Polynomials in pairs of doubles give the double nearest to the exact value, or ask for it."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.sampling.column import Column
from lrcalc.sampling.pairs import LONGEST, follow, nearest, node_polynomial, weights

BITS = 160


def polynomial(coefficients, index):
    return sum(Fraction(value) * index**power for power, value in enumerate(coefficients))


def followed(coefficients, spacing, bits=BITS, remainder=-2000.0):
    """The doubles, nan where they are in doubt."""
    degree = len(coefficients) - 1
    samples = [int(polynomial(coefficients, k * spacing) * (1 << bits)) for k in range(degree + 1)]
    return follow(Column(samples, 1 << bits, 1), spacing, remainder, bits)


coefficient = st.fractions(min_value=-1, max_value=1, max_denominator=10**9)


@given(st.lists(coefficient, min_size=2, max_size=9), st.integers(1, 30), st.integers(-600, 900))
def test_every_double_is_the_nearest(coefficients, spacing, exponent):
    scale = Fraction(2) ** exponent
    scaled = [value * scale / (10 * spacing) ** k for k, value in enumerate(coefficients)]
    try:
        found = followed(scaled, spacing, BITS + max(0, -exponent))
    except ArithmeticError:
        return
    assert len(found) == (len(coefficients) - 1) * spacing + 1
    for index, double in enumerate(found):
        value = polynomial(scaled, index)
        assert double == value.numerator / value.denominator or math.isnan(double)
        assert str(double) != "-0.0"


def test_few_are_in_doubt():
    # 1 − (t/2048)²/3 and a cubic part a thousandth of it
    coefficients = [Fraction(1), Fraction(0), Fraction(-1, 3 * 2048**2), Fraction(1, 3000 * 2048**3)]
    found = followed(coefficients, 600, remainder=-64.0)
    assert sum(map(math.isnan, found)) < 40


def test_a_wide_bound_leaves_everything_in_doubt():
    # half of the last place of numbers from 1 to 2 is 2^-53
    found = followed([Fraction(1), Fraction(1, 3000)], 1000, remainder=-52.0)
    assert all(map(math.isnan, found))


def test_samples_of_few_bits_are_refused():
    with pytest.raises(ArithmeticError):
        follow(Column([1 << 60, 1 << 61, 1 << 62], 1 << 100, 1), 10, -100.0, 100)
    # nor are those taken that are next to the smallest doubles, or beyond the largest
    for exponent in (-1000, 1000):
        with pytest.raises(ArithmeticError):
            followed([Fraction(2) ** exponent, Fraction(2) ** (exponent - 20)], 10, 1296)


@pytest.mark.parametrize("degree", range(1, 13))
def test_theweights_give_back_any_power(degree):
    for power in range(degree + 1):
        values = [node**power for node in range(degree + 1)]
        sums = [sum(a * b for a, b in zip(row, values)) for row in weights(degree)]
        factorial = 1
        for factor in range(1, degree + 1):
            factorial *= factor
        assert sums == [factorial if k == power else 0 for k in range(degree + 1)]


def test_the_node_polynomial_is_bounded():
    # of x(x − 1/2)(x − 1) the largest value is 1/(12√3) ≈ 0.0481, at x = 1/2 ± 1/√12
    assert 0.0481 <= node_polynomial(2) <= 0.0626
    assert LONGEST == 2048


def in_units(values, error, bits):
    return [None if math.isnan(x) else x for x in nearest(Column(values, 1 << bits, error))]


def test_numbers_are_rounded_where_their_error_leaves_no_doubt():
    third = (1 << 144) // 3
    assert in_units([third, -third, 1 << 144], 1, 144) == [1 / 3, -1 / 3, 1.0]
    # half of the last place of numbers below 1 is 2^-54: with a unit less or more it is either
    tie = (1 << 144) - (1 << 90)
    assert in_units([third, tie, third], 1, 144) == [1 / 3, None, 1 / 3]
    # what is next to 0 may be anything
    assert in_units([1, 0, -1, third], 1, 144) == [None, None, None, 1 / 3]
    assert in_units([1, 2, 3], 1, 1300) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("exponent", [-1010, -1022, -1023, -1030, -1060, -1074, -1076, -1100])
def test_subnormal_doubles_are_rounded_once(exponent):
    # a parabola from 1 up to 2 and down again, times a power of two
    scale = Fraction(2) ** exponent
    values = [scale * (1 + Fraction(4, 200) * t - Fraction(4, 200**2) * t * t) for t in range(200)]
    found = nearest(Column([int(value * (1 << 1296)) for value in values], 1 << 1296, 1))
    for double, value in zip(found, values):
        assert double == value.numerator / value.denominator or math.isnan(double)
    assert sum(map(math.isnan, found)) < 60
