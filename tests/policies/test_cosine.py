"""Cosine annealing."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Cosine
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.4 of the document, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "T": "5_000"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
]
FORMULAS = [
    "η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2",
]


def random_parameters(chance):
    total = random_steps(chance)
    return {"max": random_rate(chance), "min": random_minimum(chance), "T": total}, total


def reference(p, t):
    high, low = mp.mpf(p["max"]), mp.mpf(p["min"])
    return low + (high - low) * (1 + mp.cos(mp.pi * t / p["T"])) / 2


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
totals = some.integers(1, 10**12)


@settings(deadline=None)
@given(rates, rates, totals, some.data())
def test_the_rate_lies_between_minimum_and_maximum(high, low, total, data):
    step = data.draw(some.integers(0, total))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= Cosine(max=high, min=low, T=total).at(step) <= bounds[1]


@settings(deadline=None)
@given(rates, rates, totals, some.data())
def test_the_rate_never_rises_from_a_maximum_to_a_minimum(first, second, total, data):
    low, high = sorted((first, second), key=Fraction)
    earlier, later = sorted(data.draw(some.tuples(some.integers(0, total), some.integers(0, total))))
    policy = Cosine(max=high, min=low, T=total)
    assert policy.at(earlier) >= policy.at(later)


@settings(deadline=None)
@given(rates, rates, totals)
def test_it_starts_at_the_maximum_and_ends_at_the_minimum(high, low, total):
    policy = Cosine(max=high, min=low, T=total)
    assert policy.derivation(0).learning_rate.exact == Fraction(high)
    assert policy.derivation(total).learning_rate.exact == Fraction(low)


@settings(deadline=None)
@given(rates, rates, totals, some.integers(1, 10**12))
def test_the_minimum_is_held_past_the_end(high, low, total, past):
    derivation = Cosine(max=high, min=low, T=total).derivation(total + past)
    assert derivation.learning_rate.exact == Fraction(low)
    assert derivation.step == total + past


@settings(deadline=None)
@given(rates, rates, some.integers(1, 10**9))
def test_halfway_the_rate_is_the_mean(high, low, half):
    exact = Cosine(max=high, min=low, T=2 * half).derivation(half).learning_rate.exact
    assert exact == (Fraction(high) + Fraction(low)) / 2


@settings(deadline=None)
@given(rates, some.integers(1, 10**9))
def test_at_a_third_of_the_way_a_quarter_is_gone(high, third):
    # cos(π/3) = 1/2, and (1 + 1/2)/2 = 3/4
    exact = Cosine(max=high, T=3 * third).derivation(third).learning_rate.exact
    assert exact == Fraction(high) * Fraction(3, 4)


def test_a_total_of_one_step_is_the_maximum_and_then_the_minimum():
    policy = Cosine(max="0.002", min="0.0001", T=1)
    assert [policy.at(step) for step in (0, 1, 2)] == [0.002, 0.0001, 0.0001]


def test_where_minimum_and_maximum_are_one_the_rate_is_exactly_that():
    assert Cosine(max="0.1", min="0.1", T=7).derivation(3).learning_rate.exact == Fraction(1, 10)


def test_upside_down_it_rises_from_the_maximum_to_the_minimum():
    # 0.1 + (0.2 − 0.1) × (1 − cos(π/2))/2 = 0.15
    policy = Cosine(max="0.1", min="0.2", T=10)
    assert [policy.at(step) for step in (0, 5, 10)] == [0.1, 0.15, 0.2]


@pytest.mark.parametrize("total", [10**12, 10**15])
def test_one_step_before_a_far_end_the_rate_is_small_and_not_zero(total):
    # (1 + cos(π − x))/2 = (1 − cos x)/2 = sin²(x/2), x = π/T, which does not cancel
    with mp.workdps(50):
        expected = mp.nstr(mp.sin(mp.pi / (2 * total)) ** 2, 30)
    policy = Cosine(max="1", T=total)
    assert policy.at(total - 1) == float(expected)
    assert 0 < policy.at(total - 1) < 1e-23


def test_the_default_steps_are_the_quarters_of_the_total():
    assert Cosine(max=1, T=10).default_steps() == [0, 2, 5, 7, 10]
    assert Cosine(max=1, T=1).default_steps() == [0, 1]
