"""Reading the parameters of a policy: exact, kept as typed, and refused by the name of their option."""

import inspect
from array import array
from decimal import Decimal
from fractions import Fraction

import pytest

from lrcalc.errors import ParameterError
from lrcalc.policies import POLICIES, Cosine, Multistep, Noam, OneCycle, Step, Warmup, policy_class
from tests.policies import specimens
from tests.policies.specimens import TYPED, fields, make

# The options of §1 of the command line, by field.
# The options as the contract names them.
LABELS = {
    field: options[0]
    for name in POLICIES
    for field, options in zip(policy_class(name).parameters(), specimens.of(name).OPTIONS, strict=True)
}
EVERY_RATE = [(name, field) for name in TYPED for field in fields(name, "rate", "factor")]
EVERY_COUNT = [(name, field) for name in TYPED for field in fields(name, "steps")]
EVERY_LIST = [(name, field) for name in TYPED for field in fields(name, "rates", "steps list")]
EVERY_PARAMETER = EVERY_RATE + EVERY_COUNT + EVERY_LIST


def parameter(pair):
    return policy_class(pair[0]).parameters()[pair[1]]


@pytest.mark.parametrize("name", POLICIES)
def test_parameters_are_kept_as_typed(name):
    assert make(name).typed == TYPED[name]


def test_parameters_are_kept_as_exact_numbers_too():
    policy = make("warmup")
    assert (policy.max, policy.min, policy.warmup, policy.T) == (
        Fraction(1, 500),
        Fraction(1, 10_000),
        500,
        5000,
    )
    assert isinstance(policy.T, int)


@pytest.mark.parametrize(("name", "field"), EVERY_RATE)
def test_a_float_means_its_shortest_decimal(name, field):
    assert getattr(make(name, **{field: 1.1}), field) == Fraction(11, 10)


@pytest.mark.parametrize(
    "given", ["0.002", "2e-3", "1/500", 0.002, Decimal("0.002"), Fraction(1, 500)], ids=repr
)
def test_every_kind_of_number_is_the_same_rate(given):
    assert Cosine(max=given, min="0.0001", T=5000) == make("cosine")


@pytest.mark.parametrize(
    "given", ["-1", "-1e-9", "nan", "inf", "1e999", "1e-999", "abc", "", "1/0", "2m", "10%", "٣"]
)
@pytest.mark.parametrize(("name", "field"), EVERY_RATE)
def test_a_refused_rate_names_the_option_and_what_was_given_and_what_is_taken(name, field, given):
    # a share of another parameter, or of 1
    if given == "10%" and (parameter((name, field)).share_of or parameter((name, field)).unit == "factor"):
        return
    with pytest.raises(ParameterError) as caught:
        make(name, **{field: given})
    assert caught.value.option == LABELS[field]
    assert str(caught.value) == f"{LABELS[field]}: {caught.value.reason}"
    assert repr(given) in caught.value.reason
    assert caught.value.reason.startswith("expected ")


@pytest.mark.parametrize(
    "given", ["-1", "1.5", "nan", "inf", "1e999", "1000000000000001", "abc", "", "2m", "x%", "٣"]
)
@pytest.mark.parametrize(("name", "field"), EVERY_COUNT)
def test_a_refused_count_names_the_option_and_what_was_given_and_what_is_taken(name, field, given):
    with pytest.raises(ParameterError) as caught:
        make(name, **{field: given})
    assert caught.value.option == LABELS[field]
    assert str(caught.value) == f"{LABELS[field]}: {caught.value.reason}"
    assert repr(given) in caught.value.reason
    assert caught.value.reason.startswith("expected ")


@pytest.mark.parametrize(("name", "field"), [pair for pair in EVERY_COUNT if parameter(pair).least])
def test_a_total_or_an_interval_of_0_is_refused(name, field):
    with pytest.raises(ParameterError, match=r"expected from 1 to .*, got '0'"):
        make(name, **{field: "0"})


@pytest.mark.parametrize(("name", "field"), [pair for pair in EVERY_COUNT if not parameter(pair).share_of])
def test_a_percentage_is_refused_where_there_is_no_total_for_it(name, field):
    with pytest.raises(
        ParameterError,
        match="expected a number of steps, for there is no total to take a percentage of, got '10%'",
    ) as caught:
        make(name, **{field: "10%"})
    assert caught.value.option == LABELS[field]


def test_a_share_of_the_maximum_or_of_1():
    assert Cosine(max="0.002", min_ratio="10%", T=10).min == Fraction(2, 10000)
    assert OneCycle(max=1, T=100, pct_start="40%") == OneCycle(max=1, T=100, pct_start="0.4")
    assert Warmup(max="0.02", warmup=5, T=10, warmup_start="1%").at(0) == 0.0002
    assert Cosine(max="0.02", T=10).after_warmup(5, "1%").at(0) == 0.0002
    assert Step(lr="0.02", s=3).after_warmup(5, "1%").at(0) == 0.0002
    with pytest.raises(ParameterError, match="a rate, for there is no maximum to take a percentage of"):
        Noam(d_model=512, warmup=5).after_warmup(5, "1%")


def test_what_is_required_is_not_none():
    for made in (lambda: Cosine(max=None, T=10), lambda: Cosine(max=1, T=None)):
        with pytest.raises(ParameterError, match="expected a value, got None"):
            made()


@pytest.mark.parametrize("milestones", [(30, 60), range(30, 61, 30), array("q", [30, 60]), {30: 0, 60: 0}])
def test_several_numbers_come_in_any_collection(milestones):
    assert Multistep(lr=1, milestones=milestones) == Multistep(lr=1, milestones="30,60")


def test_the_names_of_options_are_names_of_parameters():
    assert Step(lr="0.1", s=30) == Step(lr="0.1", step_size=30)
    assert Cosine(max_lr="0.1", total_steps=30, min_lr=0) == Cosine(max="0.1", T=30, min=0)
    with pytest.raises(TypeError, match="more than one value for step_size"):
        Step(lr="0.1", s=30, step_size=3)
    with pytest.raises(TypeError, match="unexpected keyword argument 'q'"):
        Step(lr="0.1", q=30)


def test_the_signature_of_a_policy_names_its_parameters():
    assert list(inspect.signature(Step).parameters) == ["lr", "step_size", "gamma", "T"]
    assert inspect.signature(Step).parameters["gamma"].default == "0.1"
    for policy in map(policy_class, POLICIES):
        own = inspect.signature(policy).parameters
        assert own.keys() >= policy.parameters().keys()
        assert "self" not in own


@pytest.mark.parametrize(
    "given", ["", "nan", "-1", "1,", ",1", "1,,2", "1;2", "1,x", ["x"], [1, [2]], ["1"] * 10_001], ids=ascii
)
@pytest.mark.parametrize(("name", "field"), EVERY_LIST)
def test_a_refused_list_names_the_option_and_what_is_taken(name, field, given):
    with pytest.raises(ParameterError, match="expected ") as caught:
        make(name, **{field: given})
    assert caught.value.option == LABELS[field]
    assert len(str(caught.value)) < 200


def test_10_000_numbers_are_taken_and_one_more_is_not():
    assert len(Multistep(lr=1, milestones=[1] * 10_000).milestones) == 10_000
    with pytest.raises(ParameterError, match="expected up to 10000 numbers, got 10001"):
        Multistep(lr=1, milestones=[1] * 10_001)


def test_a_share_of_the_total_comes_to_10_to_the_15_steps_at_most():
    assert Warmup(max=1, T="1e15", warmup="100%").warmup == 10**15
    with pytest.raises(
        ParameterError, match=r"expected from 0 to 10\^15 steps, got '101%', which is 1010000000000000"
    ):
        Warmup(max=1, T="1e15", warmup="101%")


@pytest.mark.parametrize(("name", "field"), EVERY_PARAMETER)
@pytest.mark.parametrize(
    "given", ["1" * 5000, "x" * 5000, 10**5000], ids=["digits", "letters", "whole number"]
)
def test_a_huge_parameter_is_refused_in_one_short_line(name, field, given):
    with pytest.raises(ParameterError) as caught:
        make(name, **{field: given})
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


def test_a_percentage_with_much_room_around_it_is_refused_in_one_short_line():
    with pytest.raises(ParameterError) as caught:
        make("cosine", T="5%" + "\n" * 5000)
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


def test_a_count_with_a_point_between_thousands_is_read_and_said():
    (note, *_) = Cosine(max="0.002", T="5.000").notes()
    assert note == "T = 5.000 was read as 5; a point is a decimal point"
    assert list(Cosine(max="0.002", T="5000.0").notes()) == []
