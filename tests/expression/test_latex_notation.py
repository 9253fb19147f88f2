"""Formulas in LaTeX, written by hand."""

from fractions import Fraction

import pytest

from lrcalc.expression.functions import cosine, exponential, floor, sine, tanh
from lrcalc.expression.latex_notation import LatexNotation
from lrcalc.expression.logarithm import floor_logarithm
from lrcalc.expression.named import Quantity, Symbol
from lrcalc.expression.nodes import PI, STEP, power

T = Symbol("T", "T", 5000)
HIGH = Symbol("η_max", r"\eta_{max}", Fraction("0.002"))
LOW = Symbol("η_min", r"\eta_{min}", Fraction("0.0001"))
GAMMA = Symbol("γ", r"\gamma", Fraction("0.1"))
SCALE = Quantity("scale", "scale factor", r"\text{scale}", "Scale Factor", (1 + cosine(PI * STEP / T)) / 2)


@pytest.mark.parametrize(
    ("formula", "latex"),
    [
        (STEP / T, r"\frac{t}{T}"),
        ((HIGH - LOW) / (T - 1), r"\frac{\eta_{max} - \eta_{min}}{T - 1}"),
        (HIGH * STEP / T, r"\frac{\eta_{max} \times t}{T}"),
        (HIGH * (STEP / T), r"\eta_{max} \times \frac{t}{T}"),
        (LOW - (HIGH - LOW), r"\eta_{min} - (\eta_{max} - \eta_{min})"),
        (cosine(PI * STEP / T), r"\cos(\pi \cdot t/T)"),
        (sine(PI), r"\sin(\pi)"),
        (tanh(STEP), r"\tanh(t)"),
        (exponential(-STEP), "e^{-t}"),
        (power(GAMMA, STEP), r"\gamma^{t}"),
        (power(GAMMA, floor(STEP / T)), r"\gamma^{\lfloor t/T \rfloor}"),
        (power(GAMMA * T, STEP), r"(\gamma \cdot T)^{t}"),
        (HIGH * (1 - STEP / T), r"\eta_{max} \times \left(1 - \frac{t}{T}\right)"),
        (power(T / STEP, Fraction(1, 2)), r"\sqrt{\frac{T}{t}}"),
        (floor_logarithm(T, 1 + STEP), r"\lfloor \log_{T}(1 + t) \rfloor"),
        (LOW + (HIGH - LOW) * SCALE,
         r"\eta_{min} + (\eta_{max} - \eta_{min}) \times \frac{1 + \cos(\pi \cdot t/T)}{2}"),
    ],
)  # fmt: skip
def test_a_formula(formula, latex):
    assert LatexNotation().text(formula) == latex


@pytest.mark.parametrize(
    ("shown", "latex"),
    [
        ("0.707107", "0.707107"),
        ("1e-09", r"1 \times 10^{-9}"),
        ("1.5e+20", r"1.5 \times 10^{20}"),
        ("-2.5e-07", r"-2.5 \times 10^{-7}"),
        ("π/4", r"\pi/4"),
        ("3π/4", r"3\pi/4"),
        ("π", r"\pi"),
        ("1/3", "1/3"),
    ],
)
def test_a_number(shown, latex):
    assert LatexNotation().number(shown) == latex


def test_a_power_of_ten_is_put_in_parentheses_where_it_is_a_factor_of_a_power():
    notation = LatexNotation(lambda node: "1e-09" if node is GAMMA else None)
    assert notation.text(power(GAMMA, STEP)) == r"(1 \times 10^{-9})^{t}"


def test_a_negative_number_is_put_in_parentheses():
    notation = LatexNotation(lambda node: "-0.707" if node is GAMMA else None)
    assert notation.text(1 + GAMMA) == "1 + (-0.707)"


@pytest.mark.parametrize(("sign", "latex"), [("=", "="), ("≈", r"\approx"), ("≤", r"\le"), (">", ">")])
def test_a_relation(sign, latex):
    assert LatexNotation().relation(sign) == latex


def test_the_rate_at_a_step():
    assert LatexNotation().rate_at("1250") == r"\eta_{1250}"
