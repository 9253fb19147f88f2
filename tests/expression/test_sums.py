"""Sums in closed form, against adding up every step."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.expression import PI, STEP, cosine, floor, power
from lrcalc.expression.nodes import node
from lrcalc.expression.point import Point
from lrcalc.expression.sums import summed, summed_stairs
from tests.nearest import nearest_double
from tests.profiles import examples

fractions = some.fractions(-5, 5, max_denominator=50)
some_examples = examples(60)


def added(formula, first, last):
    """The double nearest to the sum of a formula, from every step of it to 60 digits."""
    with mp.workdps(80):
        total = mp.mpf(0)
        for step in range(first, last + 1):
            interval = formula.real(Point(step)).enclosure(60)
            total += mp.mpf(str(interval.low))
        return nearest_double(total)


def in_closed_form(formula, first, last):
    found = summed(formula, first, last)
    assert found is not None
    return found.real(Point(0))


@some_examples
@given(fractions, fractions, some.integers(0, 50), some.integers(0, 50))
def test_a_straight_line(start, slope, first, more):
    line = node(start) + node(slope) * STEP
    steps = range(first, first + more + 1)
    assert in_closed_form(line, first, steps[-1]).exact == sum(start + slope * step for step in steps)


@some_examples
@given(fractions, fractions, some.integers(1, 7), some.integers(0, 50), some.integers(0, 50))
def test_a_whole_power_of_a_line(start, slope, exponent, first, more):
    formula = power(node(start) + node(slope) * STEP, exponent)
    steps = range(first, first + more + 1)
    expected = sum((start + slope * step) ** exponent for step in steps)
    assert in_closed_form(formula, first, steps[-1]).exact == expected


@some_examples
@given(fractions, some.integers(1, 60), some.integers(0, 50), some.integers(0, 50))
def test_a_cosine(start, total, first, more):
    formula = 3 - cosine(PI * (node(start) + STEP) / total) / 2
    assert in_closed_form(formula, first, first + more).double() == added(formula, first, first + more)


@some_examples
@given(some.fractions("1/10", 3, max_denominator=50), fractions, some.integers(0, 40), some.integers(0, 40))
def test_a_power_with_the_step_in_the_exponent(base, slope, first, more):
    formula = 2 * power(base, node(slope) * STEP)
    if base == 1 or slope == 0:
        assert in_closed_form(formula, first, first + more).exact == 2 * (more + 1)
    else:
        assert in_closed_form(formula, first, first + more).double() == added(formula, first, first + more)


def test_what_is_constant_in_a_phase_counts_as_it_is_there():
    drops = floor(STEP / 10)
    assert in_closed_form(power(node(Fraction(1, 2)), drops) * STEP, 20, 29).exact == Fraction(245, 4)


def test_far_sums_need_no_walk():
    # Σ t² for t < n is (n − 1)·n·(2n − 1)/6
    n = 10**15
    assert in_closed_form(power(STEP, 2), 0, n - 1).exact == Fraction((n - 1) * n * (2 * n - 1), 6)
    # Σ ½^t is 2 but for ½^(n − 1)
    assert in_closed_form(power(node(Fraction(1, 2)), STEP), 0, n - 1).double() == 2.0


@some_examples
@given(fractions, fractions, some.integers(1, 60), some.integers(0, 50), some.integers(0, 50))
def test_a_line_times_a_cosine(start, slope, total, first, more):
    line = node(start) + node(slope) * STEP
    formula = line / 7 * (2 + 3 * cosine(PI * (STEP - node(start)) / total))
    assert in_closed_form(formula, first, first + more).double() == added(formula, first, first + more)


@some_examples
@given(fractions, fractions, some.fractions(Fraction(1, 9), 2, max_denominator=9), some.integers(0, 50),
       some.integers(0, 50))  # fmt: skip
def test_a_line_times_a_power(start, slope, base, first, more):
    formula = power(node(base), STEP / 3) / 2 * (node(start) + node(slope) * STEP)
    found = in_closed_form(formula, first, first + more) if base != 1 else None
    assert found is None or found.double() == added(formula, first, first + more)


@pytest.mark.parametrize(
    "formula", [power(1 - STEP / 100, Fraction(1, 2)), 1 / (1 + STEP), power(STEP, 2) * cosine(PI * STEP / 7)]
)
def test_no_closed_form_is_made_up(formula):
    assert summed(formula, 0, 99) is None


def test_a_cosine_whose_angle_is_whole_turns_is_left_to_others():
    assert summed(cosine(2 * PI * STEP), 0, 9) is None


@some_examples
@given(
    some.fractions("1/10", 1, max_denominator=50),
    some.integers(1, 9),
    some.integers(-20, 20),
    some.integers(0, 40),
    some.integers(0, 90),
)
def test_stairs(base, size, offset, first, more):
    first = max(first, -offset)
    formula = 3 - power(node(base), floor((STEP + offset) / node(size))) / 2
    steps = range(first, first + more + 1)
    found = summed_stairs(formula, first, steps[-1])
    assert found.real(Point(0)).exact == sum(3 - base ** ((t + offset) // size) / 2 for t in steps)


def test_stairs_without_number_are_added_at_once():
    # s·Σ 0.99^k for k = 0 … n − 1 is s·(1 − 0.99^n)/(1 − 0.99)
    formula = power(node(Fraction("0.99")), floor(STEP / node(3)))
    found = summed_stairs(formula, 0, 3 * 10**9 - 1)
    with mp.workdps(50):
        assert found.real(Point(0)).double() == nearest_double(300 * (1 - mp.mpf("0.99") ** 10**9))


@pytest.mark.parametrize(
    "formula",
    [
        power(node(2), floor(STEP / node(3))) + STEP,
        power(node(2), floor(STEP / node(3))) + floor(STEP / node(2)),
        power(node(2), floor(2 * STEP / node(3))),
        1 / (1 + floor(STEP / node(3))),
        node(3) + 0,
    ],
    ids=["and t", "two floors", "stairs of one and of two", "a harmonic sum", "no floor"],
)
def test_what_is_no_such_staircase(formula):
    assert summed_stairs(formula, 0, 100) is None


def test_a_wave_too_long_for_a_closed_form_has_none():
    assert summed(cosine(PI * STEP * Fraction(1, 10**24)), 0, 10) is not None
    assert summed(cosine(PI * STEP * Fraction("5e-324")), 0, 10) is None
