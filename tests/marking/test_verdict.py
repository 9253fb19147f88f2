"""The verdict on one answer: the rules 1 to 8 of MARKING.md, each on numbers worked out by hand.

The exercise at t = 1250 is 0.0017217514421…, at 3750 0.00037824855787…; at 0, 2500 and 5000 it is exactly
0.002, 0.00105 and 0.0001. Δ = 0.0019.
"""

from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.marking.answer import FORMS
from lrcalc.policies import Cosine, Fixed, Linear
from tests.marking.classroom import (
    EXERCISE,
    EXPONENTIAL,
    STEPS,
    codes,
    marked,
    marked_columns,
    verdict_at,
    verdicts,
)

NO_MINIMUM = Cosine(max="0.002", T=5000)
DOCUMENT = ("0.002", "0.001721", "0.00105", "0.000378", "0.0001")


def test_the_documents_own_five_answers_are_all_accepted():
    marking = marked(EXERCISE, STEPS, DOCUMENT)
    assert codes(marking) == ["exact", "truncated", "exact", "correct", "exact"]
    assert marking.accepted
    assert marking.findings == []


def test_the_documents_answer_at_1250_is_correct_truncated():
    assert verdict_at(1250, "0.001721").text == "correct, truncated (rounds to 0.001722)"


@pytest.mark.parametrize("typed", ["", "abc", "1e-9999", "0,0017"])
def test_rule_1_what_cannot_be_read_is_not_graded_and_it_is_said_what_would_be_taken(typed):
    verdict = verdict_at(1250, typed)
    assert verdict.code == "not-graded"
    given = "cannot be read" if typed else "no answer"
    assert verdict.text == f"not graded: {given}; taken: {FORMS}"
    assert not verdict.accepted


@pytest.mark.parametrize("typed", ["0.002", "0.0020", "2e-3", "1/500", ".002", "2.000 × 10^-3"])
def test_rule_2_the_value_itself_is_exact_however_it_is_written(typed):
    assert verdict_at(0, typed).code == "exact"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("0.002", 1), ("0.0017", 2), ("0.00172", 3), ("0.001722", 4), ("0.0017218", 5), ("0.00172175", 6)],
)
def test_rule_3_a_rounded_answer_is_correct_to_its_digits(typed, digits):
    verdict = verdict_at(1250, typed)
    assert verdict.code == "correct"
    assert verdict.text == f"correct to {digits} significant digit{'s' * (digits > 1)}"


def test_rule_3_half_a_unit_above_or_below_is_correct():
    # 0.00105 lies half way between the two
    assert [verdict_at(2500, typed).code for typed in ("0.0010", "0.0011")] == ["correct", "correct"]
    # a whole unit is not
    assert [verdict_at(2500, typed).code for typed in ("0.00104", "0.00106")] == ["close", "close"]


@pytest.mark.parametrize(
    ("typed", "rounded"),
    [("0.001", "0.002"), ("0.001721", "0.001722"), ("0.0017217", "0.0017218"), ("1.721e-3", "0.001722")],
)
def test_rule_4_a_cut_answer_is_correct_and_told_what_it_rounds_to(typed, rounded):
    verdict = verdict_at(1250, typed)
    assert (verdict.code, verdict.expected) == ("truncated", rounded)


def test_rule_4_a_negative_value_is_cut_towards_0():
    # cos(3π/4) = −0.70710678…
    rows = [
        {"step": 3750, "cosine": text, "learning_rate": "0.000378"}
        for text in ("-0.7071", "-0.70710", "-0.708")
    ]
    assert codes(marked_columns(EXERCISE, *rows), "cosine") == ["correct", "truncated", "wrong"]


def test_rule_4_a_value_a_whole_unit_beyond_is_not_cut():
    # cos(π/3) = 1/2 and cos(2π/3) = −1/2
    rows = [{"step": 1, "cosine": "0.4", "learning_rate": "0.75"}]
    rows += [{"step": 2, "cosine": "-0.4", "learning_rate": "0.25"}]
    assert codes(marked_columns(Cosine(max=1, T=3), *rows), "cosine") == ["wrong", "wrong"]


def test_rules_3_and_4_hold_for_more_digits_than_a_first_enclosure_has():
    with mp.workdps(80):
        rate = mp.mpf("0.0001") + mp.mpf("0.0019") * (1 + mp.cos(mp.pi / 4)) / 2
        units = int(mp.floor(rate * mp.mpf(10) ** 60))
        is_rounded_up = rate * mp.mpf(10) ** 60 - units >= 0.5
    near = [verdict_at(1250, f"0.{units + off:060d}").code for off in (-1, 0, 1, 2)]
    both = ["truncated", "correct"] if is_rounded_up else ["correct", "close"]
    assert near == ["close", *both, "close"]
    # half a unit of 59 digits is within it on either side
    ones = int("1" * 59)
    assert codes(marked(Fixed(lr=f"0.{ones}5"), [0, 0], [f"0.{ones}", f"0.{ones + 1}"])) == ["correct"] * 2
    # 1/3 of the way up a line: 0.333… to 60 digits and a unit of the last above and below
    line = Linear(max=1, T=3)
    threes = int("3" * 60)
    answers = [f"0.{threes + off:060d}" for off in (-1, 0, 1)]
    assert codes(marked(line, [2, 2, 2], answers)) == ["wrong", "correct", "wrong"]


def test_rule_5_accuracy_and_precision_are_two_verdicts():
    assert verdict_at(1250, "0.00172", digits=4).code == "too-few-digits"
    assert not verdict_at(1250, "0.00172", digits=4).accepted
    assert verdict_at(1250, "0.00172", digits=4).text == "correct, but 3 significant digits of 4 asked"
    assert verdict_at(1250, "0.001722", digits=4).code == "correct"
    assert verdict_at(1250, "0.001721", digits=5).code == "too-few-digits"
    assert verdict_at(1250, "0.0019", digits=4).code == "wrong"


def test_rule_5_an_exact_answer_has_all_the_digits_there_are():
    assert verdict_at(0, "0.002", digits=4).code == "exact"


# Rule 6 with d = 3: no further off than 0.0019/4000 = 4.75 × 10^-7 and one unit of the last digit.
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0.0017222", "close"),  # 4.486 × 10^-7 above, allowed 5.75 × 10^-7
        ("0.0017224", "wrong"),  # 6.486 × 10^-7 above
        ("0.00172223", "close"),  # 4.786 × 10^-7 above, allowed 4.85 × 10^-7
        ("0.00172225", "wrong"),  # 4.986 × 10^-7 above
        ("0.0017213", "close"),  # 4.514 × 10^-7 below, allowed 5.75 × 10^-7
        ("0.0017211", "wrong"),  # 6.514 × 10^-7 below
        ("0.0018", "close"),  # 7.8 × 10^-5 above, allowed 1.005 × 10^-4
    ],
)
def test_rule_6_the_bound_of_early_rounding(typed, code):
    assert verdict_at(1250, typed).code == code


def test_rule_6_the_bound_itself_is_within_it():
    # 4.75 × 10^-7 and 10^-9 on either side of 0.00105
    assert [verdict_at(2500, typed).code for typed in ("0.001049524", "0.001050476")] == ["close"] * 2
    assert [verdict_at(2500, typed).code for typed in ("0.001049523", "0.001050477")] == ["wrong"] * 2


def test_rule_6_takes_what_is_less_than_a_tenth_off():
    # 0.0011 is 9.45 % above 0.001005, and a unit of its last digit would let it be more
    assert codes(marked(Cosine(max="0.00201", T=5000), [2500], ["0.0011"])) == ["close"]


def test_rule_6_names_the_rounding_that_gives_the_answer():
    # 0.0001 + 0.0019 × (1 + 0.707)/2 = 0.00172165, × (1 + 0.7071)/2 = 0.001721745
    assert verdict_at(1250, "0.00172165").text == "close: rounded too early (cosine value 0.707)"
    assert verdict_at(1250, "0.001721745").text == "close: rounded too early (cosine value 0.7071)"
    # up to seven decimals: × (1 + 0.7071068)/2 = 0.00172175146, but with 0.70710678 it is 0.001721751441
    assert verdict_at(1250, "0.00172175146").text == "close: rounded too early (cosine value 0.7071068)"
    assert verdict_at(1250, "0.001721751441").text == "close: rounded too early"
    # 0.0001 + 0.0019 × 0.8536 = 0.00172184
    assert verdict_at(1250, "0.00172184").text == "close: rounded too early (scale factor 0.8536)"


def test_rule_7_a_tolerance_is_relative_and_only_on_request():
    # 0.00173 is 0.479 % above 0.0017217514
    assert verdict_at(1250, "0.00173").code == "close"
    assert verdict_at(1250, "0.001730").code == "wrong"
    assert verdict_at(1250, "0.001730", tolerance=Fraction("0.004")).code == "wrong"
    assert verdict_at(1250, "0.001730", tolerance=Fraction("0.005")).code == "tolerance"


def test_rule_7_the_tolerance_is_itself_within_it():
    # 0.00106 is 1/105 above 0.00105
    assert verdict_at(2500, "0.001060", tolerance=Fraction(1, 105)).code == "tolerance"
    assert verdict_at(2500, "0.001060", tolerance=Fraction(1, 106)).code == "wrong"


def test_a_ratio_has_no_digits_to_be_too_few():
    # 1/581 is 0.0017211…, 0.04 % below 0.0017217514
    assert verdict_at(1250, "1/581", digits=4, tolerance=Fraction(1, 100)).code == "tolerance"


def test_rule_7_there_is_no_absolute_tolerance():
    # 6.7295 × 10^-6: an absolute tolerance of a millionth would take 7.5e-6
    marking = marked(EXPONENTIAL, [10000], ["7.5e-6"], tolerance=Fraction(1, 10))
    assert codes(marking) == ["wrong"]


# Each lies within one unit of its last digit, or within 4.75 × 10^-7, and is nothing like the answer.
@pytest.mark.parametrize(
    ("policy", "step", "typed"),
    [
        (EXERCISE, 5000, "0.001"),  # a unit above 0.0001, ten times as large
        (EXERCISE, 1250, "0.01"),
        (EXERCISE, 1250, "0.00"),
        (EXERCISE, 5000, "0"),
        (NO_MINIMUM, 5000, "4.5e-7"),  # it is 0
        (NO_MINIMUM, 5000, "-0.00000010"),
        (Cosine(max="0.00168", T=5000), 2500, "0.0009"),  # 0.00084: one digit, and not the right one
        (NO_MINIMUM, 4999, "4.0e-7"),  # 0.002 × π²/(4 × 5000²) = 1.97 × 10^-10
    ],
)
def test_what_is_near_but_absurd_is_not_close(policy, step, typed):
    assert codes(marked(policy, [step], [typed])) == ["wrong"]


def test_0_is_not_the_rate_and_has_no_digits_of_it():
    assert verdict_at(5000, "0").text == "wrong: it is not 0"
    assert codes(marked(NO_MINIMUM, [5000, 5000], ["0", "0.000"])) == ["exact", "exact"]


def test_rule_8_the_rest_is_wrong():
    assert verdict_at(1250, "0.0016").code == "wrong"
    assert verdict_at(1250, "-0.001722").code == "wrong"


def test_expected_has_the_precision_of_the_answer():
    assert verdict_at(1250, "0.0016").expected == "0.0017"
    assert verdict_at(2500, "0.001000").expected == "0.001050"
    assert verdict_at(1250, "1.6e-3").expected == "0.0017"
    assert verdict_at(1250, "").expected == "0.00172175"
    (verdict,) = verdicts(marked(Fixed(lr=6), [0], ["7"]))
    assert verdict.expected == "6.0"
    # what would be 0 is shown by its digits, and so is what has none
    (verdict,) = verdicts(marked(EXPONENTIAL, [10000], ["0.001"]))
    assert verdict.expected == "0.00000672953"  # 6.7295270… × 10^-6 in mpmath
    assert verdict_at(1250, "0.000").expected == "0.00172175"
    # but 60 decimals are enough
    assert verdict_at(2500, f"0.{'1' * 60}").expected == f"0.00105{'0' * 55}"
    assert verdict_at(2500, f"0.{'1' * 61}").expected == "0.00105"
