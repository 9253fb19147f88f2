"""What a refusal says: what was given and what is taken, and never much of it."""

from fractions import Fraction

import pytest

from lrcalc.numbers.literal import LiteralError, parse_percentage, parse_rate, parse_steps, shown

LONGEST_MESSAGE = 160

HUGE = {
    "5,000 digits": "7" * 5000,
    "5,000 letters": "x" * 5000,
    "5,000 digits and a percent sign": "7" * 5000 + "%x%",
    "a whole number of 5,001 digits": 10**5000,
    "a negative whole number of 5,001 digits": -(10**5000),
    "a fraction above all doubles": Fraction(10**5000),
    "a fraction below all doubles": Fraction(1, 10**5000),
    "a line break for every letter": "\n" * 5000 + "x",
}


def message(parse, given):
    with pytest.raises(LiteralError) as caught:
        parse(given)
    return str(caught.value)


RATES = "a number such as 0.002, .002, 2e-3 or 1/500"
STEPS = "a number of steps such as 5000 or 5k"


@pytest.mark.parametrize("given", ["abc", "nan", float("inf"), "", "2m", "٣"])
def test_a_refused_rate_is_named_beside_the_forms_of_one(given):
    assert message(parse_rate, given) == f"expected {RATES}, got '{given}'"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("-1", f"expected {RATES}, zero or more, got '-1'"),
        ("1/0", f"expected {RATES}, got '1/0', which divides by zero"),
        (True, f"expected {RATES}, got True"),
    ],
)
def test_a_number_that_is_no_rate_is_said_to_be_none(given, text):
    assert message(parse_rate, given) == text


@pytest.mark.parametrize("given", ["abc", "2x", "٣"])
def test_a_refused_count_is_named_beside_the_forms_of_one(given):
    assert message(parse_steps, given) == f"expected {STEPS}, got '{given}'"


@pytest.mark.parametrize("given", ["1.5", 1.5])
def test_a_part_of_a_step_is_named_beside_whole_ones(given):
    assert message(parse_steps, given) == f"expected a whole number of steps{STEPS[17:]}, got '1.5'"


@pytest.mark.parametrize("given", ["-1", "1000000000000001", "1e999"])
def test_a_count_out_of_range_is_named_beside_the_range(given):
    assert message(parse_steps, given) == f"expected from 0 to 10^15 steps, got '{given}'"


def test_the_lower_case_m_is_asked_back():
    assert message(parse_steps, "2m") == f"expected {STEPS}, got '2m' (did you mean 2M?)"
    assert "did you mean" not in message(parse_steps, "2x")


def test_a_refused_percentage_is_named_beside_what_one_is():
    assert message(parse_percentage, "x%") == "expected a percentage such as 10% or 12.5%, got 'x%'"
    text = "expected a percentage from 0% on, of no more than 10^15 steps, got '-1%'"
    assert message(parse_percentage, "-1%") == text


@pytest.mark.parametrize("given", HUGE.values(), ids=HUGE.keys())
def test_the_message_about_a_huge_rate_is_one_short_line(given):
    text = message(parse_rate, given)
    assert len(text) <= LONGEST_MESSAGE
    assert text.isprintable()


@pytest.mark.parametrize("given", HUGE.values(), ids=HUGE.keys())
def test_the_message_about_a_huge_count_is_one_short_line(given):
    text = message(parse_steps, given)
    assert len(text) <= LONGEST_MESSAGE
    assert text.isprintable()


@pytest.mark.parametrize("given", ["7" * 5000 + "%", "x" * 5000 + "%"], ids=["digits", "letters"])
def test_the_message_about_a_huge_percentage_is_one_short_line(given):
    assert len(message(parse_percentage, given)) <= LONGEST_MESSAGE


def test_control_characters_are_shown_escaped():
    assert shown("1\x1b[31m\n") == r"'1\x1b[31m\n'"


def test_forty_characters_are_shown_whole_and_forty_one_are_not():
    assert shown("7" * 40) == "'" + "7" * 40 + "'"
    assert shown("7" * 41) == "'" + "7" * 24 + "… (41 characters)'"


@pytest.mark.parametrize(
    ("given", "bound"),
    [
        ("1e999999999", "a number up to the largest double, 1.79e308"),
        ("2.5E+99999", "a number up to the largest double, 1.79e308"),
        ("1/1e999999", "a number up to the largest double, 1.79e308"),
        ("1e-999999999", "0, or a number from the smallest double on, 5e-324"),
        (".5e-50000", "0, or a number from the smallest double on, 5e-324"),
        ("1e99999x", RATES),
    ],
)
def test_a_rate_with_a_long_exponent_is_too_large_or_too_small(given, bound):
    assert message(parse_rate, given) == f"expected {bound}, got '{given}'"


def test_steps_with_a_long_exponent_are_too_many():
    assert message(parse_steps, "1e99999") == "expected a number of steps up to 10^15, got '1e99999'"
