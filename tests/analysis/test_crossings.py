"""The steps at which η reaches a rate, against a walk over all steps."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.analysis.crossings import crossings, extremes
from lrcalc.analysis.pieces import pieces
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.policies import (
    POLICIES,
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    Linear,
    OneCycle,
    Piecewise,
    Step,
    Warmup,
)
from lrcalc.schedule.results import Crossings
from tests.profiles import examples
from tests.small import schedules

relaxed = examples(40, quick=8)


def walked(policy, rate, last):
    """The steps from 0 to the last that have the rate or passed it since the step before, one by one."""
    found, before = [], None
    for step in range(last + 1):
        side = policy.derivation(step).learning_rate.compare(rate)
        if (side == 0 and before != 0) or (before and side == -before):
            found.append(step)
        before = side
    return found


def near(policy, step, data):
    """A rate of the schedule where it is rational, else one beside it, or one in between."""
    exact = policy.derivation(step).learning_rate.exact
    rate = Fraction(policy.at(step)) if exact is None else exact
    return rate * data.draw(some.sampled_from([Fraction(1), Fraction(1), Fraction(99, 100), Fraction(2)]))


@pytest.mark.parametrize("name", POLICIES)
@relaxed
@given(data=some.data())
def test_every_crossing_is_found_in_order(name, data):
    policy, last = data.draw(schedules(name))
    rate = near(policy, data.draw(some.integers(0, last)), data)
    found = crossings(policy, rate, most=100)
    seen = found.steps[-1] if found.more else last
    assert [step for step in found.steps if step <= last] == walked(policy, rate, min(seen, last))
    assert found.steps == sorted(set(found.steps))


@pytest.mark.parametrize("name", POLICIES)
@relaxed
@given(data=some.data())
def test_the_pieces_are_all_steps_and_none_of_them_turns(name, data):
    policy, last = data.draw(schedules(name))
    expected = 0
    for piece in pieces(policy):
        assert piece.first == expected
        expected = piece.last + 1
        values = [piece.rates.exact(step).double() for step in range(piece.first, min(piece.last, last) + 1)]
        assert values in (sorted(values), sorted(values, reverse=True))
        assert values == [policy.at(step) for step in range(piece.first, min(piece.last, last) + 1)]
        if piece.last >= last:
            break
    assert expected > last


@pytest.mark.parametrize("name", POLICIES)
@relaxed
@given(data=some.data())
def test_the_bounds_and_the_extremes_hold_every_rate(name, data):
    policy, last = data.draw(schedules(name))
    rates = [policy.at(step) for step in range(last + 1)]
    if (bounds := policy.bounds()) is not None:
        assert float(min(bounds)) <= min(rates) <= max(rates) <= float(max(bounds))
    if policy.total is not None and policy.total == last:
        low, high = extremes(policy)
        assert (rates[low], rates[high]) == (min(rates), max(rates))


def steps(policy, rate):
    return crossings(policy, Fraction(rate)).steps


def test_cosine_by_hand():
    # the README's awk finds it by going through all steps
    assert steps(Cosine(max="0.002", min="0.0001", T=5000), "0.001") == [2584]
    # cos(π·t/T) is 0 half way, and 1/2 at a third
    assert steps(Cosine(max=1, T=10**12), "0.5") == [5 * 10**11]
    assert steps(Cosine(max=1, T=3 * 10**12), "0.75") == [10**12]


def test_step_decay_jumps_over_a_rate_and_lands_on_one():
    policy = Step(lr="0.001", step_size=1000)
    assert steps(policy, "0.0005") == [1000]
    assert steps(policy, "0.0001") == [1000]
    assert steps(policy, "1e-300") == [297_000]


def test_a_plateau_is_reached_where_it_begins():
    policy = Piecewise(values="0.1,0.2,0.2,0.1,0.2", boundaries="10,20,30,40")
    assert steps(policy, "0.2") == [10, 40]
    assert steps(policy, "0.1") == [0, 30]
    assert steps(policy, "0.15") == [10, 30, 40]
    assert steps(Fixed(lr="0.1"), "0.1") == [0]


def test_a_curve_that_rises_and_falls_is_crossed_twice():
    assert steps(OneCycle(max="0.001", T1=2000, T2=3000), "0.0005") == [1000, 3500]
    assert steps(OneCycle(max="0.001", T1=2000, T2=3000), "0.001") == [2000]
    assert steps(Warmup(max="0.002", warmup=500, T=5000), 0) == [0, 5000]


def test_half_waves_are_crossed_once_each_and_all_of_them_are_told():
    found = crossings(Cosine(max=1, T=1000, cycles=50), Fraction(1, 2))
    assert found == Crossings([10 + 20 * wave for wave in range(50)], False, None)


def test_of_a_schedule_without_end_the_first_ten_are_told():
    found = crossings(Cyclic(max=1, step_up=10), Fraction(1, 2))
    assert found == Crossings([5 + 10 * way for way in range(10)], True, None)


def test_more_crossings_than_can_be_looked_for():
    found = crossings(Cosine(max=1, T=10**12, cycles=10**6), Fraction(1, 2))
    assert found.steps[:10] == [500_000 + 10**6 * wave for wave in range(10)]
    assert found.looked_to < 10**12


def test_no_more_crossings_than_are_asked_for():
    found = crossings(Cosine(max=1, T=10**12, cycles=10**6), Fraction(1, 2), most=10)
    assert found == Crossings([500_000 + 10**6 * wave for wave in range(10)], True, None)
    assert crossings(Cosine(max=1, T=12, cycles=3), Fraction(1, 2), most=3).steps == [2, 6, 10]


@pytest.mark.parametrize("policy", [Linear(max="0.5", T=10**15), Linear(max=0, min="0.5", T=10**15)])
def test_rates_at_and_beyond_the_ends(policy):
    assert steps(policy, "0.5") == [0 if policy.max else 10**15]
    assert steps(policy, 0) == [10**15 if policy.max else 0]
    assert crossings(policy, Fraction("0.6")) == Crossings([], False, None)


def test_a_rate_that_is_only_the_limit_is_never_reached():
    for policy in (Exponential(lr="0.001", gamma="0.9995"), Step(lr="0.001", step_size=1)):
        assert crossings(policy, Fraction(0)) == Crossings([], False, None)
        assert extremes(policy) == (MOST_STEPS, 0)


def test_a_staircase_without_end_is_not_walked_down():
    policy = Step(lr=1, step_size=1, gamma="0.999999")
    # ln(1e-300)/ln(0.999999) = 690775182.4…
    assert steps(policy, "1e-300") == [690_775_183]
    assert steps(policy.after_warmup(100), "1e-300") == [1, 690_775_283]
