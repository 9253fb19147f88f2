"""What all policies share: names, steps, notes, derivations, and the examples in their docstrings."""

import dataclasses
import doctest
import importlib

import pytest

import lrcalc
from lrcalc.errors import ScheduleError
from lrcalc.policies import (
    POLICIES,
    Cosine,
    Exponential,
    Fixed,
    InverseSqrt,
    OneCycle,
    Policy,
    Step,
    Warmup,
    Wsd,
    policy_class,
)
from tests.policies.specimens import TYPED, fields, make


@pytest.mark.parametrize(
    "module", ["lrcalc", *(f"lrcalc.policies.{name.replace('-', '_')}" for name in POLICIES)]
)
def test_the_examples_in_the_docstrings_are_right(module):
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_is_found_by_its_command_name_and_by_its_class_name(name):
    found = policy_class(name)
    assert issubclass(found, Policy)
    assert found.name == name
    assert getattr(lrcalc, found.__name__) is found


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="Sine"):
        _ = lrcalc.Sine


def test_policies_are_equal_if_their_numbers_are_however_typed():
    assert Cosine(max="0.002", T="5k") == Cosine(max="1/500", min="0.0", T=5000)
    assert hash(Cosine(max="0.002", T="5k")) == hash(Cosine(max=0.002, T=5000))
    assert Cosine(max="0.002", T="5k") != Cosine(max="0.002", T=5001)


def test_a_policy_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        make("fixed").lr = 1


@pytest.mark.parametrize("name", POLICIES)
def test_parameters_are_given_by_name(name):
    for field, value in TYPED[name].items():
        others = {other: TYPED[name][other] for other in TYPED[name] if other != field}
        with pytest.raises(TypeError):
            policy_class(name)(value, **others)


@pytest.mark.parametrize(
    "step", ["-1", -1, "1.5", 1.5, "nan", "2m", "abc", "", True, None, 10**15 + 1, "10%"], ids=repr
)
@pytest.mark.parametrize("name", POLICIES)
def test_a_step_that_is_not_a_whole_number_in_range_is_refused(name, step):
    with pytest.raises(ScheduleError, match=r"^step: expected "):
        make(name).at(step)


@pytest.mark.parametrize("name", POLICIES)
def test_the_last_step_that_can_be_asked_for_has_a_rate(name):
    assert make(name).at(10**15) >= 0


def test_a_step_is_read_in_every_form():
    policy = make("cosine")
    assert policy.at("2.5k") == policy.at("2_500") == policy.at(2500.0) == policy.at(2500) == 0.00105


@pytest.mark.parametrize("name", POLICIES)
def test_ordinary_parameters_are_not_remarked_upon(name):
    assert list(make(name).notes()) == []


@pytest.mark.parametrize("name", [name for name in POLICIES if "min" in TYPED[name]])
def test_a_minimum_above_the_maximum_is_noted_and_one_that_equals_it_is_not(name):
    upside_down = "η_min is larger than η_max: the curve is upside down"
    assert list(make(name, max="0.1", min="0.2").notes()) == [upside_down]
    assert list(make(name, max="0.2", min="0.2").notes()) == []


@pytest.mark.parametrize("name", [name for name in POLICIES if "gamma" in TYPED[name]])
@pytest.mark.parametrize(
    ("gamma", "notes"),
    [
        ("1.01", ["γ is larger than 1: the rate grows"]),
        ("1", []),
        ("0", ["γ is 0: from the first factor on the rate is 0"]),
        ("5e-324", []),
    ],
)
def test_a_factor_above_1_and_a_factor_of_0_are_noted(name, gamma, notes):
    assert list(make(name, gamma=gamma).notes()) == notes


@pytest.mark.parametrize("name", POLICIES)
def test_a_rate_of_0_is_0_at_every_step(name):
    zero = dict.fromkeys(fields(name, "rate") or fields(name, "factor"), "0")
    zeros = {field: ["0"] * len(TYPED[name][field].split(",")) for field in fields(name, "rates")}
    policy = make(name, **zero, **zeros)
    assert [policy.at(step) for step in (0, 1, 500, 501, 10**15)] == [0.0] * 5


@pytest.mark.parametrize("name", POLICIES)
def test_every_default_step_can_be_asked_for(name):
    # a share of the total grows with it
    longest = {field: "5e14" for field in fields(name, "steps") if "%" not in TYPED[name][field]}
    policy = make(name, **longest)
    assert all(policy.at(step) >= 0 for step in policy.default_steps())


def test_the_default_steps_are_those_a_textbook_would_take():
    assert Fixed(lr=1).default_steps() == [0, 100, 1000, 10000]
    assert Step(lr=1, step_size=1000).default_steps() == [0, 999, 1000, 1999, 2000, 2999]
    assert Step(lr=1, step_size=1).default_steps() == [0, 1, 2]
    # 10^15 is the last step there is
    assert Step(lr=1, step_size="1e15").default_steps() == [0, 10**15 - 1, 10**15]
    assert Exponential(lr=1, gamma=1, decay_steps=7).default_steps() == [0, 3, 7, 14, 70]
    assert Exponential(lr=1, gamma=1, decay_steps=1).default_steps() == [0, 100, 1000, 10000]
    assert Exponential(lr=1, gamma=1, decay_steps="1e14").default_steps()[-2:] == [2 * 10**14, 10**15]
    assert InverseSqrt(max=1, warmup=6).default_steps() == [0, 3, 6, 24, 96]
    assert InverseSqrt(max=1, warmup="1e15").default_steps() == [0, 5 * 10**14, 10**15]
    assert Warmup(max=1, warmup=1, T=3).default_steps() == [0, 1, 2, 3]


@pytest.mark.parametrize("name", POLICIES)
def test_the_quantities_of_a_derivation_are_its_columns_and_end_in_the_rate(name):
    policy = make(name)
    for step in (0, 600, 2500, 10**6):
        derivation = policy.derivation(step)
        keys = [quantity.key for quantity in derivation.phase.quantities]
        assert keys == [key for key in policy.columns if key in keys]
        assert keys[-1] == "learning_rate"
        assert float(derivation) == derivation["learning_rate"].double() == policy.at(step)
        assert ("phase" in policy.columns) == bool(derivation.phase.name)
        assert "unknown" not in derivation


def test_how_many_updates_a_run_has():
    assert Cosine(max=1, T=500).updates == 500
    assert OneCycle(max=1, T1=30, T2=70).updates == 100
    assert Fixed(lr=1).updates is None
    # torch counts the updates: the T-th is at step T − 1
    assert (OneCycle(max=1, T=100).updates, OneCycle(max=1, T=100).total) == (100, 99)


def test_a_warmup_before_a_policy_counts_among_its_updates_where_they_are_no_part_of_a_total():
    assert Cosine(max=1, T=500).after_warmup(50).updates == 500
    assert OneCycle(max=1, T1=30, T2=70).after_warmup(50).updates == 150
    assert OneCycle(max=1, T=100).after_warmup(50).updates == 100
    assert Fixed(lr=1).after_warmup(50).updates is None


SHORT = [
    Warmup(max=1, warmup=0, T=3),
    Warmup(max=1, warmup=1, T=3),
    OneCycle(max=1, T1=0, T2=2),
    OneCycle(max=1, T1=1, T2=1),
    OneCycle(max=1, T=10, three_phase=True),
    Wsd(max=1, warmup=0, decay=4, T=4),
    Wsd(max=1, warmup=1, decay=1, T=3),
    Step(lr=1, step_size=1).after_warmup(0),
    Step(lr=1, step_size=1).after_warmup(1),
]


WARMED_UP = [make(name).after_warmup(7) for name in POLICIES]


@pytest.mark.parametrize("policy", [*map(make, POLICIES), *SHORT, *WARMED_UP], ids=lambda policy: policy.name)
def test_each_phase_begins_where_the_one_before_ends(policy):
    first = 0
    for _ in range(6):
        phase = policy.phase_at(first)
        assert phase.first == first
        last = policy.total if phase.last is None else phase.last
        if last is None:
            return
        assert policy.phase_at(last).quantities[-1].key == "learning_rate"
        assert (policy.phase_at(last).first, policy.phase_at(last).last) == (first, phase.last)
        if policy.total is not None and last >= policy.total:
            assert last == policy.total
            return
        first = last + 1


RISING_FIRST = ("warmup", "inverse-sqrt", "noam")
# From which step on the rate of the numbers typed never turns: where it goes one way from the first, or where
# a slow decay begins. The others rise and fall.
NEVER_TURNS = {
    **dict.fromkeys(["fixed", "cosine", "step", "exponential", "linear", "polynomial", "multistep"], 0),
    **dict.fromkeys(["inverse-time", "flat-cosine", "tanh", "rex"], 0),
}


@pytest.mark.parametrize("name", [name for name in POLICIES if name not in RISING_FIRST])
def test_what_goes_one_way_is_known_to(name):
    policy = make(name)
    assert policy.monotone_from == NEVER_TURNS.get(name)
    assert policy.monotone == (name in NEVER_TURNS)


@pytest.mark.parametrize("name", RISING_FIRST)
def test_what_decays_after_its_warm_up_goes_one_way_from_there(name):
    assert make(name, warmup=70).monotone_from == 70
