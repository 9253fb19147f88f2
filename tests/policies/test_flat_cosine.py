"""Flat, then cosine annealing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.expression.point import Point
from lrcalc.policies import Cosine, FlatCosine
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "T": "5k", "flat": "75%"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
    ("--flat", "--flat-steps"),
]
FORMULAS = [
    "η_t = η_max for t ≤ F",
    "η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − F)/(T − F))) / 2 for t > F",
]


def random_parameters(chance):
    total = random_steps(chance)
    flat = min(total - 1, random_steps(chance))
    return {"max": random_rate(chance), "min": random_minimum(chance), "T": total, "flat": flat}, total


def reference(p, t):
    high, low, flat = mp.mpf(p["max"]), mp.mpf(p["min"]), p["flat"]
    if t <= flat:
        return high
    return low + (high - low) * (1 + mp.cos(mp.pi * (t - flat) / (p["T"] - flat))) / 2


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**12)


@given(rates, rates, lengths, lengths, some.data())
def test_it_holds_the_maximum_and_then_never_rises(first, second, flat, rest, data):
    low, high = sorted((first, second), key=Fraction)
    policy = FlatCosine(max=high, min=low, T=flat + rest, flat=flat)
    assert policy.derivation(data.draw(some.integers(0, flat))).learning_rate.exact == Fraction(high)
    steps = some.integers(flat, flat + rest)
    earlier, later = sorted(data.draw(some.tuples(steps, steps)))
    assert float(high) >= policy.at(earlier) >= policy.at(later) >= float(low)


@given(rates, rates, lengths, lengths, some.integers(0, 2 * 10**12))
def test_the_annealing_is_cosine_annealing_counted_from_the_end_of_the_flat_part(high, low, flat, rest, done):
    policy = FlatCosine(max=high, min=low, T=flat + rest, flat=flat)
    assert policy.at(flat + done) == Cosine(max=high, min=low, T=rest).at(done)


@given(rates, rates, lengths, some.data())
def test_without_a_flat_part_it_is_cosine_annealing(high, low, total, data):
    step = data.draw(some.integers(0, 2 * total))
    policy = FlatCosine(max=high, min=low, T=total, flat=0)
    assert policy.at(step) == Cosine(max=high, min=low, T=total).at(step)
    assert policy.derivation(step).phase.name == "annealing"


def test_by_hand():
    # three quarters of 8 are 6; half way from 6 to 8 half of the range is left
    policy = FlatCosine(max="0.1", min="0.02", T=8)
    assert policy.flat == 6
    assert [policy.at(step) for step in range(10)] == [0.1] * 7 + [0.06, 0.02, 0.02]
    assert [policy.derivation(step).phase.name for step in (0, 6, 7, 9)] == ["flat"] * 2 + ["annealing"] * 2


def test_a_share_is_cut_off_to_whole_steps_as_pytorch_scheduler_does():
    # Trap 40 of POLICIES.md: pytorch_scheduler with 70 % of 10 is flat through 7, then .7500 and .2500
    policy = FlatCosine(max=1, T=10)
    assert [policy.at(step) for step in (7, 8, 9, 10)] == [1.0, 0.75, 0.25, 0.0]
    assert list(policy.notes()) == [
        "--flat 75% of 10 steps is 7.5, rounded down to 7 (transformers rounds up)"
    ]


@pytest.mark.parametrize("total", [100, 1000])
def test_where_the_share_is_whole_it_is_fastai_fit_flat_cos(total):
    # fastai: past .75 of the run the cosine over the last quarter, on t/T; 0.8 is a fifth of the way there
    assert FlatCosine(max=1, T=total).at(total * 8 // 10) == 0.9045084971874737


def test_a_flat_part_as_long_as_the_total_or_longer_never_leaves_the_maximum_and_says_so():
    for flat in (4, 5, "100%", "200%"):
        policy = FlatCosine(max="0.1", min="0.02", T=4, flat=flat)
        assert [policy.at(step) for step in (0, 3, 4, 5, 10**15)] == [0.1] * 5
        assert list(policy.notes()) == [
            "the flat part is as long as the total: the rate never leaves the maximum"
        ]


def test_a_total_of_one_step():
    assert [FlatCosine(max=1, min="0.5", T=1, flat=0).at(step) for step in (0, 1, 2)] == [1.0, 0.5, 0.5]
    assert [FlatCosine(max=1, min="0.5", T=1, flat=1).at(step) for step in (0, 1, 2)] == [1.0, 1.0, 1.0]


def test_a_minimum_above_the_maximum_is_noted_and_rises():
    policy = FlatCosine(max="0.1", min="0.3", T=4, flat=2)
    assert [policy.at(step) for step in range(5)] == [0.1, 0.1, 0.1, 0.2, 0.3]
    assert list(policy.notes()) == ["η_min is larger than η_max: the curve is upside down"]


def test_after_a_warm_up_the_share_is_one_of_what_is_left():
    # 20 of 100 steps are warm-up; 60 of the 80 left are flat, and half way through the other 20 is 90
    policy = FlatCosine(max=1, T=100).after_warmup(20)
    assert [policy.at(step) for step in (0, 10, 20, 80, 90, 100)] == [0.0, 0.5, 1.0, 1.0, 0.5, 0.0]
    assert policy.symbols.flat.value == 60
    assert policy.symbols.T.value == 100


def test_notes_after_a_warm_up_are_those_of_what_is_left():
    policy = FlatCosine(max=1, T=120, flat=100).after_warmup(30)
    assert list(policy.notes()) == [
        "the flat part is as long as the total: the rate never leaves the maximum"
    ]


def test_far_steps():
    policy = FlatCosine(max=1, T="1e15")
    assert [policy.at(step) for step in (0, 75 * 10**13, 875 * 10**12, 10**15)] == [1.0, 1.0, 0.5, 0.0]


def test_the_mistakes_give_what_a_student_would_get():
    # T = 12, F = 8: at step 10 half way down; t/T is 10/12, cos(150°) = −√¾
    policy = FlatCosine(max=1, T=12, flat=8)
    phase = policy.derivation(10).phase
    found = {item.id: item.expression(phase).real(Point(10)).double() for item in policy.mistakes(phase)}
    assert found["no-flat"] == pytest.approx((1 - 0.8660254037844386) / 2)
    # cos(π·2/12) = √¾, cos(π·10/4) = 0
    assert found["total-with-flat"] == pytest.approx((1 + 0.8660254037844386) / 2)
    assert found["step-with-flat"] == 0.5
    assert found["still-flat"] == 1.0
    # in the flat part, at step 4: (1 + cos 60°)/2
    phase = policy.derivation(4).phase
    (early,) = policy.mistakes(phase)
    assert (early.id, early.expression(phase).real(Point(4)).double()) == ("no-flat", 0.75)
