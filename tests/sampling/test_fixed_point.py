"""Formulas over a stretch of steps: the error each track states is not exceeded."""

from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.expression import PI, STEP, Quantity, Symbol, cosine, exponential, floor, power, tanh
from lrcalc.expression.nodes import Point
from lrcalc.expression.shape import straight_line, varies
from lrcalc.sampling.fixed_point import BITS, Block
from lrcalc.sampling.majorant import Majorant, NoBoundError

T, W = Symbol("T", "T", 50000), Symbol("W", "W", 500)
HALF = Symbol("p", "p", Fraction(1, 2))

FORMULAS = {
    "a line": ((STEP - W) / (T - W) / 3, lambda t: (t - 500) / mp.mpf(148500)),
    "cosine": (cosine(PI * STEP / T), lambda t: mp.cos(mp.pi * t / 50000)),
    "a scale": ((1 + cosine(PI * STEP / T)) / 2, lambda t: (1 + mp.cos(mp.pi * t / 50000)) / 2),
    "minus": (-cosine(PI * STEP / T), lambda t: -mp.cos(mp.pi * t / 50000)),
    "γ^t": (power(Symbol("γ", "", Fraction("0.999")), STEP), lambda t: mp.mpf("0.999") ** t),
    "√t": (power(STEP, HALF), mp.sqrt),
    "1/√t": (1 / power(STEP, HALF), lambda t: 1 / mp.sqrt(t)),
    "e^(−t/T)": (exponential(-STEP / T), lambda t: mp.exp(-t / mp.mpf(50000))),
    "tanh": (tanh((STEP - W) / T), lambda t: mp.tanh((t - 500) / mp.mpf(50000))),
    "a product": (cosine(PI * STEP / T) * STEP, lambda t: t * mp.cos(mp.pi * t / 50000)),
    "a sum": (power(STEP, HALF) + cosine(PI * STEP / T), lambda t: mp.sqrt(t) + mp.cos(mp.pi * t / 50000)),
    "with π": (PI * STEP, lambda t: mp.pi * t),
    "a quotient": (cosine(PI * STEP / T) / (1 + STEP), lambda t: mp.cos(mp.pi * t / 50000) / (1 + t)),
}
STRETCHES = {
    "every step": range(10_000, 10_127),
    "strided": range(9_900, 10_400, 4),
    "backwards": range(10_126, 9_999, -1),
}


def block(steps, degree=14, bits=BITS):
    spacing = (len(steps) - 1) // degree
    part = steps[: degree * spacing + 1]
    return Block(part, degree, bits, Majorant(part[0], part[-1], degree + 1))


def quantity(formula):
    return Quantity("q", "q", "q", "Q", formula)


@pytest.mark.parametrize("steps", STRETCHES.values(), ids=STRETCHES)
@pytest.mark.parametrize("name", FORMULAS)
def test_a_track_is_off_by_no_more_than_it_says(name, steps):
    formula, function = FORMULAS[name]
    found = block(steps)
    track = found.track(formula)
    with mp.workdps(80):
        for step, value in zip(found.steps, track.values, strict=True):
            assert abs(value - mp.mpf(function(step)) * 2**BITS) <= track.error
    # Of 112 bits 80 are promised to the smallest number.
    assert track.error < 2**50


@pytest.mark.parametrize("steps", STRETCHES.values(), ids=STRETCHES)
@pytest.mark.parametrize("name", FORMULAS)
def test_the_doubles_are_those_of_single_steps(name, steps):
    formula = quantity(FORMULAS[name][0])
    found = block(steps)
    assert found.doubles(formula) == [formula.real(Point(step)).double() for step in found.steps]


# 1/2 + 2^-54 is the middle between two doubles: 112 bits do not tell 2^-200 more from 2^-200 less.
def test_a_value_at_the_middle_between_two_doubles_is_decided_exactly():
    middle = Fraction(1, 2) + Fraction(1, 2**54)
    for beyond, expected in ((Fraction(1, 2**200), 0.5 + 2**-53), (-Fraction(1, 2**200), 0.5), (0, 0.5)):
        value = Symbol("v", "v", middle + beyond)
        formula = quantity(value + (STEP - 10_063) / T)
        steps = range(10_000, 10_127)
        found = block(steps)
        assert found.doubles(formula)[63] == expected


def test_what_does_not_vary_is_found_once_and_repeated():
    found = block(range(10_000, 10_127))
    assert found.doubles(quantity(T / 3)) == [50000 / 3] * 127
    assert found.doubles(quantity(floor(STEP / 20_000) + 7)) == [7.0] * 127


def test_a_formula_too_curved_for_its_samples_is_refused():
    with pytest.raises(NoBoundError):
        block(range(0, 5000, 50)).doubles(quantity(cosine(PI * STEP / 100)))


def test_a_quotient_through_0_is_refused():
    with pytest.raises((NoBoundError, ZeroDivisionError)):
        block(range(10_000, 10_127)).doubles(quantity(1 / (STEP - 10_060)))


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (STEP, (0, 1)),
        (T, (50000, 0)),
        (-(STEP / T), (0, Fraction(-1, 50000))),
        ((STEP - W) * 3 / (T - W), (Fraction(-1, 33), Fraction(1, 16500))),
        (2 - 3 * (STEP + 1), (-1, -3)),
        (quantity(W + STEP), (500, 1)),
        (STEP * STEP, None),
        (1 / STEP, None),
        (floor(STEP / W), None),
        (PI * STEP, None),
        (cosine(PI * STEP), None),
    ],
)
def test_a_straight_line_is_seen_where_there_is_one(formula, line):
    assert straight_line(formula) == line


def test_a_floor_does_not_vary_within_a_block():
    assert varies(STEP + 1)
    assert varies(floor(STEP / W) + STEP)
    assert not varies(floor(STEP / W))
    assert not varies(T * 3 - PI)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_of_10_to_the_15_places_is_not_written_out(sign):
    # 1 ± 2^-t differs from 1 by far less than half of the last place of a double
    tiny = power(Symbol("γ", "", Fraction(1, 2)), STEP)
    rate = Quantity("rate", "rate", "", "", 1 + tiny if sign > 0 else 1 - tiny)
    assert block(range(10**15 - 200, 10**15)).doubles(rate) == [1.0] * 197
