"""Cosine annealing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Cosine
from lrcalc.schedule.formula import formula_lines
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.4 of the document, and random parameters for it in mpmath.
TYPED = {"max": "0.002", "min": "0.0001", "T": "5_000"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T", "--total-steps"),
    ("--power",),
    ("--cycles",),
]
FORMULAS = [
    "η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2",
]


def random_parameters(chance):
    total = random_steps(chance)
    typed = {"max": random_rate(chance), "min": random_minimum(chance), "T": total}
    if chance.random() < 0.3:
        typed["power"] = chance.choice(("0", "1", "2", "3", "0.5", "1.7", "1/3", f"{chance.random():.6f}"))
    if chance.random() < 0.3:
        typed["cycles"] = chance.choice(("0", "1", "2", "3", "0.5", "1/3", "7", f"{9 * chance.random():.6f}"))
    return typed, total


def reference(p, t):
    high, low = mp.mpf(p["max"]), mp.mpf(p["min"])
    cycles, power = Fraction(p.get("cycles", "1")), Fraction(p.get("power", "1"))
    half_turns = cycles * t / p["T"] % 2
    if power != 1 and half_turns == 1:  # where mpmath's cosine is not quite −1
        return low if power else high
    scale = (1 + mp.cos(mp.pi * half_turns.numerator / half_turns.denominator)) / 2
    return low + (high - low) * scale ** (mp.mpf(power.numerator) / power.denominator)


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
totals = some.integers(1, 10**12)


@given(rates, rates, totals, some.data())
def test_the_rate_lies_between_minimum_and_maximum(high, low, total, data):
    step = data.draw(some.integers(0, total))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= Cosine(max=high, min=low, T=total).at(step) <= bounds[1]


@given(rates, rates, totals, some.data())
def test_the_rate_never_rises_from_a_maximum_to_a_minimum(first, second, total, data):
    low, high = sorted((first, second), key=Fraction)
    earlier, later = sorted(data.draw(some.tuples(some.integers(0, total), some.integers(0, total))))
    policy = Cosine(max=high, min=low, T=total)
    assert policy.at(earlier) >= policy.at(later)


@given(rates, rates, totals)
def test_it_starts_at_the_maximum_and_ends_at_the_minimum(high, low, total):
    policy = Cosine(max=high, min=low, T=total)
    assert policy.derivation(0).learning_rate.exact == Fraction(high)
    assert policy.derivation(total).learning_rate.exact == Fraction(low)


@given(rates, rates, totals, some.integers(1, 10**12))
def test_the_minimum_is_held_past_the_end(high, low, total, past):
    derivation = Cosine(max=high, min=low, T=total).derivation(total + past)
    assert derivation.learning_rate.exact == Fraction(low)
    assert derivation.step == total + past


@given(rates, rates, some.integers(1, 10**9))
def test_halfway_the_rate_is_the_mean(high, low, half):
    exact = Cosine(max=high, min=low, T=2 * half).derivation(half).learning_rate.exact
    assert exact == (Fraction(high) + Fraction(low)) / 2


@given(rates, some.integers(1, 10**9))
def test_at_a_third_of_the_way_a_quarter_is_gone(high, third):
    # cos(π/3) = 1/2, and (1 + 1/2)/2 = 3/4
    exact = Cosine(max=high, T=3 * third).derivation(third).learning_rate.exact
    assert exact == Fraction(high) * Fraction(3, 4)


def test_a_total_of_one_step_is_the_maximum_and_then_the_minimum():
    policy = Cosine(max="0.002", min="0.0001", T=1)
    assert [policy.at(step) for step in (0, 1, 2)] == [0.002, 0.0001, 0.0001]


def test_where_minimum_and_maximum_are_one_the_rate_is_exactly_that():
    assert Cosine(max="0.1", min="0.1", T=7).derivation(3).learning_rate.exact == Fraction(1, 10)


def test_upside_down_it_rises_from_the_maximum_to_the_minimum():
    # 0.1 + (0.2 − 0.1) × (1 − cos(π/2))/2 = 0.15
    policy = Cosine(max="0.1", min="0.2", T=10)
    assert [policy.at(step) for step in (0, 5, 10)] == [0.1, 0.15, 0.2]


@pytest.mark.parametrize("total", [10**12, 10**15])
def test_one_step_before_a_far_end_the_rate_is_small_and_not_zero(total):
    # (1 + cos(π − x))/2 = (1 − cos x)/2 = sin²(x/2), x = π/T, which does not cancel
    with mp.workdps(50):
        expected = mp.nstr(mp.sin(mp.pi / (2 * total)) ** 2, 30)
    policy = Cosine(max="1", T=total)
    assert policy.at(total - 1) == float(expected)
    assert 0 < policy.at(total - 1) < 1e-23


def test_the_formulas_with_power_and_cycles_are_those_of_the_docstring():
    lines = {
        "((1 + cos(π·t/T))/2)^p": {"power": 2},
        "(1 + cos(π·n·t/T)) / 2": {"cycles": 2},
        "((1 + cos(π·n·t/T))/2)^p": {"power": 2, "cycles": 2},
    }
    for line, more in lines.items():
        assert formula_lines(Cosine(max=1, T=9, **more)) == [f"η_t = η_min + (η_max − η_min) × {line}"]
    assert "((1 + cos(π·t/T))/2)^p" in Cosine.__doc__
    assert "π·n·t/T" in Cosine.__doc__


@pytest.mark.parametrize(
    ("power", "rates"),
    [
        # at T/3 the scale factor is 3/4, at T/2 1/2, at 2T/3 1/4
        ("2", [1.0, 0.5625, 0.25, 0.0625, 0.0]),
        ("0.5", [1.0, 0.8660254037844386, 0.7071067811865476, 0.5, 0.0]),
        ("1", [1.0, 0.75, 0.5, 0.25, 0.0]),
    ],
)
def test_the_scale_factor_is_raised_to_the_power(power, rates):
    policy = Cosine(max=1, T=6, power=power)
    assert [policy.at(step) for step in (0, 2, 3, 4, 6)] == rates


def test_the_power_scales_the_range_and_not_the_minimum():
    # 0.1 + 0.8 · (1/2)²
    assert Cosine(max="0.9", min="0.1", T=10, power=2).at(5) == 0.3


def test_two_half_waves_go_down_and_up_again():
    # transformers' num_cycles = 1: POLICIES.md, trap 21
    policy = Cosine(max=1, T=12, cycles=2)
    assert [policy.at(step) for step in (0, 2, 3, 4, 6, 8, 12, 13)] == [1, 0.75, 0.5, 0.25, 0, 0.25, 1, 1]


def test_half_a_half_wave_ends_half_way_and_three_at_the_minimum():
    assert Cosine(max=1, T=7, cycles="0.5").derivation(7).learning_rate.exact == Fraction(1, 2)
    policy = Cosine(max="0.3", min="0.1", T=9, cycles=3)
    assert [policy.at(step) for step in (0, 3, 6, 9, 10**15)] == [0.3, 0.1, 0.3, 0.1, 0.1]


@given(rates, rates, totals, some.fractions(0, 9), some.data())
def test_any_number_of_half_waves_stays_between_minimum_and_maximum(high, low, total, cycles, data):
    step = data.draw(some.integers(0, total))
    bounds = sorted((float(high), float(low)))
    assert bounds[0] <= Cosine(max=high, min=low, T=total, cycles=cycles).at(step) <= bounds[1]


@given(rates, rates, some.integers(1, 10**9), some.integers(1, 9), some.data())
def test_each_half_wave_is_the_plain_form_or_its_mirror_image(high, low, length, cycles, data):
    wave = data.draw(some.integers(0, cycles - 1))
    step = data.draw(some.integers(0, length))
    whole = Cosine(max=high, min=low, T=length * cycles, cycles=cycles)
    plain = Cosine(max=high, min=low, T=length)
    assert whole.at(wave * length + step) == plain.at(step if wave % 2 == 0 else length - step)


@given(rates, rates, totals, some.data())
def test_a_power_and_a_cycle_of_1_are_the_plain_form(high, low, total, data):
    step = data.draw(some.integers(0, 2 * total))
    expected = Cosine(max=high, min=low, T=total).at(step)
    assert Cosine(max=high, min=low, T=total, power=1, cycles=1).at(step) == expected


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ({"power": 0}, "p = 0: every power is 1, the rate stays at η_max"),
        ({"cycles": 0}, "n = 0: there is no wave, the rate stays at η_max"),
    ],
)
def test_a_power_or_a_number_of_waves_of_0_leaves_the_maximum_and_says_so(more, note):
    policy = Cosine(max="0.3", min="0.1", T=9, **more)
    assert [policy.at(step) for step in (0, 5, 9, 10**15)] == [0.3] * 4
    assert list(policy.notes()) == [note]


def test_the_turns_are_where_the_half_waves_meet():
    policy = Cosine(max=1, T=90, cycles=3)
    assert {30, 60} <= set(policy.turns(policy.phase_at(0)))
    plain = Cosine(max=1, T=90)
    assert list(plain.turns(plain.phase_at(0))) == []


def test_one_half_wave_goes_one_way_and_more_do_not():
    for waves in ({}, {"cycles": 1}, {"cycles": "0.5"}, {"cycles": 3, "power": 0}):
        policy = Cosine(max=1, T=90, **waves)
        assert (policy.monotone, list(policy.turns(policy.phase_at(0)))) == (True, [])
    policy = Cosine(max=1, T=90, cycles="1.5")
    assert (policy.monotone, list(policy.turns(policy.phase_at(0)))) == (False, [60])


def test_the_mistakes_with_power_and_cycles():
    # max 1, T = 12, n = 2, p = 2, t = 2: the angle is π/3, right is (3/4)² = 9/16
    policy = Cosine(max=1, T=12, power=2, cycles=2)
    derivation = policy.derivation(2)
    found = {
        mistake.id: mistake.expression(derivation.phase).real(derivation.point).exact
        for mistake in policy.mistakes(derivation.phase)
    }
    assert derivation.learning_rate.exact == Fraction(9, 16)
    assert found["power-left-out"] == Fraction(3, 4)
    assert found["product-for-power"] == Fraction(3, 2)
    assert found["cosine-raised"] == Fraction(5, 8)
    assert found["no-half"] == Fraction(9, 4)
    assert found["one-minus-cosine"] == Fraction(1, 16)
    # one half wave at π/6 is irrational; t = 4 tells it: the angle is π/3 for 2π/3
    derivation = policy.derivation(4)
    left_out = next(item for item in policy.mistakes(derivation.phase) if item.id == "cycles-left-out")
    assert left_out.expression(derivation.phase).real(derivation.point).exact == Fraction(9, 16)


def test_the_default_steps_are_the_quarters_of_the_total():
    assert Cosine(max=1, T=10).default_steps() == [0, 2, 5, 7, 10]
    assert Cosine(max=1, T=1).default_steps() == [0, 1]


def test_a_wave_shorter_than_a_step_may_turn_at_each():
    policy = Cosine(max=1, T=7, cycles=10**14)
    assert list(policy.turns(policy.phase_at(0))) == [1, 2, 3, 4, 5, 6]
    # as many waves as steps: t/T · n = t half turns
    policy = Cosine(max=1, T=4, cycles=4)
    assert [policy.at(t) for t in range(5)] == [1.0, 0.0, 1.0, 0.0, 1.0]
    assert list(policy.turns(policy.phase_at(0))) == [1, 2, 3]
