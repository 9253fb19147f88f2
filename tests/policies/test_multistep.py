"""Multistep decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.policies import Multistep, Step
from tests.policies.random_numbers import random_rate

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"lr": "0.1", "milestones": "30,60,80", "gamma": "0.1"}
OPTIONS = [
    ("--lr", "--initial-lr"),
    ("--milestones",),
    ("--gamma",),
    ("--T", "--total-steps"),
]
FORMULAS = ["η_t = η_0 × γ^#(m ≤ t)"]


def random_parameters(chance):
    last = chance.randint(1, 10 ** chance.randint(1, 15))
    milestones = [chance.randint(0, last) for _ in range(chance.randint(1, 20))]
    text = ",".join(map(str, milestones))
    gamma = chance.choice(("0.1", "0.5", "1/3", "0", "1.5", f"{chance.random():.6f}"))
    return {"lr": random_rate(chance), "milestones": text, "gamma": gamma}, last


def reference(p, t):
    drops = sum(1 for milestone in p["milestones"].split(",") if int(milestone) <= t)
    return mp.mpf(p["lr"]) * mp.mpf(p["gamma"]) ** drops


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
factors = some.decimals(min_value=0, max_value=1, places=4).map(str)
lists = some.lists(some.integers(0, 100), min_size=1, max_size=9)
steps = some.integers(0, 120)


@given(rates, factors, lists, steps, steps)
def test_the_rate_never_rises_with_a_factor_up_to_1(rate, factor, milestones, one, other):
    policy = Multistep(lr=rate, gamma=factor, milestones=milestones)
    assert float(rate) >= policy.at(min(one, other)) >= policy.at(max(one, other)) >= 0


@given(lists, steps)
def test_each_milestone_up_to_the_step_halves_the_rate(milestones, step):
    exact = Multistep(lr=1, gamma="0.5", milestones=milestones).derivation(step).learning_rate.exact
    for milestone in milestones:
        if milestone <= step:
            exact *= 2
    assert exact == 1


@given(lists, steps)
def test_the_phase_runs_from_milestone_to_milestone(milestones, step):
    phase = Multistep(lr=1, milestones=milestones).derivation(step).phase
    assert phase.first <= step
    assert phase.first in {0, *milestones}
    later = [milestone for milestone in milestones if milestone > step]
    assert phase.last == (min(later) - 1 if later else None)


@given(rates, factors, some.integers(1, 50), some.integers(0, 500))
def test_milestones_at_every_multiple_are_step_decay(rate, factor, size, step):
    milestones = range(size, 501, size)
    expected = Step(lr=rate, gamma=factor, step_size=size).at(step)
    assert Multistep(lr=rate, gamma=factor, milestones=list(milestones) or [10**15]).at(step) == expected


def test_by_hand():
    # 0.1 · 0.1^0, ^1, ^1, ^2, ^3: a milestone itself has the drop
    policy = Multistep(lr="0.1", milestones="30,60,80")
    assert [policy.at(step) for step in (29, 30, 59, 60, 80, 10**15)] == [
        0.1,
        0.01,
        0.01,
        0.001,
        0.0001,
        0.0001,
    ]


def test_the_numbers_of_the_traps():
    # POLICIES.md, trap 15: milestone 10, updates 8 to 12, in torch, optax, paddle and fvcore
    policy = Multistep(lr=1, milestones=10)
    assert [policy.at(step) for step in range(8, 13)] == [1, 1, 0.1, 0.1, 0.1]
    # in timm 1 .1 .1 .1 .1, in keras 1 1 1 .1 .1: the mistakes of one step early and one late
    found = {}
    for step in range(8, 13):
        derivation = policy.derivation(step)
        for mistake in policy.mistakes(derivation.phase):
            value = mistake.expression(derivation.phase).real(derivation.point).exact
            found.setdefault(mistake.id, []).append(value)
    assert found["early-drop"] == [1, *[Fraction(1, 10)] * 4]
    assert found["late-drop"] == [1, 1, 1, Fraction(1, 10), Fraction(1, 10)]


def test_milestones_out_of_order_are_put_in_order_with_a_note():
    policy = Multistep(lr=1, milestones="60,30", gamma="0.5")
    assert policy == Multistep(lr=1, milestones="30,60", gamma="0.5")
    assert [policy.at(step) for step in (29, 30, 60)] == [1, 0.5, 0.25]
    assert list(policy.notes()) == ["the milestones are not in order: sorted"]
    assert policy.typed["milestones"] == "60,30"


def test_a_milestone_that_stands_twice_drops_twice_as_in_torch():
    policy = Multistep(lr=1, milestones="10,10,20", gamma="0.5")
    assert [policy.at(step) for step in (9, 10, 19, 20)] == [1, 0.25, 0.25, 0.125]
    assert list(policy.notes()) == ["milestone 10 is given 2 times: as many drops there"]


def test_a_milestone_at_step_0_and_one_far_away():
    policy = Multistep(lr=1, milestones=[0, 10**15], gamma="0.5")
    assert [policy.at(step) for step in (0, 10**15 - 1, 10**15)] == [0.5, 0.5, 0.25]


def test_without_a_milestone_the_rate_stays():
    assert Multistep(lr="0.1", milestones=[]).at(10**15) == 0.1


def test_a_factor_of_0_leaves_nothing_after_the_first_milestone():
    policy = Multistep(lr="0.1", milestones=10, gamma=0)
    assert [policy.at(step) for step in (0, 9, 10, 10**15)] == [0.1, 0.1, 0, 0]


@pytest.mark.parametrize("given", ["10%", "1.5", "-3", "30;60", "1e16", "2m"])
def test_milestones_that_are_no_steps_are_refused(given):
    with pytest.raises(ParameterError, match=r"--milestones: expected "):
        Multistep(lr=1, milestones=given)


def test_the_default_steps_are_both_sides_of_each_milestone_but_not_of_a_hundred():
    assert Multistep(lr=1, milestones="30,60,80").default_steps() == [0, 29, 30, 59, 60, 79, 80]
    assert Multistep(lr=1, milestones="0,1").default_steps() == [0, 1]
    # 0, both sides of 10 to 140, and of the last, 990
    many = Multistep(lr=1, milestones=range(0, 1000, 10)).default_steps()
    assert (len(many), many[-2:]) == (31, [989, 990])


def test_there_is_no_end():
    assert Multistep(lr=1, milestones=5).total is None


def test_a_milestone_may_be_a_share_of_a_total():
    policy = Multistep(lr="0.1", milestones="50%,75%,90", T=100)
    assert policy.milestones == (50, 75, 90)
    assert [policy.at(step) for step in (49, 50, 74, 75, 90, 1000)] == [
        0.1,
        0.01,
        0.01,
        0.001,
        0.0001,
        0.0001,
    ]
    assert (policy.total, policy.typed["milestones"]) == (100, "50%,75%,90")
    cut = Multistep(lr="0.1", milestones="33%", T=10)
    assert list(cut.notes()) == [
        "--milestones 33% of 10 steps is 3.3, rounded down to 3 (transformers rounds up)"
    ]
    with pytest.raises(
        ParameterError, match=r"^--milestones: expected a number of steps, for there is no total"
    ):
        Multistep(lr="0.1", milestones="50%")
