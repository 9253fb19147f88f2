"""Exponential decay."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Exponential
from tests.policies.random_numbers import random_gamma, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.5 of the document, and random parameters for it in mpmath.
TYPED = {"lr": "1e-3", "gamma": ".9995"}
OPTIONS = [
    ("--lr", "--initial-lr"),
    ("--gamma",),
]
FORMULAS = [
    "η_t = η_0 × γ^t",
]


def random_parameters(chance):
    total = random_steps(chance)
    return {"lr": random_rate(chance), "gamma": random_gamma(chance, total)}, total


def reference(p, t):
    return mp.mpf(p["lr"]) * mp.mpf(p["gamma"]) ** t


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
factors = some.decimals(min_value=0, max_value=1, places=6).map(str)
steps = some.integers(0, 10**15)


@settings(deadline=None)
@given(rates, factors, steps)
def test_the_rate_lies_between_0_and_the_first(rate, factor, step):
    assert 0 <= Exponential(lr=rate, gamma=factor).at(step) <= float(rate)


@settings(deadline=None)
@given(rates, factors, steps, steps)
def test_the_rate_never_rises_with_a_factor_up_to_1(rate, factor, one, other):
    policy = Exponential(lr=rate, gamma=factor)
    assert policy.at(min(one, other)) >= policy.at(max(one, other))


@settings(deadline=None)
@given(rates, factors)
def test_it_starts_at_the_initial_rate(rate, factor):
    assert Exponential(lr=rate, gamma=factor).derivation(0).learning_rate.exact == Fraction(rate)


@settings(deadline=None)
@given(rates, factors, some.integers(0, 40))
def test_each_step_multiplies_by_the_factor(rate, factor, step):
    policy = Exponential(lr=rate, gamma=factor)
    now, then = (policy.derivation(t).learning_rate.exact for t in (step, step + 1))
    assert then == now * Fraction(factor)


def test_the_example_of_the_docstring_is_that_of_mpmath():
    with mp.workdps(50):
        expected = mp.nstr(mp.mpf("0.001") * mp.mpf("0.9995") ** 1000, 40)
    assert Exponential(lr="0.001", gamma="0.9995").at(1000) == float(expected)


def test_zero_to_the_power_of_zero_leaves_the_first_rate():
    assert [Exponential(lr="0.1", gamma=0).at(step) for step in (0, 1, 10**15)] == [0.1, 0.0, 0.0]


def test_a_factor_of_1_changes_nothing():
    assert Exponential(lr="0.1", gamma=1).at(10**15) == 0.1


@pytest.mark.parametrize(
    ("step", "rate"), [(1, 2.0), (1023, 2.0**1023), (1024, math.inf), (10**15, math.inf)]
)
def test_a_factor_of_2_grows_beyond_all_doubles(step, rate):
    assert Exponential(lr=1, gamma=2).at(step) == rate


# 2^-1075 is halfway between 0 and the smallest double, 2^-1074, and 3 × 2^-1075 between that and twice it.
@pytest.mark.parametrize(
    ("first", "step", "rate"),
    [(1, 1074, 5e-324), (1, 1075, 0.0), (3, 1075, 1e-323), ("1.0001", 1075, 5e-324), (1, 10**15, 0.0)],
)
def test_halving_ends_in_ties_at_the_smallest_double(first, step, rate):
    assert Exponential(lr=first, gamma="0.5").at(step) == rate


def test_there_is_no_end():
    assert Exponential(lr=1, gamma="0.5").total is None
