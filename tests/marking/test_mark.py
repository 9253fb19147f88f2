"""Rows marked together: the columns on the way to η, errors carried forward, and what machines are told."""

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.marking.answer import read_answer
from lrcalc.marking.line import rows_from_line
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import Row
from tests.marking.classroom import EXERCISE, STEPS, WARMUP, codes, marked, marked_columns, verdicts

# The document's summary table, as it is printed.
SUMMARY = [
    (0, "1.0", "1.0", "0.002"),
    (1250, "0.707", "0.854", "0.001721"),
    (2500, "0.0", "0.5", "0.00105"),
    (3750, "-0.707", "0.146", "0.000378"),
    (5000, "-1.0", "0.0", "0.0001"),
]


def row(step, cosine, scale, rate):
    return {"step": step, "cosine": cosine, "scale": scale, "learning_rate": rate}


def test_every_column_of_the_documents_table_is_accepted():
    marking = marked_columns(EXERCISE, *(row(*cells) for cells in SUMMARY))
    assert codes(marking, "cosine") == ["exact", "correct", "exact", "correct", "exact"]
    assert codes(marking, "scale") == ["exact", "correct", "exact", "correct", "exact"]
    assert codes(marking) == ["exact", "truncated", "exact", "correct", "exact"]
    assert marking.accepted


def test_the_documents_working_rounds_early_and_is_accepted():
    # its lines: 0.1465 from −0.707, where the exact scale is 0.14644…, and 0.0001 + 0.0019 × 0.1465
    marking = marked_columns(EXERCISE, row(3750, "-0.707", "0.1465", "0.00037835"))
    assert codes(marking, "scale") == ["close"]
    assert codes(marking) == ["close"]
    assert marking.accepted


def test_a_column_that_follows_from_a_rounded_one_is_close():
    # 0.0001 + 0.0019 × 0.854 = 0.0017226, half a thousandth of 0.0019 off and no more
    marking = marked_columns(EXERCISE, row(1250, "0.707", "0.854", "0.0017226"))
    (verdict,) = verdicts(marking)
    assert (verdict.code, verdict.text) == ("close", "close: rounded too early (scale factor 0.854)")
    # 0.0001 + 0.0019 × 0.853, where the scale is cut off and not rounded
    (verdict,) = verdicts(marked_columns(EXERCISE, row(1250, "0.707", "0.853", "0.0017207")))
    assert verdict.text == "close: follows from your column before, which is rounded"


def test_an_error_is_carried_forward_from_the_students_own_column():
    # the cosine of π/3 for that of π/2: (1 + 0.5)/2 = 0.75 and 0.0001 + 0.0019 × 0.75 = 0.001525 follow
    marking = marked_columns(EXERCISE, row(2500, "0.5", "0.75", "0.001525"))
    assert [verdict.text for verdict in marking.rows[0].verdicts.values()] == [
        "wrong",
        "wrong, but follows from your column before",
        "wrong, but follows from your column before",
    ]
    assert not marking.accepted
    # nothing is said of η beyond that
    assert marking.findings == []


def test_a_ratio_follows_too():
    marking = marked_columns(EXERCISE, row(2500, "0.5", "3/4", "0.001525"))
    assert verdicts(marking, "scale")[0].text == "wrong, but follows from your column before"


def test_two_digits_are_something_to_build_on():
    # 0.85 is right to two digits, and 0.0001 + 0.0019 × 0.85 = 0.001715 follows
    marking = marked_columns(EXERCISE, {"step": 1250, "scale": "0.85", "learning_rate": "0.001715"})
    assert verdicts(marking)[0].text == "close: rounded too early (scale factor 0.85)"


def test_a_second_error_does_not_follow():
    marking = marked_columns(EXERCISE, row(2500, "0.5", "0.75", "0.001425"))
    assert verdicts(marking)[0].text == "wrong"


def test_a_single_digit_is_nothing_to_build_on():
    # 0.9 is not much of the scale 0.854
    marking = marked_columns(EXERCISE, row(1250, "0.707", "0.9", "0.00181"))
    assert codes(marking, "scale") == ["too-few-digits"]
    assert codes(marking) == ["wrong"]


def test_three_decimals_are_enough_in_the_table_whatever_they_begin_with():
    # (1 + cos(0.97π))/2 = 0.00222: the document's table, and that of this program, has 0.002
    marking = marked_columns(EXERCISE, row(4850, "-0.996", "0.002", "0.000104218"))
    assert codes(marking, "scale") == ["correct"]


@pytest.mark.parametrize("dash", ["", "–", "-", "—"])
def test_a_column_that_a_phase_has_not_stays_empty(dash):
    rows = [row(250, dash, "0.5", "0.001"), row(1250, "0.866", "0.933", "0.001873")]
    assert marked_columns(WARMUP, *rows).accepted


def test_an_answer_in_a_column_that_a_phase_has_not_is_refused():
    with pytest.raises(ScheduleError, match="expected an empty cell, for there is no cosine at step 250"):
        marked_columns(WARMUP, row(250, "0.5", "0.5", "0.001"))


def test_rows_of_one_phase_share_it_and_others_do_not():
    # the warm-up reaches to step 500, the annealing to 5000 and what is held after it
    rows = marked(WARMUP, [500, 501, 500, 0, 5000, 6000, 1], ["1"] * 7).rows
    names = [row.derivation.phase.name for row in rows]
    assert names == ["warm-up", "annealing", "warm-up", "warm-up", "annealing", "annealing", "warm-up"]
    assert rows[4].derivation.phase is rows[5].derivation.phase
    last, first = marked(WARMUP, [600, 501], ["1", "1"]).rows
    assert first.derivation.phase is last.derivation.phase
    assert [row.derivation.step for row in rows] == [500, 501, 500, 0, 5000, 6000, 1]


def test_what_machines_are_told():
    marking = marked(EXERCISE, [1250, 2500, 3750], ["0.001622", "0.00095", "abc"])
    assert [marking.mistakes_of_row(index) for index in range(3)] == [
        ["min-not-added"],
        ["min-not-added"],
        [],
    ]
    assert [verdict.expected for verdict in verdicts(marking)] == ["0.001722", "0.00105", "0.000378249"]


def test_a_step_that_was_demanded_and_left_out_is_missing():
    rows = [
        Row(2500, {"learning_rate": read_answer("0.00105")}),
        Row(7, {"learning_rate": read_answer("0.002")}),
    ]
    marking = mark(EXERCISE, rows, Marks(), demanded=[1250, 2500])
    assert [row.derivation.step for row in marking.rows] == [1250, 2500, 7]
    assert codes(marking)[:2] == ["missing", "exact"]
    assert not marking.accepted


def test_a_strict_marker_accepts_nothing_cut_off_or_rounded_on_the_way():
    marking = marked(
        EXERCISE, [0, 1250, 1250, 1250], ["0.002", "0.001721", "0.0017226", "0.001722"], strict=True
    )
    assert [verdict.accepted for verdict in verdicts(marking)] == [True, False, False, True]


def test_answers_on_the_line_are_one_for_each_step():
    assert [item.step for item in rows_from_line("0.002, 0.001721", [0, 1250])] == [0, 1250]
    with pytest.raises(ScheduleError, match="expected one answer for each step, got 1 answer for 2 steps"):
        rows_from_line("0.002", [0, 1250])


def test_a_likely_decimal_comma_is_asked_about():
    for typed, steps in (("0,001721", [1250]), ("0,002", [0, 1250]), ("0,002,0,001721", [0, 1250])):
        with pytest.raises(ScheduleError, match=r"is 0,00[0-9]* a decimal comma. write 0.00"):
            rows_from_line(typed, steps)
    rows = rows_from_line("0,002; 0,001721", [0, 1250], decimal_comma=True)
    assert [float(row.answers["learning_rate"].value) for row in rows] == [0.002, 0.001721]
    # what is exactly 0 and 1 is no decimal comma
    assert len(rows_from_line("0,1", [0, 1250])) == 2


def test_hints_leave_out_the_numbers_that_a_verdict_names():
    marking = marked(EXERCISE, [1250, 1250], ["0.001721", "0.00172165"]).for_hints()
    assert [verdict.text for verdict in verdicts(marking)] == [
        "correct, truncated",
        "close: rounded too early",
    ]


def test_hints_keep_what_is_not_accepted_and_what_gives_nothing_away():
    strict = marked(EXERCISE, [1250, 1250], ["0.001721", "0.00172165"], strict=True).for_hints()
    assert [verdict.text for verdict in verdicts(strict)] == [
        "correct, truncated; not accepted",
        "close: rounded too early; not accepted",
    ]
    comma = marked(EXERCISE, [1250], ["0,001722"]).for_hints()
    assert [verdict.text.partition("got ")[2] for verdict in verdicts(comma)] == [
        "'0,001722' (is it a decimal comma? write 0.001722)"
    ]


@pytest.mark.parametrize(
    "text", ["1,722e-3", "1,722×10⁻³", "0,1722 %", "0,1722%", "2,0e-3", "η = 0,001722", "1,72 * 10^-3"]
)
def test_a_decimal_comma_before_an_exponent_or_a_percent_sign_is_asked_about(text):
    for steps in ([0, 1250], [1250]):
        with pytest.raises(ScheduleError, match=r"a decimal comma. write"):
            rows_from_line(text, steps)


@pytest.mark.parametrize("text", ["0,5e-4", "0,1e-3", "2,0", "0,5 %", "0.002,1.722e-3", "0.2 %,0.1722 %"])
def test_two_answers_are_no_decimal_comma(text):
    assert len(rows_from_line(text, [0, 1250])) == 2


def test_the_numbers_of_rows_are_read_as_the_steps_demanded_and_that_is_said():
    answers = ["0.002", "0.001722", "0.00105", "0.0003782", "0.0001"]
    rows = [Row(number, {"learning_rate": read_answer(text)}) for number, text in enumerate(answers, 1)]
    marking = mark(EXERCISE, rows, Marks(), demanded=STEPS)
    assert marking.accepted
    assert marking.remarks == ["steps 1 to 5 were read as the numbers of the rows that are asked"]
    # where step 1 is asked it is a step
    marking = mark(EXERCISE, rows, Marks(), demanded=(1, *STEPS[1:]))
    assert (marking.accepted, marking.remarks) == (False, [])
