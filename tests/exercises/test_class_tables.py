"""The table of a class as people write it: headings, units, columns and lines of their own."""

import pytest

from lrcalc.exercises.class_result import gathered
from lrcalc.exercises.group import Grader
from lrcalc.exercises.roster import read_class_bytes
from lrcalc.policies import Cosine

EXERCISE = Cosine(max="0.002", min="0.0001", T=5000)


def grade(text):
    grader = Grader(lambda line: EXERCISE, EXERCISE, (1250, 2500))
    sheets = read_class_bytes(text.encode(), "class", "class", asked_of=grader.asked_of)
    return gathered(grader.grade(sheets))


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Name;Schritt;Lernrate\nAnna;1250;0,001722\nAnna;2500;0,00105\n", []),
        ("Student,Step,Learning Rate (%)\nAnna,1250,0.1722\nAnna,2500,0.105\n", []),
        ("Name;Schritt t;Lernrate η_t\nAnna;1250;1,722·10^-3\nAnna;2500;1,05·10^-3\n", []),
        ("Name,t = 1250 (%),t = 2500 (%)\nAnna,0.1722,0.105\n", []),
        ('Full Name,"η at t = 1250","η at t = 2500"\nAnna,0.001722,0.00105\n', []),
        (
            "No.,Name,t,lr\n1,Anna,1250,0.001722\n2,Anna,2500,0.00105\n",
            ["class: the column 'No.' is none of the schedule, and passed over"],
        ),
        (
            "name,step,lr\nAnna,1250,0.001722\nAnna,2500,0.00105\nmean,,0.0014\nthe end\n",
            [f"class, line {line} is no row of answers, and is passed over" for line in (4, 5)],
        ),
        ('[{"name": "Anna", "t": 1250, "lr": 0.001722}, {"name": "Anna", "t": 2500, "lr": 0.00105}]', []),
    ],
)  # fmt: skip
def test_a_table_of_a_class_is_read_as_a_single_sheet_is(text, remarks):
    found = grade(text)
    assert [(item.student, item.points, item.accepted) for item in found.graded] == [("Anna", 2, True)]
    assert (found.unread, list(found.remarks)) == ([], remarks)


def test_a_student_without_answers_is_not_lost():
    found = grade("name,step,lr\nAnna,1250,0.001722\nBen,,\n")
    assert [item.student for item in found.graded] == ["Anna"]
    assert [item.student for item in found.unread] == ["Ben"]
