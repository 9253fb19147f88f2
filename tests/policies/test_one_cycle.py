"""One cycle: up, then down, in straight lines."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.policies import OneCycle
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.5 of the document, and random parameters for it in mpmath.
TYPED = {"max": "0.001", "min": "1e-4", "T1": "2e3", "T2": "3000"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T1",),
    ("--T2",),
]
FORMULAS = [
    "η_t = η_min + (η_max − η_min) × t / T₁ for t ≤ T₁",
    "η_t = η_max − (η_max − η_min) × (t − T₁) / T₂ for t > T₁",
]


def random_parameters(chance):
    up, down = random_steps(chance), random_steps(chance)
    return {"max": random_rate(chance), "min": random_minimum(chance), "T1": up, "T2": down}, up + down


def reference(p, t):
    high, low = mp.mpf(p["max"]), mp.mpf(p["min"])
    if t <= p["T1"]:
        return low + (high - low) * t / p["T1"]
    return high - (high - low) * (t - p["T1"]) / p["T2"]


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**12)


@settings(deadline=None)
@given(rates, rates, lengths, lengths, some.data())
def test_the_rate_lies_between_minimum_and_maximum(high, low, up, down, data):
    step = data.draw(some.integers(0, up + down))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= OneCycle(max=high, min=low, T1=up, T2=down).at(step) <= bounds[1]


@settings(deadline=None)
@given(rates, rates, lengths, lengths, some.data())
def test_it_never_falls_on_the_way_up_and_never_rises_on_the_way_down(first, second, up, down, data):
    low, high = sorted((first, second), key=Fraction)
    policy = OneCycle(max=high, min=low, T1=up, T2=down)
    rising = sorted(data.draw(some.tuples(some.integers(0, up), some.integers(0, up))))
    falling = sorted(data.draw(some.tuples(some.integers(0, down), some.integers(0, down))))
    assert policy.at(rising[0]) <= policy.at(rising[1])
    assert policy.at(up + falling[0]) >= policy.at(up + falling[1])


@settings(deadline=None)
@given(rates, rates, lengths, lengths, some.integers(0, 10**12))
def test_it_starts_at_the_minimum_peaks_at_the_maximum_and_holds_the_minimum(high, low, up, down, past):
    policy = OneCycle(max=high, min=low, T1=up, T2=down)
    assert policy.derivation(0).learning_rate.exact == Fraction(low)
    assert policy.derivation(up).learning_rate.exact == Fraction(high)
    assert policy.derivation(up + down + past).learning_rate.exact == Fraction(low)


@settings(deadline=None)
@given(rates, rates, lengths, some.data())
def test_the_way_down_mirrors_a_way_up_of_the_same_length(high, low, length, data):
    away = data.draw(some.integers(0, length))
    policy = OneCycle(max=high, min=low, T1=length, T2=length)
    up, down = (policy.derivation(step).learning_rate.exact for step in (length - away, length + away))
    assert up == down


def test_the_phases_meet_after_the_maximum():
    policy = OneCycle(max="0.001", T1=10, T2=10)
    assert [policy.derivation(step).phase.name for step in (0, 10, 11, 20, 21)] == [
        "rising",
        "rising",
        "falling",
        "falling",
        "falling",
    ]


def test_without_a_way_up_it_starts_at_the_maximum():
    policy = OneCycle(max="0.1", min="0.02", T1=0, T2=4)
    assert [policy.at(step) for step in (0, 1, 2, 4, 5)] == [0.1, 0.08, 0.06, 0.02, 0.02]
    assert {policy.derivation(step).phase.name for step in range(5)} == {"falling"}


def test_without_a_way_up_the_condition_shown_holds_at_step_0():
    # "t > T₁" does not: 0 is not above 0.
    assert OneCycle(max="0.1", T1=0, T2=4).derivation(0).phase.condition != "t > T₁"


def test_without_a_way_down_it_ends_at_the_maximum_and_holds_it():
    policy = OneCycle(max="0.1", min="0.02", T1=4, T2=0)
    assert [policy.at(step) for step in (0, 1, 2, 4, 5)] == [0.02, 0.04, 0.06, 0.1, 0.1]
    assert policy.total == 4


def test_ways_of_one_step_are_minimum_maximum_minimum():
    policy = OneCycle(max="0.1", min="0.02", T1=1, T2=1)
    assert [policy.at(step) for step in range(4)] == [0.02, 0.1, 0.02, 0.02]


def test_neither_a_way_up_nor_a_way_down_is_refused():
    with pytest.raises(ParameterError) as caught:
        OneCycle(max="0.1", T1=0, T2=0)
    assert caught.value.option == "--T1/--T2"
    assert caught.value.reason == "T1 + T2 is 0; taken: a sum from 1 to 10^15 steps"


def test_upside_down_it_goes_down_first():
    policy = OneCycle(max="0.02", min="0.1", T1=2, T2=2)
    assert [policy.at(step) for step in range(5)] == [0.1, 0.06, 0.02, 0.06, 0.1]


def test_a_rate_halfway_between_two_doubles_goes_to_the_even_one():
    # Half of 2^54 + 2, and of 2^54 + 6: 2^53 + 1 and 2^53 + 3.
    for high, even in ((2**54 + 2, 2.0**53), (2**54 + 6, 2.0**53 + 4)):
        policy = OneCycle(max=high, T1=2, T2=2)
        assert [policy.at(1), policy.at(3)] == [even, even]
