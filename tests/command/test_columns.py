"""--columns: which columns a format shows, and in which order."""

import csv
import io
import json

import pytest

from lrcalc.formats import FORMATS
from lrcalc.policies import POLICIES
from tests.command.program import BASE, assert_refused, example_words, run

AT = ("--at", "0,1250")
ASKED = ("--columns", "learning_rate,step")


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_of_separated_values(form, separator):
    out = run(*BASE, *AT, *ASKED, "-f", form).out
    assert out == f"learning_rate{separator}step\n0.002{separator}0\n0.0017217514421272201{separator}1250\n"


def test_of_json_and_json_lines():
    rows = [{"learning_rate": 0.002, "step": 0}, {"learning_rate": 0.0017217514421272201, "step": 1250}]
    found = json.loads(run(*BASE, *AT, *ASKED, "-f", "json").out)["rows"]
    assert (found, list(found[0])) == (rows, ["learning_rate", "step"])
    assert [json.loads(line) for line in run(*BASE, *AT, *ASKED, "-f", "jsonl").out.splitlines()] == rows


def test_of_a_table():
    lines = run(*BASE, *AT, *ASKED).out.splitlines()
    assert [cell.strip() for cell in lines[2].strip("│").split("│")] == ["Learning Rate", "Step"]
    assert [[cell.strip() for cell in line.strip("│").split("│")] for line in lines[4:-1]] == [
        ["0.002", "0"],
        ["0.00172175", "1250"],
    ]


def test_of_markdown_and_latex():
    out = run(*BASE, *AT, *ASKED, "-f", "markdown").out
    assert out.splitlines() == [
        "| Learning Rate | Step |",
        "|---------------|------|",
        "| 0.002 | 0 |",
        "| 0.00172175 | 1250 |",
    ]
    assert "Learning Rate & Step \\\\\n" in run(*BASE, *AT, *ASKED, "-f", "latex").out


def test_values_are_the_columns_asked_for_for_a_shell_to_read():
    assert run(*BASE, *AT, *ASKED, "-f", "value").out == "0.002\t0\n0.0017217514421272201\t1250\n"
    assert run(*BASE, *AT, "--columns", "scale", "-f", "value").out == "1.0\n0.8535533905932737\n"


@pytest.mark.parametrize("name", POLICIES)
def test_all_columns_of_a_policy_asked_for_by_name_are_those_without_asking(name):
    words = [name, *example_words(name)]
    usual = run(*words, "-f", "csv").out
    keys = usual.splitlines()[0]
    assert run(*words, "--columns", keys, "-f", "csv").out == usual
    backwards = ",".join(reversed(keys.split(",")))
    found = list(csv.DictReader(io.StringIO(run(*words, "--columns", backwards, "-f", "csv").out)))
    assert list(found[0]) == backwards.split(",")
    assert found == list(csv.DictReader(io.StringIO(usual)))


@pytest.mark.parametrize("asked", ["learning-rate,step", " learning_rate , step ", "learning_rate, step"])
def test_a_name_may_be_written_with_a_hyphen_and_spaces(asked):
    assert run(*BASE, *AT, "--columns", asked, "-f", "csv").out == run(*BASE, *AT, *ASKED, "-f", "csv").out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("step,rate", "got 'rate'"),
        ("step,learning_rat", "got 'learning_rat' (did you mean learning_rate?)"),
        ("phase", "got 'phase'"),
        ("", "got ''"),
        ("step,", "got ''"),
        ("step,scale,step", "expected every column once, got 'step' twice"),
        ("learning-rate,learning_rate", "got 'learning_rate' twice"),
    ],
)
def test_a_column_that_there_is_not_is_refused_with_those_that_there_are(asked, said, form):
    result = run(*BASE, *AT, "--columns", asked, "-f", form)
    assert_refused(result, "lrcalc cosine: --columns: expected ", said)
    assert "twice" in said or "step, cosine, scale, learning_rate" in result.err


def test_the_marks_are_columns_too():
    words = (*BASE, "--check", "0.002,0.0015,0.00105,0.000378,0.0001")
    result = run(*words, "--columns", "step,answer,verdict", "-f", "csv")
    assert result.code == 1
    assert result.out.splitlines()[:3] == ["step,answer,verdict", "0,0.002,exact", "1250,0.0015,wrong"]


def test_of_a_comparison():
    lines = ("cosine --max 0.002 --T 5000", "linear --max 0.002 --T 5000")
    result = run("compare", *lines, *AT, "--columns", "learning-rate-2,step", "-f", "csv")
    assert (result.code, result.out) == (0, "learning_rate_2,step\n0.002,0\n0.0015,1250\n")
    refused = run("compare", *lines, "--columns", "learning_rate")
    assert_refused(refused, "lrcalc compare: --columns: ", "step, learning_rate_1, learning_rate_2, ratio_2")
    assert_refused(run("compare", *lines, "--columns", "step,step"), "expected every column once")
