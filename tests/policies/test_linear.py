"""Linear decay."""

from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Linear
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
FORMULAS = ["η_t = η_max − (η_max − η_min) × t / T"]


def random_parameters(chance):
    total = random_steps(chance)
    return {"max": random_rate(chance), "min": random_minimum(chance), "T": total}, total


def reference(p, t):
    high, low = mp.mpf(p["max"]), mp.mpf(p["min"])
    return high - (high - low) * t / p["T"]


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
totals = some.integers(1, 10**12)


@given(rates, rates, totals, some.data())
def test_the_rate_lies_between_minimum_and_maximum(high, low, total, data):
    step = data.draw(some.integers(0, total))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= Linear(max=high, min=low, T=total).at(step) <= bounds[1]


def test_by_hand():
    # 0.002 − 0.0019 · 1250/5000 = 0.002 − 0.000475
    assert Linear(max="0.002", min="0.0001", T=5000).at(1250) == 0.001525
    # MARKING's "linear instead of cosine" at 2500 and 3750
    assert Linear(max="0.002", min="0.0001", T=5000).at(2500) == 0.00105
    assert Linear(max="0.002", min="0.0001", T=5000).at(3750) == 0.000575


def test_it_ends_at_the_minimum_and_holds_it():
    policy = Linear(max="0.002", min_ratio="0.1", T=1)
    assert [policy.at(t) for t in (0, 1, 2, 10**15)] == [0.002, 0.0002, 0.0002, 0.0002]


def test_a_minimum_above_the_maximum_is_noted_and_rises():
    policy = Linear(max="0.1", min="0.3", T=2)
    assert [policy.at(t) for t in (0, 1, 2)] == [0.1, 0.2, 0.3]
    assert list(policy.notes()) == ["η_min is larger than η_max: the curve is upside down"]
