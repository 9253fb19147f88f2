"""Warm-up, then cosine annealing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.policies import Cosine, Warmup
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.5 and 8.7 of the document, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "warmup": "10%", "T": "5k"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
    ("--warmup", "--warmup-steps"),
    ("--warmup-start",),
    ("--warmup-shape",),
    ("--warmup-ramp",),
    ("--warmup-mode",),
]
FORMULAS = [
    "η_t = η_max × t / W for t ≤ W",
    "η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − W)/(T − W))) / 2 for t > W",
]


def random_parameters(chance):
    total = random_steps(chance) + 1
    warm = chance.randint(1, max(1, min(total - 1, random_steps(chance))))
    return {"max": random_rate(chance), "min": random_minimum(chance), "warmup": warm, "T": total}, total


def reference(p, t):
    high, low, warm = mp.mpf(p["max"]), mp.mpf(p["min"]), p["warmup"]
    if t <= warm:
        return high * t / warm
    return low + (high - low) * (1 + mp.cos(mp.pi * (t - warm) / (p["T"] - warm))) / 2


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
totals = some.integers(1, 10**12)


@given(rates, rates, totals, totals, some.data())
def test_the_rate_lies_between_0_and_the_larger_of_minimum_and_maximum(high, low, warm, total, data):
    step = data.draw(some.integers(0, total))
    rate = Warmup(max=high, min=low, warmup=warm, T=total).at(step)
    assert 0 <= rate <= max(float(high), float(low))
    assert step <= warm or rate >= min(float(high), float(low))


@given(rates, rates, totals, totals, some.data())
def test_it_never_falls_in_the_warm_up_and_never_rises_after_it(first, second, warm, rest, data):
    low, high = sorted((first, second), key=Fraction)
    policy = Warmup(max=high, min=low, warmup=warm, T=warm + rest)
    rising = sorted(data.draw(some.tuples(some.integers(0, warm), some.integers(0, warm))))
    falling = sorted(data.draw(some.tuples(some.integers(0, rest), some.integers(0, rest))))
    assert policy.at(rising[0]) <= policy.at(rising[1])
    assert policy.at(warm + falling[0]) >= policy.at(warm + falling[1])


@given(rates, rates, totals, totals, some.integers(0, 10**12))
def test_it_starts_at_0_peaks_at_the_end_of_the_warm_up_and_holds_the_minimum(high, low, warm, rest, past):
    policy = Warmup(max=high, min=low, warmup=warm, T=warm + rest)
    assert policy.derivation(0).learning_rate.exact == 0
    assert policy.derivation(warm).learning_rate.exact == Fraction(high)
    assert policy.derivation(warm + rest + past).learning_rate.exact == Fraction(low)


@given(rates, rates, totals, totals, some.data())
def test_the_annealing_is_cosine_annealing_counted_from_the_end_of_the_warm_up(high, low, warm, rest, data):
    after = data.draw(some.integers(1, rest))
    alone = Cosine(max=high, min=low, T=rest)
    assert Warmup(max=high, min=low, warmup=warm, T=warm + rest).at(warm + after) == alone.at(after)


@given(rates, rates, totals, some.data())
def test_without_a_warm_up_it_is_cosine_annealing(high, low, total, data):
    step = data.draw(some.integers(0, total))
    assert Warmup(max=high, min=low, warmup=0, T=total).at(step) == Cosine(max=high, min=low, T=total).at(
        step
    )


def test_without_a_warm_up_nothing_is_noted_and_every_step_anneals():
    policy = Warmup(max="0.1", warmup=0, T=10)
    assert list(policy.notes()) == []
    assert {policy.derivation(step).phase.name for step in range(11)} == {"annealing"}


def test_without_a_warm_up_the_condition_shown_holds_at_step_0():
    # "t > W" does not: 0 is not above 0.
    assert Warmup(max="0.1", warmup=0, T=10).derivation(0).phase.condition != "t > W"


def test_a_warm_up_of_one_step_starts_at_0_and_is_over():
    # T − W = 2: halfway down at step 2
    policy = Warmup(max="0.1", min="0.02", warmup=1, T=3)
    assert [policy.at(step) for step in range(5)] == [0.0, 0.1, 0.06, 0.02, 0.02]


def test_a_warm_up_as_long_as_the_total_ends_at_the_maximum_and_says_so():
    policy = Warmup(max="0.1", min="0.05", warmup=10, T=10)
    assert [policy.at(step) for step in (0, 5, 10, 11)] == [0.0, 0.05, 0.1, 0.1]
    assert list(policy.notes()) == ["W = T = 10: the schedule is all warm-up and ends at the maximum"]


def test_a_warm_up_longer_than_the_total_never_reaches_the_maximum_and_says_so():
    # At step 10 of 40, a quarter of 0.1.
    policy = Warmup(max="0.1", min="0.05", warmup=40, T=10)
    assert [policy.at(step) for step in (0, 5, 10, 11, 40)] == [0.0, 0.0125, 0.025, 0.025, 0.025]
    assert list(policy.notes()) == [
        "W = 40 is longer than T = 10: the maximum is never reached, the highest rate is 0.025"
    ]


def test_a_total_of_one_step():
    assert [Warmup(max="0.1", min="0.01", warmup=1, T=1).at(step) for step in (0, 1, 2)] == [0.0, 0.1, 0.1]
    assert [Warmup(max="0.1", min="0.01", warmup=0, T=1).at(step) for step in (0, 1, 2)] == [0.1, 0.01, 0.01]


@pytest.mark.parametrize(
    ("share", "total", "steps"),
    [
        ("10%", 5000, 500),
        ("12.5%", 800, 100),
        ("0%", 10, 0),
        ("100%", 10, 10),
        ("200%", 10, 20),
        ("1e1%", 50, 5),
    ],
)
def test_a_percentage_is_taken_of_the_total(share, total, steps):
    policy = Warmup(max=1, warmup=share, T=total)
    assert policy.warmup == steps
    assert policy.typed["warmup"] == share
    assert not any("rounded" in note for note in policy.notes())


@pytest.mark.parametrize(
    ("share", "total", "note"),
    [
        (
            "10%",
            5005,
            "10% of 5005 steps is 500.5, rounded down to 500",
        ),
        (
            "33%",
            10,
            "33% of 10 steps is 3.3, rounded down to 3",
        ),
        (
            "10%",
            9,
            "10% of 9 steps is 0.9, rounded down to 0",
        ),
        (
            "10%",
            12345678,
            "10% of 12345678 steps is 1234567.8, rounded down to 1234567",
        ),
    ],
)
def test_a_percentage_that_is_no_whole_number_of_steps_is_cut_off_and_noted(share, total, note):
    noted = f"--warmup {note} (transformers rounds up)"
    assert list(Warmup(max=1, warmup=share, T=total).notes()) == [noted]


@pytest.mark.parametrize("share", ["-10%", "200%", "1e9%", "1e99%"])
def test_a_percentage_that_is_no_number_of_steps_up_to_10_to_the_15_is_refused(share):
    with pytest.raises(ParameterError) as caught:
        Warmup(max=1, warmup=share, T="1e15")
    assert caught.value.option == "--warmup"


def test_a_total_that_cannot_be_read_is_the_error_also_where_a_percentage_needs_it():
    with pytest.raises(ParameterError) as caught:
        Warmup(max=1, warmup="10%", T="x")
    assert caught.value.option == "--T"
