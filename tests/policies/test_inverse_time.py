"""Inverse time decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import InverseTime
from lrcalc.schedule.formula import formula_lines
from tests.policies.random_numbers import random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"lr": "1e-1", "decay_rate": "1/2", "decay_steps": "1k"}
OPTIONS = [
    ("--lr", "--initial-lr"),
    ("--decay-rate",),
    ("--decay-steps",),
    ("--staircase",),
    ("--power",),
    ("--T", "--total-steps"),
]
FORMULAS = ["η_t = η_0 / (1 + r × t / s)"]


def random_parameters(chance):
    size, last = random_steps(chance), chance.randint(1, 10 ** chance.randint(1, 15))
    rate = chance.choice(["0", "1", "0.5", "1e-4", random_rate(chance)])
    typed = {"lr": random_rate(chance), "decay_rate": rate, "decay_steps": size}
    if chance.random() < 0.5:
        typed["staircase"] = True
    return typed, last


def reference(p, t):
    progress = t // p["decay_steps"] if p.get("staircase") else mp.mpf(t) / p["decay_steps"]
    return mp.mpf(p["lr"]) / (1 + mp.mpf(p["decay_rate"]) * progress)


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
sizes = some.integers(1, 10**9)
steps = some.integers(0, 10**15)


@given(rates, rates, sizes, some.booleans(), steps, steps)
def test_the_rate_never_rises(lr, rate, size, stairs, one, other):
    policy = InverseTime(lr=lr, decay_rate=rate, decay_steps=size, staircase=stairs)
    assert float(lr) >= policy.at(min(one, other)) >= policy.at(max(one, other)) >= 0


@given(rates, rates, sizes, some.integers(0, 10**6))
def test_the_staircase_meets_the_curve_where_s_steps_are_over_and_holds(lr, rate, size, number):
    curve = InverseTime(lr=lr, decay_rate=rate, decay_steps=size)
    stairs = InverseTime(lr=lr, decay_rate=rate, decay_steps=size, staircase=True)
    # 10^15 is the last step there is
    number = min(number, 10**15 // size - 1)
    first, last = number * size, number * size + size - 1
    assert stairs.at(first) == stairs.at(last) == curve.at(first) >= curve.at(last)
    phase = stairs.derivation(last).phase
    assert (phase.first, phase.last) == (first, last)


@given(sizes, some.integers(1, 1000))
def test_with_a_decay_rate_of_1_it_is_halved_after_s_steps_and_a_third_after_2_s(size, number):
    policy = InverseTime(lr=1, decay_rate=1, decay_steps=size)
    assert policy.derivation(number * size).learning_rate.exact == Fraction(1, number + 1)


def test_by_hand():
    # 0.1/(1 + 0.5 · 50/100) = 0.1/1.25, and in stairs 0.1/(1 + 0.5 · 0), 0.1/(1 + 0.5 · 2)
    assert InverseTime(lr="0.1", decay_rate="0.5", decay_steps=100).at(50) == 0.08
    stairs = InverseTime(lr="0.1", decay_rate="0.5", decay_steps=100, staircase=True)
    assert [stairs.at(step) for step in (0, 99, 200, 299)] == [0.1, 0.1, 0.05, 0.05]
    # paddle's: 0.1/(1 + 0.5 · 6) = 0.1/4
    assert InverseTime(lr="0.1", decay_rate="0.5").at(6) == 0.025


@pytest.mark.parametrize("step", [10**15, 10**15 - 1])
def test_far_away(step):
    # 1/(1 + 10^15) to 17 digits; one step before 1/10^15
    expected = {10**15: 9.99999999999999e-16, 10**15 - 1: 1e-15}[step]
    assert InverseTime(lr=1, decay_rate=1).at(step) == expected


def test_a_decay_rate_of_0_leaves_the_rate_and_says_so():
    policy = InverseTime(lr="0.1", decay_rate=0)
    assert [policy.at(step) for step in (0, 10**15)] == [0.1, 0.1]
    assert list(policy.notes()) == ["r = 0: the divisor stays 1, the rate stays at η_0"]


def test_the_formula_and_the_columns_of_the_staircase():
    policy = InverseTime(lr=1, decay_rate=1, decay_steps=9, staircase=True)
    assert formula_lines(policy) == ["η_t = η_0 / (1 + r × ⌊t/s⌋)"]
    assert policy.columns == ("drops", "divisor", "learning_rate")
    assert InverseTime(lr=1, decay_rate=1).columns == ("divisor", "learning_rate")
    derivation = policy.derivation(20)
    assert (derivation["drops"].exact, derivation["divisor"].exact) == (2, 3)


def test_the_default_steps():
    assert InverseTime(lr=1, decay_rate=1).default_steps() == [0, 100, 1000, 10000]
    assert InverseTime(lr=1, decay_rate=1, decay_steps=100).default_steps() == [0, 50, 100, 200, 1000]
    stairs = InverseTime(lr=1, decay_rate=1, decay_steps=100, staircase=True)
    assert stairs.default_steps() == [0, 99, 100, 199, 200, 299]


def test_what_students_get():
    # η_0 = 0.1, r = 0.5, s = 100, t = 150: right is 0.1/1.75
    policy = InverseTime(lr="0.1", decay_rate="0.5", decay_steps=100)
    derivation = policy.derivation(150)
    found = {
        mistake.id: mistake.expression(derivation.phase).real(derivation.point).double()
        for mistake in policy.mistakes(derivation.phase)
    }
    assert found["one-left-out"] == 0.1 / 0.75
    assert found["only-one-divided-by"] == 0.85
    assert found["multiplied"] == 0.175
    assert found["straight-line"] == 0.025
    assert found["compounded"] == pytest.approx(0.1 / 1.5**1.5, rel=1e-15)
    assert found["steps-left-out"] == pytest.approx(0.1 / 76, rel=1e-15)
    assert found["whole-division"] == pytest.approx(0.1 / 1.5, rel=1e-15)


def test_there_is_no_end():
    assert InverseTime(lr=1, decay_rate=1).total is None


def test_a_power_of_the_divisor():
    # Caffe inv: 0.01·(1 + 0.0001·t)^(−0.75), at 10000 0.01/2^0.75
    policy = InverseTime(lr="0.01", decay_rate="0.0001", power="0.75")
    assert policy.at(10000) == pytest.approx(0.01 / 2**0.75, rel=1e-15)
    assert InverseTime(lr=1, decay_rate=1, power=2).at(3) == 1 / 16
    assert InverseTime(lr=1, decay_rate=1, power=1).at(3) == InverseTime(lr=1, decay_rate=1).at(3)
