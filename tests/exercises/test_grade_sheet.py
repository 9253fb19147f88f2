"""The grade sheet: a row for everybody, a verdict a step, and whose exercise was answered."""

import csv
import re

import pytest

from lrcalc.exercises.class_table import student_columns
from lrcalc.exercises.generate import exercise
from lrcalc.exercises.sheet import answers
from lrcalc.marking.verdict import ACCEPTED
from lrcalc.report.grades import SHORT
from tests.command.program import run

SCHEDULE = ("--for", "cosine --max 0.002 --min 0.0001 --T 5000", "--at", "1250,2500,3750")
RIGHT = "0.001722,0.00105,0.0003782"


def graded(path, *line):
    """The rows of the grade sheet by their students, and what is said beside it."""
    result = run("grade", str(path), *line, "-f", "csv")
    rows = list(csv.DictReader(result.out.splitlines()))
    return {row["student"]: row for row in rows}, result.err


def test_every_verdict_has_a_sign():
    assert set(SHORT) == set(ACCEPTED)


def test_a_student_of_whom_nothing_can_be_read_has_a_row_without_points(tmp_path):
    sheet = tmp_path / "class.csv"
    sheet.write_text(f"name,1250,2500,3750\nAnna,{RIGHT}\nEve,{RIGHT},extra\n", encoding="utf-8")
    rows, said = graded(sheet, *SCHEDULE)
    assert (rows["Anna"]["points"], rows["Anna"]["t_1250"]) == ("3", "correct")
    assert (rows["Eve"]["points"], rows["Eve"]["t_1250"]) == ("", "unreadable")
    assert "Eve: expected a cell a column" in said
    table = run("grade", str(sheet), *SCHEDULE).out
    assert "Eve" in table
    assert "1 of 2: all accepted" in table
    assert "1 of 2: not graded, for it could not be read" in table


def test_a_file_that_cannot_be_read_is_its_student_s(tmp_path):
    (tmp_path / "Anna.csv").write_text("step,lr\n1250,0.001722\n", encoding="utf-8")
    (tmp_path / "Dog.txt").write_text("the dog ate it\n", encoding="utf-8")
    (tmp_path / "Hal.xlsx").write_bytes(b"PK\x03\x04nothing")
    rows, _ = graded(tmp_path, *SCHEDULE)
    assert {name: row["points"] for name, row in rows.items()} == {"Anna": "1", "Dog": "", "Hal": ""}


def test_all_rows_under_a_code_that_does_not_exist_are_counted(tmp_path):
    sheet = tmp_path / "class.csv"
    made = exercise("cosine", "Anna")
    lines = [f"Anna,{made.code},0,0.1", *(f"Fay,cosine-zz,{step},0.1" for step in range(5))]
    sheet.write_text("student,exercise,step,learning_rate\n" + "\n".join(lines), encoding="utf-8")
    rows, said = graded(sheet)
    assert rows["Fay"]["exercise"] == "cosine-zz"
    assert "5 rows or files could not be read" in said


def test_steps_that_a_code_does_not_ask_for_are_said(tmp_path):
    own = exercise("cosine", "Emil")
    others = (exercise("cosine", seed) for seed in "abcdefgh")
    other = next(made for made in others if made.steps[-1] != own.steps[-1])
    strange = [step for step in own.steps if step not in other.steps]
    sheet = tmp_path / "class.csv"
    lines = [f"Emil,{other.code},{step},{rate}" for step, rate in zip(own.steps, answers(own), strict=True)]
    sheet.write_text("student,exercise,step,learning_rate\n" + "\n".join(lines), encoding="utf-8")
    _, said = graded(sheet)
    named = ", ".join(map(str, strange))
    assert f"Emil answers t = {named}, which {other.code} does not ask for; is the code right?" in said


def test_a_question_is_the_same_column_for_everybody(tmp_path):
    lines = ["student,exercise,step,learning_rate"]
    for student in ("Anna", "Ben"):
        made = exercise("cosine", student)
        given = dict(zip(made.steps, answers(made), strict=True))
        if student == "Anna":
            # an answer twice, one to a step that nobody asks for, and the third is wrong
            given[made.steps[2]] = "0.5"
            lines += [f"Anna,{made.code},{made.steps[0]},{given[made.steps[0]]}", f"Anna,{made.code},1,0.1"]
        lines += [f"{student},{made.code},{step},{rate}" for step, rate in given.items()]
    sheet = tmp_path / "class.csv"
    sheet.write_text("\n".join(lines), encoding="utf-8")
    rows, _ = graded(sheet)
    questions = [key for key in rows["Anna"] if key.startswith("question_")]
    assert questions == [f"question_{number}" for number in range(1, 6)]
    wrong = {name: [key for key in questions if row[key] == "wrong"] for name, row in rows.items()}
    assert wrong == {"Anna": ["question_3"], "Ben": []}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["email", "student"], [1]),
        (["id", "name", "email"], [1]),
        (["id", "last name", "first name"], [2, 1]),
        (["email", "section"], [0]),
        (["section", "group"], []),
    ],
)
def test_a_student_s_name_is_taken_before_what_else_tells_them_apart(header, expected):
    assert student_columns(header) == expected


def test_papers_and_grades_know_a_student_by_the_same_column(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("email,student\na@example.org,Anna\n", encoding="utf-8")
    run("exercise", "cosine", "--class", str(roster), "--out", str(tmp_path / "papers"))
    key = (tmp_path / "papers" / "key.csv").read_text(encoding="utf-8")
    assert {row["student"] for row in csv.DictReader(key.splitlines())} == {"Anna"}


def test_a_code_that_is_written_once_holds_for_the_rows_below(tmp_path):
    made = exercise("cosine", "Ben")
    rows = list(zip(made.steps, answers(made), strict=True))
    lines = [f"{made.code if index == 0 else ''},{step},{rate}" for index, (step, rate) in enumerate(rows)]
    (tmp_path / "Ben.csv").write_text("exercise,step,learning_rate\n" + "\n".join(lines), encoding="utf-8")
    rows, _ = graded(tmp_path)
    assert (rows["Ben"]["points"], rows["Ben"]["exercise"]) == ("5", made.code)


def test_what_is_there_is_graded_beside_a_file_that_is_not(tmp_path):
    sheet = tmp_path / "class.csv"
    sheet.write_text(f"name,1250,2500,3750\nAnna,{RIGHT}\n", encoding="utf-8")
    result = run("grade", str(sheet), str(tmp_path / "nobody.csv"), *SCHEDULE, "-f", "csv")
    assert result.code == 2
    assert "Anna,,3,3" in result.out
    assert "nobody.csv': No such file or directory" in result.err


def test_the_class_is_counted_by_students_and_not_by_sheets(tmp_path):
    """Two exercises each: what Ben got wrong in both is one of two."""
    lines = ["student,exercise,step,learning_rate"]
    for student in ("Anna", "Ben"):
        for policy in ("cosine", "step"):
            made = exercise(policy, student)
            given = [f"{float(rate) * 10 if student == 'Ben' else rate}" for rate in answers(made)]
            lines += [
                f"{student},{made.code},{step},{rate}" for step, rate in zip(made.steps, given, strict=True)
            ]
    sheet = tmp_path / "class.csv"
    sheet.write_text("\n".join(lines), encoding="utf-8")
    rows, _ = graded(sheet)
    assert {name: (row["points"], row["out_of"]) for name, row in rows.items()} == {
        "Anna": ("10", "10"), "Ben": ("0", "10"),
    }  # fmt: skip
    table = run("grade", str(sheet)).out
    assert "1 of 2: all accepted" in table
    assert "1 of 2: the answer is 10 times too large" in table


@pytest.mark.parametrize("other", ["anna", "Anna (1)", "Anna - Copy", "Copy of Anna", "ANNA_copy (2)"])
def test_names_that_differ_by_capitals_or_as_copies_do_are_said(tmp_path, other):
    sheet = tmp_path / "class.csv"
    sheet.write_text(f"name,1250,2500,3750\nAnna,{RIGHT}\n{other},{RIGHT}\n", encoding="utf-8")
    rows, said = graded(sheet, *SCHEDULE)
    assert set(rows) == {"Anna", other}
    assert f"Anna and {other} are taken for 2 students" in said


def test_feedback_says_what_was_asked_and_marks_each_column(tmp_path):
    sheet = tmp_path / "Ben.csv"
    sheet.write_text("step,cosine,learning_rate\n1250,0.5,0.001722\n", encoding="utf-8")
    run("grade", str(sheet), "--for", SCHEDULE[1], "--feedback", str(tmp_path / "back"))
    text = (tmp_path / "back" / "Ben.md").read_text(encoding="utf-8")
    assert "Cosine annealing" in text
    assert "5000" in text
    assert re.search(r"\| 1250 \| 0\.5 +\| wrong[^|]*\| 0\.001722 +\| correct", text)


def test_the_key_to_other_papers_is_not_written_over(tmp_path):
    roster, out = tmp_path / "roster.csv", tmp_path / "papers"
    roster.write_text("Anna\n", encoding="utf-8")
    words = ("exercise", "cosine", "--class", str(roster), "--out", str(out))
    assert run(*words).code == 0
    key = (out / "key.csv").read_text(encoding="utf-8")
    assert run(*words).code == 0
    refused = run(*words, "--attempt", "2")
    assert refused.code == 2
    assert "expected a folder without papers, got one with the key to others" in refused.err
    assert (out / "key.csv").read_text(encoding="utf-8") == key


@pytest.mark.parametrize(
    "header",
    [
        'Timestamp,Email Address,Name,η at t = 1250,"Rate at t = 2,500"',
        'id,first name,last name,"1,250","2,500"',
        "matriculation,email,Full Name,step 1250,t = 2500?",
    ],
)
def test_the_header_that_a_form_writes(tmp_path, header):
    sheet = tmp_path / "form.csv"
    sheet.write_text(f"{header}\n1,a@example.org,Anna,0.001722,0.00105\n", encoding="utf-8")
    (row,) = graded(sheet, *SCHEDULE[:2])[0].values()
    assert (row["points"], row["t_1250"], row["t_2500"]) == ("2", "correct", "exact")
