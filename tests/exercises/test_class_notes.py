"""What a teacher is told of a class as a whole: what is missing, where sheets answer something else."""

import csv

import pytest

from tests.command.program import run

FOR = ("--for", "cosine --max 0.002 --min 0.0001 --T 5000")


def sheet(folder, name, *rows):
    folder.mkdir(exist_ok=True)
    lines = ["step,learning_rate", *rows]
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_that_no_sheet_names_a_schedule_is_said_once_and_what_says_it(tmp_path):
    for name in ("Anna", "Ben", "Cleo", "Dan"):
        sheet(tmp_path / "class", name, "1250,0.001722")
    result = run("grade", str(tmp_path / "class"))
    assert result.code == 2
    assert "--for: expected the schedule that is answered, or the code of an exercise, got none" in result.err
    assert "Anna" not in result.err


def test_of_many_files_that_fail_alike_the_reason_is_told_once(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.csv").write_text("hello\n", encoding="utf-8")
    result = run("grade", str(tmp_path), *FOR)
    assert result.code == 2
    assert result.err.count("got 'hello'") == 1
    assert "and 6 more" in result.err


def test_a_step_past_the_end_is_said(tmp_path):
    sheet(tmp_path / "class", "Cleo", "9999,0.0001")
    result = run("grade", str(tmp_path / "class"), *FOR)
    assert "Cleo answers t = 9999, past the end of the schedule, T = 5000" in result.err


def test_the_signs_are_those_of_the_steps_demanded(tmp_path):
    sheet(tmp_path / "class", "Cleo", "9999,0.0001")
    result = run("grade", str(tmp_path / "class"), *FOR, "--at", "0,1250")
    assert "––" in result.out
    assert "––✓" not in result.out


def test_columns_are_named_by_their_steps_where_all_answer_one_schedule(tmp_path):
    sheet(tmp_path / "class", "Anna", "0,0.002", "1250,0.001722")
    sheet(tmp_path / "class", "Ben", "1250,0.001722")
    rows = list(csv.DictReader(run("grade", str(tmp_path / "class"), *FOR, "-f", "csv").out.splitlines()))
    assert [(row["t_0"], row["t_1250"]) for row in rows] == [("exact", "correct"), ("", "correct")]


def test_of_one_schedule_no_number_is_told():
    result = run("grade", "Anna=0.002", "--for", "cosine")
    assert result.err.startswith("lrcalc grade: --for: 'cosine': --max")


@pytest.mark.parametrize("blank", ["foo", "step"])
def test_a_column_that_there_is_not_leaves_no_half_of_an_exercise(blank):
    result = run("exercise", "cosine", "--seed", "a", "--blank", blank)
    assert (result.code, result.out) == (2, "")


def test_what_is_asked_is_what_is_left_empty():
    asked = run("exercise", "cosine", "--seed", "a", "--blank", "cosine,scale").out
    assert "Calculate what is left empty in the table" in asked
    assert "Calculate the learning rate" not in asked
    assert (
        "Calculate the learning rate"
        in run("exercise", "cosine", "--seed", "a", "--blank", "scale,learning_rate").out
    )


def test_an_empty_cell_is_a_missing_answer_in_the_feedback(tmp_path):
    sheet(tmp_path / "class", "Anna", "0,0.002", "1250,")
    run("grade", str(tmp_path / "class"), *FOR, "--feedback", str(tmp_path / "back"))
    assert "| 1250 | – | missing |" in (tmp_path / "back" / "Anna.md").read_text(encoding="utf-8")
