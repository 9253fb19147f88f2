"""Newton's difference table: exact where the polynomial is of whole numbers, bounded where it is not."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lrcalc.sampling.difference_table import follow, node_polynomial, rounding_bound, sample_amplification


def value(coefficients, x):
    return sum(coefficient * x**power for power, coefficient in enumerate(coefficients))


@settings(deadline=None)
@given(
    st.lists(st.integers(-(10**30), 10**30), min_size=2, max_size=15),
    st.integers(1, 40),
    st.integers(-1000, 1000),
)
def test_a_polynomial_of_whole_numbers_is_followed_exactly(coefficients, spacing, start):
    degree = len(coefficients) - 1
    samples = [value(coefficients, start + position * spacing) for position in range(degree + 1)]
    expected = [value(coefficients, start + step) for step in range(degree * spacing + 1)]
    assert list(follow(samples, spacing)) == expected


def test_squares_are_followed_by_hand():
    # 0, 9, 36 are the squares of 0, 3, 6.
    assert list(follow([0, 9, 36], 3)) == [0, 1, 4, 9, 16, 25, 36]


def basis(degree, position, x):
    """Lagrange's basis polynomial on the nodes 0, 1, …, degree."""
    others = [other for other in range(degree + 1) if other != position]
    return prod((Fraction(x) - other) / (position - other) for other in others)


@settings(deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=8), st.integers(1, 9))
def test_any_samples_are_followed_within_the_bound(samples, spacing):
    degree = len(samples) - 1
    bound = rounding_bound(degree, spacing)
    for step, found in enumerate(follow(samples, spacing)):
        x = Fraction(step, spacing)
        exact = sum(sample * basis(degree, position, x) for position, sample in enumerate(samples))
        assert abs(found - exact) < bound


@pytest.mark.parametrize("degree", [1, 2, 5, 7, 9, 11, 14])
def test_an_error_in_the_samples_grows_by_no_more_than_is_said(degree):
    lebesgue = max(
        sum(abs(basis(degree, position, Fraction(x, 16))) for position in range(degree + 1))
        for x in range(degree * 16 + 1)
    )
    assert lebesgue <= sample_amplification(degree)


@pytest.mark.parametrize("degree", [1, 2, 5, 7, 9, 11, 14])
def test_the_node_polynomial_is_bounded_and_the_bound_is_not_far_off(degree):
    largest = max(
        abs(prod(Fraction(x, 40 * degree) - Fraction(j, degree) for j in range(degree + 1)))
        for x in range(40 * degree + 1)
    )
    assert largest <= node_polynomial(degree) <= 3 * largest
