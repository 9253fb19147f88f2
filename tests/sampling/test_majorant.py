"""The bounds on Taylor coefficients really bound, against mpmath's derivatives."""

import math
from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.expression import PI, STEP, Number, Symbol, cosine, exponential, floor, power, tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.sampling.majorant import Majorant, NoBoundError

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
    "tanh(bowl − 2)": (tanh(BOWL - 2), lambda t: mp.tanh((t - 50) ** 2 / 100 - 2), 30, 70),
}  # fmt: skip


def coefficients(first, last, order, formula):
    values, power_of_2 = Majorant(first, last, order).bounds(formula)
    return [math.ldexp(value, power_of_2) for value in values]


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
    bounds = coefficients(first, last, ORDER, formula)
    # They are found in doubles: the promise is twice the bound, but rounding is all it is for.
    for k, true in enumerate(largest_coefficients(function, first, last)):
        assert true <= bounds[k] * (1 + 1e-9) + 1e-40, f"order {k}"


@pytest.mark.parametrize("name", ["t", "a falling line", "cosine", "γ^t", "2^t", "e^(−t/50)"])
def test_the_bounds_are_not_much_too_high(name):
    formula, function, first, last = FORMULAS[name]
    bounds = coefficients(first, last, ORDER, formula)
    # A cosine is bounded by a whole wave of the same length: its derivatives are at most (π·n/T)ᵏ.
    for k, true in enumerate(largest_coefficients(function, first, last)):
        assert bounds[k] <= true * 2 + 1e-40, f"order {k}"


@pytest.mark.parametrize("name", FORMULAS)
def test_a_stretch_read_backwards_has_bounds_as_well(name):
    formula, function, first, last = FORMULAS[name]
    bounds = coefficients(last, first, ORDER, formula)
    for k, true in enumerate(largest_coefficients(function, first, last)):
        assert true <= bounds[k] * (1 + 1e-9) + 1e-40, f"order {k}"


def test_tanh_is_bounded_alike_on_both_sides_of_0():
    # tanh(−x) = −tanh x
    above = coefficients(600, 700, ORDER, tanh((STEP - W) / 20))
    below = coefficients(600, 700, ORDER, tanh((W - STEP) / 20))
    assert above == pytest.approx(below)


def test_a_difference_of_large_numbers_is_as_small_as_its_ends():
    bounds = coefficients(10**12 - 100, 10**12, ORDER, 1 - STEP / Symbol("T", "T", 10**12))
    assert bounds[:3] == [1e-10, 1e-10, 0.0]


@pytest.mark.parametrize("last", [300, 5_000, 10**6])
def test_a_bound_may_be_any_power_of_two(last):
    # the logarithm of e^(−t) at its largest, t = 200, and of its k-th coefficient (last − 200)^k/k! times it
    logarithms = Majorant(200, last, 3).logarithms(exponential(-STEP))
    true = [mp.log(mp.exp(-200) * mp.mpf(last - 200) ** k / mp.factorial(k), 2) for k in range(4)]
    assert all(low <= high <= low + 1.001 for low, high in zip(true, logarithms))


def test_a_product_of_small_numbers_is_not_taken_for_0():
    # 2^-1000 · e^(−t), which no double is near
    logarithms = Majorant(700, 800, 2).logarithms(Number(Fraction(1, 2**1000)) * exponential(-STEP))
    assert logarithms[0] == pytest.approx(float(-1000 - 700 / mp.log(2)) + 1, abs=1e-6)


@pytest.mark.parametrize(
    ("formula", "first", "last"),
    [
        (floor(STEP / 10), 5, 15),
        (1 / (STEP - 50), 0, 100),
        (1 / (STEP - 50), 50, 100),
        (power(STEP, Symbol("p", "", 0.5)), 0, 100),
        (power(0, STEP), 0, 100),
        (Logarithm(STEP), 0, 100),
        (power(STEP + 1, STEP), 0, 100),
    ],
)
def test_no_bound_is_given_where_there_is_none(formula, first, last):
    with pytest.raises(NoBoundError):
        coefficients(first, last, ORDER, formula)


def test_a_floor_that_does_not_change_is_a_constant():
    assert coefficients(10, 19, 2, floor(STEP / 10)) == [1.0, 0.0, 0.0]
