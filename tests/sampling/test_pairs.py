"""Polynomials in pairs of doubles give the double nearest to the exact value, or ask for it."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.sampling.pairs import LONGEST, ImpreciseError, follow, nearest, node_polynomial, weights

BITS = 160


def polynomial(coefficients, index):
    return sum(Fraction(value) * index**power for power, value in enumerate(coefficients))


def followed(coefficients, spacing, bits=BITS, remainder=-2000.0):
    """The doubles, and the steps that were asked for exactly."""
    degree, asked = len(coefficients) - 1, []

    def exactly(index):
        asked.append(index)
        value = polynomial(coefficients, index)
        return value.numerator / value.denominator

    samples = [int(polynomial(coefficients, k * spacing) * (1 << bits)) for k in range(degree + 1)]
    return follow(samples, 1, spacing, remainder, bits, exactly), asked


coefficient = st.fractions(min_value=-1, max_value=1, max_denominator=10**9)


@given(st.lists(coefficient, min_size=2, max_size=9), st.integers(1, 30), st.integers(-900, 900))
def test_every_double_is_the_nearest(coefficients, spacing, exponent):
    scale = Fraction(2) ** exponent
    scaled = [value * scale / (10 * spacing) ** k for k, value in enumerate(coefficients)]
    try:
        found, _ = followed(scaled, spacing, BITS + max(0, -exponent))
    except ImpreciseError:
        return
    assert len(found) == (len(coefficients) - 1) * spacing + 1
    for index, double in enumerate(found):
        value = polynomial(scaled, index)
        assert double == value.numerator / value.denominator
        assert str(double) != "-0.0"


@pytest.mark.parametrize("exponent", [-1010, -1022, -1023, -1030, -1060, -1074, -1076, -1100])
def test_subnormal_doubles_are_rounded_once(exponent):
    # a parabola from 1 up to 2 and down again, times a power of two
    scale = Fraction(2) ** exponent
    coefficients = [scale, scale * Fraction(4, 200), -scale * Fraction(4, 200**2)]
    found, asked = followed(coefficients, 100, 1296)
    for index, double in enumerate(found):
        value = polynomial(coefficients, index)
        assert double == value.numerator / value.denominator
    assert len(asked) < 60 or exponent >= -1023


def test_few_are_in_doubt():
    # 1 − (t/2048)²/3 and a cubic part a thousandth of it
    coefficients = [Fraction(1), Fraction(0), Fraction(-1, 3 * 2048**2), Fraction(1, 3000 * 2048**3)]
    _, asked = followed(coefficients, 600, remainder=-64.0)
    assert len(asked) < 40


def test_a_wide_bound_leaves_everything_in_doubt():
    # half of the last place of numbers from 1 to 2 is 2^-53
    found, asked = followed([Fraction(1), Fraction(1, 3000)], 1000, remainder=-52.0)
    assert len(asked) == 1001
    assert found[300] == 1.1


def test_samples_of_few_bits_are_refused():
    with pytest.raises(ImpreciseError):
        follow([1 << 60, 1 << 61, 1 << 62], 1, 10, -100.0, 100, float)


def test_what_is_less_than_half_of_the_least_double_is_0():
    assert follow([0, 0], 1, 50, -1090.0, 1296, float) == [0.0] * 51
    # but not where the formula may leave the polynomial
    with pytest.raises(ImpreciseError):
        follow([0, 0], 1, 50, -100.0, 1296, float)


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


def asked_for(values, error, bits):
    asked = []
    found = nearest(values, error, bits, lambda index: asked.append(index) or math.inf)
    return found, asked


def test_numbers_are_rounded_where_their_error_leaves_no_doubt():
    third = (1 << 144) // 3
    assert asked_for([third, -third, 0, 1 << 144], 0, 144) == ([1 / 3, -1 / 3, 0.0, 1.0], [])
    # half of the last place of numbers below 1 is 2^-54: with a unit less or more it is either
    tie = (1 << 144) - (1 << 90)
    assert asked_for([third, tie, third], 1, 144) == ([1 / 3, math.inf, 1 / 3], [1])
    assert asked_for([1, 2, 3], 1, 1300) == ([0.0, 0.0, 0.0], [])
    with pytest.raises(ImpreciseError):
        asked_for([tie] * 100, 1, 144)
