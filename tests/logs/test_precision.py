"""Agreement by the digits there are."""

from __future__ import annotations

import math
import struct

import pytest

from lrcalc.logs.precision import Rule, rules
from lrcalc.logs.reading.numerals import numeral


def numerals(*texts: str):
    return [number for text in texts if (number := numeral(text))]


@pytest.mark.parametrize(
    ("texts", "kind", "digits"),
    [
        (["1.507E-05", "3.000E-05"], "significant", 4),
        (["0.00012", "0.00001", "0.00100"], "decimals", 5),
        (["0.000225", "0.0009986", "0.0001"], "significant", 4),
        (["9.999999747378752e-05", "4.999999873689376e-05"], "float32", 0),
        (["3.9534883e-05", "0.00011860466"], "float32", 0),
        (["1.3333333333333334e-06", "0.001"], "double", 0),
        (["1.500000E-05", "3.000000E-05"], "significant", 7),
        (["0.0", "0.0"], "double", 0),
        (["0.000E+00", "0.000E+00"], "double", 0),
        (["0.0000", "0.0000"], "decimals", 4),
    ],
)
def test_the_rule_of_a_column(texts: list[str], kind: str, digits: int) -> None:
    first = rules(numerals(*texts))[0]
    assert (first.kind, first.digits if digits else 0) == (kind, digits)


def test_a_printed_tie_may_go_either_way() -> None:
    """201 × 7.5e-8 = 1.5075e-5 is printed as 1.507E-05 and as 1.508E-05."""
    rates = numerals("1.507E-05", "1.508E-05")
    bounds = Rule("significant", 4).bounds([rate.value for rate in rates], 1.5e-4)
    assert bounds.low[0] <= 1.5075e-05 <= bounds.high[0]
    assert bounds.low[1] <= 1.5075e-05 <= bounds.high[1]
    assert not bounds.low[0] <= 1.5085e-05 <= bounds.high[0]


def test_five_decimals_say_little() -> None:
    """4e-05 to five decimals is anything from 3.5e-5 to 4.5e-5."""
    (rate,) = numerals("4e-05")
    bounds = Rule("decimals", 5).bounds([rate.value], 1e-3)
    assert bounds.low[0] == pytest.approx(3.5e-5)
    assert bounds.high[0] == pytest.approx(4.5e-5)


def test_what_is_no_number() -> None:
    assert numeral("nan") is None
    assert numeral("inf") is None
    assert numeral("-0.1") is None
    assert numeral("1" * 100) is None
    assert numeral("'0.5'") is not None


def test_float32_that_was_written_to_decimals() -> None:
    """Half a unit of the last decimal and 3e-7 of the peak: 8 decimals of a rate of 1e-3."""
    column = [numeral(text) for text in ("0.00100000", "0.00050000", "0.00000001")]
    found = rules([item for item in column if item is not None])
    single = next(rule for rule in found if rule.kind == "decimals" and rule.is_single)
    assert str(single) == "to the 8 decimals logged, computed in float32"
    assert found.index(single) > found.index(single._replace(is_single=False))
    bounds = single.bounds([item.value for item in column if item is not None], 1e-3)
    assert bounds.high[2] == pytest.approx(1e-8 + 0.5e-8 + 3e-10, rel=1e-4)


def test_many_digits_that_no_float32_has_were_not_computed_in_float32() -> None:
    rates = [0.0001 + 0.0019 * (1 + math.cos(math.pi * t / 5000)) / 2 for t in range(0, 5001, 250)]
    off = [rate * (1 + 2e-7) for rate in rates]
    column = numerals(*(f"{rate:.12g}" for rate in off))
    assert not any(rule.kind == "float32" or rule.is_single for rule in rules(column))
    single = [struct.unpack("f", struct.pack("f", rate))[0] for rate in rates]
    assert any(rule.kind == "float32" for rule in rules(numerals(*(f"{rate:.12g}" for rate in single))))


def test_small_rates_with_an_exponent_and_others_to_decimals() -> None:
    """composer writes what is below 0.001 as 9.1235E-04, and 0.0123 else: five digits, or four decimals."""
    column = numerals("0.0123", "0.0010", "9.1235E-04", "0.0000", "1.0000E-05")
    found = rules(column)[0]
    assert str(found) == "to the 5 digits, or 4 decimals, logged"
    low, high = found.bounds([rate.value for rate in column], 0.0123)
    assert (low[0], high[0]) == (pytest.approx(0.01225), pytest.approx(0.01235))
    assert (low[1], high[1]) == (pytest.approx(0.00095), pytest.approx(0.00105))
    assert (low[2], high[2]) == (pytest.approx(9.12345e-4), pytest.approx(9.12355e-4))
    assert high[3] < 1e-15
    assert (low[4], high[4]) == (pytest.approx(1e-5 - 5e-11), pytest.approx(1e-5 + 5e-10))
    # of one kind: no such rule
    assert all(rule.above > 1 for rule in rules(numerals("9.1235E-04", "1.2000E-03")))
