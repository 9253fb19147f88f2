"""Formulas through many short cycles: the nearest doubles, and no track off by more than it says."""

from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.expression import PI, STEP, Quantity, Symbol, cosine, floor, power
from lrcalc.expression.logarithm import floor_logarithm
from lrcalc.expression.nodes import Point
from lrcalc.sampling.fixed_point import BITS
from lrcalc.sampling.majorant import NoBoundError
from lrcalc.sampling.recurring import MOST_REMEMBERED, RecurringBlock, remembered

S = Symbol("s", "s", 50)
CYCLE = Quantity("cycle", "cycle", "", "Cycle", floor(STEP / S), "count")
POSITION = STEP - S * CYCLE
WAVE = cosine(PI * POSITION / S)

FORMULAS = {
    "a floor": (CYCLE, lambda t: t // 50),
    "a position": (POSITION / S - 3, lambda t: Fraction(t % 50, 50) - 3),
    "divided by a negative": (POSITION / (3 - S), lambda t: Fraction(-(t % 50), 47)),
    "minus": (-CYCLE * CYCLE, lambda t: -((t // 50) ** 2)),
    "a wave": (WAVE, lambda t: mp.cos(mp.pi * (t % 50) / 50)),
    "a scale": ((1 + WAVE) / 2, lambda t: (1 + mp.cos(mp.pi * (t % 50) / 50)) / 2),
    "halves": (power(Fraction(1, 2), CYCLE), lambda t: mp.mpf(2) ** -(t // 50)),
    "waves that shrink": (
        WAVE * power(Fraction(9, 10), CYCLE),
        lambda t: mp.cos(mp.pi * (t % 50) / 50) * mp.mpf("0.9") ** (t // 50)),
    "a smooth function among them": (
        POSITION * power(Fraction(99999, 100000), STEP), lambda t: (t % 50) * mp.mpf("0.99999") ** t),
    "a quotient by what varies": (1 / (1 + CYCLE), lambda t: mp.mpf(1) / (1 + t // 50)),
}  # fmt: skip
STRETCHES = {
    "every step": range(1, 128),
    "strided": range(0, 1500, 7)[:197],
    "backwards": range(999, 872, -1),
    "far": range(10**6 + 20, 10**6 + 147),
}


@pytest.mark.parametrize("steps", STRETCHES.values(), ids=STRETCHES)
@pytest.mark.parametrize("name", FORMULAS)
def test_a_track_is_off_by_no_more_than_it_says(name, steps):
    formula, function = FORMULAS[name]
    track = RecurringBlock(steps, BITS).track(formula)
    with mp.workdps(80):
        for step, value in zip(steps, track.each()):
            true = function(step)
            if isinstance(true, Fraction):
                true = mp.mpf(true.numerator) / true.denominator
            assert abs(value - mp.mpf(true) * 2**BITS) <= track.error
    assert track.error < 2**50


@pytest.mark.parametrize("steps", STRETCHES.values(), ids=STRETCHES)
@pytest.mark.parametrize("name", FORMULAS)
def test_the_doubles_are_those_of_one_step_at_a_time(name, steps):
    quantity = Quantity("q", "q", "q", "Q", FORMULAS[name][0])
    expected = [quantity.real(Point(step)).double() for step in steps]
    assert RecurringBlock(steps, BITS).doubles(quantity) == expected


def test_a_function_of_the_position_is_evaluated_once_for_each_position():
    wave = cosine(PI * POSITION / S)
    for start in (0, 500, 10**9):
        RecurringBlock(range(start, start + 211), BITS).track(wave)
    assert len(remembered(wave, BITS).values) == 50


def test_what_is_remembered_is_bounded():
    halves = power(Fraction(1, 2), CYCLE)
    for start in range(0, 3 * 50 * MOST_REMEMBERED, 50 * MOST_REMEMBERED // 2):
        RecurringBlock(range(start, start + 50 * 995, 50), BITS).track(halves)
        assert len(remembered(halves, BITS).values) <= MOST_REMEMBERED


# 2^-1075 is a tie between 0 and the least double, and goes to 0; what is larger does not.
def test_what_is_below_every_double_is_0_and_the_least_double_is_not():
    tiny = Quantity("q", "q", "q", "Q", power(Fraction(1, 2), CYCLE) * POSITION)
    steps = range(50 * 1070, 50 * 1070 + 995)
    exact = [Fraction(step % 50, 2 ** (step // 50)) for step in steps]
    expected = [value.numerator / value.denominator for value in exact]
    assert 0.0 < min(value for value in expected if value) == 5e-324
    assert RecurringBlock(steps, BITS).doubles(tiny) == expected
    assert RecurringBlock(range(50 * 5000, 50 * 5000 + 505), BITS).doubles(tiny) == [0.0] * 505


# 2^-1074 is the least double.
def test_a_stretch_of_nothing_but_least_doubles_is_not_0():
    least = Quantity("q", "q", "q", "Q", power(Fraction(1, 2), CYCLE))
    steps = range(50 * 1074, 50 * 1074 + 43)
    assert RecurringBlock(steps, BITS).doubles(least) == [5e-324] * 43


def test_what_is_less_than_a_unit_is_still_off_by_less_than_it_says():
    steps = range(50 * 60, 50 * 131, 50)
    track = RecurringBlock(steps, BITS).track(power(Fraction(1, 2), CYCLE))
    assert all(
        abs(value - Fraction(2) ** (BITS - step // 50)) <= track.error
        for value, step in zip(track.values, steps)
    )


def test_the_steps_must_divide_into_equal_parts():
    with pytest.raises(ValueError, match="128 steps do not divide into 14 equal parts"):
        RecurringBlock(range(128), BITS)


@pytest.mark.parametrize(
    "formula",
    [cosine(PI * POSITION / S * CYCLE / 7 + PI * CYCLE * WAVE), floor_logarithm(2, 1 + STEP / S) * POSITION],
    ids=["of several parts", "of a logarithm"],
)
def test_what_cannot_be_followed_is_refused(formula):
    with pytest.raises(NoBoundError):
        RecurringBlock(range(127), BITS).doubles(Quantity("q", "q", "q", "Q", formula))
