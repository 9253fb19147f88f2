"""Powers and roots that are rational, told from those that are not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.numbers.root import rational_power, rational_root, whole_root


@pytest.mark.parametrize(
    ("base", "exponent", "value"),
    [
        (Fraction(1, 10), Fraction(2), Fraction(1, 100)),
        (Fraction(4), Fraction(1, 2), Fraction(2)),
        (Fraction(4, 9), Fraction(3, 2), Fraction(8, 27)),
        (Fraction(8, 27), Fraction(-1, 3), Fraction(3, 2)),
        (Fraction(2), Fraction(-3), Fraction(1, 8)),
        (Fraction(5), Fraction(0), Fraction(1)),
        (Fraction(0), Fraction(0), Fraction(1)),
        (Fraction(0), Fraction(7), Fraction(0)),
        (Fraction(0), Fraction(1, 2), Fraction(0)),
        (Fraction(-1), Fraction(3), Fraction(-1)),
        (Fraction(1), Fraction(10**15), Fraction(1)),
        (Fraction(1), Fraction(1, 3), Fraction(1)),
    ],
    ids=str,
)
def test_a_rational_power_is_found(base, exponent, value):
    assert rational_power(base, exponent) == value


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (Fraction(2), Fraction(1, 2)),
        (Fraction(4, 3), Fraction(1, 2)),
        (Fraction(3, 4), Fraction(1, 2)),
        (Fraction(9), Fraction(1, 3)),
        (Fraction(2), Fraction(1, 10**15)),
    ],
    ids=str,
)
def test_an_irrational_power_has_none(base, exponent):
    assert rational_power(base, exponent) is None


def test_a_power_too_long_to_write_out_has_none():
    assert rational_power(Fraction(1, 10), Fraction(10**15)) is None
    # 2 has two bits and 4 three: 8192 bits are written out, and 8193 are not
    assert rational_power(Fraction(1, 2), Fraction(4096)) == Fraction(1, 2**4096)
    assert rational_power(Fraction(1, 4), Fraction(2731)) is None


def test_zero_to_a_negative_power_is_refused():
    with pytest.raises(ZeroDivisionError):
        rational_power(Fraction(0), Fraction(-1))


@pytest.mark.parametrize("exponent", [Fraction(1, 2), Fraction(1, 3), Fraction(-5, 2)], ids=str)
def test_a_root_of_a_negative_number_is_refused(exponent):
    for base in (Fraction(-8), Fraction(-1, 8)):
        with pytest.raises(ArithmeticError, match="negative"):
            rational_power(base, exponent)


# All powers of two that decide a tie between doubles must be exact: from 2^1024 down to 2^−1075.
@pytest.mark.parametrize("exponent", [1024, -1075, 2099])
def test_powers_of_two_are_exact_as_far_as_doubles_reach(exponent):
    assert rational_power(Fraction(1, 2), Fraction(exponent)) == Fraction(1, 2) ** exponent


@given(some.integers(1, 10**12), some.integers(1, 9))
def test_the_whole_root_of_a_power_is_its_base(base, degree):
    assert whole_root(base**degree, degree) == base


@given(some.integers(2, 10**12), some.integers(2, 9))
def test_the_neighbours_of_a_power_have_no_whole_root(base, degree):
    # base^degree ± 1 lies strictly between two neighbouring powers, and from 2^2 on 3 and 5 are no squares.
    assert whole_root(base**degree + 1, degree) is None
    assert whole_root(base**degree - 1, degree) is None


@pytest.mark.parametrize("number", [0, -1, -8])
def test_only_positive_numbers_have_roots(number):
    assert whole_root(number, 3) is None


def test_the_root_of_a_fraction_needs_both_roots():
    assert rational_root(Fraction(9, 4), 2) == Fraction(3, 2)
    assert rational_root(Fraction(9, 5), 2) is None
    assert rational_root(Fraction(5, 9), 2) is None
