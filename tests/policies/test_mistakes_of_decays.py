"""What every mistake gives where the rate decays by lines, powers and roots, by hand; and that these are all.

The steps are such that no two quantities are alike by chance.
"""

from math import exp, log, log10, sqrt, tanh

import pytest

from lrcalc.policies import (
    Exponential,
    InverseSqrt,
    InverseTime,
    Linear,
    Multistep,
    Noam,
    Polynomial,
    Rex,
    Step,
    Tanh,
)
from tests.policies.by_hand import RANGE, mistaken, of_the_scale, scaled


def test_straight_lines():
    assert mistaken(Linear(**RANGE, T=10), 3) == pytest.approx(
        {
            "upwards": 0.2 + 0.7 * 0.3,
            "range-alone": 0.7 * 0.3,
            "total-minus-1": 0.9 - 0.7 * 3 / 9,
            "total-plus-1": 0.9 - 0.7 * 3 / 11,
            **of_the_scale(0.7),
        }
    )


def test_powers_of_what_is_left():
    assert mistaken(Polynomial(**RANGE, T=4, power=2), 1) == pytest.approx(
        {
            "power-of-progress": scaled(1 - 1 / 16),
            "upwards": scaled(1 / 16),
            "power-ignored": scaled(3 / 4),
            "product-for-power": scaled(2 * 3 / 4),
            "root-for-power": scaled(sqrt(3 / 4)),
            "total-minus-1": scaled(4 / 9),
            "total-plus-1": scaled(16 / 25),
            **of_the_scale(9 / 16),
        }
    )
    for power in (0, 1):
        assert "power-ignored" not in mistaken(Polynomial(**RANGE, T=4, power=power), 1)


def test_the_reflected_exponential():
    # 3/4 over 7/8; with T − 1, 2/3 over 5/6
    assert mistaken(Rex(**RANGE, T=4), 1) == pytest.approx(
        {
            "linear": scaled(3 / 4),
            "plus-for-minus": scaled(3 / 4 / (9 / 8)),
            "done-for-left": scaled(1 / 4 / (7 / 8)),
            "reciprocal": scaled(3 / 4 * 7 / 8),
            "total-minus-1": scaled(4 / 5),
            "total-plus-1": scaled(8 / 9),  # 4/5 over 9/10
            **of_the_scale(6 / 7),
        }
    )


def test_the_hyperbolic_tangent():
    # a quarter of the way from −2 to 1 is −1.25; from 1 to −2 it is 0.25, from 2 to 1 it is 1.75
    value = tanh(-1.25)
    assert mistaken(Tanh(**RANGE, T=4, lower=-2, upper=1), 1) == pytest.approx(
        {
            "upwards": scaled((1 + value) / 2),
            "no-half": scaled(1 - value),
            "no-one": scaled(-value / 2),
            "bounds-swapped": scaled((1 - tanh(0.25)) / 2),
            "sign-lost": scaled((1 - tanh(1.75)) / 2),
            "logistic": scaled(1 / (1 + exp(-1.25))),
            **of_the_scale((1 - value) / 2),
        }
    )


def test_noam():
    policy = Noam(d_model=64, warmup=9, factor=2)
    # √d = 8, W^1.5 = 27
    assert mistaken(policy, 4) == pytest.approx(
        {
            "greater": 2 / (8 * 2),
            "no-width": 2 * 4 / 27,
            "width-without-root": 2 * 4 / (64 * 27),
            "factor-as-peak": 2 * 4 / 9,
            "warmup-half": 2 * 4 / (8 * 3),
            "no-factor": 4 / (8 * 27),
        }
    )
    assert mistaken(policy, 16) == pytest.approx(
        {
            "greater": 2 * 16 / (8 * 27),
            "no-width": 2 / 4,
            "width-without-root": 2 / (64 * 4),
            "factor-as-peak": 2 * 3 / 4,
            "no-factor": 1 / (8 * 4),
        }
    )
    assert "no-factor" not in mistaken(Noam(d_model=64, warmup=9), 4)


def test_the_inverse_square_root():
    policy = InverseSqrt(max="0.9", warmup=4)
    assert mistaken(policy, 1) == pytest.approx({"warmup-inclusive": 0.9 * 2 / 5})
    assert mistaken(policy, 9) == pytest.approx(
        {
            "no-root": 0.9 * 4 / 9,
            "square": 0.9 * 16 / 81,
            "no-scale": 0.9 / 3,
            "counted-from-warmup": 0.9 * sqrt(4 / 5),
            "upside-down": 0.9 * 3 / 2,
            "still-warming-up": 0.9 * 9 / 4,
        }
    )


@pytest.mark.parametrize("staircase", [False, True])
def test_the_inverse_of_time(staircase):
    # 6 steps are one and a half intervals of 4: r times as many is 0.75, or 0.5 of the whole ones
    grown = 0.5 if staircase else 0.75
    one = {"no-floor": 0.9 / 1.75} if staircase else {"whole-division": 0.9 / 1.5}
    assert mistaken(InverseTime(lr="0.9", decay_rate="0.5", decay_steps=4, staircase=staircase), 6) == (
        pytest.approx(
            {
                "one-left-out": 0.9 / grown,
                "only-one-divided-by": 0.9 + grown,
                "multiplied": 0.9 * (1 + grown),
                "straight-line": 0.9 * (1 - grown),
                "compounded": 0.9 / 1.5**1.5,
                "steps-left-out": 0.9 / (1 + 0.5 * 6),
                **one,
            }
        )
    )
    every = InverseTime(lr="0.9", decay_rate="0.5", decay_steps=1, staircase=staircase)
    assert not mistaken(every, 6).keys() & {"steps-left-out", "whole-division"}


@pytest.mark.parametrize("staircase", [False, True])
def test_the_exponential(staircase):
    one = {"no-floor": 0.9 / 8} if staircase else {"whole-division": 0.9 / 4}
    # 0.25 over one and a half intervals
    assert mistaken(Exponential(lr="0.9", gamma="0.25", decay_steps=4, staircase=staircase), 6) == (
        pytest.approx(
            {
                "product-for-power": 0.9 * 0.25 * 1.5,
                "e-to-gamma-t": 0.9 * exp(-0.25 * 1.5),
                "e-to-decay-t": 0.9 * exp(-0.75 * 1.5),
                "common-logarithm": 0.9 * exp(1.5 * log10(0.25)),
                "power-of-10": 0.9 * 10 ** (1.5 * log(0.25)),
                "linear": 0.9 * (1 - 0.75 * 1.5),
                "steps-left-out": 0.9 * 0.25**6,
                **one,
            }
        )
    )


def test_the_exponential_of_every_step():
    # 0.9996 is 1.000 rounded to three decimals and 0.999 cut off
    assert mistaken(Exponential(lr="0.9", gamma="0.9996"), 6) == pytest.approx(
        {
            "product-for-power": 0.9 * 0.9996 * 6,
            "e-to-gamma-t": 0.9 * exp(-0.9996 * 6),
            "e-to-decay-t": 0.9 * exp(-0.0004 * 6),
            "common-logarithm": 0.9 * exp(6 * log10(0.9996)),
            "power-of-10": 0.9 * 10 ** (6 * log(0.9996)),
            "linear": 0.9 * (1 - 0.0004 * 6),
            "gamma-rounded": 0.9,
            "gamma-cut": 0.9 * 0.999**6,
        }
    )


def test_drops_at_multiples():
    policy = Step(lr="0.9", step_size=4, gamma="0.3")
    found = {
        "no-floor": 0.9 * 0.3**2.5,
        "ceiling": 0.9 * 0.3**3,
        "drops-from-1": 0.9 * 0.3**3,
        "product-for-power": 0.9 * 0.3 * 2,
        "reduced-by": 0.9 * 0.7**2,
        "one-drop": 0.9 * 0.3,
        "late-drop": 0.9 * 0.3**2,
    }
    assert mistaken(policy, 10) == pytest.approx(found)
    # at the multiple itself nothing is to be rounded up, and a step late there is one drop
    at_8 = {"no-floor": 0.9 * 0.3**2, "ceiling": 0.9 * 0.3**2, "late-drop": 0.9 * 0.3}
    assert mistaken(policy, 8) == pytest.approx(found | at_8)
    assert mistaken(policy, 2).keys() == found.keys() - {"one-drop", "late-drop"}


def test_drops_at_milestones():
    policy = Multistep(lr="0.9", gamma="0.3", milestones="2,5,6")
    found = {
        "late-drop": 0.9 * 0.3,
        "early-drop": 0.9 * 0.3**3,
        "drops-from-1": 0.9 * 0.3**3,
        "product-for-power": 0.9 * 0.3 * 2,
        "reduced-by": 0.9 * 0.7**2,
        "one-drop": 0.9 * 0.3,
        "milestones-as-intervals": 0.9 * 0.3,  # drops at 2, 7 and 13
        "interval": 0.9 * 0.3**2,  # drops at 2 and 4
    }
    assert mistaken(policy, 5) == pytest.approx(found)
    after = {"late-drop": 0.9 * 0.3**2, "early-drop": 0.9 * 0.3**3, "interval": 0.9 * 0.3**3}
    after |= {"drops-from-1": 0.9 * 0.3**4, "product-for-power": 0.9 * 0.9, "reduced-by": 0.9 * 0.7**3}
    assert mistaken(policy, 6) == pytest.approx(found | after)
    first = found.keys() - {"one-drop", "milestones-as-intervals", "interval"}
    assert mistaken(policy, 1).keys() == first
    # a drop at step 0 is no interval
    assert "interval" not in mistaken(Multistep(lr="0.9", milestones="0,5"), 5)
