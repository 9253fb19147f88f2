"""Answers as typed: the value, and the digits that it was written with."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.marking.answer import looks_like_decimal_comma, read_answer
from lrcalc.marking.mark import mark
from lrcalc.marking.worksheet import Row
from lrcalc.policies import Cosine


@pytest.mark.parametrize(
    ("typed", "value", "places", "digits"),
    [
        ("0.001721", "0.001721", 6, 4),
        (".001721", "0.001721", 6, 4),
        ("0.0020", "0.002", 4, 2),
        ("1.72e-3", "0.00172", 5, 3),
        ("1.72E-3", "0.00172", 5, 3),
        ("17e2", "1700", -2, 2),
        ("5", "5", 0, 1),
        ("5.", "5", 0, 1),
        ("+0.5", "0.5", 1, 1),
        ("-0.707", "-0.707", 3, 3),
        ("−0.707", "-0.707", 3, 3),
        ("≈ 0.001721", "0.001721", 6, 4),
        ("~0.001721", "0.001721", 6, 4),
        ("= 0.002", "0.002", 3, 1),
        ("$0.002$", "0.002", 3, 1),
        ("1.72 × 10^-3", "0.00172", 5, 3),
        ("1.72*10**-3", "0.00172", 5, 3),
        ("1.72 x 10^{-3}", "0.00172", 5, 3),
        (r"$1.72 \times 10^{-3}$", "0.00172", 5, 3),
        ("0", "0", 0, 0),
        ("0.000", "0", 3, 0),
    ],
)
def test_a_decimal_keeps_its_digits(typed, value, places, digits):
    answer = read_answer(f"  {typed} ")
    assert (answer.value, answer.places, answer.digits) == (Fraction(value), places, digits)
    assert answer.text == typed


@pytest.mark.parametrize(("typed", "value"), [("1/500", "1/500"), ("-1/3", "-1/3"), ("+2/4", "1/2")])
def test_a_ratio_is_exact_and_has_no_last_digit(typed, value):
    answer = read_answer(typed)
    assert (answer.value, answer.places, answer.unit) == (Fraction(value), None, 0)
    assert (answer.digits, answer.nearest, answer.around) == (0, None, None)


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", ".", "-", "1/0", "1/2/3", "1.5/2", "1e", "e5", "1e1.5", "1 2", "0,00172", "0x10",
        "nan", "inf", "1e9999", "1e-9999", "٣", "1.2.3", "17.2%%", "√", "√2/0", "--1", "7" * 101,
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_no_value(typed):
    answer = read_answer(typed)
    assert (answer.value, answer.digits) == (None, 0)


def test_100_characters_are_read_and_40_are_shown_of_what_cannot_be():
    assert read_answer("7" * 100).value == int("7" * 100)
    assert read_answer("x" * 40).text == "x" * 40
    assert read_answer("x" * 41).text == "x" * 39 + "…"


def test_what_rounds_to_an_answer_lies_half_a_unit_around_it():
    answer = read_answer("0.0020")
    assert answer.nearest == (Decimal("0.00195"), Decimal("0.00205"))
    assert answer.around == (Decimal("0.0019"), Decimal("0.0021"))


def test_the_unit_is_one_in_the_last_digit_written():
    assert read_answer("0.0020").unit == Fraction(1, 10**4)
    assert read_answer("17e2").unit == 100


def test_what_cannot_be_read_is_shown_short_and_without_control_characters():
    assert read_answer("\x1b[31mred\x07").text == "\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}"
    assert read_answer("x" * 5000).text == "x" * 39 + "…"


@pytest.mark.parametrize(
    ("typed", "value", "digits"),
    [
        ("1.721×10⁻³", "0.001721", 4),
        (r"\num{1.721e-3}", "0.001721", 4),
        ("0.001721…", "0.001721", 4),
        ("0.001721...", "0.001721", 4),
        (r"$0.001721\ldots$", "0.001721", 4),
        ("ca. 0.001721", "0.001721", 4),
        ("1.721 ‰", "0.001721", 4),
        ("1.721 · 10^(-3)", "0.001721", 4),
        ("1.721 e-3", "0.001721", 4),
        ("'0.001721", "0.001721", 4),  # a number that Excel keeps as text
        ("0.001\u2009721\u20095", "0.0017215", 5),
        ("0.001 72", "0.00172", 3),
        ("1.721·10^-3", "0.001721", 4),
        ("1.721 x 10^{-3}", "0.001721", 4),
        ("1.721e–3", "0.001721", 4),  # a dash for the minus
        ("10⁻³", "0.001", 1),
        ("0.1722%", "0.001722", 4),
        ("0.1722 %", "0.001722", 4),
        (r"0.1722\%", "0.001722", 4),
        ("η = 0.001722", "0.001722", 4),
        ("η_1250≈0.001722", "0.001722", 4),
        (r"$\eta_{1250} \approx 0.001721$", "0.001721", 4),
        ("0.0001 + 0.001621 = 0.001721", "0.001721", 4),
        ("½", "1/2", 0),
    ],
)
def test_the_notations_that_people_write(typed, value, digits):
    answer = read_answer(typed)
    assert (answer.value, answer.digits) == (Fraction(value), digits)


@pytest.mark.parametrize("typed", ["√2/2", "sqrt(2)/2", r"\frac{\sqrt{2}}{2}", "(0+√2)/2"])
def test_a_root_is_known_to_sixty_places(typed):
    # 0.70710678118654752440084436210484903928483593768847…
    answer = read_answer(typed)
    assert answer.is_root
    assert int(answer.value * 10**50) == int("70710678118654752440084436210484903928483593768847")


def test_a_decimal_comma_is_read_where_it_is_said_and_asked_about_where_not():
    assert read_answer("0,001721").value is None
    assert looks_like_decimal_comma("0,001721")
    assert not looks_like_decimal_comma("1,2,3")
    assert read_answer("0,001721", decimal_comma=True).value == Fraction("0.001721")
    assert read_answer("1,721E-03", decimal_comma=True).digits == 4


def test_no_control_character_of_what_can_be_read_reaches_a_terminal():
    assert read_answer("\x1b[31m=0.5").text == "\N{REPLACEMENT CHARACTER}[31m=0.5"


@given(some.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_without_an_error(typed):
    answer = read_answer(typed)
    assert answer.value is None or isinstance(answer.value, Fraction)
    assert answer.value is not None or answer.text.isprintable()


@given(some.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=12))
def test_a_decimal_is_read_exactly(number):
    assert read_answer(f"{number:f}").value == Fraction(number)


@pytest.mark.parametrize(
    "typed",
    [
        "η_2500 = 0.00105", "eta(2500)=0.00105", r"$\eta_{2500} \approx 0.00105$", "η(t = 2500) = 0.00105",
        "lr[2500] = 1.05e-3", "η₂₅₀₀ = 0.00105", "t = 2500: η = 0.00105", "t=2500, η=0.00105",
        "**η_2500** = 0.00105", "η_2500 = 0.0001 + 0.00095 = 0.00105",
    ],
)  # fmt: skip
def test_the_step_that_a_label_names_is_read_with_the_answer(typed):
    assert float(read_answer(typed).value) == 0.00105
    assert read_answer(typed).step == 2500


@pytest.mark.parametrize("typed", ["0.00105", "η = 0.00105", "η_t = 0.00105", "lr = 5e-3", "η_max = 0.002"])
def test_a_label_without_a_step_names_none(typed):
    assert read_answer(typed).step is None


def test_an_answer_labelled_with_another_step_is_not_graded():
    policy = Cosine(max="0.002", min="0.0001", T=5000)
    right = mark(policy, [Row(2500, {"learning_rate": read_answer("η_2500 = 0.00105")})])
    assert right.accepted
    rows = [Row(1250, {"learning_rate": read_answer("η_2500 = 0.00105")})]
    verdict = mark(policy, rows).rows[0].verdicts["learning_rate"]
    assert (verdict.code, verdict.accepted) == ("not-graded", False)
    assert verdict.text == "not graded: it says step 2500, and stands for step 1250"
