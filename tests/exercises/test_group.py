"""A class: answers in long and wide files and in folders, points, and what the class got wrong."""

import os
from fractions import Fraction
from pathlib import Path

import pytest

from lrcalc.exercises.class_result import gathered
from lrcalc.exercises.generate import exercise
from lrcalc.exercises.group import Grader
from lrcalc.exercises.roster import files_of, read_class
from lrcalc.exercises.sheet import answers
from lrcalc.policies import Cosine

EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)
STEPS = (1250, 2500, 3750)
LONG = """student,step,learning_rate
Anna,1250,0.001722
Anna,2500,0.00105
Anna,3750,0.0003782
Ben,1250,0.001622
Ben,2500,0.00095
Ben,3750,0.0002782
Cem,1250,0.0013
Cem,2500,0.00105
"""
WIDE = """Name;1250;t = 2500;3750
Anna;0,001722;0,00105;0,0003782
Ben;0,001622;0,00095;0,0002782
Cem;0,0013;0,00105;
"""


def grade(tmp_path, files, points=None, steps=STEPS, policy=EXERCISE):
    for name, text in files.items():
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    grader = Grader(lambda line: EXERCISE, policy, steps, points=points)
    paths = files_of([str(tmp_path)])
    sheets = (
        item
        for path in paths
        for item in (read_class(path, asked_of=grader.asked_of) if isinstance(path, Path) else [path])
    )
    return gathered(grader.grade(sheets))


@pytest.mark.parametrize(
    "text", [LONG, WIDE, LONG.replace(",", "\t"), b"\xff\xfe" + WIDE.encode("utf-16-le")]
)
def test_a_file_of_a_class(tmp_path, text):
    found = grade(tmp_path, {"class.csv": text}, Fraction(6))
    assert found.unread == []
    assert [(item.student, item.points, item.out_of) for item in found.graded] == [
        ("Anna", 6, 6), ("Ben", 0, 6), ("Cem", 2, 6),
    ]  # fmt: skip
    assert [item.mistakes for item in found.graded] == [[], ["min-not-added"], []]
    assert found.summary() == [
        "1 of 3: η_min was not added",
        "1 of 3: all accepted",
        "1 of 3: wrong, and no mistake recognised",
    ]


def test_a_folder_of_worksheets_named_after_their_students(tmp_path):
    rows = "1250,0.001722\n2500,0.00105\n3750,0.0003782\n"
    files = {"Anna.csv": f"step,lr\n{rows}", "Ben.md": "|Step|Answer|\n|-|-|\n|1250|0.001722|\n"}
    found = grade(tmp_path, files)
    assert [(item.student, item.points) for item in found.graded] == [("Anna", 3), ("Ben", 1)]
    codes = [row.verdicts["learning_rate"].code for row in found.graded[1].marking.rows]
    assert codes == ["correct", "missing", "missing"]


def test_each_with_a_code_of_their_own(tmp_path):
    lines = ["student,exercise,step,learning_rate"]
    for student in ("Anna", "Ben"):
        made = exercise("cosine", student)
        lines += [
            f"{student},{made.code},{step},{rate}"
            for step, rate in zip(made.steps, answers(made), strict=True)
        ]
    found = grade(tmp_path, {"class.csv": "\n".join(lines)}, policy=None)
    assert [(item.student, item.points, item.out_of) for item in found.graded] == [
        ("Anna", 5, 5),
        ("Ben", 5, 5),
    ]


def test_nobody_gets_lost(tmp_path):
    files = {
        "class.csv": LONG + ",1250,0.1\nDora,x,0.002\n",
        "Emil.csv": "step,lr\n1250,0.001722\n",
        "broken.xlsx": b"PK\x03\x04nothing",
        "empty.csv": "",
    }
    found = grade(tmp_path, files)
    assert {item.student for item in found.graded} == {"Anna", "Ben", "Cem", "Emil"}
    assert len(found.unread) == 4
    assert any("Dora" in item.place and "'x'" in item.reason for item in found.unread)
    assert any("line 10" in item.place for item in found.unread)


def test_a_student_twice_is_said(tmp_path):
    found = grade(tmp_path, {"class.csv": WIDE + "Anna;0,1;0,1;0,1\n"})
    assert found.twice == ["Anna"]
    assert len(found.graded) == 4


def test_without_a_schedule_a_sheet_is_not_graded(tmp_path):
    found = grade(tmp_path, {"class.csv": LONG}, policy=None)
    assert len(found.unread) == 3
    assert (
        "expected the schedule that is answered, or the code of an exercise, got none"
        in found.unread[0].reason
    )


def test_a_cell_beyond_the_columns_is_said_and_the_row_not_graded(tmp_path):
    found = grade(
        tmp_path, {"class.csv": "student,1250,2500\nAnna,0.001722,0.00105,0.9\nBen,0.001722,0.00105,\n"}
    )
    assert [item.student for item in found.graded] == ["Ben"]
    (unread,) = found.unread
    assert unread.place.endswith("line 2, Anna")
    assert unread.reason.startswith("expected a cell a column, got 4 cells under 3 columns")


def test_a_column_that_names_no_step_is_said(tmp_path):
    text = "student,group,1250,t2500\nAnna,1,0.001722,0.00105\n"
    found = grade(tmp_path, {"class.csv": text}, steps=())
    (remark,) = found.remarks
    assert remark.endswith("class.csv: the column 't2500' names no step, and is passed over")


def test_one_of_two_answers_to_a_step_is_not_enough(tmp_path):
    text = "student,step,answer\nAnna,1250,0.001722\nAnna,1250,0.0013\nAnna,2500,0.00105\n"
    found = grade(tmp_path, {"class.csv": text}, steps=(1250, 2500))
    assert [(item.points, item.out_of) for item in found.graded] == [(1, 2)]
    assert found.remarks == ["Anna answers t = 1250 more than once; all answers to a step have to be right"]


def test_sheets_that_leave_steps_out_are_said_where_no_steps_are_demanded(tmp_path):
    text = "student,step,answer\nAnna,1250,0.001722\nAnna,2500,0.00105\nBen,1250,0.001722\n"
    (remark,) = grade(tmp_path, {"class.csv": text}, steps=()).remarks
    assert remark.startswith("the sheets answer from 1 to 2 steps")
    assert grade(tmp_path, {"class.csv": text}, steps=(1250, 2500)).remarks == []


def test_the_mark_of_a_step_is_that_of_any_column_that_is_wrong(tmp_path):
    text = "student,step,cosine,learning_rate\nAnna,1250,0.5,0.001722\nAnna,2500,0,0.00105\n"
    found = grade(tmp_path, {"class.csv": text}, steps=(1250, 2500))
    assert [verdict.code for verdict in found.graded[0].verdicts] == ["wrong", "exact"]
    assert found.graded[0].points == 1
    assert found.summary()[-1] == "1 of 1: wrong, and no mistake recognised"


def test_what_is_only_missing_or_unreadable_is_not_called_wrong(tmp_path):
    found = grade(tmp_path, {"class.csv": "student,1250,2500\nAnna,,0.00105\n"}, steps=(1250, 2500))
    assert not found.graded[0].is_wrong
    assert found.summary()[-1].startswith("1 of 1: nothing wrong, but an answer missing")


MADE = exercise("cosine", "Anna")
OWN = ",".join(answers(MADE))


@pytest.mark.parametrize(
    ("text", "steps", "heads"),
    [
        ("Anna,1250,0.001722\nAnna,2500,0.00105\n", (1250, 2500), "student, step, learning_rate"),
        ("Anna,0.001722,0.00105\n", (1250, 2500), "student, t = 1250, t = 2500"),
        ("Anna;0,001722;0,00105\n", (1250, 2500), "student, t = 1250, t = 2500"),
        (
            f"Anna,{MADE.code},{OWN}\n",
            (),
            "student, exercise, " + ", ".join(f"t = {step}" for step in MADE.steps),
        ),
    ],
)
def test_a_class_without_a_header(tmp_path, text, steps, heads):
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    grader = Grader(lambda line: EXERCISE, EXERCISE, steps)
    sheets = list(read_class(tmp_path / "class.csv", asked_of=grader.asked_of))
    found = gathered(grader.grade(sheets))
    assert found.remarks[0].endswith(f"its columns were read as {heads}")
    assert found.unread == []
    assert [(item.student, item.points == item.out_of > 1) for item in found.graded] == [("Anna", True)]


@pytest.mark.parametrize("text", ["Anna,0.001722,0.00105,0.3\n", "Anna,1,2\nBen,3,4\n"])
def test_a_class_without_a_header_is_asked_for_it_where_it_could_mean_several_things(tmp_path, text):
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    grader = Grader(lambda line: EXERCISE, EXERCISE, (1250, 2500))
    found = gathered(grader.grade(read_class(tmp_path / "class.csv", asked_of=grader.asked_of)))
    assert "the header is missing" in found.unread[0].reason


def test_in_a_folder_what_is_hidden_is_left_out_and_everything_else_read(tmp_path):
    (tmp_path / "back").mkdir()
    os.mkfifo(tmp_path / "pipe")  # nobody writes to it
    files = {
        ".DS_Store": b"\0",
        "~$Anna.xlsx": b"\0",
        "Anna.csv": "t,lr\n1250,0.001722\n",
        "Ben.pdf": b"%PDF\0",
    }
    found = grade(tmp_path, files)
    assert [item.student for item in found.graded] == ["Anna"]
    assert ["Ben.pdf" in item.place for item in found.unread] == [True]
    assert found.remarks == [
        f"{tmp_path / 'back'} is a folder, and not looked into",
        f"{tmp_path / 'pipe'} is no file, and not looked into",
    ]


def own_answers(*students):
    return {student: exercise("cosine", student) for student in students}


@pytest.mark.parametrize(
    "head", ["student,exercise,q1,q2,q3,q4,q5\n", "Name,Code,Question 1,Answer 2,A3,Q4,question_5\n", ""]
)
def test_a_row_a_student_each_with_an_exercise_of_their_own(tmp_path, head):
    made = own_answers("Anna", "Ben")
    assert made["Anna"].steps != made["Ben"].steps
    rows = [f"{name},{item.code},{','.join(answers(item))}\n" for name, item in made.items()]
    found = grade(tmp_path, {"class.csv": head + "".join(rows)}, steps=(), policy=None)
    assert [(item.student, item.points) for item in found.graded] == [("Anna", 5), ("Ben", 5)]


def test_a_question_that_the_exercise_does_not_have_is_said(tmp_path):
    code = exercise("cosine", "Anna").code
    found = grade(tmp_path, {"class.csv": f"student,exercise,q1,q6\nAnna,{code},0.1,0.2\n"}, policy=None)
    assert found.unread[0].reason == "expected an answer for each of the 5 steps, got one more: '0.2'"
    found = grade(tmp_path, {"class.csv": f"student,exercise,q1,q7\nAnna,{code},0.1,0.2\n"}, policy=None)
    assert found.unread[0].reason == "expected questions of the exercise, which has 5 steps, got 'q7'"


@pytest.mark.parametrize("is_wide", [True, False])
def test_what_was_to_be_found_is_graded_too(tmp_path, is_wide):
    made = exercise("exponential", "Anna", level=3)
    *rates, found = answers(made)
    texts = {"Anna": [*rates, found], "Ben": [*rates, "0.1"], "Cem": rates}
    lines = ["student,exercise,q1,q2,q3,q4,q5"] if is_wide else ["student,exercise,step,learning_rate"]
    for name, given in texts.items():
        if is_wide:
            lines.append(",".join([name, made.code, *given]))
        else:
            steps = [*made.steps[:-1], "found"]
            lines += [f"{name},{made.code},{step},{text}" for step, text in zip(steps, given, strict=False)]
    graded = grade(tmp_path, {"class.csv": "\n".join(lines)}, policy=None).graded
    assert [(item.student, item.points, item.out_of) for item in graded] == [
        ("Anna", 5, 5), ("Ben", 4, 5), ("Cem", 4, 5),
    ]  # fmt: skip
    assert [item.found.verdict.code for item in graded] == ["correct", "wrong", "missing"]
    assert [item.accepted for item in graded] == [True, False, False]


def test_a_name_is_the_same_however_its_letters_are_composed_and_steers_no_terminal(tmp_path):
    text = "student,step,answer\nZo\u00eb,1250,0.001722\nZoe\u0308 ,2500,0.00105\n\x1b[31mB  C,1250,1\n"
    found = grade(tmp_path, {"class.csv": text}, steps=(1250, 2500))
    assert [item.student for item in found.graded] == ["Zo\u00eb", "\ufffd[31mB C"]
    assert found.graded[0].accepted
