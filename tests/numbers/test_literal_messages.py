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


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("abc", "'abc' is not a number that can be read"),
        ("nan", "'nan' is not a number that can be read"),
        (float("inf"), "'inf' is not a number that can be read"),
        ("", "'' is not a number that can be read"),
        ("2m", "'2m' is not a number that can be read"),
        ("٣", "'٣' is not a number that can be read"),
        ("-1", "'-1' is negative"),
        ("1/0", "'1/0' divides by zero"),
        (True, "True is not a number"),
    ],
)
def test_a_refused_rate_is_named_beside_the_forms_that_are_taken(given, reason):
    text = message(parse_rate, given)
    assert text.startswith(reason)
    assert "taken: a number such as 0.002, .002, 2e-3 or 1/500" in text


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("abc", "'abc' is not a number of steps"),
        ("2m", "'2m' is not a number of steps"),
        ("٣", "'٣' is not a number of steps"),
        ("1.5", "'1.5' is not a whole number of steps"),
        (1.5, "'1.5' is not a whole number of steps"),
        (False, "False is not a number of steps"),
    ],
)
def test_a_refused_count_is_named_beside_the_forms_that_are_taken(given, reason):
    text = message(parse_steps, given)
    assert text.startswith(reason)
    assert "taken: a whole number such as 5000, 5_000, 5e3, 5k or 1.5M" in text


@pytest.mark.parametrize("given", ["-1", "1000000000000001", "1e999"])
def test_a_count_out_of_range_is_named_beside_the_range(given):
    assert message(parse_steps, given) == f"'{given}' is out of range; taken: from 0 to 10^15 steps"


def test_the_lower_case_m_is_asked_back():
    assert message(parse_steps, "2m").endswith("did you mean 2M?")
    assert "did you mean" not in message(parse_steps, "2x")


def test_a_refused_percentage_is_named_beside_what_is_taken():
    assert message(parse_percentage, "x%") == "'x%' is not a percentage; taken: such as 10% or 12.5%"
    assert (
        message(parse_percentage, "-1%")
        == "'-1%' is out of range; taken: from 0% on, to no more than 10^15 steps"
    )


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
