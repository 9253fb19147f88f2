"""The whole part of a logarithm."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.numbers.logarithm import whole_logarithm

bases = some.fractions(Fraction(101, 100), 20, max_denominator=100)


@given(bases, some.integers(0, 60), some.fractions(Fraction(-1, 10**9), Fraction(1, 10**9)))
def test_it_changes_at_the_power_itself(base, exponent, off):
    number = base**exponent + off
    if number >= 1:
        assert whole_logarithm(base, number) == (exponent if off >= 0 else exponent - 1)


# math.log(243, 3) is 4.999…96.
@pytest.mark.parametrize(
    ("base", "number", "expected"), [(3, 243, 5), (10, 10**15, 15), (2, 1, 0), (7, 6, 0)]
)
def test_a_power_counts_in_full(base, number, expected):
    assert whole_logarithm(Fraction(base), Fraction(number)) == expected


@pytest.mark.parametrize("places", [6, 12, 15])
def test_exponents_far_too_large_to_write_the_power_out(places):
    base = 1 + Fraction(1, 10**places)
    with mp.workdps(60):
        expected = int(mp.floor(mp.log(10**11) / mp.log(1 + mp.mpf(10) ** -places)))
    assert whole_logarithm(base, Fraction(10**11)) == expected


@pytest.mark.parametrize(("base", "number"), [("1", "2"), ("0.5", "2"), ("2", "0.5")])
def test_what_has_no_whole_logarithm_is_refused(base, number):
    with pytest.raises(ValueError, match="must be above 1"):
        whole_logarithm(Fraction(base), Fraction(number))
