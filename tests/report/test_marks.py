"""What stands under the table of a marking: the diagnosis, or a hint that gives no expected number away."""

import json

import pytest

from lrcalc.expression.notation import Notation
from lrcalc.report.blocks import Equations, Sentences
from lrcalc.report.marks import marks_part
from lrcalc.terminal.screen import Screen
from tests.formats.written import written
from tests.marking.classroom import EXERCISE, marked, marked_columns

# The exact answers are 0.00172175, 0.00105 and 0.000378249; these are without η_min.
ANSWERED = (1250, 2500)
ANSWERS = ("0.001622", "0.00095")
# What a student must not be told: the right answers where hers are wrong, to whatever digits.
GIVEN_AWAY = ("0.0017", "0.00105", "0.0001.", "0.00010", "0.853", "0.707")


def below(marking, hint=None):
    """The blocks below the table."""
    return list(marks_part(marking, hint=hint).after([row.derivation for row in marking.rows]))


def said(marking, hint=None):
    """The sentences there."""
    blocks = below(marking, hint)
    assert all(isinstance(block, Sentences) for block in blocks)
    return [text for block in blocks for text in block.texts]


def answered(form, marking, hint=None):
    steps = [row.derivation.step for row in marking.rows]
    return written(form, marking.policy, *steps, parts=[marks_part(marking, hint=hint)])


def test_without_a_hint_the_diagnosis_is_given():
    (text,) = said(marked(EXERCISE, ANSWERED, ANSWERS))
    assert text.startswith("At t = 1250, 2500: η_min was not added.")
    # 0.00033 is 3.3 times 0.0001
    (text,) = said(marked(EXERCISE, [5000], ["0.00033"]))
    assert text == "At t = 5000: 230 % too large; I do not recognise the mistake."


def test_hint_1_says_so_where_an_answer_alone_does_not_tell():
    assert said(marked(EXERCISE, [5000], ["0.00033"]), 1) == [
        "At t = 5000: the answer alone does not say where."
    ]


def test_hint_1_is_the_column():
    assert said(marked(EXERCISE, ANSWERED, ANSWERS), 1) == ["At t = 1250, 2500: look at the Learning Rate."]
    assert said(marked(EXERCISE, [1250], ["0.0033435"]), 1) == ["At t = 1250: look at the Scale Factor."]


def test_hint_2_is_the_rule():
    assert said(marked(EXERCISE, ANSWERED, ANSWERS), 2) == [
        "At t = 1250, 2500: learning rate = η_min + (η_max − η_min) × scale factor."
    ]
    assert said(marked(EXERCISE, [1250], ["0.00105"]), 2) == ["At t = 1250: cosine value = cos(π·t/T)."]


def test_hint_3_is_the_working_of_the_wrong_rows():
    blocks = below(marked(EXERCISE, ANSWERED, ANSWERS), 3)
    assert all(isinstance(block, Equations) for block in blocks)
    assert [(block.number, block.step) for block in blocks] == [(1, 1250), (2, 2500)]
    assert blocks[0].lines(Notation)[-1] == ("", "≈", "0.00172175")


@pytest.mark.parametrize("hint", [1, 2, 3])
def test_there_is_no_hint_where_nothing_is_wrong(hint):
    assert below(marked(EXERCISE, [0, 1250], ["0.002", "0.00172165"]), hint) == []


@pytest.mark.parametrize("hint", [1, 2])
@pytest.mark.parametrize("form", ["table", "markdown", "latex"])
def test_a_hint_gives_no_expected_number_away(form, hint):
    text = answered(form, marked(EXERCISE, ANSWERED, ANSWERS), hint)
    assert "0.001622" in text
    assert not [number for number in GIVEN_AWAY if number in text]


@pytest.mark.parametrize("hint", [1, 2])
def test_a_wrong_column_is_hinted_at_before_what_follows_from_it(hint):
    row = {"step": 2500, "cosine": "0.5", "scale": "0.75", "learning_rate": "0.001525"}
    (text,) = said(marked_columns(EXERCISE, row), hint)
    assert text in ("At t = 2500: look at the Cosine Value.", "At t = 2500: cosine value = cos(π·t/T).")


def test_the_columns_before_are_told_apart_from_the_rate():
    row = {"step": 2500, "cosine": "0.5", "scale": "", "learning_rate": "0.00105"}
    assert said(marked_columns(EXERCISE, row)) == [
        "At t = 2500, Cosine Value: 0.5 is wrong; it is 0.0.",
        "At t = 2500, Scale Factor: not graded: expected a number such as 0.00172, 1.72e-3, 0.172 % "
        "or 1/500, got no answer; it is 0.5.",
    ]


def test_the_working_of_a_hint_is_mathematics_in_markdown():
    text = answered("markdown", marked(EXERCISE, [1250], ["0.0033435"]), 3)
    assert "\n\n#### Step 1: t = 1250\n\n```math\n" in text
    assert text.endswith(
        "&\\approx 0.00172175\n\\end{aligned}\n```\n\n**Answer:** $\\eta_{1250} \\approx 0.00172175$\n"
    )


# The verdicts and the mistake are those of MARKING.md; 0.000378249 is the rate to six digits.
def test_what_programs_are_told():
    marking = marked(EXERCISE, [1250, 2500, 3750], ["0.001622", "0.00095", "abc"])
    rows = [json.loads(line) for line in answered("jsonl", marking).splitlines()]
    columns = [{key: row[key] for key in ("answer", "verdict", "expected", "mistakes")} for row in rows]
    assert columns == [
        {"answer": "0.001622", "verdict": "wrong", "expected": "0.001722", "mistakes": ["min-not-added"]},
        {"answer": "0.00095", "verdict": "wrong", "expected": "0.00105", "mistakes": ["min-not-added"]},
        {"answer": "abc", "verdict": "not-graded", "expected": "0.000378249", "mistakes": []},
    ]
    told = json.loads(answered("json", marking))
    assert told["accepted"] is False
    assert told["diagnosis"] == said(marking)
    assert list(told)[-3:] == ["rows", "accepted", "diagnosis"]


def test_people_see_the_answer_and_the_verdict_and_with_a_hint_nothing_else():
    marking = marked(EXERCISE, [2500], ["0.00105"])
    assert answered("markdown", marking).splitlines()[0] == (
        "| Step | Cosine Value | Scale Factor | Learning Rate | Your Answer | Verdict |"
    )
    assert answered("markdown", marking, 1).splitlines()[0] == "| Step | Your Answer | Verdict |"


# Answers stand to the right as numbers do, unless one of them is none.
@pytest.mark.parametrize(("answer", "is_text"), [("1", False), ("1/500", False), ("?", True)])
def test_answers_stand_to_the_right_where_all_are_numbers(answer, is_text):
    heads = [column.head for column in marks_part(marked(EXERCISE, [0, 5000], ["0.002", answer])).columns]
    assert heads == [("Your Answer", is_text), ("Verdict", True), None, None]


@pytest.mark.parametrize(("answer", "accepted"), [("0.00105", True), ("0.002", False), ("", False)])
def test_whether_all_is_accepted(answer, accepted):
    assert marks_part(marked(EXERCISE, [2500], [answer])).accepted is accepted


def test_where_the_marks_do_not_fit_beside_the_rates_they_have_a_table_of_their_own():
    part = marks_part(marked(EXERCISE, (1250, 3750), ("0.001622", "0.00037")))
    text = written("table", EXERCISE, 1250, 3750, parts=[part], screen=Screen(width=40))
    assert max(map(len, text.splitlines())) <= 40
    assert [line.split("│")[-2].strip() for line in text.splitlines() if "Step" in line] == [
        "Rate",
        "Verdict",
    ]
