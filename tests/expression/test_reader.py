"""Formulas as they are typed: what a text means, by Python and by mpmath, and what is refused."""

import math
import re
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.expression import Symbol
from lrcalc.expression.formula_text import LONGEST, FormulaTextError
from lrcalc.expression.point import Point
from lrcalc.expression.reader import read_formula
from tests.nearest import nearest_double

W = {"W": Symbol("W", "W", Fraction(500))}


def value(text, step=0, names=None):
    return read_formula(text, names).real(Point(step)).double()


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("8 / 4 / 2", 1),
        ("2^3^2", 512),  # from the right, as **
        ("2 ** 3 ^ 2", 512),
        ("-2^2", -4),  # the power binds closer than the sign
        ("2^-2", Fraction(1, 4)),
        ("2 * 3^2", 18),
        ("--2", 2),
        ("+2", 2),
        ("7 // 2", 3),
        ("-7 // 2", -4),  # towards minus infinity
        ("7 % 3", 1),
        ("-7 % 3", 2),
        ("7.5 % 2", Fraction(3, 2)),
        ("2 × 3 · 4 ÷ 6 − 1", 3),
        ("1_000", 1000),
        ("2e-3", Fraction(1, 500)),
        (".5", Fraction(1, 2)),
        ("0.1 + 0.2", Fraction(3, 10)),  # the digits as typed, not the doubles
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("abs(-3)", 3),
        ("floor(-1/2)", -1),
        ("ceil(-1/2)", 0),
        ("int(-5/2)", -2),  # towards 0
        ("int(5/2)", 2),
        ("pow(2, 10)", 1024),
        ("sqrt(9/4)", Fraction(3, 2)),
        ("math.cos(math.pi)", -1),
        ("np.minimum(1, 2)", 1),
        ("0^0", 1),
        ("1 if 2 < 3 else 4", 1),
        ("1 if 3 ≤ 2 else 4", 4),
        ("1 if 1 < 2 < 3 else 0", 1),
        ("1 if 1 < 3 < 2 else 0", 0),
        ("1 if 1 > 2 or 2 > 1 else 0", 1),
        ("1 if 1 > 2 and 2 > 1 else 0", 0),
        ("1 if not 1 > 2 else 0", 1),
        ("1 if 1 != 2 else 0", 1),
        ("1 if 1 == 2 else 2 if 2 == 2 else 3", 2),
        ("0.1\n*2", Fraction(1, 5)),
        # of numbers, what Python gives
        ("0 or 5", 5),
        ("3 or 1/0", 3),
        ("3 and 5", 5),
        ("0 and 1/0", 0),
        ("(1 - 1) or (2 - 2) or 7", 7),
        ("1 if sqrt(2) else 2", 1),
        ("1 if not cos(1) else 2", 2),
        ("1 if 2 > 3 and 1/0 > 0 else 2", 2),
        ("1 if 3 > 2 or 1/0 > 0 else 2", 1),
        ("1/0 if 2 > 3 else 4", 4),
    ],
)
def test_what_a_text_comes_to(text, exact):
    assert read_formula(text).exact(Point(0)) == exact


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("cos(2)", lambda: mp.cos(2)),
        ("sin(2)", lambda: mp.sin(2)),
        ("tan(2)", lambda: mp.tan(2)),
        ("tanh(1/2)", lambda: mp.tanh(0.5)),
        ("exp(-3)", lambda: mp.exp(-3)),
        ("log(7)", lambda: mp.log(7)),
        ("ln(7)", lambda: mp.log(7)),
        ("log10(7)", lambda: mp.log10(7)),
        ("log(7, 10)", lambda: mp.log10(7)),
        ("log2(7)", lambda: mp.log(7, 2)),
        ("sqrt(2)", lambda: mp.sqrt(2)),
        ("π", lambda: mp.pi),
        ("pi^2", lambda: mp.pi**2),
        ("e", lambda: mp.e),
        ("2^pi", lambda: 2**mp.pi),
        ("0.95^(t/1000)", lambda: (mp.mpf(95) / 100) ** (mp.mpf(7) / 1000)),
        ("max(sqrt(2), sqrt(3))", lambda: mp.sqrt(3)),
        ("floor(10*sqrt(2))", lambda: mp.mpf(14)),
        ("abs(cos(3))", lambda: -mp.cos(3)),
    ],
)
def test_functions_are_those_of_mpmath(text, call):
    with mp.workdps(60):
        assert value(text, 7) == nearest_double(+call())


# Numbers with few digits, so that Python's fractions know what is right.
NUMBERS = some.decimals(-50, 50, places=2).map(str) | some.integers(0, 99).map(str) | some.just("t")
TEXTS = some.recursive(
    NUMBERS,
    lambda inner: some.one_of(
        some.tuples(inner, some.sampled_from("+-*/%"), inner).map(lambda item: f"({' '.join(item)})"),
        some.tuples(inner, inner).map(lambda item: f"min({item[0]}, {item[1]})"),
        some.tuples(inner, some.integers(0, 3)).map(lambda item: f"({item[0]})^{item[1]}"),
        some.tuples(inner, inner, inner).map(
            lambda item: f"({item[0]} if {item[1]} < {item[2]} else -{item[0]})"
        ),
        inner.map(lambda item: f"floor({item})"),
    ),
    max_leaves=8,
)


@given(text=TEXTS, step=some.integers(0, 1000))
def test_every_rational_formula_is_what_python_makes_of_it(text, step):
    python = re.sub(r"\d+(\.\d+)?", r"Fraction('\g<0>')", text.replace("^", "**"))
    names = {
        "Fraction": Fraction,
        "t": Fraction(step),
        "floor": lambda x: Fraction(math.floor(x)),
        "min": min,
    }
    try:
        right = eval(python, {"__builtins__": {}}, names)
    except ZeroDivisionError:
        with pytest.raises(ArithmeticError):
            read_formula(text).real(Point(step)).double()
        return
    assert read_formula(text).real(Point(step)).is_exactly(Fraction(right))


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("0.1*W", 5, "unknown name 'W'"),
        ("0.1 * cosh(t)", 7, "unknown function 'cosh' (did you mean cos?)"),
        ("π·x", 3, "unknown name 'x'"),  # Python counts π and · as two bytes each
        ("cos()", 1, "expected one argument of cos, got 0"),
        ("1 + min(1)", 5, "expected two arguments or more, got 1"),
        ("max(*t)", 1, "one after the other"),
        ("max(t, key=1)", 1, "one after the other"),
        ("t.__class__", 1, "expected a number, a name or a function, got 't.__class__'"),
        ("(lambda: 1)()", 1, "expected a function such as cos"),
        ("1 + (lambda: 1)", 6, "got 'lambda: 1'"),
        ("[x for x in t]", 1, "got '[x for x in t]'"),
        ("(x := 1)", 2, "got 'x := 1'"),
        ("'a'", 1, "expected a number"),
        ("f'{t}'", 1, "expected a number, a name or a function"),
        ("b'1'", 1, "expected a number"),
        ("...", 1, "expected a number"),
        ("None", 1, "expected a number"),
        ("True", 1, "expected a number"),
        ("1j", 1, "expected a number"),
        ("0x10", 1, "expected a number"),
        ("{1}", 1, "got '{1}'"),
        ("t[0]", 1, "got 't[0]'"),
        ("1, 2", 1, "got '1, 2'"),
        ("t in 5", 1, "expected one such as t < 500"),
        ("t << 2", 1, "got 't << 2'"),
        ("t @ 2", 1, "got 't @ 2'"),
        ("~t", 1, "expected a sign"),
        ("eval(1)", 1, "unknown function 'eval'"),
        ("__import__('os')", 12, "expected a number"),
        ("math.os", 1, "got 'math.os'"),
        ("2(t)", 1, "expected a sign before the parenthesis"),
        ("1e999999999", 1, "expected a number"),
        ("2 t", 3, "expected a formula such as"),
        ("1;2", 2, "expected a formula such as"),
        ("a = 1", 3, "expected a formula such as"),
        ("t if t", 1, "'else'"),
        ("\x00", 1, "null bytes"),
        ("\ud800", 1, "expected a sign that can be written"),
    ],
)
def test_what_is_no_formula_is_refused_at_its_character(text, place, reason):
    with pytest.raises(FormulaTextError, match=re.escape(reason)) as caught:
        read_formula(text)
    assert str(caught.value).startswith(f"character {place} of ")


@pytest.mark.parametrize(
    "text", ["", " ", "(", "1+", "t if t else", "*t", "5t", "01", "1__0", "yield", "import os"]
)
def test_what_breaks_off_or_cannot_be_parsed_is_one_error(text):
    with pytest.raises(FormulaTextError, match=r"character \d+ of .*expected a formula"):
        read_formula(text)


SIGNS = "t01.+-*/^%()<=! ifelsnotadrcopqxm,"


@given(some.text(max_size=30) | some.text(alphabet=SIGNS, max_size=24))
def test_any_text_is_a_formula_or_one_error(text):
    with suppress(FormulaTextError):
        read_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * (LONGEST + 1),
        "(" * 4999 + "1" + ")" * 4999,
        "-" * 5000 + "1",
        "+".join(["1"] * 3000),
        "cos(" * 150 + "t" + ")" * 150,
        "1 if t else " * 200 + "1",
        "2^" * 500 + "2",
    ],
)
def test_what_is_too_large_is_refused(text):
    with pytest.raises(FormulaTextError, match="expected a formula"):
        read_formula(text)


def test_what_is_large_but_not_too_large_is_read():
    assert value("+".join(["t"] * 60), 2) == 120
    assert value("(" * 60 + "t" + ")" * 60, 3) == 3


def test_names_that_are_given_are_known_and_the_unknown_is_told():
    assert value("t/W", 250, W) == 0.5
    with pytest.raises(FormulaTextError) as caught:
        read_formula("t/V", W)
    assert caught.value.unknown == "V"


@pytest.mark.parametrize(
    "text", ["t // 0", "t % 0", "floor(1/0)", "max(1/0, t)", "ceil(log(0))", "t // (1//0)"]
)
def test_what_has_no_value_is_read_and_has_none(text):
    formula = read_formula(text)
    with pytest.raises(ArithmeticError):
        formula.real(Point(1)).double()
