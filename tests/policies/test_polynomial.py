"""Polynomial decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Linear, Polynomial
from lrcalc.sampling.trajectory import trajectory
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "T": "5k", "power": "0.9"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
    ("--power",),
    ("--cycle",),
]
FORMULAS = ["η_t = η_min + (η_max − η_min) × (1 − t/T)^p"]


def random_parameters(chance):
    total = random_steps(chance)
    powers = [
        "0",
        "1",
        "2",
        "3",
        "0.5",
        "0.9",
        "1/3",
        "1e-9",
        str(chance.randint(1, 40)),
        f"{chance.random():.9f}",
    ]
    power = chance.choice(powers)
    return {"max": random_rate(chance), "min": random_minimum(chance), "T": total, "power": power}, total


def reference(p, t):
    high, low, power = mp.mpf(p["max"]), mp.mpf(p["min"]), Fraction(p["power"])
    left = 1 - mp.mpf(t) / p["T"]
    # 0^0 is 1 in mpmath too
    scale = left ** (mp.mpf(power.numerator) / power.denominator)
    return low + (high - low) * scale


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
powers = some.sampled_from(["0.25", "0.5", "0.9", "1", "2", "3", "7.5"])
totals = some.integers(1, 10**12)


@given(rates, rates, powers, totals, some.data())
def test_the_rate_lies_between_minimum_and_maximum(high, low, power, total, data):
    step = data.draw(some.integers(0, total))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= Polynomial(max=high, min=low, T=total, power=power).at(step) <= bounds[1]


@given(rates, rates, powers, totals, some.data())
def test_the_rate_never_rises_from_a_maximum_to_a_minimum(first, second, power, total, data):
    low, high = sorted((first, second), key=Fraction)
    earlier, later = sorted(data.draw(some.tuples(some.integers(0, total), some.integers(0, total))))
    policy = Polynomial(max=high, min=low, T=total, power=power)
    assert policy.at(earlier) >= policy.at(later)


@given(rates, rates, totals, some.data())
def test_with_power_1_it_is_linear_decay(high, low, total, data):
    step = data.draw(some.integers(0, 2 * total))
    assert Polynomial(max=high, min=low, T=total).at(step) == Linear(max=high, min=low, T=total).at(step)


@given(rates, rates, powers, totals, some.integers(0, 10**12))
def test_it_starts_at_the_maximum_and_holds_the_minimum(high, low, power, total, past):
    policy = Polynomial(max=high, min=low, T=total, power=power)
    assert policy.derivation(0).learning_rate.exact == Fraction(high)
    assert policy.derivation(total + past).learning_rate.exact == Fraction(low)


@pytest.mark.parametrize(
    ("power", "rate"),
    [
        # 0.0001 + 0.0019 · 0.75² = 0.0001 + 0.0019 · 0.5625
        ("2", 0.00116875),
        # 0.0001 + 0.0019 · 0.75³ = 0.0001 + 0.0019 · 0.421875
        ("3", 0.0009015625),
        # √0.75 = 0.8660254037844386467637…, times 0.0019, plus 0.0001
        ("0.5", 0.0017454482671904334),
        ("1", 0.001525),
    ],
)
def test_a_quarter_of_the_way_by_hand(power, rate):
    assert Polynomial(max="0.002", min="0.0001", T=5000, power=power).at(1250) == rate


# POLICIES.md, trap 23: half way from 1 to 0 it is .707 with timm's default power, .25 with Composer's, .5
# with the others'. Trap 25: PolyLR(2) of mmengine, over one step less, has .7612 where torch has .7891.
@pytest.mark.parametrize(
    ("low", "power", "total", "step", "rate"),
    [
        (0, "0.5", 10, 5, 0.7071067811865476),
        (0, 2, 10, 5, 0.25),
        (0, 1, 10, 5, 0.5),
        ("0.1", 2, 8, 1, 0.7890625),
    ],
)
def test_the_numbers_of_the_traps(low, power, total, step, rate):
    assert Polynomial(max=1, min=low, T=total, power=power).at(step) == rate


def test_a_root_that_is_whole_is_exact():
    # (1 − 3/4)^½ = 1/2, (1 − 7/8)^(1/3) = 1/2
    assert Polynomial(max=1, T=4, power="0.5").derivation(3)["scale"].exact == Fraction(1, 2)
    assert Polynomial(max=1, T=8, power="1/3").derivation(7)["scale"].exact == Fraction(1, 2)


def test_a_power_of_0_leaves_the_maximum_even_at_the_end_and_says_so():
    policy = Polynomial(max="0.1", min="0.01", T=10, power=0)
    assert [policy.at(step) for step in (0, 9, 10, 10**15)] == [0.1] * 4
    assert list(policy.notes()) == ["p = 0: every power is 1, the rate stays at η_max"]


def test_a_total_of_one_step_is_the_maximum_and_then_the_minimum():
    policy = Polynomial(max="0.002", min_ratio="0.05", T=1, power="0.5")
    assert [policy.at(step) for step in (0, 1, 2, 10**15)] == [0.002, 0.0001, 0.0001, 0.0001]


def test_upside_down_it_rises():
    # 0.1 + 0.2 · (1 − (1/2)²)
    policy = Polynomial(max="0.1", min="0.3", T=2, power=2)
    assert [policy.at(step) for step in (0, 1, 2)] == [0.1, 0.25, 0.3]
    assert list(policy.notes()) == ["η_min is larger than η_max: the curve is upside down"]


def test_a_great_power_falls_below_all_doubles_at_once():
    # (1 − 10^-15)^(10^300) is about e^(−10^285)
    policy = Polynomial(max=1, T=10**15, power="1e300")
    assert [policy.at(step) for step in (0, 1, 10**15)] == [1.0, 0.0, 0.0]


def test_the_power_of_the_progress_is_a_known_mistake():
    # trap 24: fastai's SchedPoly(1, 0, 2) is 1 − 0.5² = .75 at half way
    policy = Polynomial(max=1, T=10, power=2)
    derivation = policy.derivation(5)
    found = {
        mistake.id: mistake.expression(derivation.phase).real(derivation.point).exact
        for mistake in policy.mistakes(derivation.phase)
    }
    assert found["power-of-progress"] == Fraction(3, 4)
    assert found["product-for-power"] == 1
    assert found["power-ignored"] == Fraction(1, 2)
    assert "power-ignored" not in {item.id for item in Polynomial(max=1, T=9).mistakes(derivation.phase)}


def test_a_cycle_goes_on_with_the_next_multiple_of_the_total():
    # keras PolynomialDecay(cycle=True): T·max(1, ⌈k/T⌉); 0.1 at each multiple, and up after it
    policy = Polynomial(max=1, min="0.1", T=4, cycle=True)
    expected = [1 - 0.9 * step / (4 * max(1, -(-step // 4))) for step in range(30)]
    assert [policy.at(step) for step in range(30)] == pytest.approx(expected)
    assert [policy.at(step) for step in (4, 8, 12)] == [0.1] * 3
    assert (policy.total, policy.monotone_from) == (None, None)
    columns = [part.columns["learning_rate"] for part in trajectory(policy, [range(200)])]
    assert [rate for column in columns for rate in column] == [policy.at(step) for step in range(200)]
    assert policy.columns == ("rounds", "scale", "learning_rate")


def test_a_warm_up_before_a_cycle_leaves_its_length_as_it_is():
    policy = Polynomial(max=1, T=4, cycle=True).after_warmup(2)
    assert [policy.at(step) for step in range(8)] == [0, 0.5, 1, 0.75, 0.5, 0.25, 0, 0.375]
