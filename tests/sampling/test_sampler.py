"""Single steps in whole numbers: each within its bound of what mpmath finds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp

from lrcalc.expression import PI, STEP, Number, Quantity, cosine, exponential, floor, power, sine, tanh
from lrcalc.expression.choice import WholePart
from lrcalc.sampling.formulas import doubles
from lrcalc.sampling.sampler import FIRST_BITS, MOST_BITS, Sampler
from tests.nearest import nearest_double

THIRD = Number(Fraction(1, 3))
FORMULAS = {
    "a line": (2 - STEP / 700, lambda t: 2 - mp.mpf(t) / 700),
    "cosine": (cosine(PI * STEP / 700), lambda t: mp.cos(mp.pi * t / 700)),
    "cosine of an irrational line": (
        cosine(PI * (STEP - power(Fraction(2), Fraction(1, 2))) / (100 * power(Fraction(3), Fraction(1, 3)))),
        lambda t: mp.cos(mp.pi * (t - mp.sqrt(2)) / (100 * mp.cbrt(3)))),
    "sine": (sine(PI * (STEP - 3) / 701), lambda t: mp.sin(mp.pi * (t - 3) / 701)),
    "cosine of radians": (cosine(STEP / 10), lambda t: mp.cos(mp.mpf(t) / 10)),
    "power of a wave": (
        power((1 + cosine(PI * STEP / 2000)) / 2, Fraction(3, 2)),
        lambda t: ((1 + mp.cos(mp.pi * t / 2000)) / 2) ** 1.5),
    "odd root": (power(STEP + 1, Fraction(9, 10)), lambda t: mp.mpf(t + 1) ** (mp.mpf(9) / 10)),
    "negative power": (power(STEP + 1, Fraction(-1, 2)), lambda t: 1 / mp.sqrt(t + 1)),
    "one over a root": (1 / power(512 * (STEP + 1), Fraction(1, 2)), lambda t: 1 / mp.sqrt(512 * (t + 1))),
    "γ^t": (power(Fraction(9, 10), STEP), lambda t: mp.mpf(9) ** t / mp.mpf(10) ** t),
    "γ^(t/7)": (THIRD * power(Fraction(1, 2), STEP / 7), lambda t: mp.mpf(2) ** (-mp.mpf(t) / 7) / 3),
    "e^(−t/50)": (exponential(-STEP / 50), lambda t: mp.exp(-mp.mpf(t) / 50)),
    "tanh": ((1 - tanh(STEP / 100 - 5)) / 2, lambda t: (1 - mp.tanh(mp.mpf(t) / 100 - 5)) / 2),
    "quotient": ((1 + STEP) / (3 + STEP / 7), lambda t: mp.mpf(1 + t) / (3 + mp.mpf(t) / 7)),
    "a floor": (floor(STEP / 10**6) + cosine(PI * STEP / 9), lambda t: mp.cos(mp.pi * t / 9)),
}  # fmt: skip


def double(formula, step):
    return doubles(Sampler(0), quantity(formula), range(step, step + 1))[0]


def quantity(formula):
    return Quantity("q", "q", "q", "Q", formula)


@pytest.mark.parametrize("bits", [FIRST_BITS, 400, MOST_BITS])
@pytest.mark.parametrize("name", FORMULAS)
def test_a_value_is_within_its_bound(name, bits):
    formula, function = FORMULAS[name]
    sampler = Sampler(0, bits)
    with mp.workprec(3000):
        for step in (0, 1, 2, 333, 350, 699, 1400):
            column = sampler.in_units(formula, range(step, step + 1))
            assert abs(function(step) * mp.mpf(2) ** bits - column.numbers[0]) <= column.error


@pytest.mark.parametrize("steps", [range(1, 1500), range(1700, 3, -41), range(5, 7)])
@pytest.mark.parametrize("name", FORMULAS)
def test_values_that_follow_from_one_another_are_within_their_bound(name, steps):
    formula, function = FORMULAS[name]
    with mp.workprec(400):
        column = Sampler(0).in_units(formula, steps)
        values, error = column.numbers, column.error
        assert len(values) == len(steps)
        for step, value in list(zip(steps, values))[:: max(1, len(steps) // 40)]:
            assert abs(function(step) * mp.mpf(2) ** FIRST_BITS - value) <= error
    # so small that they leave many of the bits of a double
    assert error < 1 << FIRST_BITS - 70 or name == "odd root"


@pytest.mark.parametrize("name", FORMULAS)
@given(step=st.integers(0, 1999))
def test_a_double_is_the_nearest(name, step):
    formula, function = FORMULAS[name]
    with mp.workprec(3000):
        true = function(step)
        if abs(true) < mp.mpf(2) ** -2000:
            true = mp.mpf(0)  # a cosine that is 0, but for the digits of π
        assert double(formula, step) == nearest_double(true)


def test_small_numbers_take_more_bits():
    for step in (300, 310, 320, 323, 324, 400):
        assert double(power(Fraction(1, 10), STEP), step) == float(f"1e-{step}")
    assert Sampler(0).finer.finer.bits == MOST_BITS
    assert Sampler(0, MOST_BITS).finer is None


def test_numbers_of_many_sizes_are_found_together():
    steps = (7, 300, 3, 320, 0, 400, 123)
    found = doubles(Sampler(0), quantity(power(Fraction(1, 10), STEP)), steps)
    assert found == [float(f"1e-{step}") for step in steps]


def test_a_zero_is_exact_among_other_numbers():
    # cos(π·t/10) is 0 at t = 5, 15, 25 …
    values = doubles(Sampler(0), quantity(cosine(PI * STEP / 10)), range(100))
    assert [step for step, value in enumerate(values) if value == 0] == list(range(5, 100, 10))
    assert Sampler(0).in_units(cosine(PI * STEP / 2), range(1, 2)).numbers == [0]


def test_a_whole_part_changes_from_step_to_step():
    column = Sampler(0).column(WholePart(STEP / 3 + Fraction(1, 2)), range(10))
    assert (list(column.numbers), column.divisor, column.error) == ([0, 0, 1, 1, 1, 2, 2, 2, 3, 3], 1, 0)
    # ⌊√t⌋: of what is irrational too, but not next to a whole number
    column = Sampler(0).column(WholePart(power(STEP, Fraction(1, 2)) + Fraction(1, 9)), range(1, 9))
    assert list(column.numbers) == [1, 1, 1, 2, 2, 2, 2, 2]


def test_beyond_the_doubles_a_number_is_infinite():
    assert double(power(Fraction(5, 2), STEP), 10**12) == float("inf")
    assert double(-power(Fraction(5, 2), STEP), 10**12) == -float("inf")
