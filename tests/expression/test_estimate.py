"""Formulas in doubles with a bound on what they are off by."""

from fractions import Fraction

import pytest
from mpmath import mp, mpf

from lrcalc.expression import PI, STEP, cosine, exponential, floor, power, tanh
from lrcalc.expression.estimate import bounded_estimate
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
