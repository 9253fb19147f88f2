"""Inverse square root decay."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.policies import InverseSqrt
from tests.policies.random_numbers import random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.0005", "warmup": "4k"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--warmup", "--warmup-steps"),
    ("--warmup-start",),
    ("--warmup-shape",),
    ("--warmup-ramp",),
    ("--timescale",),
    ("--T", "--total-steps"),
]
FORMULAS = ["η_t = η_max × t / W for t ≤ W", "η_t = η_max × √(W/t) for t > W"]


def random_parameters(chance):
    warm = random_steps(chance)
    # a quarter of the last steps are W times a square, where the root is rational
    last = warm * chance.randint(1, 1000) ** 2 if chance.random() < 0.25 else random_steps(chance)
    return {"max": random_rate(chance), "warmup": warm}, min(last, 10**15)


def reference(p, t):
    high, warm = mp.mpf(p["max"]), p["warmup"]
    return high * t / warm if t <= warm else high * mp.sqrt(mp.mpf(warm) / t)


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**12)


@given(rates, lengths, some.data())
def test_it_rises_to_the_maximum_at_w_and_never_rises_after(high, warm, data):
    policy = InverseSqrt(max=high, warmup=warm)
    up = sorted(data.draw(some.tuples(some.integers(0, warm), some.integers(0, warm))))
    down = sorted(data.draw(some.tuples(some.integers(warm, 10**15), some.integers(warm, 10**15))))
    assert policy.at(up[0]) <= policy.at(up[1]) <= policy.at(warm) == float(high)
    assert policy.at(down[0]) >= policy.at(down[1])


@given(some.integers(1, 10**9), some.integers(1, 1000))
def test_at_w_times_a_square_the_rate_is_rational(warm, root):
    rate = InverseSqrt(max="0.3", warmup=warm).derivation(warm * root**2).learning_rate
    assert rate.exact * root * 10 == 3


def test_by_hand():
    policy = InverseSqrt(max="0.0005", warmup=4000)
    # 0.0005 · 2000/4000, then 0.0005 · √(4000/16000) and 0.0005 · √(4000/400000)
    assert [policy.at(t) for t in (0, 2000, 4000, 16000, 400_000)] == [0.0, 0.00025, 0.0005, 0.00025, 0.00005]


# POLICIES.md §3, 31: with W = 4 and a peak of 1, transformers and fairseq have 0.5 at update 16.
def test_as_in_transformers_and_fairseq():
    policy = InverseSqrt(max=1, warmup=4)
    assert [policy.at(t) for t in (0, 1, 2, 3, 4, 16)] == [0.0, 0.25, 0.5, 0.75, 1.0, 0.5]


def test_without_a_warm_up_the_scale_is_that_of_transformers():
    # trap 31, k = 16: W = 4 .5; W = 0, whose timescale is 10000, .9992; timescale 10000 after W = 4 .9994
    policies = [
        InverseSqrt(max=1, warmup=4),
        InverseSqrt(max=1, warmup=0),
        InverseSqrt(max=1, warmup=4, timescale=10_000),
    ]
    assert [round(policy.at(16), 4) for policy in policies] == [0.5, 0.9992, 0.9994]
    assert policies[1].at(0) == 1
    assert policies[1].typed == {"max": "1", "warmup": "0", "timescale": "10000"}
    # a timescale of W is what it is without one
    same = InverseSqrt(max=1, warmup=4, timescale=4)
    assert [same.at(step) for step in range(50)] == [policies[0].at(step) for step in range(50)]


def test_a_share_has_no_total():
    with pytest.raises(ParameterError, match="there is no total"):
        InverseSqrt(max=1, warmup="10%")


def test_a_warm_up_of_one_step_and_steps_far_off():
    policy = InverseSqrt(max=1, warmup=1)
    assert [policy.at(t) for t in (0, 1, 4, 10**14)] == [0.0, 1.0, 0.5, 1e-7]


def test_the_warm_up_may_start_elsewhere_and_have_another_shape():
    # 0.1 + 0.4 · (1 − cos(π/4))/2, then 0.5 · √(8/32)
    policy = InverseSqrt(max="0.5", warmup=8, warmup_start="0.1", warmup_shape="cosine")
    with mp.workdps(40):
        expected = float(mp.mpf("0.1") + mp.mpf("0.4") * (1 - mp.cos(mp.pi / 4)) / 2)
    assert [policy.at(t) for t in (0, 2, 8, 32)] == [0.1, expected, 0.5, 0.25]
    assert policy.columns == ("phase", "cosine", "scale", "learning_rate")
