"""--check: where the answers come from, what is printed, and the exit code."""

import csv
import io
import json
import os

import pytest

from tests.command.program import BASE, assert_refused, in_terminal, run, run_process
from tests.marking.test_worksheet import DOCUMENT

ANSWERS = "0.002,0.001721,0.00105,0.000378,0.0001"
STEPS = "0,1250,2500,3750,5000"
# η_min not added at 1250 and 2500: 0.00162175 and 0.00095
# η_min is not added; one digit at step 0 does not tell
WRONG = "0.002,0.001622,0.00095,0.0002782,0.000"


@pytest.fixture
def worksheet(tmp_path):
    """A function that writes a worksheet and returns its name."""

    def write(content, name="answers.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def test_the_documents_answers_on_the_line():
    result = run(*BASE, "--at", STEPS, "--check", ANSWERS)
    assert (result.code, result.err) == (0, "")
    assert "correct, truncated (rounds to 0.001722)" in result.out
    assert "│ Your Answer │ Verdict" in result.out


def test_without_steps_the_answers_are_to_the_textbooks():
    assert run(*BASE, "--check", ANSWERS).out == run(*BASE, "--at", STEPS, "--check", ANSWERS).out


def test_a_wrong_answer_is_exit_code_1_and_the_diagnosis_stands_below():
    result = run(*BASE, "--check", WRONG)
    assert (result.code, result.err) == (1, "")
    assert "\nAt t = 1250, 2500, 3750, 5000: η_min was not added." in result.out


# How the formats lay out the marks is in tests/snapshots.
@pytest.mark.parametrize("form", ["table", "markdown", "latex", "json", "csv"])
def test_every_format_has_the_marks(form):
    result = run(*BASE, "--check", WRONG, "-f", form)
    assert (result.code, result.err) == (1, "")
    assert "wrong" in result.out


@pytest.mark.parametrize("columns", [40, 80])
def test_in_a_terminal(columns):
    text = in_terminal(columns, *BASE, "--check", ANSWERS, NO_COLOR="1")
    # at 40 the numbers of six columns alone are too wide, and no number is cut
    assert columns == 40 or max(map(len, text.splitlines())) <= columns


def test_in_ascii():
    result = run_process(*BASE, "--check", WRONG, LC_ALL="C")
    assert result.code == 1
    assert "At t = 1250, 2500, 3750, 5000: eta_min was not added." in result.out


def test_machine_formats_carry_code_expected_text_and_mistakes():
    found = json.loads(run(*BASE, "--check", WRONG, "-f", "json").out)
    assert found["accepted"] is False
    assert found["diagnosis"][0].startswith("At t = 1250, 2500, 3750, 5000: η_min was not added.")
    row = found["rows"][1]
    assert (row["answer"], row["verdict"], row["expected"]) == ("0.001622", "wrong", "0.001722")
    assert row["mistakes"] == ["min-not-added"]
    rows = list(csv.DictReader(io.StringIO(run(*BASE, "--check", WRONG, "-f", "csv").out)))
    assert [item["verdict"] for item in rows] == ["exact", "wrong", "wrong", "wrong", "wrong"]
    assert [item["mistakes"] for item in rows] == ["", *["min-not-added"] * 4]
    lines = run(*BASE, "--check", WRONG, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["expected"] for line in lines[:2]] == ["0.002", "0.001722"]


def test_accepted_is_true_where_all_are():
    assert json.loads(run(*BASE, "--check", ANSWERS, "-f", "json").out)["accepted"] is True


@pytest.mark.parametrize("name", ["answers.csv", "answers.md", "anything"])
def test_the_documents_table_as_a_worksheet(worksheet, name):
    result = run(*BASE, "--check", worksheet(DOCUMENT, name))
    assert (result.code, result.err) == (0, "")
    assert "correct, truncated" in result.out


@pytest.mark.parametrize(
    "text", [DOCUMENT, DOCUMENT.replace(" | ", "\t").replace("| ", "").replace(" |", ""),
             "step,learning_rate\n1250,0.001721\n"]
)  # fmt: skip
def test_a_worksheet_from_standard_input(text):
    text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("|---"))
    result = run(*BASE, "--check", "-", stdin=text)
    assert (result.code, result.err) == (0, "")
    assert "correct, truncated" in result.out


def test_columns_before_the_rate_count_too(worksheet):
    sheet = worksheet("step,cosine,scale,learning_rate\n2500,0.5,0.75,0.001525\n0,1,1,0.002\n")
    result = run(*BASE, "--check", sheet)
    assert result.code == 1
    assert "wrong, but follows from your column before" in result.out
    assert "At t = 2500, Cosine Value: 0.5 is wrong; it is 0.0." in result.out


@pytest.mark.parametrize("answers", ["0.002,,0.00105,0.000378,0.0001", "0.002,two,0.00105,0.000378,0.0001"])
def test_what_is_not_graded_is_not_accepted(answers):
    result = run(*BASE, "--check", answers)
    assert result.code == 1
    assert "not graded" in result.out
    assert "expected a number such as 0.00172" in result.out


@pytest.mark.parametrize(("options", "code"), [([], 1), (["--rtol", "0.004"], 1), (["--rtol", "0.005"], 0)])
def test_rtol(options, code):
    # 0.001730 is 0.479 % above 0.0017217514
    result = run(*BASE, "--at", "1250", "--check", "0.001730", *options)
    assert result.code == code
    assert ("within tolerance" in result.out) == (code == 0)


@pytest.mark.parametrize(("digits", "code"), [("3", 0), ("4", 1)])
def test_sig(digits, code):
    result = run(*BASE, "--at", "1250", "--check", "0.00172", "--sig", digits)
    assert result.code == code
    assert ("correct, but 3 significant digits of 4 asked" in result.out) == (code == 1)


@pytest.mark.parametrize(
    ("hint", "words", "unsaid"),
    [
        ("1", "At t = 1250, 2500, 3750, 5000: look at the Learning Rate.", ["was not added", "scale factor"]),
        ("2", "At t = 1250, 2500, 3750, 5000: learning rate = η_min + ", ["was not added", "0.001722"]),
        ("3", "       ≈ 0.00172175\n", ["was not added"]),
    ],
)
def test_hints_show_less(hint, words, unsaid):
    result = run(*BASE, "--check", WRONG, "--hint", hint)
    assert result.code == 1
    assert words in result.out
    assert not [word for word in unsaid if word in result.out]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--check", "0.002,0.001"], ["--check", "2 answers for 5 steps"]),
        (
            ["--check", "two"],
            ["--check", "'two'", "answers such as 0.002,0.00172 or a file that exists"],
        ),
        (["--check", ""], ["--check", "answers such as 0.002,0.00172 or a file that exists"]),
        (["--check", "no/such/file.csv"], ["--check", "no/such/file.csv"]),
        (["--check", ANSWERS, "-f", "value"], ["--check", "value"]),
        (["--check", ANSWERS, "--hint", "4"], ["--hint", "'4'", "1, 2 or 3"]),
        (["--check", ANSWERS, "--hint", "1", "-f", "json"], ["--hint", "json", "table"]),
        (["--check", ANSWERS, "--hint", "1", "-f", "csv"], ["--hint", "csv", "table"]),
        (["--check", ANSWERS, "--hint", "1", "--work"], ["--hint", "--work"]),
        (["--check", ANSWERS, "--hint", "1", "--plot"], ["--hint: expected --hint or --plot, got both"]),
        (["--check", ANSWERS, "--hint", "1", "--save", "x.svg"], ["--hint: expected --hint or --save"]),
        (["--check", ANSWERS, "--hint", "1", "--summary"], ["--hint: expected --hint or --summary"]),
        *(
            (
                ["--check", ANSWERS, "--hint", "3", "--columns", f"step,{key}"],
                ["--columns: expected columns out of step, answer, verdict, for no others go with a hint"],
            )
            for key in ("learning_rate", "cosine", "scale", "expected")
        ),
        (["--check", ANSWERS, "--sig", "0"], ["--sig", "'0'"]),
        (["--check", ANSWERS, "--rtol", "-1"], ["--rtol: expected a number", "zero or more, got '-1'"]),
        (["--check", ANSWERS, "--rtol", "nan"], ["--rtol", "'nan'"]),
        (["--hint", "1"], ["--hint", "--check"]),
        (["--sig", "3"], ["--sig", "--check"]),
        (["--rtol", "0.1"], ["--rtol", "--check"]),
    ],
)
def test_what_cannot_be_understood(options, words):
    assert_refused(run(*BASE, *options, stdin="step,answer\n0,0.002\n"), *words)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["empty"]),
        (b"step,learning_rate\n", ["no rows"]),
        (b"step,learning_rate\n0,0.002\nx,0.001\n", ["line 3, column 1", "'x'"]),
        (b"step,learning_rate\n0,0.002\n1250,\xff\x01\n", ["line 3", "character 6", "not UTF-8"]),
        (b"\x7fELF\x02\x01\x01\0\0\0", ["line 1", "not UTF-8"]),
        (b"x" * 10**6, ["line 1", "longer than"]),
        (b"step,learning_rate\n" + b"0,0.002\n" * 10_001, ["line 10002", "10000 rows"]),
        (b"step,cosine,learning_rate\n0,1,0.002,7\n", ["line 2, column 4"]),
    ],
)
def test_a_worksheet_that_cannot_be_read_is_not_half_marked(worksheet, content, words):
    assert_refused(run(*BASE, "--check", worksheet(content)), "--check", *words)


@pytest.mark.parametrize(("content", "words"), [(b"step,lr\n0,\xff\x01\n", ["line 2"]), (b"", ["empty"])])
def test_standard_input_that_cannot_be_read(content, words):
    assert_refused(run_process(*BASE, "--check", "-", stdin=content), "standard input", *words)


def test_a_directory_is_refused(tmp_path):
    assert_refused(run(*BASE, "--check", str(tmp_path)), "--check", "directory")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read all")
def test_a_file_that_may_not_be_read_is_refused(worksheet):
    name = worksheet(DOCUMENT)
    os.chmod(name, 0)
    assert_refused(run(*BASE, "--check", name), "--check", "cannot be read")


def test_what_is_typed_does_not_reach_the_terminal_as_control_characters():
    result = run(*BASE, "--at", "0,1250", "--check", "0.002,\x1b[31mred")
    assert "\x1b" not in result.out + result.err
    assert "\N{REPLACEMENT CHARACTER}[31mred" in result.out


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_marks_that_no_column_would_show_are_refused(form):
    words = [*BASE, "--at", "1250", "--check", "0.001722", "-f", form]
    said = "--columns: expected one of answer, verdict, expected, mistakes among them, got none"
    assert_refused(run(*words, "--columns", "step,learning_rate"), said)
    assert run(*words, "--columns", "step,verdict").code == 0
