"""The verdict on one answer: the rules 1 to 8 of MARKING.md, each on numbers worked out by hand.

The exercise at t = 1250 is 0.0017217514421…, at 3750 0.00037824855787…; at 0, 2500 and 5000 it is exactly
0.002, 0.00105 and 0.0001. Δ = 0.0019.
"""

from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.marking.answer import FORMS
from lrcalc.policies import Cosine, Fixed
from tests.marking.classroom import (
    DECAY,
    EXERCISE,
    EXPONENTIAL,
    STEPS,
    WARMUP,
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
    given = repr(typed) if typed else "no answer"
    assert verdict.text.startswith(f"not graded: expected {FORMS}, got {given}")
    assert ("decimal comma? write 0.0017" in verdict.text) == ("," in typed)
    assert not verdict.accepted


@pytest.mark.parametrize("typed", ["0.002", "0.0020", "2e-3", "1/500", ".002", "2.000 × 10^-3"])
def test_rule_2_the_value_itself_is_exact_however_it_is_written(typed):
    assert verdict_at(0, typed).code == "exact"


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("0.0017", 2), ("0.00172", 3), ("0.001722", 4), ("0.0017218", 5), ("0.00172175", 6)],
)
def test_rule_3_a_rounded_answer_is_correct_to_its_digits(typed, digits):
    verdict = verdict_at(1250, typed)
    assert verdict.code == "correct"
    assert verdict.text == f"correct to {digits} significant digit{'s' * (digits > 1)}"


def test_rule_3_half_a_unit_above_or_below_is_correct():
    # 0.00105 lies half way between the two
    assert [verdict_at(2500, typed).code for typed in ("0.0010", "0.0011")] == ["correct", "correct"]
    # a whole unit is not
    assert [verdict_at(2500, typed).code for typed in ("0.00104", "0.00106")] == ["wrong", "wrong"]


@pytest.mark.parametrize(
    ("typed", "rounded"),
    [("0.001721", "0.001722"), ("0.0017217", "0.0017218"), ("1.721e-3", "0.001722")],
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
    near = [verdict_at(1250, f"0.{units + off:060d}").text for off in (-1, 0, 1, 2)]
    both = (
        ["correct, truncated", "correct to"] if is_rounded_up else ["correct to", "correct: floating-point"]
    )
    for text, start in zip(near, ["correct: floating-point", *both, "correct: floating-point"], strict=True):
        assert text.startswith(start)
    # half a unit of 59 digits is within it on either side
    ones = int("1" * 59)
    assert codes(marked(Fixed(lr=f"0.{ones}5"), [0, 0], [f"0.{ones}", f"0.{ones + 1}"])) == ["correct"] * 2


@pytest.mark.parametrize(
    ("policy", "step", "typed"),
    [
        (DECAY, 2000, "1.0000000000000003e-05"),  # Python's 0.001 * 0.1**2
        (EXPONENTIAL, 1000, "0.000606454822840095"),  # the fifteen digits of a spreadsheet
        (EXERCISE, 2500, "0.0010500000000000002"),
    ],
)
def test_rule_5_the_noise_of_floating_point_is_correct(policy, step, typed):
    (verdict,) = verdicts(marked(policy, [step], [typed]))
    assert (verdict.code, verdict.text) == ("correct", "correct: floating-point noise")


def test_rule_5_what_should_be_0_comes_out_of_a_program_as_6e_17():
    row = {"step": 2500, "cosine": "6.123233995736766e-17", "scale": "0.5", "learning_rate": "0.00105"}
    assert codes(marked_columns(EXERCISE, row), "cosine") == ["correct"]
    row["cosine"] = "6.123233995736766e-10"
    assert codes(marked_columns(EXERCISE, row), "cosine") == ["wrong"]


@pytest.mark.parametrize(
    ("policy", "step", "typed", "code"),
    [
        (EXERCISE, 1250, "0.002", "too-few-digits"),
        (EXERCISE, 1250, "0.001", "too-few-digits"),
        (EXERCISE, 0, "0.002", "exact"),
        (Cosine(max="0.001", T=10000), 5000, "0.001", "wrong"),  # exactly 0.0005
        (WARMUP, 1250, "0.001", "too-few-digits"),  # 0.00187
        # 0.00096 rounded to two figures is 0.00096: that 0.0010 is right to one does not make it right to two
        (Fixed(lr="0.00096"), 0, "0.0010", "too-few-digits"),
        (Fixed(lr="0.000996"), 0, "0.0010", "correct"),
        # zeros at the end may be left out, as the tables leave them out
        (Fixed(lr="0.0010000004"), 0, "0.001", "correct"),
    ],
)
def test_rule_3_one_figure_is_too_few(policy, step, typed, code):
    assert codes(marked(policy, [step], [typed])) == [code]


def test_rule_3_one_figure_is_accepted_on_request():
    assert verdict_at(1250, "0.002", digits=1).code == "correct"
    assert verdict_at(1250, "0.001", digits=1).code == "too-few-digits"


def test_a_ratio_that_is_not_the_value_is_a_decimal_of_six_figures():
    # cos(π/4) = 0.70710678…, and √2/2 is the value itself
    for typed, code in (("√2/2", "exact"), ("70710678/100000000", "correct"), ("7071/10000", "wrong")):
        row = {"step": 1250, "cosine": typed, "learning_rate": "0.001722"}
        assert codes(marked_columns(EXERCISE, row), "cosine") == [code]


def test_rule_5_accuracy_and_precision_are_two_verdicts():
    assert verdict_at(1250, "0.00172", digits=4).code == "too-few-digits"
    assert not verdict_at(1250, "0.00172", digits=4).accepted
    assert verdict_at(1250, "0.00172", digits=4).text == "correct, but 3 significant digits of 4 asked"
    assert verdict_at(1250, "0.001722", digits=4).code == "correct"
    assert verdict_at(1250, "0.001721", digits=5).code == "too-few-digits"
    assert verdict_at(1250, "0.0019", digits=4).code == "wrong"


def test_rule_5_an_exact_answer_has_all_the_digits_there_are():
    assert verdict_at(0, "0.002", digits=4).code == "exact"


# Rule 7: 0.0001 + 0.0019 × what the cosine or the scale was rounded to, written out by hand.
def test_rule_7_a_tolerance_is_relative_and_only_on_request():
    # 0.00173 is 0.479 % above 0.0017217514
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


def test_0_is_not_the_rate_and_has_no_digits_of_it():
    assert verdict_at(5000, "0").text == "wrong: it is not 0"
    assert codes(marked(NO_MINIMUM, [5000, 5000], ["0", "0.000"])) == ["exact", "exact"]


def test_rule_8_the_rest_is_wrong():
    assert verdict_at(1250, "0.0016").code == "wrong"
    assert verdict_at(1250, "-0.001722").code == "wrong"


def test_expected_has_the_precision_of_the_answer():
    # but never to fewer than four figures, unless it is the value itself
    assert verdict_at(1250, "0.0016").expected == "0.001722"
    assert verdict_at(2500, "0.002").expected == "0.00105"
    assert verdict_at(1250, "0.00161").expected == "0.001722"
    assert verdict_at(2500, "0.001000").expected == "0.001050"
    assert verdict_at(1250, "1.6e-3").expected == "0.001722"
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
