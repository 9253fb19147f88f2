"""Formulas in doubles with a bound on what they are off by."""

from fractions import Fraction

import pytest
from mpmath import mp, mpf

from lrcalc.expression import PI, STEP, cosine, exponential, floor, power, tanh
from lrcalc.expression.estimate import bounded_estimate
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import argument, fold_constants

DIGITS = 60


@pytest.mark.parametrize(
    ("formula", "step", "value"),
    [
        (STEP / 3, 1, lambda: mpf(1) / 3),
        (STEP - 10**6 + Fraction("0.1"), 10**6, lambda: mpf("0.1")),
        # next to 0, where all digits of the double are wrong
        (cosine(PI * STEP / 2), 1, lambda: mpf(0)),
        (cosine(PI * STEP / 3), 10**6, lambda: mp.cos(mp.pi * 10**6 / 3)),
        # a difference of which most digits are gone
        (power(node(Fraction("1.001")), STEP) - power(node(Fraction("1.001")), node(Fraction("1999.999"))),
         2000, lambda: mpf("1.001") ** 2000 - mpf("1.001") ** mpf("1999.999")),
        (exponential(-STEP / 7) * STEP, 100, lambda: 100 * mp.exp(-mpf(100) / 7)),
        (tanh(STEP / 10), 3, lambda: mp.tanh(mpf("0.3"))),
        # a number below all doubles
        (STEP * Fraction(1, 10**400), 10**15, lambda: mpf(10) ** -385),
        (Logarithm(STEP / 1000), 1001, lambda: mp.log(mpf("1.001"))),
    ],
)  # fmt: skip
def test_the_value_is_within_the_bound(formula, step, value):
    about, off = bounded_estimate(fold_constants(formula, step), Point(step), {})
    with mp.workdps(DIGITS):
        assert abs(mpf(about) - value()) <= off < 1e-6


@pytest.mark.parametrize("formula", [1 / (STEP - 5), power(STEP - 5, node(Fraction("0.5"))), floor(STEP / 3)])
def test_what_doubles_do_not_tell_is_refused(formula):
    with pytest.raises(ArithmeticError):
        bounded_estimate(formula, Point(5), {})


def test_a_formula_depends_on_the_step_through_its_innermost_part_alone():
    since = STEP - 50 * floor(STEP / 50)
    assert argument(1 + cosine(PI * (STEP / 50))) is STEP
    # within a phase ⌊t/50⌋ stands
    assert argument(cosine(PI * since / 50)) is STEP


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
    ],
)
@pytest.mark.parametrize("radius", [0.1, 3.0, 12.0])
def test_all_values_round_the_step_are_within_the_bound(formula, function, radius):
    about, off = bounded_estimate(fold_constants(formula, 50), Point(50), {}, radius)
    with mp.workdps(DIGITS):
        round_it = [50 + radius * mp.expjpi(mpf(k) / 12) for k in range(24)]
        furthest = max(abs(function(t) - mpf(about)) for t in round_it)
    assert furthest <= off


@pytest.mark.parametrize("formula", [tanh(STEP - 50), 1 / (STEP - 48), Logarithm(STEP - 48)])
def test_round_a_pole_there_is_no_bound(formula):
    with pytest.raises(ArithmeticError):
        bounded_estimate(formula, Point(50), {}, 2.5)
