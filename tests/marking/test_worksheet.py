"""Worksheets: what is read, and what is refused with the line and the column."""

import io
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.marking.line import rows_from_line
from lrcalc.marking.worksheet import (
    LONGEST_LINE,
    MOST_LINES,
    MOST_ROWS,
    Taken,
    WorksheetError,
    read_bytes,
    read_worksheet,
)

# Section 8.8 of the document, from its heading to the table's end.
DOCUMENT = """\
### Summary Table

| Step | Cosine Value | Scale Factor | Learning Rate |
|------|--------------|--------------|---------------|
| 0 | 1.0 | 1.0 | 0.002 |
| 1250 | 0.707 | 0.854 | 0.001721 |
| 2500 | 0.0 | 0.5 | 0.00105 |
| 3750 | -0.707 | 0.146 | 0.000378 |
| 5000 | -1.0 | 0.0 | 0.0001 |
"""


def read(text):
    """The rows as typed: the step, and the text of each answer by its quantity."""
    rows = read_worksheet(io.StringIO(text), "sheet")
    return [(row.step, {key: answer.text for key, answer in row.answers.items()}) for row in rows]


def refusal(text):
    with pytest.raises(WorksheetError) as raised:
        read_worksheet(io.StringIO(text), "sheet")
    return str(raised.value)


ONE = [(1250, {"learning_rate": "0.001721"})]


def test_the_documents_table_headings_and_all():
    rows = read(DOCUMENT)
    assert [step for step, _ in rows] == [0, 1250, 2500, 3750, 5000]
    assert rows[3] == (3750, {"cosine": "-0.707", "scale": "0.146", "learning_rate": "0.000378"})


@pytest.mark.parametrize(
    "text",
    [
        "step,learning_rate\n1250,0.001721\n",
        "step,learning_rate\n1250,0.001721",
        "step\tlearning_rate\n1250\t0.001721\n",
        "step;learning_rate\n1250;0.001721\n",
        "step,learning_rate\r\n1250,0.001721\r\n",
        "\ufeffstep,learning_rate\n1250,0.001721\n",
        "\n# answers of A.\n#\n#of-A\nstep,learning_rate\n\n1250,0.001721\n\n",
        'step,learning_rate\n"1250","0.001721"\n',
        " step , learning_rate \n 1250 , 0.001721 \n",
        "learning_rate,step\n0.001721,1250\n",
        "|step|learning rate|\n|:--|--:|\n|1250|0.001721|\n",
        "step | learning rate\n---- | ----\n1250 | 0.001721\n",
        "step,learning_rate\n1_250,0.001721\n",
        "step,learning_rate\n1.25k,0.001721\n",
    ],
)
def test_the_same_answer_in_every_form(text):
    assert read(text) == ONE


def test_all_columns():
    rows = read("step,cosine,scale,learning_rate\n1250,0.707,0.854,0.001721\n")
    assert rows == [(1250, {"cosine": "0.707", "scale": "0.854", "learning_rate": "0.001721"})]


def test_a_missing_answer_is_an_empty_one():
    rows = "step,learning_rate\n0,\n1250\n"
    assert read(rows) == [(0, {"learning_rate": ""}), (1250, {"learning_rate": ""})]


def test_an_unreadable_answer_is_kept_to_be_not_graded():
    (row,) = read_worksheet(io.StringIO("step,learning_rate\n0,two\n"), "sheet")
    assert row.answers["learning_rate"].value is None


def test_order_and_repeats_are_kept():
    assert [step for step, _ in read("t,lr\n5,1\n0,1\n5,1\n")] == [5, 0, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["is empty", "step,learning_rate"]),
        ("\n\n# only a comment\n", ["is empty"]),
        ("step,learning_rate\n", ["a header and no rows"]),
        ("|step|answer|\n|---|---|\n", ["a header and no rows"]),
        ("step,learning_rat\n0,1\n", ["line 1, column 2", "'learning_rat'", "did you mean learning rate?"]),
        ("step,colour\n0,red\n", ["line 1, column 2", "'colour'", "expected a column such as step"]),
        ("step,answer,your answer\n0,1,1\n", ["line 1, column 3", "stands twice"]),
        ("step,cosine\n0,1\n", ["line 1", "the column learning_rate is missing"]),
        ("learning_rate\n1\n", ["line 1", "the column step is missing"]),
        ("0,1,0.002\n1250,0.7,0.001721\n", ["line 1", "the header is missing", "step,learning_rate"]),
        # both columns could be the steps
        ("0,1\n1250,0\n", ["line 1", "the header is missing"]),
        # a name of a column shows that there is a header
        ("step,foo\n0,0.002\n", ["line 1, column 2", "got 'foo'"]),
        ("step,answer\n0,1\n1.5,1\n", ["line 3, column 1", "'1.5'"]),
        ("answer,step\n1,x\n", ["line 2, column 2", "'x'"]),
        ("step,answer\n-1,1\n", ["line 2, column 1", "expected from 0 to"]),
        ("step,answer\n,1\n", ["line 2, column 1", "''"]),
        ("step\tanswer\n\t1\n", ["line 2, column 1", "''"]),
        ("|step|answer|\n||1|\n", ["line 2, column 1", "''"]),
        ("step,answer\n0,0.002,3\n", ["line 2, column 3", "3 cells under 2 columns"]),
        ("step,answer\n0,0,002\n", ["line 2, column 3", "decimal comma"]),
        ("step,answer\n0\t1\n", ["line 2, column 1"]),
        ("step,answer\n0,1\n\0\0\n", ["line 3, character 1", "not UTF-8 text"]),
        ("step,answer\n0,\udcff\n", ["line 2, character 3", "not UTF-8 text"]),
        ("step,answer\n" + "9" * (LONGEST_LINE + 1), ["line 2", "longer than 4096 characters"]),
        ("9" * 10**6, ["line 1", str(LONGEST_LINE)]),
        # longer than csv takes, where only JSON may be long
        ("step,answer\n{" + "*{" * 10**5, ["line 2", str(LONGEST_LINE)]),
        ("step|answer\n[" + "|" * 10**5, ["line 2", str(LONGEST_LINE)]),
        ("\n" * (MOST_LINES + 1), [f"line {MOST_LINES + 1}", "lines"]),
        ('{"rows": [1]}', ["line 1", "an object a row"]),
        ("{not json", ["line 1", "expected JSON"]),
        ("[" * 100_000, ["expected JSON"]),
        ("[]", ["is empty"]),
        ("{}", ["is empty"]),
        ('{"step": [1, 2], "lr": [0.1]}', ["an object a row", "all of a length"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, words):
    message = refusal(text)
    assert message.startswith("sheet")
    assert "--" not in message
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert len(message) < 300


BYTES = {
    "German Excel": "step;learning_rate\r\n0;0,002\r\n1.250;0,001721\r\n".encode("cp1252"),
    "with names in cp1252": "Name;step;learning_rate\r\nMüller;1250;0,001721\r\n".encode("cp1252"),
    "sep": b"sep=;\r\nstep;learning_rate\r\n1250;0,001721\r\n",
    "UTF-16": "step\tlearning_rate\r\n1250\t0.001721\r\n".encode("utf-16"),
    "UTF-16 without a mark": "step,learning_rate\n1250,0.001721\n".encode("utf-16-le"),
    "UTF-8 with a mark": b"\xef\xbb\xbfstep,learning_rate\n1250,0.001721\n",
    "title above": b"Homework 3, group B\nstep,learning_rate\n1250,0.001721\n",
    "t = 1250": b"t,lr\nt = 1250,0.001721\n",
    "Step 1250": b"step,lr\nStep 1250,0.001721\n",
    "thousands": b'step,lr\n"1,250",0.001721\n',
    "trailing separators": b"step;lr;;\r\n1250;0.001721;;\r\n;;;\r\n",
    "quoted decimal comma": b'step,lr\n1250,"0,001721"\n',
    "notes": b"step,lr,notes\n1250,0.001721,not sure\n",
    "json": b'{"policy": "cosine", "rows": [{"step": 1250, "learning_rate": 0.001721}]}',
    "jsonl": b'{"step": 1250, "learning_rate": 0.001721}\n',
    "latex": b"\\begin{tabular}{rr}\n\\toprule\nStep & Learning Rate \\\\\n\\midrule\n1250 & 0.001721 \\\\\n"
    b"\\bottomrule\n\\end{tabular}\n",
    "ASCII box": b"Cosine: T = 5000, eta_min = 0\n"
    b"+------+---------------+\n| Step | Learning Rate |\n+------+---------------+\n"
    b"| 1250 |      0.001721 |\n+------+---------------+\n",
}


@pytest.mark.parametrize("name", BYTES)
def test_a_row_is_read_however_it_was_stored(name):
    rows = read_bytes(BYTES[name], name)
    row = rows[-1]
    assert (row.step, float(row.answers["learning_rate"].value)) == (1250, 0.001721)


@given(some.binary(max_size=300))
def test_whatever_the_bytes_they_are_read_or_refused(data):
    with suppress(WorksheetError):
        read_bytes(data, "sheet")


ANY_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.sampled_from(["t", "0", "x", ""]),
    lambda parts: (
        some.lists(parts, max_size=3)
        | some.dictionaries(
            some.sampled_from(["t", "lr", "rows", "exercises", "steps", "answers", "0"]), parts
        )
    ),
    max_leaves=8,
)


@given(ANY_JSON)
def test_whatever_the_json_it_is_read_or_refused(value):
    with suppress(WorksheetError):
        read_bytes(json.dumps(value).encode(), "sheet")


def test_10_000_rows_are_read_and_one_more_is_not():
    header, rows = "step,answer\n", "0,1\n" * MOST_ROWS
    assert len(read(header + rows)) == MOST_ROWS == 10_000
    assert "got more than 10000 rows" in refusal(f"{header}{rows}0,1\n")


def test_the_longest_line_and_the_most_lines_are_read():
    # the last line holds a step of 1, and an answer that fills it up
    text = "step,answer\n1," + "9" * (LONGEST_LINE - 2)
    assert [step for step, _ in read(text)] == [1]
    blank = "\n" * (MOST_LINES - 2)
    assert [step for step, _ in read(f"step,answer\n{blank}1,1\n")] == [1]
    assert (LONGEST_LINE, MOST_LINES) == (4096, 100_000)


def test_a_row_that_sums_the_others_up_is_passed_over_and_said():
    said = Taken([])
    rows = read_bytes(b"step,learning_rate\n0,0.002\n1250,0.001722\nmean,0.0008\n", "sheet", taken=said)
    assert [row.step for row in rows] == [0, 1250]
    assert said.remarks == ["sheet: line 4 sums the rows up, and is passed over"]


@pytest.mark.parametrize("note", ["I hope this is right", "Note: in radians, as it was asked", "Name: Zoë;;"])
def test_words_below_the_rows_are_passed_over_and_said(note):
    said = Taken([])
    sheet = f"step;learning_rate\n1250;0.001721\n{note}\n"
    assert [row.step for row in read_bytes(sheet.encode(), "sheet", taken=said)] == [1250]
    assert said.remarks == ["sheet: line 3 is a note, and is passed over"]


@pytest.mark.parametrize(
    "text",
    [
        "step,0,1250\nlearning_rate,0.002,0.001721\n",
        "| t | 0 | 1250 |\n|---|---|---|\n| cos | 1 | 0.707 |\n| η | 0.002 | 0.001721 |\n",
        '{"step": [0, 1250], "learning_rate": [0.002, 0.001721]}',
        '{"step": {"0": 0, "1": 1250}, "lr": {"0": 0.002, "1": 0.001721}}',
        '{"0": 0.002, "1250": 0.001721}',
        "[[0, 0.002], [1250, 0.001721]]",
        "step,lr\n\u200e0,\u200b0.002\n\ufeff1250,0.001721\n",
        '{"student": "A.", "answers": [{"t": 0, "lr": 0.002}, {"t": 1250, "lr": 0.001721}]}',
        "\\begin{tabular}{ll}\nt & $\\eta$ \\\\\n0 & 0.002 \\\\\n1250 & 0.001721 \\\\\\end{tabular}",
        r"\[\begin{array}{c|c} t & \eta_t \\ \hline 0 & 0.002 \\ 1250 & 0.001721 \\ \end{array}\]",
    ],
)
def test_steps_side_by_side_json_by_columns_or_by_steps_and_latex_on_a_line(text):
    rows = read(text)
    assert [(step, answers["learning_rate"]) for step, answers in rows] == [(0, "0.002"), (1250, "0.001721")]


def test_a_comma_after_the_last_answer_is_no_answer():
    assert [row.step for row in rows_from_line("0.002,0.001722,", [0, 1250])] == [0, 1250]
    # it is one where an answer is missing
    assert rows_from_line("0.002,", [0, 1250])[1].answers["learning_rate"].text == ""


def test_mathematics_around_a_table_of_latex_is_no_table():
    text = (
        "\\begin{align*}\n\\eta_{0} &= 0.0001 + 0.0019 \\\\\n &= 0.002 \\\\\n\\end{align*}\n"
        "\\begin{tabular}{rr}\n\\toprule\nStep & Learning Rate \\\\\n\\midrule\n1250 & 0.001722 \\\\\n"
        "\\bottomrule\n\\end{tabular}\n"
    )
    (row,) = read_worksheet(io.StringIO(text), "sheet")
    assert row.step == 1250
