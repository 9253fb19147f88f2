"""The bounds on derivatives really bound, against mpmath's."""

import math

import pytest
from mpmath import mp

from lrcalc.expression import PI, STEP, Symbol, cosine, exponential, floor, power, tanh
from lrcalc.expression.choice import Maximum
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import node
from lrcalc.expression.shape import fold_constants
from lrcalc.sampling.derivatives import NoBoundError, derivative_bounds

ORDER = 8
T, W = Symbol("T", "T", 5000), Symbol("W", "W", 500)

# Least in the middle of a stretch, not at one of its ends.
BOWL = (STEP - 50) * (STEP - 50) / 100


def progress(t):
    return (t - 500) / mp.mpf(4500)


FORMULAS = {
    "t": (STEP, lambda t: t, 0, 5000),
    "a falling line": (1 - (STEP - W) / (T - W), lambda t: 1 - progress(t), 500, 900),
    "a square": (STEP * STEP / 7, lambda t: t**2 / 7, 30, 90),
    "cosine": (cosine(PI * STEP / T), lambda t: mp.cos(mp.pi * t / 5000), 1000, 1900),
    "cosine after W": (
        cosine(PI * (STEP - W) / (T - W)),
        lambda t: mp.cos(mp.pi * progress(t)),
        500,
        700,
    ),
    "a scale": ((1 + cosine(PI * STEP / T)) / 2, lambda t: (1 + mp.cos(mp.pi * t / 5000)) / 2, 4700, 5000),
    "γ^t": (power(Symbol("γ", "", 0.9), STEP), lambda t: mp.mpf(0.9) ** t, 10, 60),
    "2^t": (power(2, STEP), lambda t: mp.mpf(2) ** t, 0, 20),
    "2^−t": (power(2, -STEP), lambda t: mp.mpf(2) ** -t, 5, 20),
    "√t": (power(STEP, Symbol("p", "", 0.5)), lambda t: mp.sqrt(t), 100, 150),
    "1/√t": (1 / power(STEP + 1, Symbol("p", "", 0.5)), lambda t: 1 / mp.sqrt(t + 1), 100, 150),
    "(1 − t/T)^2.5": (power(1 - STEP / T, Symbol("p", "", 2.5)), lambda t: (1 - t / 5000) ** 2.5, 100, 900),
    "1/(1 + t/9)": (1 / (1 + STEP / 9), lambda t: 1 / (1 + t / 9), 3, 9),
    "e^(−t/50)": (exponential(-STEP / 50), lambda t: mp.exp(-t / 50), 0, 60),
    "e^(t/50)": (exponential(STEP / 50), lambda t: mp.exp(t / 50), 0, 60),
    "tanh": (tanh((STEP - W) / 100), lambda t: mp.tanh((t - 500) / 100), 300, 420),
    "cosine near half a turn": (cosine(PI * STEP / T), lambda t: mp.cos(mp.pi * t / 5000), 4900, 5060),
    "cosine past a turn": (cosine(3 * PI * STEP / T), lambda t: mp.cos(mp.pi * 3 * t / 5000), 3334, 3400),
    "a scale squared": (
        power((1 + cosine(PI * STEP / T)) / 2, 2),
        lambda t: ((1 + mp.cos(mp.pi * t / 5000)) / 2) ** 2,
        4700,
        5000,
    ),
    "√ of a scale": (
        power((1 + cosine(PI * STEP / T)) / 2, Symbol("p", "", 0.5)),
        lambda t: mp.sqrt((1 + mp.cos(mp.pi * t / 5000)) / 2),
        4700,
        4730,
    ),
    "(1 − t/T)³ at its end": (power(1 - STEP / T, 3), lambda t: (1 - t / 5000) ** 3, 4000, 5000),
    "tanh above 0": (tanh((STEP - W) / 40), lambda t: mp.tanh((t - 500) / mp.mpf(40)), 520, 640),
    "a product": (STEP * cosine(PI * STEP / T), lambda t: t * mp.cos(mp.pi * t / 5000), 100, 400),
    "ln(t + 1)": (Logarithm(STEP + 1), lambda t: mp.log(t + 1), 100, 150),
    "ln(t/70) through 0": (Logarithm(STEP / 70), lambda t: mp.log(t / mp.mpf(70)), 60, 80),
    "ln(bowl + 1000)": (Logarithm(BOWL + 1000), lambda t: mp.log((t - 50) ** 2 / 100 + 1000), 30, 70),
    "e^−bowl": (exponential(-BOWL), lambda t: mp.exp(-((t - 50) ** 2) / 100), 30, 70),
    "2^−bowl": (power(2, -BOWL), lambda t: 2 ** (-((t - 50) ** 2) / 100), 30, 70),
    "tanh(bowl − 2)": (tanh(BOWL - 2), lambda t: mp.tanh((t - 50) ** 2 / 100 - 2), 44, 48),
}  # fmt: skip


def bounds(formula, first, last, order=ORDER):
    """The bounds themselves, of the formula of the phase in which the first step is."""
    return [2.0**power for power in derivative_bounds(fold_constants(formula, first), first, last, order)]


def largest_coefficients(function, first, last):
    """The largest |dᵏf/dxᵏ|/k! at 9 points of the stretch, t = first + (last − first)·x."""
    with mp.workdps(60):
        length = last - first
        found = [
            mp.taylor(lambda x: function(first + length * x), mp.mpf(point) / 8, ORDER) for point in range(9)
        ]
        return [max(abs(at_point[k]) for at_point in found) for k in range(ORDER + 1)]


@pytest.mark.parametrize("name", FORMULAS)
def test_the_bounds_are_above_the_true_coefficients(name):
    formula, function, first, last = FORMULAS[name]
    true = largest_coefficients(function, first, last)
    for steps in ((first, last), (last, first)):
        for k, bound in enumerate(bounds(formula, *steps)):
            assert true[k] <= bound * (1 + 1e-9), f"order {k}"


@pytest.mark.parametrize("name", ["cosine", "γ^t", "2^t", "e^(−t/50)"])
def test_the_bounds_are_not_much_too_high(name):
    # Cauchy's estimate of e^x is eᵏ/kᵏ for 1/k!, √(2πk) times as much, and a cosine is bounded as cosh
    formula, function, first, last = FORMULAS[name]
    for k, true in enumerate(largest_coefficients(function, first, last)):
        assert bounds(formula, first, last)[k] <= true * 20, f"order {k}"


def test_a_line_has_no_further_derivatives():
    # but for the rounding of the doubles, 2^-51 of the largest
    found = bounds(1 - STEP / Symbol("T", "T", 10**12), 10**12 - 100, 10**12)
    assert 1e-10 <= found[1] < 1e-9
    assert max(found[2:]) < 1e-13


def test_tanh_is_bounded_alike_on_both_sides_of_0():
    # tanh(−x) = −tanh x
    above = bounds(tanh((STEP - W) / 20), 600, 700)
    below = bounds(tanh((W - STEP) / 20), 600, 700)
    assert above == pytest.approx(below)


@pytest.mark.parametrize("name", ["√t", "1/√t", "1/(1 + t/9)", "tanh", "ln(t + 1)"])
@pytest.mark.parametrize("first", [1, 3, 20, 500, 1_500])
def test_next_to_a_pole_the_bounds_hold_or_there_are_none(name, first):
    formula, function, _, _ = FORMULAS[name]
    try:
        found = bounds(formula, first, first + 60)
    except NoBoundError:
        return
    for k, true in enumerate(largest_coefficients(function, first, first + 60)):
        assert true <= found[k] * (1 + 1e-9), f"order {k}"


def test_what_underflows_in_the_middle_has_a_bound_for_its_ends():
    # e^(−t) at t = 400 is 1.9e-174, and in the middle of the stretch 5e-348, below all doubles
    found = derivative_bounds(exponential(-STEP), 400, 1200, 3)
    true = [-400 / math.log(2) + k * math.log2(800) - math.log2(math.factorial(k)) for k in range(4)]
    assert all(least <= bound for least, bound in zip(true, found))


@pytest.mark.parametrize(
    ("formula", "first", "last"),
    [
        (floor(PI * STEP / 10), 5, 15),
        (1 / (STEP - 50), 0, 100),
        (1 / (STEP - 50), 50, 100),
        (power(STEP, Symbol("p", "", 0.5)), 0, 100),
        (power(0, STEP), 0, 100),
        (Logarithm(STEP), 0, 100),
        (tanh(STEP - 50), 0, 100),
        (Maximum(STEP - 50, node(1)), 0, 100),
    ],
)
def test_no_bound_is_given_where_there_is_none(formula, first, last):
    with pytest.raises(NoBoundError):
        derivative_bounds(formula, first, last, ORDER)


def test_base_and_exponent_may_both_change():
    true = largest_coefficients(lambda t: (t + 1) ** (t / 100), 100, 150)
    found = bounds(power(STEP + 1, STEP / 100), 100, 150)
    assert all(most <= bound for most, bound in zip(true, found))


def test_what_is_constant_in_the_phase_is_a_number():
    assert bounds(floor(STEP / 10) * STEP, 10, 19, 1) == pytest.approx([19, 9], rel=0.5)
