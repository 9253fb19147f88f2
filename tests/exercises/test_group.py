"""A class: answers in long and wide files and in folders, points, and what the class got wrong."""

from fractions import Fraction

import pytest

from lrcalc.exercises.generate import exercise
from lrcalc.exercises.group import Grader, gathered
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
    sheets = (sheet for path in files_of([str(tmp_path)]) for sheet in read_class(path))
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
        "1 of 3: not accepted, no mistake recognised",
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
    assert "expected the code of an exercise or a schedule, got none" in found.unread[0].reason
