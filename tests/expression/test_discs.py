"""Discs in the complex plane: how far a formula may be from its value in the middle, against mpmath."""

from fractions import Fraction

import pytest
from mpmath import mp, mpf

from lrcalc import Formula
from lrcalc.expression import PI, STEP, cosine, exponential, power, tanh
from lrcalc.expression.choice import Maximum
from lrcalc.expression.disc import disc
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import node

DIGITS = 60


@pytest.mark.parametrize(
    ("formula", "function"),
    [
        (power(STEP - 40, 3), lambda t: (t - 40) ** 3),
        (power(STEP / 60, node(Fraction("1.5"))), lambda t: (t / 60) ** mpf("1.5")),
        (1 / (1 + STEP / 9), lambda t: 1 / (1 + t / 9)),
        (power(node(Fraction("0.9")), STEP), lambda t: mpf("0.9") ** t),
        (cosine(PI * STEP / 50), lambda t: mp.cos(mp.pi * t / 50)),
        (exponential(-STEP / 7) * STEP, lambda t: t * mp.exp(-t / 7)),
        (tanh((STEP - 45) / 10), lambda t: mp.tanh((t - 45) / 10)),
        (tanh((STEP - 20) / 10), lambda t: mp.tanh((t - 20) / 10)),
        (Logarithm(STEP / 30), lambda t: mp.log(t / 30)),
        # a kind of quantity of its own
        (Formula("log(t + 1) - t / 9").phase_at(50)["learning_rate"], lambda t: mp.log(t + 1) - t / 9),
    ],
)
@pytest.mark.parametrize("radius", [0.1, 3.0, 12.0])
def test_all_values_round_the_step_are_within_the_bound(formula, function, radius):
    about, off = disc(formula, 50, radius, {})
    with mp.workdps(DIGITS):
        round_it = [50 + radius * mp.expjpi(mpf(k) / 12) for k in range(24)]
        furthest = max(abs(function(t) - mpf(about)) for t in round_it)
    assert furthest <= off


@pytest.mark.parametrize(
    "formula", [tanh(STEP - 50), 1 / (STEP - 48), Logarithm(STEP - 48), Maximum(STEP, node(50))]
)
def test_round_a_pole_there_is_no_bound(formula):
    with pytest.raises(ArithmeticError):
        disc(formula, 50, 2.5, {})
