"""`--log` and `identify` as a shell has them: output, exit codes, errors in one shape."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command.program import assert_refused, run
from tests.logs.real import DATA

FAULT = str(DATA / "s-fault-numproc4" / "log.txt")
RIGHT = str(DATA / "s-pt-csv-linear" / "log.csv")
MEANT = ["linear", "--max", "0.0005", "--T", "800", "--warmup", "100"]
AGREED = ["linear", "--max", "0.001", "--T", "500", "--warmup", "50"]


def test_a_log_that_agrees() -> None:
    result = run(*AGREED, "--log", RIGHT)
    assert result.code == 0
    assert result.out.splitlines() == [
        "CSV: 250 rates, step 0 to 498.",
        "A row has the rate of update t = step.",
        "All 250 rates agree as double.",
    ]


def test_a_log_that_does_not() -> None:
    result = run(*MEANT, "--log", FAULT)
    assert result.code == 1
    assert "80 of 80 rates disagree; the first 5 of them" in result.out
    assert "stepped 4 times an update" in result.out
    assert run(*MEANT, "--log", FAULT, "-f", "value").out == "stepped-times\n"


def test_programs_have_every_row_and_the_explanation() -> None:
    told = json.loads(run(*MEANT, "--log", FAULT, "-f", "json").out)
    assert told["rows"][0] == {
        "step": 10,
        "update": 9,
        "logged": 0.00018,
        "expected": 4.5e-05,  # 0.0005 · 9/100
        "verdict": "disagrees",
    }
    assert len(told["rows"]) == 80
    assert [(item["id"], item["numbers"]) for item in told["explanations"]] == [
        ("stepped-times", {"times": 4})
    ]
    rows = run(*MEANT, "--log", FAULT, "-f", "csv").out.splitlines()
    assert rows[:2] == ["step,update,logged,expected,verdict", "10,9,0.00018,0.000045,disagrees"]
    assert run(*MEANT, "--log", FAULT, "-f", "csv", "--columns", "step").out.splitlines()[1] == "10"


def test_the_clock_of_the_log_can_be_said() -> None:
    """--clock step is said of the log, --clock t+1 of the schedule."""
    text = "step,lr\n" + "".join(f"{step},{(step + 1) / 1000!r}\n" for step in range(9))
    line = ["linear", "--max", "1", "--T", "5000", "--warmup", "1000", "--log", "-"]
    assert run(*line, stdin=text).code == 0
    assert run(*line, "--clock", "next", stdin=text).code == 0
    assert run(*line, "--log-clock", "next", stdin=text).code == 0
    assert run(*line, "--clock", "step", stdin=text).code == 1
    assert run(*line, "--clock", "t+1", "--log-clock", "step", stdin=text).code == 0


def test_identify_prints_a_line_that_works() -> None:
    result = run("identify", RIGHT, "-f", "value")
    assert result == (type(result))(0, "lrcalc linear --max 0.001 --T 500 --warmup 50\n", "")
    assert run(*result.out.split()[1:], "--log", RIGHT).code == 0
    assert "All" not in run("identify", RIGHT).err


def test_identify_takes_a_paste() -> None:
    text = "step: 0 lr: 1.0e-03\nstep: 1 lr: 1.0e-03\nstep: 2 lr: 1.0e-03\n"
    result = run("identify", "-", "-f", "value", stdin=text)
    assert (result.code, result.out) == (0, "lrcalc fixed --lr 0.001\n")


def test_what_no_schedule_gives_is_said() -> None:
    text = "step,lr\n" + "".join(f"{step},0.{(step * step * 7919) % 997 + 1:04}\n" for step in range(40))
    result = run("identify", "-", stdin=text)
    assert result.code == 1
    assert "No schedule that is known here" in result.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--log", "no/such/file"], "--log: 'no/such/file' cannot be read: No such file or directory"),
        (["--log", "-"], "--log: standard input: expected a log with steps and rates, got an empty file"),
        (["--log", RIGHT, "--at", "5"], "--log: expected --log or --at, got both"),
        (["--log", RIGHT, "--check", "5"], "--log: expected --log or --check, got both"),
        (["--column", "lr"], "--column: expected --log with it, got none"),
        (["--log", RIGHT, "--column", "speed"], "expected a column of the log"),
        (["--log", RIGHT, "--step-column", "speed"], "expected a step column out of step, lr, loss"),
        (["--log", RIGHT, "--columns", "speed"], "expected columns out of step, update"),
    ],
)
def test_what_cannot_be_carried_out(words: list[str], said: str) -> None:
    result = run(*AGREED, *words)
    assert result.code == 2
    assert said in result.err
    assert result.out == ""


def test_the_picture_has_the_log_over_the_schedule(tmp_path: Path) -> None:
    result = run(*MEANT, "--log", FAULT, "--plot")
    assert "2  logged in log.txt; 80 that disagree are marked" in result.out
    picture = tmp_path / "log.svg"
    assert run(*MEANT, "--log", FAULT, "--save", str(picture)).code == 1
    assert picture.read_text().startswith("<?xml")


def test_a_name_that_no_file_can_have_is_refused_in_one_line() -> None:
    for words in (["identify", "run\0.csv"], ["cosine", "--max", "1", "--T", "9", "--log", "run\0.csv"]):
        assert_refused(run(*words), "cannot be read: not a file name")


@pytest.mark.parametrize(
    "words",
    [
        ["identify", "no/such.csv"],
        ["linear", "--max", "1", "--T", "9", "--log", "no/such.csv"],
        ["linear", "--max", "1", "--T", "9", "--check", "no/such.csv"],
        ["grade", "no/such.csv"],
        ["exercise", "cosine", "--class", "no/such.csv", "--out", "papers"],
        ["read", "no/such.yaml"],
    ],
)
def test_a_file_that_is_not_there_is_said_in_the_same_words_everywhere(words: list[str]) -> None:
    name = next(word for word in words if "such" in word)
    assert_refused(run(*words), f"'{name}' cannot be read: No such file or directory")


def test_what_so_few_digits_cannot_tell_is_said() -> None:
    """One rate of one digit, which any number of changes would give."""
    line = ["cosine", "--max", "3e-4", "--T", "1000", "--warmup", "50", "--log", "-"]
    result = run(*line, stdin="step,lr\n100,2e-4\n")
    assert "these digits cannot tell" in result.out.lower()
    assert "maybe: this explains every row, as others may" in result.out
    told = json.loads(run(*line, "-f", "json", stdin="step,lr\n100,3e-4\n").out)
    assert "cannot-tell" in [remark["id"] for remark in told["remarks"]]
    told = json.loads(run("identify", "-", "-f", "json", stdin="step,lr\n100,2e-4\n").out)
    assert told["certain"] is False
