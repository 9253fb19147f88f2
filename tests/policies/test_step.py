"""Step decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Step
from tests.policies.random_numbers import random_gamma, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.5 of the document, and random parameters for it in mpmath.
TYPED = {"lr": "1/1000", "step_size": "1k", "gamma": "0.1"}
OPTIONS = [
    ("--lr", "--initial-lr"),
    ("--s", "--step-size"),
    ("--gamma",),
    ("--T", "--total-steps"),
]
FORMULAS = [
    "η_t = η_0 × γ^⌊t/s⌋",
]


def random_parameters(chance):
    size, drops = random_steps(chance), chance.randint(1, 1000)
    return {"lr": random_rate(chance), "step_size": size, "gamma": random_gamma(chance, drops)}, size * drops


def reference(p, t):
    return mp.mpf(p["lr"]) * mp.mpf(p["gamma"]) ** (t // p["step_size"])


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
factors = some.decimals(min_value=0, max_value=1, places=4).map(str)
sizes = some.integers(1, 10**9)
steps = some.integers(0, 10**15)


@given(rates, factors, sizes, steps)
def test_the_rate_lies_between_0_and_the_first(rate, factor, size, step):
    assert 0 <= Step(lr=rate, gamma=factor, step_size=size).at(step) <= float(rate)


@given(rates, factors, sizes, steps, steps)
def test_the_rate_never_rises_with_a_factor_up_to_1(rate, factor, size, one, other):
    policy = Step(lr=rate, gamma=factor, step_size=size)
    assert policy.at(min(one, other)) >= policy.at(max(one, other))


@given(rates, some.integers(1, 30), sizes)
def test_the_rate_drops_by_the_factor_at_each_interval_and_not_before(rate, drops, size):
    policy = Step(lr=rate, gamma="0.5", step_size=size)
    before = policy.derivation(drops * size - 1)
    after = policy.derivation(drops * size)
    assert before.learning_rate.exact == Fraction(rate) / 2 ** (drops - 1)
    assert after.learning_rate.exact == Fraction(rate) / 2**drops
    assert (before["drops"].exact, after["drops"].exact) == (drops - 1, drops)


@given(sizes, steps)
def test_the_phase_holds_the_step_and_is_as_long_as_the_interval(size, step):
    phase = Step(lr=1, step_size=size).derivation(step).phase
    assert phase.first <= step <= phase.last
    assert phase.first % size == 0
    assert phase.last - phase.first == size - 1


def test_the_factor_is_a_tenth_unless_another_is_given():
    assert Step(lr="0.001", step_size=1000).gamma == Fraction(1, 10)


def test_an_interval_of_one_step_is_exponential_decay():
    assert [Step(lr=1, gamma="0.5", step_size=1).at(step) for step in range(4)] == [1.0, 0.5, 0.25, 0.125]


def test_a_factor_of_0_leaves_nothing_after_the_first_drop():
    assert [Step(lr="0.1", gamma=0, step_size=10).at(step) for step in (0, 9, 10, 10**15)] == [0.1, 0.1, 0, 0]


def test_a_factor_of_1_drops_nothing():
    assert Step(lr="0.1", gamma=1, step_size=1).at(10**15) == 0.1


@pytest.mark.parametrize(("drops", "rate"), [(323, 1e-323), (324, 0.0), (10**15, 0.0)])
def test_a_tenth_at_each_drop_passes_below_all_doubles(drops, rate):
    # 10^-324 is less than half of the smallest double, 4.9 × 10^-324.
    assert Step(lr=1, step_size=1).at(drops) == rate


def test_there_is_no_end():
    assert Step(lr=1, step_size=1).total is None


def test_a_total_ends_it():
    ended = Step(lr="0.1", step_size="10%", T=90)
    assert (ended.total, ended.step_size, ended.at(90)) == (90, 9, 1e-11)
    assert ended.at(99) == ended.at(90)
    assert max(ended.default_steps()) == 90
