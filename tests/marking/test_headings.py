"""Headings of worksheets: what they may be called, the units in them, and tables that have none."""

import io

import pytest

from lrcalc.marking.worksheet import Taken, WorksheetError, read_bytes, read_worksheet
from tests.marking.test_worksheet import DOCUMENT, ONE, read


@pytest.mark.parametrize("step", ["step", "Step", "STEP", "t", "$t$", "**Step**"])
@pytest.mark.parametrize(
    "rate",
    ["learning_rate", "Learning Rate", "LEARNING  RATE", "Your Answer", "answer", "lr", "η", "η_t", "eta"],
)
def test_variants_of_the_headings(step, rate):
    assert read(f"{step},{rate}\n1250,0.001721\n") == ONE


@pytest.mark.parametrize(
    "text",
    [
        "Step,Learning Rate (η)\n1250,0.001722\n",
        "step (t),η(t)\n1250,0.001722\n",
        "Schritt;Lernrate\n1250;0,001722\n",
        "iteration,learning-rate\n1250,0.001722\n",
        "global_step,LearningRate\n1250,0.001722\n",
        "Training Step,angle,Learning Rate η\n1250,0.785,0.001722\n",
    ],
)
def test_headings_that_real_sheets_have_are_read(text):
    (row,) = read_worksheet(io.StringIO(text), "sheet")
    assert (row.step, float(row.answers["learning_rate"].value)) == (1250, 0.001722)
    assert set(row.answers) == {"learning_rate"}


@pytest.mark.parametrize(
    ("heading", "typed"),
    [
        ("learning rate (%)", "0.1722"),
        ("Lernrate in %", "0,1722"),
        ("η [10^-3]", "1.722"),
        ("$\\eta_t$ (×10⁻³)", "1.722"),
        ("LR (1e-3)", "1.722"),
        # a cell that has its unit is not given it twice
        ("rate (%)", "0.1722 %"),
    ],
)
def test_a_unit_in_a_heading_is_that_of_the_numbers_below_it(heading, typed):
    (row,) = read_worksheet(io.StringIO(f"step;{heading}\n1250;{typed}\n"), "sheet")
    assert float(row.answers["learning_rate"].value) == 0.001722


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("1250,0.001721\n", "step, learning_rate"),
        ("Homework 3\n\n1250,0.001721\n", "step, learning_rate"),
        ("0.001721;1250\n", "learning_rate, step"),
        ("t = 1250\t0.001721\t\n", "step, learning_rate"),
    ],
)
def test_two_columns_without_a_header_are_read_where_one_has_the_steps_for_certain(text, heads):
    taken = Taken([])
    (row,) = read_bytes(text.encode(), "sheet", taken=taken)
    assert (row.step, row.answers["learning_rate"].text) == (1250, "0.001721")
    assert taken.remarks == [f"sheet has no header; its columns were read as {heads}"]


def test_a_sheet_with_a_header_is_not_remarked_upon():
    taken = Taken([])
    read_bytes(DOCUMENT.encode(), "sheet", taken=taken)
    assert taken.remarks == []


@pytest.mark.parametrize("column", ["No.", "Unnamed: 0", "t/T", "colour"])
def test_a_column_that_is_none_of_the_schedule_is_passed_over_and_said(column):
    taken = Taken([])
    (row,) = read_bytes(f"{column},step,lr\n7,1250,0.001721\n".encode(), "sheet", taken=taken)
    assert set(row.answers) == {"learning_rate"}
    assert taken.remarks == [f"sheet: the column '{column}' is none of the schedule, and passed over"]


@pytest.mark.parametrize(
    ("step", "rate"),
    [
        ("Step no.", "LR value"),
        ("Schritt t", "Lernrate η_t"),
        ("$t$", "$\\eta_{t}$"),
        ("t:", "learning rate at t"),
        ("Steps", "My answer"),
        ("step (t)", "Result"),
        ("Schritt Nr.", "lr [t]"),
    ],
)
def test_what_stands_behind_the_name_of_a_column_is_no_part_of_it(step, rate):
    assert read(f"{step},{rate}\n1250,0.001721\n") == ONE


@pytest.mark.parametrize(
    "text",
    [
        "η_1250 = 0.001721\n",
        "Homework\n\n- t = 1250: η = 0.001721\n",
        "t = 1250: 0.001721\n",
        "Step 1250, lr = 0.001721\n",
    ],
)
def test_a_list_that_says_of_which_step_each_rate_is(text):
    (row,) = read_bytes(text.encode(), "sheet")
    assert (row.step, float(row.answers["learning_rate"].value)) == (1250, 0.001721)


def test_of_a_list_in_which_a_rate_has_no_step_nothing_is_read():
    with pytest.raises(WorksheetError, match="the header is missing"):
        read("η_0 = 0.002\n0.001721\n")


def test_one_that_may_be_a_column_of_it_is_asked_about():
    with pytest.raises(WorksheetError, match=r"got 'cosin' \(did you mean cosine\?\)"):
        read("step,cosin,answer\n1250,0.7,0.001721\n")
