"""Reading rates, step counts and percentages exactly as typed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.numbers.literal import LiteralError, parse_number, parse_percentage, parse_rate, parse_steps

LARGEST_DOUBLE = Fraction(2**1024 - 2**971)

RATES = [
    ("0.002", Fraction(2, 1000)),
    (".002", Fraction(2, 1000)),
    ("2e-3", Fraction(2, 1000)),
    ("2E-3", Fraction(2, 1000)),
    ("2.e-3", Fraction(2, 1000)),
    ("+0.002", Fraction(2, 1000)),
    (" 0.002\n", Fraction(2, 1000)),
    ("1/500", Fraction(1, 500)),
    ("0.1/50", Fraction(1, 500)),
    ("2e-3/1e0", Fraction(1, 500)),
    ("1e3", Fraction(1000)),
    ("1e+3", Fraction(1000)),
    ("5.", Fraction(5)),
    ("0", Fraction(0)),
    ("-0", Fraction(0)),
    ("0e0", Fraction(0)),
    ("0.1", Fraction(1, 10)),
    ("9007199254740993", Fraction(2**53 + 1)),
    ("1e308", Fraction(10**308)),
    ("5e-324", Fraction(5, 10**324)),
    (3, Fraction(3)),
    (Fraction(1, 3), Fraction(1, 3)),
    (Decimal("0.002"), Fraction(1, 500)),
    (Decimal("2E-3"), Fraction(1, 500)),
    # A float is the shortest decimal that reads back as it.
    (0.002, Fraction(1, 500)),
    (0.1, Fraction(1, 10)),
    (1e-5, Fraction(1, 100_000)),
    (-0.0, Fraction(0)),
    (5e-324, Fraction(5, 10**324)),
]

STEPS = [
    ("5000", 5000),
    ("5_000", 5000),
    ("1_000_000", 1_000_000),
    ("5e3", 5000),
    ("5E3", 5000),
    ("5e+3", 5000),
    ("5k", 5000),
    ("5K", 5000),
    ("1.5M", 1_500_000),
    ("1.5k", 1500),
    (".5k", 500),
    ("1.5e1", 15),
    ("2500e-2", 25),
    ("5.0", 5),
    ("5.", 5),
    ("+5", 5),
    ("0", 0),
    ("-0", 0),
    (" 5 ", 5),
    ("1e15", 10**15),
    ("1_000_000_000_000_000", 10**15),
    (5000, 5000),
    (5000.0, 5000),
    (1e15, 10**15),
    (Decimal(5000), 5000),
    (Decimal("5E+3"), 5000),
    (Fraction(5000), 5000),
]

PERCENTAGES = [
    ("10%", Fraction(1, 10)),
    ("12.5%", Fraction(1, 8)),
    (".5%", Fraction(1, 200)),
    ("1e1%", Fraction(1, 10)),
    (" 25% ", Fraction(1, 4)),
    ("0%", Fraction(0)),
    ("100%", Fraction(1)),
    ("120%", Fraction(6, 5)),
]

NOT_NUMBERS = [
    *("", " ", "nan", "NaN", "inf", "-inf", "Infinity", "abc", ".", "e5", "1e", "--1", "1 2", "1,5", "0x10"),
    *("٣", "３", "²", "1٫5", "1e٣", "−1", "\N{NO-BREAK SPACE}1x", "1\x00", "1e99999"),
    *(float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("Infinity")),
    *(True, False, None, b"1", [1], 1j),
]

NOT_RATES = [
    *NOT_NUMBERS,
    *("-1", "-1e-300", -0.5, Fraction(-1, 2), "1e999", "1e-999", "1" * 5000, "0." + "0" * 200 + "1"),
    *("1/0", "0/0", "1/0.0", "1//2", "1/2/3", "1/", "/2", "1/-2", "2m", "5k", "5_000", "10%"),
]

NOT_STEPS = [
    *NOT_NUMBERS,
    *("-1", -1, "1.5", 1.5, "1.5555k", "1e-1", "1e-999", "1/2", Fraction(1, 2), "10%"),
    *("1000000000000001", 10**15 + 1, "1e16", 1e16, "1e999", "1" * 5000, "1_" * 2000 + "1"),
    *("2m", "1.5m", "5G", "5kk", "5 k", "k", "_5", "5_", "5__0"),
]


@pytest.mark.parametrize(("typed", "exact"), RATES, ids=repr)
def test_a_rate_is_the_exact_fraction_that_was_typed(typed, exact):
    assert parse_rate(typed) == exact
    assert isinstance(parse_rate(typed), Fraction)


@pytest.mark.parametrize(
    "refused",
    NOT_RATES,
    ids=lambda refused: repr(refused)[:40],
)
def test_a_rate_is_refused(refused):
    with pytest.raises(LiteralError):
        parse_rate(refused)


def test_the_largest_double_is_a_rate_and_the_next_whole_number_is_not():
    assert parse_rate(LARGEST_DOUBLE) == LARGEST_DOUBLE
    with pytest.raises(LiteralError, match="up to the largest double"):
        parse_rate(LARGEST_DOUBLE + 1)


def test_the_smallest_double_is_a_rate_and_half_of_it_is_not():
    assert parse_rate(Fraction(1, 2**1074)) == Fraction(1, 2**1074)
    with pytest.raises(LiteralError, match="from the smallest double on"):
        parse_rate(Fraction(1, 2**1075))


@pytest.mark.parametrize("limit", ["1e999", "1e-999"])
def test_the_limit_that_a_message_names_is_itself_taken(limit):
    with pytest.raises(LiteralError) as caught:
        parse_rate(limit)
    named = str(caught.value).rpartition(", got ")[0].split()[-1]
    assert parse_rate(named) > 0


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("-7", -7),
        (-7, -7),
        ("-1/500", Fraction(-1, 500)),
        ("-2.5e-1", Fraction(-1, 4)),
        ("3", 3),
        (-0.1, "-1/10"),
    ],
)
def test_a_number_may_be_negative(typed, exact):
    assert parse_number(typed) == Fraction(exact)


@pytest.mark.parametrize("limit", ["-1e999", "-1e-999", "1e999", "--1", "-nan", "-inf", True])
def test_a_number_is_refused_like_a_rate_on_either_side_of_0(limit):
    with pytest.raises(LiteralError, match="expected "):
        parse_number(limit)


@given(some.floats(min_value=0, allow_infinity=False))
def test_a_float_is_read_as_a_decimal_that_reads_back_as_it(value):
    exact = parse_rate(value)
    assert exact.numerator / exact.denominator == value
    assert exact == Fraction(Decimal(repr(value)))


@pytest.mark.parametrize(("typed", "count"), STEPS, ids=repr)
def test_a_count_of_steps_is_read(typed, count):
    assert parse_steps(typed) == count
    assert isinstance(parse_steps(typed), int)


@pytest.mark.parametrize(
    "refused",
    NOT_STEPS,
    ids=lambda refused: repr(refused)[:40],
)
def test_a_count_of_steps_is_refused(refused):
    with pytest.raises(LiteralError):
        parse_steps(refused)


def test_the_least_count_is_taken_and_the_one_below_it_is_not():
    assert parse_steps("1", least=1) == 1
    with pytest.raises(LiteralError, match=r"expected from 1 to 10\^15 steps, got '0'"):
        parse_steps("0", least=1)


@pytest.mark.parametrize(("typed", "share"), PERCENTAGES, ids=repr)
def test_a_percentage_is_a_share(typed, share):
    assert parse_percentage(typed) == share


@pytest.mark.parametrize("typed", ["10", "", "10%%x", "%10", 10, 0.1, True, "0.1"], ids=repr)
def test_what_does_not_end_in_a_percent_sign_is_no_percentage(typed):
    assert parse_percentage(typed) is None


@pytest.mark.parametrize(
    "refused",
    ["%", "x%", "nan%", "inf%", "-1%", "10%%", "1/2%", "5k%", "٣%", "1e999%", "1" * 5000 + "%"],
    ids=lambda refused: refused[:40],
)
def test_a_percentage_is_refused(refused):
    with pytest.raises(LiteralError):
        parse_percentage(refused)


@pytest.mark.parametrize(
    ("parse", "longest", "exact"),
    [
        (parse_rate, "0." + "1" * 98, Fraction(int("1" * 98), 10**98)),
        (parse_steps, "0" * 99 + "5", 5),
        (parse_percentage, "0" * 98 + "5%", Fraction(1, 20)),
    ],
)
def test_100_characters_are_read_and_one_more_is_refused(parse, longest, exact):
    assert len(longest) == 100
    assert parse(longest) == exact
    with pytest.raises(LiteralError):
        parse("0" + longest)


def test_a_percentage_comes_to_10_to_the_15_steps_at_most():
    # 100 · 10^15 = 10^17
    assert parse_percentage("1e17%") == 10**15
    with pytest.raises(LiteralError, match="expected a percentage from 0% on"):
        parse_percentage("100000000000000001%")
