"""Exponential decay."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Exponential, Step
from lrcalc.schedule.formula import formula_lines
from tests.policies.random_numbers import random_gamma, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.5 of the document, and random parameters for it in mpmath.
TYPED = {"lr": "1e-3", "gamma": ".9995"}
OPTIONS = [
    ("--lr", "--initial-lr"),
    ("--gamma",),
    ("--decay-steps",),
    ("--staircase",),
    ("--T", "--total-steps"),
]
FORMULAS = [
    "η_t = η_0 × γ^t",
]


def random_parameters(chance):
    total = random_steps(chance)
    typed = {"lr": random_rate(chance), "gamma": random_gamma(chance, total)}
    variant = chance.choice(("plain", "decay steps", "staircase"))
    if variant != "plain":
        typed["decay_steps"] = chance.randint(1, total)
        typed["staircase"] = variant == "staircase"
        # so many powers are left, and a square now and then, whose root is rational
        powers = max(1, total // typed["decay_steps"])
        typed["gamma"] = chance.choice(("0.5", "0.25", "0.0001", "4/9", random_gamma(chance, powers)))
    return typed, total


def reference(p, t):
    size, gamma = p.get("decay_steps", 1), Fraction(p["gamma"])
    exponent = mp.mpf(t // size) if p.get("staircase") else mp.mpf(t) / size
    return mp.mpf(p["lr"]) * (mp.mpf(gamma.numerator) / gamma.denominator) ** exponent


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
factors = some.decimals(min_value=0, max_value=1, places=6).map(str)
steps = some.integers(0, 10**15)


@given(rates, factors, steps)
def test_the_rate_lies_between_0_and_the_first(rate, factor, step):
    assert 0 <= Exponential(lr=rate, gamma=factor).at(step) <= float(rate)


@given(rates, factors, steps, steps)
def test_the_rate_never_rises_with_a_factor_up_to_1(rate, factor, one, other):
    policy = Exponential(lr=rate, gamma=factor)
    assert policy.at(min(one, other)) >= policy.at(max(one, other))


@given(rates, factors)
def test_it_starts_at_the_initial_rate(rate, factor):
    assert Exponential(lr=rate, gamma=factor).derivation(0).learning_rate.exact == Fraction(rate)


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


def test_the_formulas_with_decay_steps_are_those_of_the_docstring():
    lines = {
        "η_0 × γ^(t/s)": {"decay_steps": 9},
        "η_0 × γ^⌊t/s⌋": {"decay_steps": 9, "staircase": True},
        "η_0 × γ^t": {"staircase": True},
    }
    for line, more in lines.items():
        assert formula_lines(Exponential(lr=1, gamma="0.5", **more)) == [f"η_t = {line}"]
        assert line in Exponential.__doc__


def test_with_decay_steps_by_hand():
    # keras and optax, decay rate 1/4 in 4 steps: 0.1 · (1/4)^(1/4) = 0.1/√2, (1/4)^(1/2) = 1/2, 1/4, 1/16
    policy = Exponential(lr="0.1", gamma="0.25", decay_steps=4)
    assert [policy.at(step) for step in (0, 1, 2, 4, 8)] == [0.1, 0.07071067811865475, 0.05, 0.025, 0.00625]
    assert policy.derivation(2).learning_rate.exact == Fraction(1, 20)
    # POLICIES.md, trap 26: γ = .5 at step 4 is .0625 in torch, and .5 with decay_steps 4 in optax and keras
    assert Exponential(lr=1, gamma="0.5").at(4) == 0.0625
    assert Exponential(lr=1, gamma="0.5", decay_steps=4).at(4) == 0.5


@given(rates, factors, some.integers(1, 10**9), some.integers(0, 10**6))
def test_the_staircase_meets_the_curve_where_s_steps_are_over_and_holds(rate, factor, size, number):
    curve = Exponential(lr=rate, gamma=factor, decay_steps=size)
    stairs = Exponential(lr=rate, gamma=factor, decay_steps=size, staircase=True)
    first, last = number * size, number * size + size - 1
    assert stairs.at(first) == stairs.at(last) == curve.at(first)
    phase = stairs.derivation(last).phase
    assert (phase.first, phase.last) == (first, last)
    assert stairs.derivation(last)["drops"].exact == number


@given(rates, factors, some.integers(1, 10**9), steps)
def test_the_staircase_is_step_decay(rate, factor, size, step):
    stairs = Exponential(lr=rate, gamma=factor, decay_steps=size, staircase=True)
    assert stairs.at(step) == Step(lr=rate, gamma=factor, step_size=size).at(step)


@given(rates, factors, some.integers(0, 10**6))
def test_one_decay_step_is_the_plain_form(rate, factor, step):
    expected = Exponential(lr=rate, gamma=factor).at(step)
    assert Exponential(lr=rate, gamma=factor, decay_steps=1).at(step) == expected
    assert Exponential(lr=rate, gamma=factor, decay_steps=1, staircase=True).at(step) == expected


def test_a_staircase_without_decay_steps_is_the_plain_form_with_a_note():
    policy = Exponential(lr="0.1", gamma="0.5", staircase=True)
    assert policy.at(3) == 0.0125
    assert policy.columns == ("scale", "learning_rate")
    assert list(policy.notes()) == ["a staircase without --decay-steps has a stair at every step: it is γ^t"]


def test_the_columns_and_the_default_steps_of_the_variants():
    plain = Exponential(lr=1, gamma="0.5")
    curve = Exponential(lr=1, gamma="0.5", decay_steps=100)
    stairs = Exponential(lr=1, gamma="0.5", decay_steps=100, staircase=True)
    assert plain.columns == curve.columns == ("scale", "learning_rate")
    assert stairs.columns == ("drops", "scale", "learning_rate")
    # the half-life is 1 step; of 0.95 it is ln 0.5 / ln 0.95 = 13.5, of 0.9995 1386
    assert plain.default_steps() == [0, 1, 2, 5, 10]
    assert Exponential(lr=1, gamma="0.95").default_steps() == [0, 10, 20, 50, 100]
    assert Exponential(lr=1, gamma="0.9995").default_steps() == [0, 1000, 2000, 5000, 10000]
    assert Exponential(lr=1, gamma="1e-300").default_steps() == [0, 1, 2, 5, 10]
    assert Exponential(lr=1, gamma=2).default_steps() == [0, 100, 1000, 10000]
    assert Exponential(lr=1, gamma="0.95", T=50).default_steps() == [0, 12, 25, 37, 50]
    assert curve.default_steps() == [0, 50, 100, 200, 1000]
    assert stairs.default_steps() == [0, 99, 100, 199, 200, 299]


def test_the_mistakes_of_the_variants():
    # η_0 = 1, γ = 1/4, s = 4, t = 6: right is (1/4)^1.5 = 1/8
    derivation = Exponential(lr=1, gamma="0.25", decay_steps=4).derivation(6)
    assert derivation.learning_rate.exact == Fraction(1, 8)
    found = mistaken(Exponential(lr=1, gamma="0.25", decay_steps=4), 6)
    assert found["whole-division"] == Fraction(1, 4)
    assert found["steps-left-out"] == Fraction(1, 4**6)
    assert found["product-for-power"] == Fraction(3, 8)
    assert found["linear"] == 1 - Fraction(3, 4) * Fraction(3, 2)
    found = mistaken(Exponential(lr=1, gamma="0.25", decay_steps=4, staircase=True), 6)
    assert found["no-floor"] == Fraction(1, 8)


def mistaken(policy, step):
    """What each mistake gives, where it is rational."""
    derivation = policy.derivation(step)
    return {
        mistake.id: mistake.expression(derivation.phase).real(derivation.point).exact
        for mistake in policy.mistakes(derivation.phase)
    }


def test_there_is_no_end():
    assert Exponential(lr=1, gamma="0.5").total is None


def test_a_total_ends_it():
    ended = Exponential(lr=1, gamma="0.5", T=10)
    assert (ended.total, ended.at(10), ended.at(11)) == (10, 2**-10, 2**-10)
    assert Exponential(lr=1, gamma="0.5", decay_steps="20%", T=10).at(4) == 0.25
