"""Worksheets: what is read, and what is refused with the line and the column."""

import io

import pytest

from lrcalc.marking.worksheet import LONGEST_LINE, MOST_LINES, MOST_ROWS, WorksheetError, read_worksheet

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
        "\n# answers of A.\n\nstep,learning_rate\n\n1250,0.001721\n\n",
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


@pytest.mark.parametrize("step", ["step", "Step", "STEP", "t", "$t$", "**Step**"])
@pytest.mark.parametrize(
    "rate",
    ["learning_rate", "Learning Rate", "LEARNING  RATE", "Your Answer", "answer", "lr", "η", "η_t", "eta"],
)
def test_variants_of_the_headings(step, rate):
    assert read(f"{step},{rate}\n1250,0.001721\n") == ONE


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
        ("step,colour,answer\n0,red,1\n", ["line 1, column 2", "'colour'", "taken: step, learning_rate"]),
        ("step,answer,η\n0,1,1\n", ["line 1, column 3", "stands twice"]),
        ("step,cosine\n0,1\n", ["line 1", "the column learning_rate is missing"]),
        ("learning_rate\n1\n", ["line 1", "the column step is missing"]),
        ("0,0.002\n1250,0.001721\n", ["line 1, column 1", "'0' is not a column"]),
        ("step,answer\n0,1\n1.5,1\n", ["line 3, column 1", "'1.5'"]),
        ("answer,step\n1,x\n", ["line 2, column 2", "'x'"]),
        ("step,answer\n-1,1\n", ["line 2, column 1", "expected from 0 to"]),
        ("step,answer\n,1\n", ["line 2, column 1", "''"]),
        ("step\tanswer\n\t1\n", ["line 2, column 1", "''"]),
        ("|step|answer|\n||1|\n", ["line 2, column 1", "''"]),
        ("step,answer\n0,0.002,3\n", ["line 2, column 3", "3 cells under 2 columns"]),
        ("step,answer\n0,0,002\n", ["line 2, column 3"]),  # a decimal comma
        ("step,answer\n0\t1\n", ["line 2, column 1"]),
        ("step,answer\n0,1\n\0\0\n", ["line 3", "character 1", "not UTF-8 text"]),
        ("step,answer\n0,\udcff\n", ["line 2", "character 3", "not UTF-8 text"]),
        ("step,answer\n" + "9" * (LONGEST_LINE + 1), ["line 2 is longer than 4096 characters"]),
        ("9" * 10**6, ["line 1", str(LONGEST_LINE)]),
        ("\n" * (MOST_LINES + 1), [f"line {MOST_LINES + 1}", "lines"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, words):
    message = refusal(text)
    assert message.startswith("--check: sheet")
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert len(message) < 300


def test_10_000_rows_are_read_and_one_more_is_not():
    header, rows = "step,answer\n", "0,1\n" * MOST_ROWS
    assert len(read(header + rows)) == MOST_ROWS == 10_000
    assert "line 10002: more than 10000 rows" in refusal(f"{header}{rows}0,1\n")


def test_the_longest_line_and_the_most_lines_are_read():
    # the last line holds a step of 1, and an answer that fills it up
    text = "step,answer\n1," + "9" * (LONGEST_LINE - 2)
    assert [step for step, _ in read(text)] == [1]
    blank = "\n" * (MOST_LINES - 2)
    assert [step for step, _ in read(f"step,answer\n{blank}1,1\n")] == [1]
    assert (LONGEST_LINE, MOST_LINES) == (4096, 100_000)
