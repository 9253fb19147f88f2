"""What all policies share: names, steps, notes, derivations, and the examples in their docstrings."""

import dataclasses
import doctest
import importlib

import pytest

import lrcalc
from lrcalc.errors import ScheduleError
from lrcalc.policies import POLICIES, Cosine, Fixed, OneCycle, Policy, Step, Warmup, policy_class
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


@pytest.mark.parametrize(
    "step", ["-1", -1, "1.5", 1.5, "nan", "2m", "abc", "", True, None, 10**15 + 1, "10%"], ids=repr
)
@pytest.mark.parametrize("name", POLICIES)
def test_a_step_that_is_not_a_whole_number_in_range_is_refused(name, step):
    with pytest.raises(ScheduleError, match=r"^step .*taken: "):
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
