"""e^x in fixed point, against mpmath."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp

from lrcalc.numbers.exponential import BITS, UNIT, logarithm_of, power_of_e


def assert_enclosed(exponent):
    found, power, error = power_of_e(exponent)
    with mp.workprec(400):
        true = mp.exp(mp.mpf(exponent) / UNIT) * mp.mpf(2) ** (BITS - power)
        assert abs(true - found) <= error
        assert UNIT - error <= found <= 2 * UNIT + error
    assert error < UNIT >> 128


@pytest.mark.parametrize(
    "exponent", [0, 1, -1, UNIT, -UNIT, UNIT >> 6, (UNIT >> 6) - 1, 700 * UNIT, -2600 * UNIT]
)
def test_whole_exponents_and_what_is_next_to_them(exponent):
    assert_enclosed(exponent)


@given(st.integers(-2600 << 40, 800 << 40), st.integers(0, (1 << 120) - 1))
def test_any_exponent_within_the_bound(high, low):
    assert_enclosed((high << 120) + low)


@given(st.integers(-(1 << 150), 1 << 150))
def test_small_exponents(exponent):
    assert_enclosed(exponent)


def assert_logarithm_enclosed(number, bits):
    found, error = logarithm_of(number, bits)
    with mp.workprec(2000):
        true = mp.log(mp.mpf(number) / mp.mpf(2) ** bits) * UNIT
        assert abs(true - found) <= error
    assert error < UNIT >> 128


@pytest.mark.parametrize("number", [1, 2, 3, UNIT - 1, UNIT, UNIT + 1, 1 << 1300, (1 << 900) + 12345])
@pytest.mark.parametrize("bits", [0, 144, BITS, 1296])
def test_logarithms_of_any_size(number, bits):
    assert_logarithm_enclosed(number, bits)


@given(st.integers(1, 1 << 200), st.integers(0, 1400))
def test_any_logarithm_within_the_bound(number, bits):
    assert_logarithm_enclosed(number, bits)
