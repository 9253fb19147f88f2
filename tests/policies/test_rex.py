"""Reflected exponential decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.expression.point import Point
from lrcalc.policies import Linear, Rex
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "T": "5k"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
]
FORMULAS = ["η_t = η_min + (η_max − η_min) × (1 − t / T) / (1 − t / (2 × T))"]


def random_parameters(chance):
    total = random_steps(chance)
    return {"max": random_rate(chance), "min": random_minimum(chance), "T": total}, total


def reference(p, t):
    high, low, left = mp.mpf(p["max"]), mp.mpf(p["min"]), 1 - mp.mpf(t) / p["T"]
    # as the paper has it: z/(½ + ½·z) of what is left
    return low + (high - low) * left / ((1 + left) / 2)


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
totals = some.integers(1, 10**12)


@given(rates, rates, totals, some.data())
def test_it_never_rises_and_lies_above_linear_decay(first, second, total, data):
    low, high = sorted((first, second), key=Fraction)
    earlier, later = sorted(data.draw(some.tuples(some.integers(0, total), some.integers(0, total))))
    policy = Rex(max=high, min=low, T=total)
    assert float(high) >= policy.at(earlier) >= policy.at(later) >= float(low)
    assert policy.at(later) >= Linear(max=high, min=low, T=total).at(later)


@given(rates, rates, totals, some.integers(0, 10**12))
def test_it_starts_at_the_maximum_and_holds_the_minimum(high, low, total, past):
    policy = Rex(max=high, min=low, T=total)
    assert policy.derivation(0).learning_rate.exact == Fraction(high)
    assert policy.derivation(total + past).learning_rate.exact == Fraction(low)


def test_by_hand():
    # (1 − p)/(1 − p/2) at p = ¼, ½, ¾: 6/7, 2/3, 2/5
    policy = Rex(max=1, T=4)
    exact = [policy.derivation(step).learning_rate.exact for step in range(6)]
    assert exact == [1, Fraction(6, 7), Fraction(2, 3), Fraction(2, 5), 0, 0]
    # 0.0001 + 0.0019 · 2/5
    assert Rex(max="0.002", min="0.0001", T=5000).at(3750) == 0.00086


def test_a_total_of_one_step_and_far_steps():
    assert [Rex(max=1, min_ratio="0.5", T=1).at(step) for step in (0, 1, 2)] == [1.0, 0.5, 0.5]
    # half way of 10^15, and one step before the end: 10^−15/(½·(1 + 10^−15)) = 2·10^−15 − 2·10^−30 + …
    assert Rex(max=1, T="1e15").at(5 * 10**14) == 2 / 3
    assert Rex(max=1, T="1e15").at(10**15 - 1) == float(Fraction(2, 10**15 + 1))


def test_a_minimum_above_the_maximum_is_noted_and_rises():
    # 0.1 + 0.3 · (1 − 2/3), with rates the other way round 0.4 − 0.3 · 2/3
    policy = Rex(max="0.1", min="0.4", T=2)
    assert [policy.at(step) for step in range(3)] == [0.1, 0.2, 0.4]
    assert list(policy.notes()) == ["η_min is larger than η_max: the curve is upside down"]


def test_the_mistakes_give_what_a_student_would_get():
    # p = ½: above it is ½, below ¾
    policy = Rex(max=1, min="0.2", T=4)
    phase = policy.derivation(2).phase
    found = {item.id: item.expression(phase).real(Point(2)).double() for item in policy.mistakes(phase)}
    assert found == pytest.approx(
        {
            "linear": 0.2 + 0.8 / 2,
            "plus-for-minus": 0.2 + 0.8 * 0.5 / 1.25,
            "done-for-left": 0.2 + 0.8 * 2 / 3,
            "reciprocal": 0.2 + 0.8 * 0.5 * 0.75,
            "min-not-added": 0.8 * 2 / 3,
            "min-ignored": 2 / 3,
            # t/(T − 1) = 2/3: (1/3)/(2/3)
            "total-minus-1": 0.2 + 0.8 / 2,
            "range-not-subtracted": 0.2 + 2 / 3,
            # t/(T + 1) = 2/5: (3/5)/(4/5)
            "total-plus-1": 0.2 + 0.8 * 3 / 4,
        }
    )
