"""Papers as they are handed out, filled in by the students and graded: whatever they were written in."""

import csv
import json
import re

import pytest

from lrcalc.exercises.generate import policies_set
from tests.command.program import run
from tests.profiles import sample

# A title page, several phases in aligned rows, columns of their own, a name with a dash.
NAMES = sample(policies_set(), quick=("warmup", "step", "one-cycle", "tanh"))
EMPTY_CELL = {"markdown": r"\|\s*\|\s*$", "latex": r"&\s*\\\\\s*$", "table": r"│\s*│\s*$"}
FILLED_CELL = {"markdown": "| {} |", "latex": "& {} \\\\", "table": "│ {} │"}


def fill_in(paper, form, rows):
    """The learning rates of a key written into the empty column of a paper, exercise by exercise."""
    rates = {}
    for row in rows:
        rates.setdefault(row["exercise"], {})[row["step"]] = row["learning_rate"]
    lines = paper.read_text(encoding="utf-8").splitlines()
    tables = iter(rates.values())
    for index, line in enumerate(lines):
        if re.match(r"[|│\s]*Step\s*[|│&]", line):
            current = next(tables)
        step = re.match(r"[|│\s]*([0-9]+|found)\s*[|│&]", line)
        if step:
            cell = FILLED_CELL[form].format(current[step[1]])
            lines[index] = re.sub(EMPTY_CELL[form], lambda _, cell=cell: cell, line)
    paper.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("level", ["1", "3"])
@pytest.mark.parametrize("form", EMPTY_CELL)
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_that_is_filled_in_rightly_is_accepted(tmp_path, name, form, level):
    roster, out = tmp_path / "roster.csv", tmp_path / "papers"
    roster.write_text("Anna\nBen\n", encoding="utf-8")
    words = ("--class", str(roster), "--out", str(out), "--blank", "learning_rate", "--level", level)
    assert run("exercise", name, *words, "-f", form).code == 0
    key = out / "key.csv"
    rows = list(csv.DictReader(key.open(encoding="utf-8")))
    key.unlink()
    for paper in out.iterdir():
        fill_in(paper, form, [row for row in rows if row["student"] == paper.stem])
    graded = run("grade", str(out), "-f", "csv")
    assert (graded.code, graded.err) == (0, "")
    found = list(csv.DictReader(graded.out.splitlines()))
    assert [(row["student"], row["points"], row["out_of"]) for row in found] == [
        ("Anna", "5", "5"),
        ("Ben", "5", "5"),
    ]


@pytest.mark.parametrize("form", EMPTY_CELL)
def test_a_paper_of_several_exercises_is_graded_exercise_by_exercise(tmp_path, form):
    roster, out = tmp_path / "roster.csv", tmp_path / "papers"
    roster.write_text("Anna\n", encoding="utf-8")
    words = ("--class", str(roster), "--out", str(out), "--blank", "learning_rate", "-n", "2")
    assert run("exercise", "all", *words, "-f", form).code == 0
    key = out / "key.csv"
    rows = list(csv.DictReader(key.open(encoding="utf-8")))
    key.unlink()
    (paper,) = out.iterdir()
    fill_in(paper, form, rows)
    found = list(csv.DictReader(run("grade", str(out), "-f", "csv").out.splitlines()))
    # one row for the student, with the questions of one exercise after those of the other
    (row,) = found
    assert row["exercise"].split() == list(dict.fromkeys(row["exercise"] for row in rows))
    assert (row["points"], row["out_of"]) == ("10", "10")
    assert {row[f"question_{number}"] for number in range(1, 11)} <= {"exact", "correct"}


def test_a_worksheet_that_names_the_exercise_in_a_column(tmp_path):
    (tmp_path / "Anna.csv").write_text("exercise,step,answer\n#cosine-9f13,0,0.06\n", encoding="utf-8")
    (row,) = csv.DictReader(run("grade", str(tmp_path), "-f", "csv").out.splitlines())
    assert (row["student"], row["exercise"], row["points"], row["out_of"]) == (
        "Anna",
        "#cosine-9f13",
        "1",
        "5",
    )


def written_papers(tmp_path, *more):
    roster, out = tmp_path / "roster.csv", tmp_path / "papers"
    roster.write_text("Anna\nBen\n", encoding="utf-8")
    assert run("exercise", "cosine", "--class", str(roster), "--out", str(out), *more).code == 0
    return out


@pytest.mark.parametrize("name", ["key.csv", "exam-key.csv", "key (1).csv", "KEY.CSV"])
def test_the_key_is_not_marked_as_if_it_were_handed_in(tmp_path, name):
    out = written_papers(tmp_path, "--blank", "learning_rate")
    (out / "key.csv").rename(out / name)
    for words in ([str(out)], [str(path) for path in out.iterdir()]):
        graded = run("grade", *words, "-f", "csv")
        assert graded.code == 0
        assert f"{out / name} is the key to the papers, and left out" in graded.err
        rows = list(csv.DictReader(graded.out.splitlines()))
        assert sorted((row["student"], row["points"]) for row in rows) == [("Anna", "0"), ("Ben", "0")]
    # named alone it is graded: a teacher looks whether it is right
    rows = list(csv.DictReader(run("grade", str(out / name), "-f", "csv").out.splitlines()))
    assert [row["points"] for row in rows] == ["5", "5"]


def test_the_sheet_of_a_student_called_key_is_one(tmp_path):
    (tmp_path / "key.csv").write_text("step,learning_rate\n0,0.002\n", encoding="utf-8")
    (tmp_path / "Anna.csv").write_text("step,learning_rate\n0,0.002\n", encoding="utf-8")
    words = ("--for", "cosine --max 0.002 --T 100", "-f", "csv")
    rows = list(csv.DictReader(run("grade", str(tmp_path), *words).out.splitlines()))
    assert [row["student"] for row in rows] == ["Anna", "key"]


def test_of_papers_that_are_not_filled_in_it_is_said(tmp_path):
    out = written_papers(tmp_path, "--blank", "learning_rate")
    graded = run("grade", str(out))
    assert re.search(r"Anna\.md: the paper #cosine-[0-9a-f]{4} is not filled in", graded.err)
    assert "0 of 2: all accepted" in graded.out


def test_of_papers_without_a_table_it_is_said_that_there_is_none(tmp_path):
    graded = run("grade", str(written_papers(tmp_path)))
    assert graded.code == 2
    assert "expected a table of answers, got the paper #cosine-" in graded.err
    assert "key.csv" not in graded.out


def test_what_a_strict_marker_refuses_has_no_tick():
    words = ("--for", "cosine --max 0.002 --min 0.0001 --T 5000", "--at", "0,1250")
    graded = run("grade", "A=0.002,0.001721", *words, "--strict").out
    assert re.search(r"A .* ✓! ", graded)
    assert "1 of 1: nothing wrong, but an answer cut off or rounded early" in graded
    assert "! cut off or rounded early, and not accepted." in graded
    graded = run("grade", "A=0.002,0.001721", *words).out
    assert re.search(r"A .* ✓✓ ", graded)
    assert "1 of 1: all accepted" in graded


def test_grading_demands_the_figures_that_the_paper_asks_for():
    # 0.0517404, 0.0318, 0.0118596
    words = ("grade", "A=0.06,0.052,0.0318,0.01186,0.0036", "--for", "#cosine-9f13", "-f", "csv")
    (row,) = csv.DictReader(run(*words).out.splitlines())
    assert (row["points"], row["t_600"]) == ("4", "too-few-digits")
    (row,) = csv.DictReader(run(*words, "--sig", "2").out.splitlines())
    assert row["points"] == "5"


@pytest.mark.parametrize("code", ["#exponential-bf3b", "#cosine-9f13", "#polynomial-11aa"])
def test_what_is_given_on_a_paper_is_enough_to_find_what_is_asked(code):
    lines = run("exercise", code, "--blank", "learning_rate", "-f", "markdown").out.splitlines()
    rows = [line.strip("|").split("|") for line in lines if re.match(r"\| [0-9]", line)]
    solution = run("exercise", code, "--solution", "-f", "json").out
    found = json.loads(solution)["exercises"][0]
    typed = {key: float(text) for key, text in found["parameters"].items() if key != "T"}
    low, high = typed.get("min", 0), typed.get("max", typed.get("lr"))
    # the last column given is the scale, and η is linear in it
    answers = [f"{low + (high - low) * float(row[-2]):.4g}" for row in rows]
    assert run("exercise", code, "--check", ",".join(answers)).code == 0, answers
