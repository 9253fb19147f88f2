"""The nodes of a formula: exact where the value is rational, enclosed everywhere, and replaceable."""

import math
from fractions import Fraction

import pytest
from mpmath import mp

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
from lrcalc.expression.functions import Cosine, pi_multiple
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.numbers.interval import arithmetic

T = Symbol("T", "T", 12)
RATE = Symbol("η_max", r"\eta_{max}", Fraction(1, 500))


def exact(formula, step=0):
    return formula.exact(Point(step))


def quantity(expression):
    return Quantity("key", "name", "latex", "Heading", expression)


class Counted(Node):
    """One half, or √2 where it is not exact; counts how often it was asked for."""

    def __init__(self, value):
        super().__init__()
        self.value = value
        self.asked = 0

    def exact(self, point):
        self.asked += 1
        return self.value

    def enclose_inexact(self, point, numbers):
        self.asked += 1
        return numbers.power(numbers.exactly(Fraction(2)), Fraction(1, 2))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        (STEP, Fraction(7)),
        (STEP + 1, Fraction(8)),
        (1 + STEP, Fraction(8)),
        (STEP - 1, Fraction(6)),
        (1 - STEP, Fraction(-6)),
        (STEP * 3, Fraction(21)),
        (3 * STEP, Fraction(21)),
        (STEP / T, Fraction(7, 12)),
        (T / STEP, Fraction(12, 7)),
        (1 / STEP, Fraction(1, 7)),
        (-STEP, Fraction(-7)),
        (floor(STEP / 2), Fraction(3)),
        (floor(-STEP / 2), Fraction(-4)),
        (power(STEP, 2), Fraction(49)),
        (power(2, -STEP), Fraction(1, 128)),
        (power(STEP + 2, Fraction(1, 2)), Fraction(3)),
        (RATE * STEP, Fraction(7, 500)),
        (exponential(STEP - 7), Fraction(1)),
        (tanh(STEP - 7), Fraction(0)),
        (0 * PI, Fraction(0)),
        (PI * 0, Fraction(0)),
    ],
)
def test_a_rational_value_is_exact_at_step_7(formula, value):
    assert exact(formula, 7) == value


@pytest.mark.parametrize(
    ("formula", "true"),
    [
        (PI, lambda: +mp.pi),
        (PI + 1, lambda: mp.pi + 1),
        (1 - PI, lambda: 1 - mp.pi),
        (-PI, lambda: -mp.pi),
        (PI * RATE, lambda: mp.pi / 500),
        (RATE / PI, lambda: 1 / (500 * mp.pi)),
        (power(STEP, Fraction(1, 2)), lambda: mp.sqrt(7)),
        (power(STEP, Fraction(-1, 3)), lambda: 1 / mp.cbrt(7)),
        (power(PI, 3), lambda: mp.pi**3),
        (exponential(STEP / T), lambda: mp.exp(mp.mpf(7) / 12)),
        (exponential(-PI), lambda: mp.exp(-mp.pi)),
        (tanh(STEP / T), lambda: mp.tanh(mp.mpf(7) / 12)),
        (tanh(-STEP), lambda: mp.tanh(-7)),
        (cosine(PI * STEP / T), lambda: mp.cos(mp.pi * 7 / 12)),
        (cosine(STEP), lambda: mp.cos(7)),
        (cosine(PI * PI), lambda: mp.cos(mp.pi**2)),
        (sine(PI * STEP / T), lambda: mp.sin(mp.pi * 7 / 12)),
        (sine(STEP), lambda: mp.sin(7)),
    ],
)
def test_an_irrational_value_is_not_exact_and_its_enclosure_at_step_7_holds_the_one_of_mpmath(formula, true):
    assert exact(formula, 7) is None
    interval = formula.enclose(Point(7), arithmetic(38))
    with mp.workdps(80):
        low, high, value = mp.mpf(str(interval.low)), mp.mpf(str(interval.high)), true()
        assert low <= value <= high
        assert high - low <= abs(value) * mp.mpf(10) ** -33


@pytest.mark.parametrize(
    ("step", "cosine_value", "sine_value"),
    [
        # At twelfths of half a turn, cos and sin are rational here and nowhere else (Niven).
        (0, 1, 0),
        (2, None, Fraction(1, 2)),
        (3, None, None),
        (4, Fraction(1, 2), None),
        (6, 0, 1),
        (8, Fraction(-1, 2), None),
        (10, None, Fraction(1, 2)),
        (12, -1, 0),
        (14, None, Fraction(-1, 2)),
        (24, 1, 0),
    ],
)
def test_cosine_and_sine_are_exact_at_the_rational_values(step, cosine_value, sine_value):
    assert exact(cosine(PI * STEP / T), step) == cosine_value
    assert exact(sine(PI * STEP / T), step) == sine_value


@pytest.mark.parametrize(
    ("angle", "half_turns"),
    [
        (PI, Fraction(1)),
        (-PI, Fraction(-1)),
        (PI * STEP / T, Fraction(5, 12)),
        (PI * (STEP - 1) / (T - 2), Fraction(4, 10)),
        (quantity(PI / 3), Fraction(1, 3)),
        (STEP - 5, Fraction(0)),
        (2 * PI, Fraction(2)),
        (STEP * PI / T, Fraction(5, 12)),
        (STEP, None),
        (PI * PI, None),
    ],
)
def test_an_angle_that_is_a_rational_multiple_of_pi_is_known_as_one_at_step_5(angle, half_turns):
    assert pi_multiple(angle, Point(5)) == half_turns


def test_what_only_a_rational_number_has_is_refused_for_an_irrational_one():
    with pytest.raises(ValueError, match="floor"):
        exact(floor(PI))


def test_zero_to_the_power_of_zero_is_one():
    assert exact(power(0, STEP), 0) == 1
    assert exact(power(0, STEP), 1) == 0


def test_a_symbol_of_steps_is_a_whole_number():
    assert T.steps == 12
    assert isinstance(T.steps, int)


def test_a_number_is_taken_as_the_fraction_it_is():
    assert exact(Number(Fraction(1, 3)) + Fraction(1, 6)) == Fraction(1, 2)


def test_replace_puts_a_node_in_wherever_another_occurs():
    formula = RATE * (STEP / T) + RATE
    # 3 × (6/12) + 3 = 4.5
    assert exact(formula.replace({RATE: Number(Fraction(3))}), 6) == Fraction(9, 2)
    # at t → t − 6, step 9 is step 3: (1/500) × (3/12) + 1/500 = 1/400
    assert exact(formula.replace({STEP: STEP - 6}), 9) == Fraction(1, 400)


def test_replace_leaves_the_formula_it_was_asked_of_alone():
    formula = RATE * STEP
    formula.replace({RATE: Number(Fraction(3))})
    assert exact(formula, 5) == Fraction(1, 100)


def test_replace_does_not_replace_within_the_replacement():
    assert exact((STEP * 2).replace({STEP: STEP + 1}), 3) == 8


def test_replace_gives_the_same_object_where_nothing_was_replaced():
    formula = cosine(PI * STEP / T)
    assert formula.replace({RATE: T}) is formula
    sum_of_both = RATE + formula
    assert sum_of_both.replace({RATE: T}).children[1] is formula


def test_replace_goes_by_the_object_and_not_by_its_value():
    twin = Symbol("T", "T", 12)
    assert exact((T + twin).replace({T: Number(Fraction(0))})) == 12


def test_replace_keeps_the_kind_and_the_names_of_what_it_rebuilds():
    formula = quantity(cosine(PI * STEP / T))
    rebuilt = formula.replace({T: Symbol("T", "T", 24)})
    assert (rebuilt.key, rebuilt.name, rebuilt.latex, rebuilt.heading) == ("key", "name", "latex", "Heading")
    assert isinstance(rebuilt.expression, Cosine)
    assert exact(rebuilt, 12) == 0


@pytest.mark.parametrize("value", [Fraction(1, 2), None], ids=["exact", "enclosed"])
def test_a_quantity_used_twice_is_found_once_at_a_point(value):
    counted = Counted(value)
    shared = quantity(counted)
    point = Point(0)
    (shared + shared).real(point).double()
    once = counted.asked
    (shared * shared - shared).real(point).double()
    assert counted.asked == once
    shared.real(Point(0)).double()
    assert counted.asked > once


def test_a_quantity_has_the_value_of_its_expression():
    # 2√2 = √8
    root = quantity(power(2, Fraction(1, 2)))
    twice = (root + root).real(Point(0))
    assert twice.exact is None
    assert twice.double() == math.sqrt(8)
    assert exact(quantity(STEP * 2), 4) == 8


def test_nothing_divided_by_an_irrational_number_is_exactly_nothing():
    assert ((STEP - 3) / power(2, Fraction(1, 2))).exact(Point(3)) == 0
    assert ((STEP - 3) / power(2, Fraction(1, 2))).exact(Point(4)) is None
