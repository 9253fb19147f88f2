"""Numbers too large to be written out: found by enclosures, or refused, and never for ever."""

from decimal import Decimal
from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc import Formula
from lrcalc.expression.formula_text import FormulaTextError
from lrcalc.expression.point import Point
from lrcalc.expression.reader import read_formula
from lrcalc.numbers.real import Real, magnitude
from lrcalc.numbers.size import MOST_BITS, bounded
from tests.nearest import nearest_double


def test_a_number_is_carried_exactly_up_to_a_size():
    assert bounded(Fraction(1, 2**MOST_BITS - 1)) == Fraction(1, 2**MOST_BITS - 1)
    assert bounded(Fraction(2**MOST_BITS)) is None
    assert bounded(Fraction(1, 2**MOST_BITS)) is None


def test_the_digits_of_a_number_are_counted_beyond_what_python_writes_out():
    assert magnitude(Fraction(10**6000)) == 6000
    assert magnitude(Fraction(10**6000 - 1)) == 5999
    assert magnitude(Fraction(1, 10**6000)) == -6000
    assert Real(Fraction(7 * 10**6000 + 1)).significant(3) == Decimal("7e6000")
    assert Real(Fraction(10**5000 + 3, 2)).rounded(0) == Decimal(10**5000 // 2 + 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9**9999999 % 7", "whole part"),
        ("floor(exp(1000000))", "whole part"),
        ("ceil(exp(1000000))", "whole part"),
        ("int(exp(1000000))", "whole part"),
        ("floor(-exp(1000000))", "whole part"),
        ("exp(1000000) // 3", "whole part"),
        ("floor(9**9999*(t+1))", "whole part"),
        ("floor(exp(exp(exp(100))))", "whole part"),
        ("cos(9**99999)", "do not settle"),
        ("sin(exp(10**9))", "do not settle"),
        ("cos(exp(exp(exp(100))))", "do not settle"),
        ("1 if cos(9**99999) > 0 else 2", "do not settle"),
        ("9**99999 - 9**99999", "do not settle"),
        ("exp(exp(exp(100))) / exp(exp(exp(100)))", "beyond all decimals"),
    ],
)
def test_what_no_number_of_digits_gives_is_refused(text, reason):
    with pytest.raises(ArithmeticError, match=reason):
        Formula(text).at(0)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        # by mpmath, to 500 digits
        ("cos(10**300)", lambda: mp.cos(mp.mpf(10) ** 300)),
        ("log(9**9999999)", lambda: 9999999 * mp.log(9)),
        ("log(1 - tanh(50))", lambda: mp.log(1 - mp.tanh(50))),
        ("1 / (1 - tanh(50))", lambda: 1 / (1 - mp.tanh(50))),
        ("(1 + 1e-300)**(10**300)", lambda: mp.e),
        ("9**9999 / 9**9998", lambda: mp.mpf(9)),
        ("log(9**2500 * 9**2500 * 9**2500 * 9**2500 * 9**2500)", lambda: 12500 * mp.log(9)),
        ("0^pi", lambda: mp.mpf(0)),
        ("1^pi", lambda: mp.mpf(1)),
        ("(-1)^(10^300 + 1)", lambda: mp.mpf(-1)),
        ("1 / exp(exp(exp(100)))", lambda: mp.mpf(0)),
        ("0 * exp(exp(exp(100)))", lambda: mp.mpf(0)),
        ("tanh(exp(exp(exp(100))))", lambda: mp.mpf(1)),
        ("1 if exp(exp(exp(100))) > 1 else 2", lambda: mp.mpf(1)),
    ],
)
def test_what_is_within_reach_has_its_value(text, exact):
    with mp.workdps(500):
        assert read_formula(text).real(Point(0)).double() == nearest_double(exact())


def nested(wrap, times, inner="t"):
    for _ in range(times):
        inner = wrap(inner)
    return inner


@pytest.mark.parametrize(
    ("text", "step", "rate"),
    [
        ("+".join(["t"] * 1000), 3, 3000),
        ("-".join(["t"] * 1000), 3, -2994),  # 3 − 999 × 3
        ("*".join(["1.0"] * 900), 3, 1),
        ("/".join(["t"] * 31), 2, 2.0**-29),
        ("1" + "-t+2*t" * 200, 3, 601),
        ("max(" + ",".join(map(str, range(900))) + ")", 0, 899),
        ("min(" + ",".join(f"t+{k}" for k in range(300)) + ")", 5, 5),
        # each is evaluated once, though it is compared and then taken
        (nested(lambda inner: f"max({inner}, cos(t))", 60), 0, 1),
        (nested(lambda inner: f"(t if {inner} > 5 else 7)", 40), 9, 9),
        (nested(lambda inner: f"(0*{inner} + 1)", 40, "cos(1)"), 0, 1),
    ],
)
def test_long_runs_are_not_deep_and_what_is_deep_is_found_once(text, step, rate):
    assert read_formula(text).real(Point(step)).double() == rate


def test_a_cosine_within_a_cosine_is_looked_at_once():
    x = mp.mpf(3)
    for _ in range(45):
        x = mp.cos(1 + x)
    text = nested(lambda inner: f"cos(1+{inner})", 45)
    assert read_formula(text).real(Point(3)).double() == pytest.approx(float(x), rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["t"] * 3000),
        "+".join(["cos(t)"] * 1000),
        "-" * 5000 + "t",
        nested(lambda inner: f"abs({inner})", 99),
        nested(lambda inner: f"({inner} % 7)", 99),
        nested(lambda inner: f"int({inner})", 90),
        " or ".join(["t"] * 500),
        nested(lambda inner: f"cos({inner})", 100),
    ],
)
def test_what_is_too_large_or_too_deep_is_said_to_be_so(text):
    with pytest.raises(
        FormulaTextError, match=r"^expected a formula of at most 2000 parts, 100 deep at most"
    ):
        read_formula(text)


def test_a_number_of_too_many_digits_is_said_where_it_stands():
    with pytest.raises(FormulaTextError, match=r"^character 5 of .*: expected a number of at most 100 char"):
        read_formula("π + " + "1" * 5000)
