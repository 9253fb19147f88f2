"""What stands under the table of a marking: the diagnosis, or a hint that gives no expected number away."""

import pytest

from lrcalc.formats import write_function
from lrcalc.report.marks import sentences
from lrcalc.report.rates import Report
from lrcalc.terminal.screen import Screen
from tests.marking.classroom import EXERCISE, STEPS, marked, marked_columns

# The exact answers are 0.002, 0.00172175, 0.00105, 0.000378249 and 0.0001.
ANSWERS = ("0.002", "0.001622", "0.00095", "0.000378", "0.00033")
# What a student must not be told: the right answers where hers are wrong, to whatever digits.
GIVEN_AWAY = ("0.0017", "0.00105", "0.0001.", "0.00010", "0.853", "0.707")


def report(marking, hint=None):
    steps = [range(row.derivation.step, row.derivation.step + 1) for row in marking.rows]
    return Report(EXERCISE, steps, marking=marking.for_hints() if hint else marking, hint=hint)


def said(marking, hint=None):
    return list(sentences(report(marking, hint)))


def test_without_a_hint_the_diagnosis_is_given():
    first, second = said(marked(EXERCISE, STEPS, ANSWERS))
    assert first.startswith("At t = 1250, 2500: η_min was not added.")
    assert second.startswith("At t = 5000: the answer is +230 % off 0.00010")


def test_hint_1_is_the_column():
    assert said(marked(EXERCISE, STEPS, ANSWERS), 1) == [
        "At t = 1250, 2500, 5000: look at the Learning Rate."
    ]
    assert said(marked(EXERCISE, [1250], ["0.0033435"]), 1) == ["At t = 1250: look at the Scale Factor."]


def test_hint_2_is_the_rule():
    assert said(marked(EXERCISE, STEPS, ANSWERS), 2) == [
        "At t = 1250, 2500, 5000: learning rate = η_min + (η_max − η_min) × scale factor."
    ]
    assert said(marked(EXERCISE, [1250], ["0.00105"]), 2) == ["At t = 1250: cosine value = cos(π·t/T)."]


def test_hint_3_is_the_working_of_the_wrong_rows():
    (text,) = said(marked(EXERCISE, STEPS, ANSWERS), 3)
    steps = [line for line in text.splitlines() if line.startswith("Step")]
    assert steps == ["Step t = 1250", "Step t = 2500", "Step t = 5000"]
    assert "       ≈ 0.00172175" in text.splitlines()


@pytest.mark.parametrize("hint", [1, 2, 3])
def test_there_is_no_hint_where_nothing_is_wrong(hint):
    assert said(marked(EXERCISE, [0, 1250], ["0.002", "0.00172165"]), hint) == []


@pytest.mark.parametrize("hint", [1, 2])
@pytest.mark.parametrize("form", ["table", "markdown", "latex"])
def test_a_hint_gives_no_expected_number_away(form, hint):
    text = "".join(write_function(form)(report(marked(EXERCISE, STEPS, ANSWERS), hint), Screen()))
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
        "At t = 2500, Scale Factor: not graded: no answer; taken: a number such as 0.00172, 1.72e-3 or "
        "1/500; it is 0.5.",
    ]


def test_markdown_fences_a_working():
    text = "".join(write_function("markdown")(report(marked(EXERCISE, [1250], ["0.0033435"]), 3), Screen()))
    assert "\n```\nStep t = 1250\n" in text
    assert text.endswith("≈ 0.00172175\n```\n")
