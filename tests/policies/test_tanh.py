"""Hyperbolic-tangent decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.expression.point import Point
from lrcalc.policies import Tanh
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "T": "5k", "lower": "-7", "upper": "3"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
    ("--lower",),
    ("--upper",),
]
FORMULAS = ["η_t = η_min + (η_max − η_min) × (1 − tanh(l·(1 − t/T) + u·t/T)) / 2"]


def random_parameters(chance):
    total = random_steps(chance)
    lower, upper = (
        chance.choice(("-7", "3", "0", str(chance.randint(-20, 20)), f"{chance.uniform(-20, 20):.9f}"))
        for _ in range(2)
    )
    rates = {"max": random_rate(chance), "min": random_minimum(chance)}
    return {**rates, "T": total, "lower": lower, "upper": upper}, total


def reference(p, t):
    high, low, done = mp.mpf(p["max"]), mp.mpf(p["min"]), mp.mpf(t) / p["T"]
    argument = mp.mpf(p["lower"]) * (1 - done) + mp.mpf(p["upper"]) * done
    # (1 − tanh x)/2 = 1/(1 + e^(2x)), which does not cancel
    return low + (high - low) / (1 + mp.exp(2 * argument))


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
bounds = some.decimals(min_value=-100, max_value=100, places=3).map(str)
totals = some.integers(1, 10**12)


@given(rates, rates, bounds, bounds, totals, some.data())
def test_the_rate_lies_between_minimum_and_maximum_and_never_rises(first, second, one, other, total, data):
    low, high = sorted((first, second), key=Fraction)
    lower, upper = sorted((one, other), key=Fraction)
    earlier, later = sorted(data.draw(some.tuples(some.integers(0, total), some.integers(0, total))))
    policy = Tanh(max=high, min=low, T=total, lower=lower, upper=upper)
    assert float(high) >= policy.at(earlier) >= policy.at(later) >= float(low)


@given(rates, bounds, some.integers(1, 10**6), some.data())
def test_symmetric_bounds_give_a_curve_that_is_symmetric_about_its_middle(high, bound, total, data):
    # the scales at p and 1 − p add up to 1
    bound = bound.lstrip("-")
    policy = Tanh(max=1, T=total, lower=f"-{bound}", upper=bound)
    step = data.draw(some.integers(0, total))
    assert policy.at(step) + policy.at(total - step) == pytest.approx(1, abs=1e-15)


def test_by_hand():
    # tanh 0 = 0 where −7·(1 − p) + 3·p = 0: at p = 0.7, also trap 46 of POLICIES.md for timm
    assert Tanh(max="0.002", T=5000).at(3500) == 0.001
    assert Tanh(max="0.002", min="0.0001", T=5000).at(3500) == 0.00105
    # … and with ±3, the bounds of pytorch_scheduler, at p = 0.5
    assert Tanh(max="0.002", T=5000, lower=-3, upper=3).at(2500) == 0.001


# (1 − tanh x)/2 in mpmath to 40 digits, rounded. Trap 46: timm has .0025 left at the end, and section 2.10:
# pytorch_scheduler starts at .9975 of the range.
@pytest.mark.parametrize(
    ("lower", "step", "rate"),
    [
        (-7, 0, 0.9999991684719723),
        (-7, 25, 0.9998766054240138),
        (-7, 50, 0.9820137900379085),
        (-7, 100, 0.0024726231566347743),
        (-3, 0, 0.9975273768433652),
    ],
)
def test_the_scale_in_mpmath(lower, step, rate):
    assert Tanh(max=1, T=100, lower=lower).at(step) == rate


def test_timm_until_its_last_step_where_it_jumps_to_the_minimum():
    # TanhLRScheduler(optimizer, t_initial=10, lr_min=0.0), the optimizer's rate 0.0006, in timm 1.0
    timm = {
        0: 0.0005999995010831833,
        3: 0.0005997987899217201,
        6: 0.0005284782467867295,
        9: 1.0791725977254927e-05,
    }
    policy = Tanh(max="0.0006", T=10)
    assert {step: policy.at(step) for step in timm} == pytest.approx(timm, rel=1e-12)
    # and held here: 0.0006 · 0.00247262315663477433405990737225…
    assert [policy.at(step) for step in (10, 11, 10**15)] == [1.4835738939808645e-06] * 3


def test_bounds_that_are_equal_and_bounds_the_other_way_round_are_noted():
    level = Tanh(max=1, T=10, lower=0, upper="0.0")
    assert [level.at(step) for step in (0, 5, 10)] == [0.5] * 3
    assert list(level.notes()) == ["l equals u: the rate is the same at every step"]
    rising = Tanh(max=1, T=10, lower=3, upper=-3)
    assert [rising.at(step) for step in (0, 5, 10)] == [0.0024726231566347743, 0.5, 0.9975273768433652]
    assert list(rising.notes()) == ["l is larger than u: the curve goes up"]


def test_the_widest_bounds_are_exact_and_wider_ones_are_refused():
    # 1/(1 + e^200), e^200 = 7.2259737681257492…e86
    assert Tanh(max=1, T=2, lower=-100, upper=100).at(2) == 1.3838965267367376e-87
    for name in ("lower", "upper"):
        for text in ("100.5", "-101", "1e300"):
            with pytest.raises(ParameterError) as caught:
                Tanh(max=1, T=2, **{name: text})
            assert caught.value.option == f"--{name}"
            assert caught.value.reason == f"expected from -100 to 100, got {text!r}"


@pytest.mark.parametrize(
    "given", ["nan", "inf", "-inf", "1e999", "-1e999", "abc", "", "--1", "10%", "1/0", "9" * 500]
)
@pytest.mark.parametrize("name", ["lower", "upper"])
def test_a_refused_bound_names_its_option_and_what_is_taken(name, given):
    with pytest.raises(ParameterError, match=f"^--{name}: expected ") as caught:
        Tanh(max=1, T=2, **{name: given})
    assert len(str(caught.value)) < 200


def test_a_tie_with_the_middle_between_two_doubles_is_decided_by_the_smallest_rest():
    # 1 + 3·2^−53 is midway between 1 + 2^−52 and 1 + 2^−51, which is the even one; the rate is lower by its
    # 1.4·10^−87th part, and so nearer to the other.
    high = Fraction(2**53 + 3, 2**53)
    assert float(high) == 1 + 2.0**-51
    assert Tanh(max=high, T=1, lower=-100, upper=0).at(0) == 1 + 2.0**-52


def test_a_total_of_one_step_and_far_steps():
    assert [Tanh(max=1, T=1).at(step) for step in (0, 1, 2)] == [
        0.9999991684719723,
        0.0024726231566347743,
        0.0024726231566347743,
    ]
    assert Tanh(max=1, T="1e15").at(7 * 10**14) == 0.5


def test_a_minimum_above_the_maximum_is_noted_and_rises():
    policy = Tanh(max="0.1", min="0.3", T=10)
    assert policy.at(7) == 0.2
    assert policy.at(0) < policy.at(5) < policy.at(10) < 0.3
    assert list(policy.notes()) == ["η_min is larger than η_max: the curve is upside down"]


def test_the_mistakes_give_what_a_student_would_get():
    # from 0.2 to 1 at p = 1, where x = u = 3: (1 − tanh 3)/2 = 0.00247262, 1/(1 + e³) = 0.04742587
    policy = Tanh(max=1, min="0.2", T=4)
    phase = policy.derivation(4).phase
    found = {item.id: item.expression(phase).real(Point(4)).double() for item in policy.mistakes(phase)}
    small = 0.0024726231566347743
    assert found["upwards"] == pytest.approx(0.2 + 0.8 * (1 - small))
    assert found["no-half"] == pytest.approx(0.2 + 0.8 * 2 * small)
    assert found["no-one"] == pytest.approx(0.2 - 0.8 * (0.5 - small))
    assert found["bounds-swapped"] == pytest.approx(0.2 + 0.8 * 0.9999991684719723)
    assert found["logistic"] == pytest.approx(0.2 + 0.8 * 0.04742587317756678)
    assert found["min-ignored"] == pytest.approx(small)
    # at p = ½ with l = 7: x = 5, (1 − tanh 5)/2 = 1/(1 + e^10) = 0.0000453978687
    phase = policy.derivation(2).phase
    found = {item.id: item.expression(phase).real(Point(2)).double() for item in policy.mistakes(phase)}
    assert found["sign-lost"] == pytest.approx(0.2 + 0.8 * 0.0000453978687024)
