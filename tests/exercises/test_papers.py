"""Papers as they are handed out, filled in by the students and graded: whatever they were written in."""

import csv
import re

import pytest

from lrcalc.exercises.generate import NOT_SET
from lrcalc.policies import POLICIES
from tests.command.program import run
from tests.profiles import sample

# A title page, several phases in aligned rows, columns of their own, a name with a dash.
NAMES = sample(
    [name for name in POLICIES if name not in NOT_SET], quick=("warmup", "step", "one-cycle", "tanh")
)
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
    assert [row["exercise"] for row in found] == list(dict.fromkeys(row["exercise"] for row in rows))
    assert [row["points"] for row in found] == ["5", "5"]


def test_a_worksheet_that_names_the_exercise_in_a_column(tmp_path):
    (tmp_path / "Anna.csv").write_text("exercise,step,answer\n#cosine-9f13,0,0.06\n", encoding="utf-8")
    (row,) = csv.DictReader(run("grade", str(tmp_path), "-f", "csv").out.splitlines())
    assert (row["student"], row["exercise"], row["points"], row["out_of"]) == (
        "Anna",
        "#cosine-9f13",
        "1",
        "5",
    )
