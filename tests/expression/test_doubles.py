"""Formulas in doubles with a bound on what they are off by."""

from fractions import Fraction

import pytest
from mpmath import mp, mpf

from lrcalc.expression import PI, STEP, cosine, exponential, floor, power, tanh
from lrcalc.expression.choice import WholePart
from lrcalc.expression.doubles import in_doubles
from lrcalc.expression.nodes import node

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
    about, off = in_doubles(formula)(step).value(step)
    with mp.workdps(DIGITS):
        assert abs(mpf(about) - value()) <= off < 1e-6


@pytest.mark.parametrize(
    "formula", [1 / (STEP - 5), power(STEP - 5, node(Fraction("0.5"))), WholePart(2 * cosine(PI * STEP / 15))]
)
def test_what_doubles_do_not_tell_is_refused(formula):
    with pytest.raises(ArithmeticError):
        in_doubles(formula)(5).value(5)


def test_rational_numbers_over_one_denominator_are_exact():
    # ⌊5/3⌋ = 1; 5 − 2.5·⌊5/2.5⌋ = 0
    assert in_doubles(floor(STEP / 3))(5).value(5) == (1, 0)
    since = STEP - Fraction("2.5") * floor(STEP / Fraction("2.5"))
    assert in_doubles(since)(5).value(5) == (0, 0)
