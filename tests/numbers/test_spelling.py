"""Numbers in the spellings that answers are read in, and what a comma or a per cent was meant for."""

from fractions import Fraction

import pytest

from lrcalc.numbers.literal import (
    LiteralError,
    parse_factor,
    parse_list,
    parse_percentage,
    parse_rate,
    parse_steps,
    parse_whole,
)


@pytest.mark.parametrize(
    "typed",
    [
        "2·10^-3",
        "2*10^-3",
        "2×10⁻³",
        "2 x 10^-3",
        "2*10**-3",
        "2e−3",
        r"$2\cdot10^{-3}$",
        "2·10^(-3)",
        "2·10-3",
    ],
)
def test_two_thousandths_are_read_in_every_spelling(typed):
    assert parse_rate(typed) == Fraction(2, 1000)


def test_a_power_of_ten_alone_is_one():
    assert parse_rate("10^-4") == Fraction(1, 10_000)
    assert parse_steps("10^4") == 10_000
    assert parse_steps("5·10^3") == parse_steps("5×10³") == 5000


def test_times_a_hundred_is_no_power_of_ten():
    with pytest.raises(LiteralError):
        parse_rate("2*100")


def test_a_percentage_of_what_is_known():
    assert parse_factor("95%") == Fraction(95, 100)
    assert parse_percentage("12.5 %") == Fraction(1, 8)


@pytest.mark.parametrize(
    ("read", "typed", "meant"),
    [
        (parse_rate, "0,002", "0.002"),
        (parse_rate, ",002", ".002"),
        (parse_rate, "1,5e-3", "1.5e-3"),
        (parse_rate, "1,250", "1.250"),
        (parse_rate, "1'000", "1000"),
        (parse_rate, "0.2%", "0.002"),
        (parse_rate, "0,2 %", "0.002"),
        (parse_steps, "5,000", "5000"),
        (parse_steps, "5 000", "5000"),
        (parse_steps, "5'000", "5000"),
        (parse_steps, "5.000.000", "5000000"),
        (parse_steps, "1,5k", "1.5k"),
        (parse_steps, "2,4ep", "2.4ep"),
        (parse_whole, "1,024", "1024"),
        (parse_percentage, "12,5%", "12.5%"),
        (parse_list, "0,001", "0.001"),
        (parse_list, "0,1,0,01", "0.1,0.01"),
        (parse_list, "1,0,001", "1,0.001"),
    ],
)
def test_what_was_meant_is_said(read, typed, meant):
    with pytest.raises(LiteralError) as error:
        read(typed)
    assert str(error.value).endswith(f"(did you mean {meant}?)")


@pytest.mark.parametrize("typed", ["5,5", "1,2,3", "a,b", "5,00,000", "0,,2"])
def test_what_no_one_knows_is_not_guessed(typed):
    with pytest.raises(LiteralError) as error:
        parse_steps(typed)
    assert "did you mean" not in str(error.value)


def test_rates_between_commas_are_no_decimal_commas():
    assert parse_list("1,0.1,0.01,0") == ["1", "0.1", "0.01", "0"]
    assert parse_list("0,0.5") == ["0", "0.5"]
