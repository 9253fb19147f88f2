"""A rate for each stretch of steps, constant or in straight lines."""

from bisect import bisect_right
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.policies import Linear, Multistep, Piecewise
from lrcalc.schedule.formula import formula_lines, title
from tests.policies.random_numbers import random_minimum

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"values": "0.1,0.01,0.001", "boundaries": "30,60"}
OPTIONS = [
    ("--values",),
    ("--boundaries",),
    ("--interpolate",),
    ("--T", "--total-steps"),
]
FORMULAS = ["η_t = v_#(b ≤ t)"]


def random_parameters(chance):
    last = chance.randint(1, 10 ** chance.randint(1, 15))
    boundaries = sorted(chance.randint(0, last) for _ in range(chance.randint(1, 12)))
    values = [random_minimum(chance) for _ in range(len(boundaries) + 1)]
    typed = {"values": ",".join(values), "boundaries": ",".join(map(str, boundaries))}
    if chance.random() < 0.6:
        typed["interpolate"] = True
    return typed, last


def reference(p, t):
    values = [mp.mpf(value) for value in p["values"].split(",")]
    boundaries = [int(step) for step in p["boundaries"].split(",")]
    past = bisect_right(boundaries, t)
    if not p.get("interpolate") or past == len(boundaries):
        return values[past]
    start, end = [0, *boundaries][past], boundaries[past]
    return values[past] + (values[past + 1] - values[past]) * (t - start) / (end - start)


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)


@some.composite
def pieces(draw):
    boundaries = sorted(draw(some.lists(some.integers(0, 100), min_size=1, max_size=6)))
    values = draw(some.lists(rates, min_size=len(boundaries) + 1, max_size=len(boundaries) + 1))
    return values, boundaries


@given(pieces(), some.integers(0, 120))
def test_each_rate_holds_from_its_boundary_on(given_pieces, step):
    values, boundaries = given_pieces
    expected = values[0]
    for boundary, value in zip(boundaries, values[1:]):
        if boundary <= step:
            expected = value
    assert Piecewise(values=values, boundaries=boundaries).at(step) == float(expected)


@given(pieces(), some.integers(0, 120))
def test_a_straight_line_lies_between_its_two_rates_and_is_straight(given_pieces, step):
    values, boundaries = given_pieces
    policy = Piecewise(values=values, boundaries=boundaries, interpolate=True)
    phase = policy.derivation(step).phase
    rate = policy.derivation(step).learning_rate.exact
    assert min(map(Fraction, values)) <= rate <= max(map(Fraction, values))
    if phase.last is not None and phase.first < step < phase.last:
        around = [policy.derivation(near).learning_rate.exact for near in (step - 1, step + 1)]
        assert sum(around) == 2 * rate


@given(pieces())
def test_the_lines_go_through_the_points(given_pieces):
    values, boundaries = given_pieces
    policy = Piecewise(values=values, boundaries=boundaries, interpolate=True)
    for index, boundary in enumerate(boundaries):
        if boundary not in boundaries[index + 1 :]:
            assert policy.at(boundary) == float(values[index + 1])


@given(rates, rates, some.integers(1, 10**12), some.data())
def test_one_line_is_linear_decay(high, low, total, data):
    step = data.draw(some.integers(0, 2 * total))
    policy = Piecewise(values=[high, low], boundaries=total, interpolate=True)
    assert policy.at(step) == Linear(max=high, min=low, T=total).at(step)


def test_by_hand():
    policy = Piecewise(values="0.1,0.01,0.001", boundaries="30,60")
    assert [policy.at(step) for step in (0, 29, 30, 59, 60, 10**15)] == [0.1, 0.1, 0.01, 0.01, 0.001, 0.001]
    # half way from 0.1 to 0.01 is 0.055; a third of the way from 0.01 to 0.001 is 0.01 − 0.003
    policy = Piecewise(values="0.1,0.01,0.001", boundaries="30,60", interpolate=True)
    assert [policy.at(step) for step in (0, 15, 30, 40, 60, 10**15)] == [
        0.1,
        0.055,
        0.01,
        0.007,
        0.001,
        0.001,
    ]


def test_the_numbers_of_the_traps():
    # POLICIES.md, trap 15: one boundary at 10, updates 8 to 12, in optax, paddle, fvcore; keras one later
    policy = Piecewise(values="1,0.1", boundaries=10)
    assert [policy.at(step) for step in range(8, 13)] == [1, 1, 0.1, 0.1, 0.1]
    mistaken = []
    for step in range(8, 13):
        derivation = policy.derivation(step)
        late = next(item for item in policy.mistakes(derivation.phase) if item.id == "late")
        mistaken.append(late.expression(derivation.phase).real(derivation.point).double())
    assert mistaken == [1, 1, 1, 0.1, 0.1]
    # trap 16: the scales {10: .1, 12: .01} of optax make .001 from 12 on, the values .1 and .01 do not
    policy = Piecewise(values="1,0.1,0.01", boundaries="10,12")
    derivation = policy.derivation(12)
    assert derivation.learning_rate.exact == Fraction(1, 100)
    optax = next(item for item in policy.mistakes(derivation.phase) if item.id == "multiplied-up")
    assert optax.expression(derivation.phase).real(derivation.point).exact == Fraction(1, 1000)


def test_with_a_factor_between_the_values_it_is_multistep_decay():
    policy = Piecewise(values="1,0.5,0.25,0.125", boundaries="3,7,8")
    same = Multistep(lr=1, gamma="0.5", milestones="3,7,8")
    assert [policy.at(step) for step in range(12)] == [same.at(step) for step in range(12)]


def test_the_formula_of_each_straight_line():
    policy = Piecewise(values="0.1,0.01,0.001", boundaries="30,60", interpolate=True)
    assert formula_lines(policy) == [
        "η_t = v_0 + (v_1 − v_0) × t / b_1 for t < b_1",
        "η_t = v_1 + (v_2 − v_1) × (t − b_1) / (b_2 − b_1) for b_1 ≤ t < b_2",
        "η_t = v_2 for t ≥ b_2",
    ]
    assert title(policy) == "Piecewise linear: v = (0.1, 0.01, 0.001), b = (30, 60)"
    assert title(Piecewise(values="1,1/3", boundaries=5)) == "Piecewise constant: v = (1, 1/3), b = (5)"


def test_a_long_list_is_cut_in_the_title():
    policy = Piecewise(values=range(9), boundaries=range(1, 9))
    assert title(policy) == "Piecewise constant: v = (0, 1, 2, 3, 4, …, 8), b = (1, 2, 3, 4, 5, …, 8)"


@pytest.mark.parametrize("interpolate", [False, True])
@pytest.mark.parametrize("boundaries", ["60,30", "30,60,59"])
def test_boundaries_out_of_order_are_refused(boundaries, interpolate):
    values = "1,2,3,4"[: 2 * boundaries.count(",") + 3]
    with pytest.raises(
        ParameterError, match=r"--boundaries: expected steps in order, such as 30,60, got .* after 60"
    ):
        Piecewise(values=values, boundaries=boundaries, interpolate=interpolate)


@pytest.mark.parametrize(("values", "count"), [("0.1", 1), ("0.1,0.2", 2), ("0.1,0.2,0.3,0.4", 4)])
def test_too_many_or_too_few_values_are_refused(values, count):
    with pytest.raises(
        ParameterError, match=f"--values: expected one more than there are boundaries, 3, got {count}"
    ):
        Piecewise(values=values, boundaries="30,60")


def test_a_boundary_that_stands_twice_leaves_a_rate_out_with_a_note():
    policy = Piecewise(values="0.3,0.2,0.1", boundaries="10,10")
    assert [policy.at(step) for step in (9, 10)] == [0.3, 0.1]
    assert list(policy.notes()) == ["v_1 holds at no step: the next boundary is 10 too"]
    # the line still goes to the rate left out, and jumps
    policy = Piecewise(values="0.3,0.2,0.1", boundaries="10,10", interpolate=True)
    assert [policy.at(step) for step in (5, 10)] == [0.25, 0.1]


def test_a_boundary_at_step_0_leaves_the_first_rate_out_with_a_note():
    for interpolate in (False, True):
        policy = Piecewise(values="0.3,0.1", boundaries=0, interpolate=interpolate)
        assert [policy.at(step) for step in (0, 1, 10**15)] == [0.1, 0.1, 0.1]
        assert list(policy.notes()) == ["v_0 holds at no step: the next boundary is 0 too"]


def test_without_a_boundary_there_is_one_rate():
    for interpolate in (False, True):
        policy = Piecewise(values=["0.3"], boundaries=[], interpolate=interpolate)
        assert [policy.at(step) for step in (0, 10**15)] == [0.3, 0.3]


def test_a_far_line_is_exact():
    policy = Piecewise(values="1,0", boundaries=10**15, interpolate=True)
    assert [policy.at(step) for step in (1, 10**15 - 1, 10**15)] == [1 - 1e-15, 1e-15, 0.0]


def test_the_default_steps_show_each_boundary():
    assert Piecewise(values="3,2,1", boundaries="30,60").default_steps() == [0, 29, 30, 59, 60]
    assert Piecewise(values="3,2,1", boundaries="30,60", interpolate=True).default_steps() == [
        0,
        15,
        30,
        45,
        60,
    ]
    assert len(Piecewise(values=range(101), boundaries=range(100)).default_steps()) < 25
    # fifteen boundaries and the last, and the step before each but the first, which is 0
    assert len(Piecewise(values=range(101), boundaries=range(0, 1000, 10)).default_steps()) == 31


def test_the_rate_stays_between_the_least_and_the_largest_value():
    assert Piecewise(values="0.1,0.5,0.2", boundaries="5,9").bounds() == (Fraction(1, 10), Fraction(1, 2))


def test_a_boundary_may_be_a_share_of_a_total():
    policy = Piecewise(values="1,2,3", boundaries="25%,50%", T=40)
    assert [policy.at(step) for step in (9, 10, 19, 20, 50)] == [1, 2, 2, 3, 3]
    assert policy.total == 40
