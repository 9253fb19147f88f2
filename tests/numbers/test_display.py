"""Numbers as a person reads them; the forms are those of COMMAND-LINE.md §3."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrcalc.numbers.display import decimal_text, quantity_text
from lrcalc.numbers.real import Real


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1", "1.0"),
        ("1.000", "1.0"),
        ("0", "0.0"),
        ("0.000", "0.0"),
        ("-0.000", "0.0"),
        ("-0.707", "-0.707"),
        ("-1.0", "-1.0"),
        ("0.001050", "0.00105"),
        ("0.002", "0.002"),
        ("100", "100.0"),
        ("1e2", "100.0"),
        ("123.450", "123.45"),
        ("0.000001", "0.000001"),
        ("0.00000123", "0.00000123"),
        ("0.000000999999", "9.99999e-07"),
        ("1e-8", "1e-08"),
        ("-1.50e-8", "-1.5e-08"),
        ("1e-100", "1e-100"),
        ("5e-324", "5e-324"),
        ("9999999999999999", "9999999999999999.0"),
        ("1e16", "1e+16"),
        ("1.79769e308", "1.79769e+308"),
        ("-1e20", "-1e+20"),
    ],
)
def test_a_decimal_is_written_without_noise(value, text):
    assert decimal_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_the_text_is_the_decimal_whole(value):
    text = decimal_text(value)
    assert Decimal(text) == value
    mantissa = text.partition("e")[0]
    assert not (mantissa.endswith("0") and "." in mantissa and not mantissa.endswith(".0"))
    assert text.lstrip("-")[0].isdigit()
    assert not (value == 0 and text.startswith("-"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1), "1.0"),
        (Fraction(0), "0.0"),
        (Fraction("0.7071067811865475"), "0.707"),
        (Fraction("-0.7071067811865475"), "-0.707"),
        (Fraction("0.8535533905932737"), "0.854"),
        (Fraction("0.1464466094067263"), "0.146"),
        (Fraction("0.0005"), "0.001"),
        (Fraction("-0.0005"), "-0.001"),
        (Fraction("-0.000499"), "0.0"),
        (Fraction("999.9994"), "999.999"),
        (Fraction("999.9995"), "1000.0"),
        (Fraction("1234.56789"), "1234.57"),
        (Fraction(2**100), "1.26765e+30"),
    ],
)
def test_a_ratio_has_three_places_and_from_1000_on_six_digits(value, text):
    assert quantity_text("ratio", Real(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("0.0017217514421272201"), "0.00172175"),
        (Fraction("0.0003782485578727799"), "0.000378249"),
        (Fraction("0.00105"), "0.00105"),
        (Fraction(1, 3), "0.333333"),
        (Fraction("0.1234565"), "0.123457"),
        (Fraction("0.99999950"), "1.0"),
        (Fraction(1, 10**8), "1e-08"),
        (Fraction("9.9999996e-7"), "0.000001"),
        (Fraction(1, 10**400), "1e-400"),
        (Fraction(0), "0.0"),
    ],
)
def test_a_rate_has_six_significant_digits(value, text):
    assert quantity_text("rate", Real(value)) == text


def test_a_count_is_whole():
    assert quantity_text("count", Real(Fraction(0))) == "0"
    assert quantity_text("count", Real(Fraction(10**15))) == "1000000000000000"
    assert quantity_text("count", Real(Fraction(12)), digits=1) == "12"


@pytest.mark.parametrize("unit", ["ratio", "rate"])
def test_digits_asked_are_significant_digits_of_ratios_and_rates(unit):
    assert quantity_text(unit, Real(Fraction("0.0017217514421272201")), 1) == "0.002"
    assert quantity_text(unit, Real(Fraction("0.0017217514421272201")), 10) == "0.001721751442"
    assert quantity_text(unit, Real(Fraction("-0.7071067811865475")), 7) == "-0.7071068"
    assert quantity_text(unit, Real(Fraction(1, 3)), 50) == "0." + "3" * 50
    assert quantity_text(unit, Real(Fraction(123456)), 2) == "120000.0"
