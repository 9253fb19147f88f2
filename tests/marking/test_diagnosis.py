"""The diagnosis of all rows together, and the rules 9 to 12 of MARKING.md for what no mistake explains."""

import pytest

from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.policies import Cosine, Linear
from tests.marking.classroom import (
    DECAY,
    EXERCISE,
    EXPONENTIAL,
    ONE_CYCLE,
    STEPS,
    WARMUP,
    codes,
    diagnosis,
    marked,
    marked_columns,
    said,
)

ETA = "learning rate = η_min + (η_max − η_min) × scale factor"


def test_the_diagnosis_says_what_was_done_where_it_departs_and_what_a_repair_gives():
    # 0.0019 × 0.853553 = 0.00162175
    assert said(EXERCISE, [1250], ["0.001622"]) == [
        "At t = 1250: η_min was not added. The working departs at learning rate = η_min + (η_max − η_min) × "
        "scale factor: (η_max − η_min) × scale factor was computed instead. Add η_min at the end: "
        "η_1250 = 0.0001 + 0.00162175 ≈ 0.00172175."
    ]


def test_one_mistake_in_several_rows_is_said_once():
    (text,) = said(EXERCISE, STEPS, ["0.0019", "0.001622", "0.00095", "0.0002782", "0"])
    assert text.startswith("At t = 0, 1250, 2500, 3750, 5000: η_min was not added.")


def test_the_right_rows_speak_too():
    # 0.001721 is both the cut-off rate of 1250 and the rounded rate of 1251: with a right row it is the first
    assert codes(marked(EXERCISE, [1250], ["0.001721"])) == ["truncated"]
    # t + 1 and T − 1 are a unit apart at 1250; at 2500, t + 1 is wrong in the fourth digit, T − 1 only later
    assert diagnosis(EXERCISE, [1250, 2500], ["0.0017213", "0.0010494"]) == [([0, 1], ["step-plus-1"])]


def test_of_two_wrong_rows_a_mistake_has_to_give_both():
    # 0.01234 is nothing, and 0.00172217 is what t − 1 gives
    assert diagnosis(EXERCISE, [0, 1250], ["0.01234", "0.00172217"]) == [([0], []), ([1], [])]


def test_two_mistakes_in_two_rows_are_not_named_but_told_as_what_would_fit():
    answers = ["0.0033435", "0.00027825"]
    assert diagnosis(EXERCISE, [1250, 3750], answers) == [([0], []), ([1], [])]
    assert said(EXERCISE, [1250, 3750], answers)[-1] == (
        "No single mistake explains these; the row of t = 1250 alone would fit: the division by 2 was left "
        "out; the row of t = 3750 alone would fit: η_min was not added."
    )


def test_a_mistake_that_contradicts_the_right_rows_is_not_named():
    # η_min left out in one row of five, and there alone
    answers = ["0.002", "0.001622", "0.00105", "0.0003782", "0.0001"]
    assert diagnosis(EXERCISE, STEPS, answers) == [([1], [])]
    assert "alone would fit: η_min was not added" in said(EXERCISE, STEPS, answers)[-1]


def test_a_slip_of_the_decimal_point_may_happen_in_one_row():
    answers = ["0.002", "0.01722", "0.00105", "0.0003782", "0.0001"]
    assert diagnosis(EXERCISE, STEPS, answers) == [([1], ["times-1e+1"])]


def test_a_mistake_that_contradicts_the_columns_is_not_named():
    # 0.0019999 is a cosine in degrees, 0.9999, and the student wrote 0.7071
    sheet = {"step": 1250, "cosine": "0.7071", "learning_rate": "0.00199991"}
    (finding,) = marked_columns(EXERCISE, sheet).findings
    assert finding.ids == []
    sheet["cosine"] = "0.9999"
    assert "degrees" in [name for item in marked_columns(EXERCISE, sheet).findings for name in item.ids]


def test_t_plus_1_throughout_is_named_and_what_it_makes_close_is_wrong():
    answers = ["0.002", "0.001721", "0.001049", "0.0003778", "0.0001"]
    assert diagnosis(EXERCISE, STEPS, answers) == [([2, 3], ["step-plus-1"])]
    assert not marked(EXERCISE, STEPS, answers).accepted


def test_what_changes_nothing_at_a_row_is_not_a_cause():
    assert diagnosis(DECAY, [500], ["0.00101"]) == [([0], [])]


def test_exchanged_and_kept_and_misread_are_named():
    # T₁ = 3000, T₂ = 2000: 0.0001 + 0.0009 × 1000/3000 and so on, by hand
    answers = ["0.0004", "0.0007", "0.000775"]
    assert diagnosis(ONE_CYCLE, [1000, 2000, 3500], answers) == [([0, 1, 2], ["T1-T2-exchanged"])]
    assert diagnosis(EXERCISE, STEPS, ["0.0020000"] * 5) == [([1, 2, 3, 4], ["kept-constant"])]
    # no warm-up: 0.0001 + 0.0019 × (1 + cos(π·t/5000))/2 at 250 and 1250
    assert diagnosis(WARMUP, [250, 1250], ["0.001988", "0.001722"])[0][1][0] in (
        "no-warmup",
        "formula-of-cosine",
    )


def test_a_tie_is_reported_as_a_tie_with_the_step_that_would_tell():
    # what gives 0.002 at 2500 in MARKING.md's table, and 0.00199964 is not that to five digits
    (finding,) = marked(EXERCISE, [2500], ["0.0020000"]).findings
    assert finding.ids == ["no-half", "one-plus-half-cosine", "sine", "whole-division", "kept-constant"]
    assert finding.sentences[0].count(" or ") == 4
    # they depart in different columns, and the answer does not say in which
    assert finding.column == ""
    # at 3750 they give 0.0006565, 0.00132825, 0.00172175 and twice 0.002
    assert finding.sentences[-1] == "These answers do not tell which; t = 3750 would tell more."


def test_a_step_that_tells_only_some_apart_is_said_to_tell_more():
    # with three digits 0.00199964 is 0.00200 as well, and at 3750 so is 0.0019992
    (finding,) = marked(EXERCISE, [2500], ["0.00200"]).findings
    assert {"degrees", "no-half", "one-plus-half-cosine", "sine", "whole-division"} <= set(finding.ids)
    assert finding.sentences[-1] == "These answers do not tell which; t = 3750 would tell more."


def test_a_tie_that_no_step_breaks_names_none():
    # a drop one step late is t − 1 for t, at every step
    (finding,) = marked(DECAY, [1000, 2000, 2500], ["1e-3", "1e-4", "1e-5"]).findings
    assert finding.ids == ["late-drop", "step-minus-1"]
    assert "would" not in " ".join(finding.sentences)


def test_a_step_that_was_asked_is_not_proposed():
    (finding,) = marked(EXERCISE, [3750, 2500], ["", "0.00200"]).findings
    assert "t = 1250 would" in finding.sentences[-1]
    # an eighth of the way is tried after three quarters and a quarter, and the half is the row itself
    (finding,) = marked(EXERCISE, [3750, 1250, 2500], ["", "", "0.00200"]).findings
    assert "t = 625 would" in finding.sentences[-1]
    (finding,) = marked(EXERCISE, [3750, 1250, 625, 2500], ["", "", "", "0.00200"]).findings
    assert "would" not in finding.sentences[-1]


def test_an_answer_a_unit_off_what_a_mistake_gives_is_put_down_to_it():
    # 0.0019 × (1 − 0.707107)/2 = 0.00027825: 0.0002783 is neither rounded nor cut
    answers = ["0.001622", "0.00095", "0.0002783"]
    assert diagnosis(EXERCISE, [1250, 2500, 3750], answers) == [([0, 1, 2], ["min-not-added"])]


def test_a_correction_has_its_line_of_the_working_and_is_not_cut_to_the_digits_of_the_answer():
    (text,) = said(EXERCISE, [1250], ["0.00162"])
    assert "η_1250 = 0.0001 + 0.00162175 ≈ 0.00172175." in text


def test_a_single_answer_a_unit_off_what_a_mistake_gives_needs_four_digits():
    # 0.00162175 = 0.00162175144 is a unit of the last digit below 0.00163, and 0.00162176 above it
    assert diagnosis(EXERCISE, [1250], ["0.00163"]) == [([0], [])]
    assert diagnosis(EXERCISE, [1250], ["0.00162176"]) == [([0], ["min-not-added"])]


def test_a_mistake_that_gives_no_number_explains_nothing():
    # T − 1 = 0 divides by zero
    assert diagnosis(Cosine(max=1, T=1), [1], ["0.3"]) == [([0], [])]


def test_a_calculator_shows_what_is_below_1e_99_as_0():
    # 0.001·e^(−0.9995·t) is 10^-99.37 at t = 222 and 10^-98.93 at 221
    assert diagnosis(EXPONENTIAL, [222], ["0"]) == [([0], ["e-to-gamma-t"])]
    assert diagnosis(EXPONENTIAL, [221], ["0"]) == [([0], [])]


@pytest.mark.parametrize("blank", ["", "abc"])
def test_what_is_not_graded_is_not_diagnosed(blank):
    assert diagnosis(EXERCISE, [1250], [blank]) == []


@pytest.mark.parametrize(
    ("answer", "mistake", "words"),
    [
        ("0.01722", "times-1e+1", "10 times too large"),
        ("0.0001722", "times-1e-1", "10 times too small"),
        ("0.1722", "times-1e+2", "100 times too large, as a percentage is"),
        ("1.722", "times-1e+3", "1000 times too large"),
    ],
)
def test_rule_9_powers_of_ten_and_per_cent(answer, mistake, words):
    assert diagnosis(EXERCISE, [1250], [answer]) == [([0], [mistake])]
    assert words in said(EXERCISE, [1250], [answer])[0]


def test_a_total_off_by_one_is_found_after_a_warm_up_too():
    # T − W = 6: 0.2 + 0.7 × (1 + cos(π·n/5))/2 for n = 1, 2 and 3 is 0.833156, 0.658156 and 0.441844
    policy = Cosine(max="0.9", min="0.2", T=10).after_warmup(4)
    assert diagnosis(policy, [5, 6, 7], ["0.8332", "0.6582", "0.4418"]) == [([0, 1, 2], ["total-minus-1"])]


def test_rule_10_the_rate_of_another_row():
    # at a third of the way and at a fifth, which are no mirror images
    policy = Cosine(max="0.002", min="0.0001", T=6000)
    rates = {500: "0.001968", 1300: "0.001788", 2900: "0.001100"}  # mpmath, rounded
    swapped = said(policy, [500, 1300, 2900], [rates[500], rates[2900], rates[1300]])
    assert swapped == [
        "At t = 1300: 0.001100 is η at step 2900. Look at which row it belongs to.",
        "At t = 2900: 0.001788 is η at step 1300. Look at which row it belongs to.",
    ]


def test_rule_10_the_rate_of_another_row_cut_off():
    # 0.001788288… at step 1300
    policy = Cosine(max="0.002", min="0.0001", T=6000)
    texts = said(policy, [500, 1300, 2900], ["0.001968", "0.001788", "0.00178828"])
    assert texts == ["At t = 2900: 0.00178828 is η at step 1300. Look at which row it belongs to."]


@pytest.mark.parametrize(
    ("answer", "mistake"), [("0.00172133", "step-plus-1"), ("0.00172217", "step-minus-1")]
)
def test_rule_10_the_rate_of_the_step_beside(answer, mistake):
    assert diagnosis(EXERCISE, [1250], [answer]) == [([0], [mistake])]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("0.00207", "above the largest rate, 0.002"),
        ("0.0000831", "below the smallest rate, 0.0001"),
        ("0", "below the smallest rate, 0.0001"),
        ("-0.00083", "a learning rate is never negative"),
    ],
)
def test_rule_11_what_the_schedule_never_reaches(answer, words):
    (text,) = said(EXERCISE, [1250], [answer])
    assert words in text
    assert "I do not recognise the mistake" in text


def test_rule_11_the_bounds_themselves_are_reached():
    policy = Linear(max="0.002", min="0.0001", T=5000)
    for answer in ("0.0020000", "0.00010000"):
        (text,) = said(policy, [1300], [answer])
        assert "largest" not in text
        assert "smallest" not in text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("0.0012345", "28 % too small"),  # 0.0012345/0.00172175 = 0.71700
        ("0.0018888", "9.7 % too large"),  # 1.09702
        ("0.0555", "32.2 times what it should be"),  # 32.235
        ("0.0180", "10.5 times what it should be"),  # 10.4545
        ("0.0162", "841 % too large"),  # 9.40903
    ],
)
def test_rule_12_what_is_not_known_gets_its_relative_error_and_nothing_invented(answer, words):
    (finding,) = marked(EXERCISE, [1250], [answer]).findings
    assert finding.ids == []
    assert (finding.column, finding.rule) == ("", ETA)
    assert words in finding.sentences[0]
    assert "I do not recognise the mistake" in finding.sentences[0]


def test_where_the_rate_is_0_there_is_no_relative_error():
    policy = Cosine(max="0.002", T=5000)
    assert "it should be 0" in said(policy, [5000], ["0.00137"])[0]


def test_no_rows_are_no_findings():
    marking = mark(EXERCISE, [], Marks())
    assert (marking.rows, marking.findings, marking.accepted) == ([], [], True)


def test_answers_beyond_all_doubles_are_only_wrong():
    for answer in ("9e999", "-9e999", "9e-999"):
        assert codes(marked(EXERCISE, [1250], [answer])) == ["wrong"]
    assert "more than 1e308 times" in said(EXERCISE, [1250], ["9e999"])[0]
