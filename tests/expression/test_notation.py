"""Formulas as plain text."""

import re
from fractions import Fraction
from math import floor as whole_below

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.expression import (
    PI,
    STEP,
    Number,
    Quantity,
    Symbol,
    cosine,
    exponential,
    floor,
    power,
    sine,
    tanh,
)
from lrcalc.expression.functions import Floor
from lrcalc.expression.logarithm import floor_logarithm
from lrcalc.expression.notation import Notation, number_text
from lrcalc.expression.point import Point

A, B, C = (Symbol(name, name, value) for name, value in (("a", Fraction(3, 2)), ("b", 5), ("c", 7)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5000), "5000"),
        (Fraction(-3), "-3"),
        (Fraction("0.0019"), "0.0019"),
        (Fraction("-0.5"), "-0.5"),
        (Fraction("0.05"), "0.05"),
        (Fraction("12.25"), "12.25"),
        (Fraction("1e-6"), "0.000001"),
        (Fraction("1e-8"), "1e-08"),
        (Fraction("-1.25e-7"), "-1.25e-07"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-2, 7), "-2/7"),
        (Fraction(1, 2**10), "0.0009765625"),
        (Fraction(1, 2**31), "1/2147483648"),
        (Fraction("1.23e-30"), "1.23e-30"),
        (Fraction("-5e-324"), "-5e-324"),
        (Fraction("1e-31"), "1e-31"),
    ],
)
def test_a_number_is_a_decimal_where_it_ends_in_thirty_places(value, text):
    assert number_text(value) == text


@given(st.fractions())
def test_the_text_of_a_number_is_the_number(value):
    assert Fraction(number_text(value)) == value


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (A + B - C, "a + b − c"),
        (A - (B - C), "a − (b − c)"),
        (A - (B + C), "a − (b + c)"),
        ((A + B) * C, "(a + b) × c"),
        (A * B / C, "a × b / c"),
        (A / (B * C), "a / (b × c)"),
        (A / (B / C), "a / (b / c)"),
        (A / B / C, "a / b / c"),
        (-(A + B), "−(a + b)"),
        (-A * B, "(−a) × b"),
        (A - -B, "a − (−b)"),
        (2 * A, "2 × a"),
        (A - Number(Fraction(-2)), "a − (-2)"),
        (A * Number(Fraction(-2)), "a × (-2)"),
        (A / Number(Fraction(2, 3)), "a / (2/3)"),
        (power(A, STEP), "a^t"),
        (power(A, B * C), "a^(b·c)"),
        (power(A, power(B, C)), "a^(b^c)"),
        (power(power(A, B), C), "(a^b)^c"),
        (power(-A, B), "(−a)^b"),
        (power(Fraction(2, 3), STEP), "(2/3)^t"),
        (power(A + 1, Fraction(1, 2)), "√(a + 1)"),
        (A / power(A * STEP, Fraction(1, 2)), "a / √(a·t)"),
        (power(power(A, Fraction(1, 2)), B), "(√(a))^b"),
        (power(A, Fraction(1, 3)), "a^(1/3)"),
        (floor_logarithm(A, 1 + STEP / B), "⌊log_a(1 + t/b)⌋"),
        (power(A, floor(STEP / B)), "a^⌊t/b⌋"),
        (cosine(PI * STEP / A), "cos(π·t/a)"),
        (sine(PI * (STEP - A) / (B - A)), "sin(π·(t − a)/(b − a))"),
        (tanh(-A), "tanh(−a)"),
        (exponential(-A * STEP), "e^((−a)·t)"),
        (exponential(A), "e^a"),
        (power(exponential(A), B), "(e^a)^b"),
    ],
)
def test_brackets_stand_where_they_are_needed_and_nowhere_else(node, text):
    assert Notation().text(node) == text


def test_a_quantity_is_written_out_or_stands_for_itself():
    ratio = Quantity("ratio", "ratio", "r", "Ratio", 1 + A)
    assert Notation().text(ratio / 2) == "(1 + a) / 2"

    def named(node):
        return node.name if isinstance(node, Quantity) else None

    assert Notation(named).text(ratio / 2) == "ratio / 2"


def test_a_leaf_may_be_the_value_of_a_symbol():
    def values(node):
        return number_text(node.value) if isinstance(node, Number) else None

    assert Notation(values).text(A - STEP * B) == "1.5 − t × 5"


leaves = st.one_of(
    st.sampled_from([A, B, C, STEP]),
    st.fractions(min_value=-4, max_value=4, max_denominator=6).map(Number),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("+-*/"), inner, inner).map(
            lambda parts: {
                "+": parts[1] + parts[2],
                "-": parts[1] - parts[2],
                "*": parts[1] * parts[2],
                "/": parts[1] / parts[2],
            }[parts[0]]
        ),
        inner.map(lambda node: -node),
        inner.map(Floor),
        st.tuples(inner, st.integers(0, 3)).map(lambda parts: power(*parts)),
    ),
    max_leaves=12,
)


def computed_from_text(text: str, step: int) -> Fraction:
    """The text read by Python's own grammar, on exact fractions."""
    text = re.sub(r"[0-9]+(?:\.[0-9]+)?", lambda number: f"F('{number[0]}')", text)
    for sign, operator in (("×", "*"), ("·", "*"), ("−", "-"), ("^", "**"), ("⌊", "floor("), ("⌋", ")")):
        text = text.replace(sign, operator)
    values = {"a": A.value, "b": B.value, "c": C.value, "t": Fraction(step)}
    return eval(text, {"F": Fraction, "floor": lambda x: Fraction(whole_below(x)), **values})


@given(trees, st.integers(0, 9))
def test_the_text_says_what_the_tree_computes(tree, step):
    try:
        exact = tree.exact(Point(step))
    except ZeroDivisionError:
        return
    assert computed_from_text(Notation().text(tree), step) == exact
