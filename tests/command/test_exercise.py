"""`lrcalc exercise` and `lrcalc grade` as they are typed."""

import csv
import io
import json
import re

import pytest

from tests.command.program import assert_refused, run, run_process

FOR = ("--for", "cosine --max 0.002 --min 0.0001 --T 5000")


def test_the_same_seed_is_the_same_exercise():
    first, second, other = (run("exercise", "cosine", "--seed", name).out for name in ("anna", "anna", "ben"))
    assert first == second != other
    assert "Calculate the learning rate η at the steps" in first


def test_a_code_has_its_solution_and_is_marked():
    found = json.loads(run("exercise", "cosine", "--seed", "anna", "--solution", "-f", "json").out)
    (made,) = found["exercises"]
    result = run("exercise", made["code"], "--check", ",".join(made["answers"]))
    assert (result.code, result.err) == (0, "")
    assert run("exercise", made["code"], "--check", "1,1,1,1,1").code == 1
    assert "≈" in run("exercise", made["code"], "--solution").out


def test_papers_for_a_class_and_their_key_is_graded(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("student,group\nAnna,1\n../Ben,1\n", encoding="utf-8")
    out = tmp_path / "papers"
    result = run("exercise", "cosine", "--class", str(roster), "--out", str(out), "--seed", "e")
    assert (result.code, result.err) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == ["Anna.md", "_Ben.md", "key.csv"]
    graded = run("grade", str(out / "key.csv"), "-f", "csv")
    assert (graded.code, graded.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(graded.out)))
    assert [(row["student"], row["points"], row["out_of"]) for row in rows] == [
        ("Anna", "5", "5"),
        ("../Ben", "5", "5"),
    ]


def test_a_class_on_the_line(tmp_path):
    words = ("Anna=0.001722,0.00105", "Ben=0.001622,0.00095", "--at", "1250,2500", *FOR, "--points", "3")
    result = run("grade", *words, "--feedback", str(tmp_path / "back"))
    assert (result.code, result.err) == (0, "")
    assert "1 of 2: η_min was not added" in result.out
    back = (tmp_path / "back" / "Ben.md").read_text(encoding="utf-8")
    assert back.startswith("Ben: 0 of 3 points\n\nCosine annealing: ")
    assert "\n\n| Step | Your Answer | Verdict |\n" in back
    assert r"$\eta_{min}$ was not added" in back
    found = json.loads(run("grade", *words, "-f", "json").out)
    assert [row["points"] for row in found["rows"]] == [3, 0]
    assert found["rows"][1]["mistakes"] == ["min-not-added"]


def test_what_cannot_be_read_is_exit_code_2_and_the_rest_is_graded(tmp_path):
    file = tmp_path / "class.csv"
    file.write_text("student,1250,2500\nAnna,0.001722,0.00105\n,1,2\n", encoding="utf-8")
    result = run("grade", str(file), *FOR)
    assert result.code == 2
    assert "Anna" in result.out
    assert "1 row or file could not be read" in result.out
    # the place and the reason are told once
    assert (result.out + result.err).count("got no name") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["exercise", "cosin"], ["expected a policy", "did you mean cosine?"]),
        (["exercise", "cosine", "--level", "9"], ["--level: expected a level from 1 to 3, got '9'"]),
        (["exercise", "cosine", "-n", "0"], ["-n: expected a number of exercises from 1 to 100, got '0'"]),
        (["exercise", "cosine", "--attempt", "x"], ["--attempt: expected the number of an attempt"]),
        (["exercise", "#cosine-zzzz"], ["expected a code such as #cosine-7f3a", "got '#cosine-zzzz'"]),
        (["exercise", "cosine-7f3"], ["expected a code such as #cosine-7f3a"]),
        (["exercise", "#cosine-l5-7f3a"], ["expected a code such as #cosine-7f3a"]),
        (["exercise", "#cosin-7f3a"], ["expected a policy", "did you mean cosine?"]),
        (["exercise", "cosine", "--out", "x"], ["--out: expected --class with it"]),
        (["exercise", "cosine", "--hint", "1"], ["--hint: expected --check with it"]),
        (["exercise", "#cosine-9f13", "--check", "1", "--solution"], ["expected --check or --solution"]),
        (["exercise", "#cosine-9f13", "--check", "1", "--blank", "scale"], ["expected --check or --blank"]),
        (["exercise", "cosine", "--standalone"], ["--standalone: expected -f latex"]),
        (["grade", "no/such.csv"], ["FILE…: 'no/such.csv' cannot be read: No such file or directory"]),
        (["grade"], ["expected a file"]),
        (["grade", "a=1", *FOR, "--points", "x"], ["--points"]),
        (["grade", "a=1", *FOR, "--points", "0"], ["--points: expected more than 0 points"]),
        (["grade", "a=1"], ["--for: expected the schedule that is answered"]),
        (["grade", "=1,1,1,1,1", *FOR], ["expected a student before the ="]),
        (["grade", "a=1", "--for", "#cosine-9f13", "--at", "3"], ["--at: expected no steps beside the code"]),
        (["grade", "a=1", "--for", "#cosine-9zz3"], ["--for: expected a code such as #cosine-7f3a"]),
        (["grade", "a=1", *FOR, "--standalone"], ["--standalone: expected -f latex"]),
    ],
)
def test_what_cannot_be_understood(words, said):
    assert_refused(run(*words), *said)


# T = 480 gives η_300 = 0.0058293, T = 500 gives 0.0006 + 0.0057 (1 + cos(200π/400)) = 0.0063
FOUND = ("exercise", "#cosine-l3-7f3a", "--check")
RATES = "0.003,0.009,0.011236,0.010331"


@pytest.mark.parametrize(
    ("typed", "code", "verdict"),
    [("480", 0, "correct"), ("500", 1, "wrong"), ("x", 1, "not-graded"), ("", 1, "missing")],
)
def test_what_is_to_be_found_has_a_verdict_in_every_format_and_counts(typed, code, verdict):
    answers = f"{RATES},{typed}"
    result = run(*FOUND, answers)
    assert result.code == code
    assert re.search(rf"found .*{verdict.replace('-', ' ')}", result.out)
    assert ("η_300 would be 0.0063, not 0.0058293" in result.out) == (typed == "500")
    rows = list(csv.DictReader(io.StringIO(run(*FOUND, answers, "-f", "csv").out)))
    assert [row["step"] for row in rows] == ["25", "75", "300", "400", "found"]
    assert (rows[-1]["answer"], rows[-1]["verdict"], rows[-1]["expected"]) == (typed, verdict, "480")
    result = run(*FOUND, answers, "-f", "json")
    found = json.loads(result.out)
    assert (result.code, found["accepted"]) == (code, code == 0)
    assert (found["rows"][-1]["step"], found["rows"][-1]["verdict"]) == ("found", verdict)
    last = json.loads(run(*FOUND, answers, "-f", "jsonl").out.splitlines()[-1])
    assert last["verdict"] == verdict


def test_a_hint_does_not_give_away_what_is_to_be_found():
    for hint in ("1", "2", "3"):
        result = run(*FOUND, f"{RATES},500", "--hint", hint)
        assert result.code == 1
        assert "480" not in result.out


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_where_nothing_could_be_graded_nobody_is_called_accepted(tmp_path, form):
    assert_refused(
        run("grade", str(tmp_path), *FOR, "-f", form), "expected worksheets, got none in the folder"
    )
    (tmp_path / "Anna.csv").write_text("nothing\n", encoding="utf-8")
    (tmp_path / "Ben.csv").write_text("step,lr\nx,1\n", encoding="utf-8")
    result = run("grade", str(tmp_path), *FOR, "-f", form)
    assert_refused(result, "expected a sheet that can be graded, got none", "Anna.csv", "Ben.csv")


def test_the_marks_of_a_class_in_ascii_and_in_latex_can_be_told_apart():
    words = ["grade", "Zoë=0.001722,0.00105,?", "Łukasz=0.001622,0.00095,1", *FOR, "--at", "1250,2500,0"]
    result = run_process(*words, encoding="ascii", LC_ALL="C")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in result.out.splitlines()[3:5]]
    assert [(row[0], row[3]) for row in rows] == [("Zoe", "++?"), ("Lukasz", "xxx")]
    assert len({len(line) for line in result.out.splitlines()[:6]}) == 1
    latex = run(*words, "-f", "latex").out
    assert r"$\surd$$\surd$?" in latex
    assert r"$\times$$\times$$\times$" in latex


def test_a_wrong_answer_that_is_not_recognised_is_not_marked_like_a_missing_one(tmp_path):
    file = tmp_path / "class.csv"
    file.write_text("student,1250,2500\nAnna,0.0013,0.00105\nBen,,0.00105\n", encoding="utf-8")
    lines = run("grade", str(file), *FOR).out.splitlines()
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines[3:5]]
    assert [row[3:] for row in cells] == [["✗✓", "not recognised"], ["–✓", ""]]


def test_papers_are_files_and_no_terminal(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("Anna\n", encoding="utf-8")
    words = ("exercise", "cosine", "--class", str(roster), "--out", str(tmp_path / "out"), "-f", "table")
    assert run_process(*words, LC_ALL="C", FORCE_COLOR="1").code == 0
    text = (tmp_path / "out" / "Anna.txt").read_text(encoding="utf-8")
    assert "η_max" in text
    assert "\x1b" not in text


def test_a_large_ratio_is_written_out():
    # 1 in place of 0.001, and 10000 in place of it
    for answer, ratio in (("1.234", "1230"), ("51234", "5.12e+07")):
        out = run("fixed", "--lr", "0.001", "--at", "3", "--check", answer).out
        assert f"{ratio} times what it should be" in out


def test_a_class_that_answers_one_exercise_by_its_code():
    code = json.loads(run("exercise", "exponential", "--level", "3", "--seed", "7", "-f", "json").out)
    (made,) = json.loads(run("exercise", code["exercises"][0]["code"], "--solution", "-f", "json").out)[
        "exercises"
    ]
    right = ",".join(made["answers"])
    wrong = ",".join([*made["answers"][:-1], "1"])
    words = ("grade", f"Anna={right}", f"Ben={wrong}", "--for", made["code"], "-f", "json")
    rows = json.loads(run(*words).out)["rows"]
    assert [(row["points"], row["out_of"]) for row in rows] == [(5, 5), (4, 5)]
    assert [row["question_5"] for row in rows] == ["correct", "wrong"]


def test_a_class_from_standard_input():
    result = run("grade", "-", *FOR, stdin="student,1250\nAnna,0.001722\n")
    assert (result.code, result.err) == (0, "")
    assert "1 of 1: all accepted" in result.out


def test_what_cannot_be_read_in_a_worksheet_is_named_with_its_line(tmp_path):
    (tmp_path / "Anna.csv").write_text("step,lr\nx,1\n", encoding="utf-8")
    (tmp_path / "Ben.csv").write_text("step,lr\n1250,0.001722\n", encoding="utf-8")
    result = run("grade", str(tmp_path), *FOR)
    assert result.code == 2
    assert "Anna.csv, line 2, column 1: expected a number of steps" in result.err


@pytest.mark.parametrize(
    ("option", "words"), [("-n", ["-n", "3"]), ("--seed", ["--seed", "x"]), ("--level", ["--level", "2"])]
)
def test_a_code_has_everything_in_it(option, words):
    assert_refused(
        run("exercise", "#cosine-9f13", *words), f"{option}: expected a policy with it, got the code"
    )


@pytest.mark.parametrize(
    ("what", "words", "said"),
    [
        ("cosine", ["--check", "1"], ["--check: expected the code of one exercise"]),
        ("#cosine-9f13", [], ["--class: expected a policy with it, or all"]),
        ("cosin", [], ["expected a policy such as cosine", "did you mean cosine?"]),
        ("fixed", [], ["expected a policy with something to calculate"]),
        ("cosine", ["--blank", "x"], ["--blank: expected a column"]),
    ],
)
def test_papers_that_cannot_be_set_are_refused_before_any_is_written(tmp_path, what, words, said):
    (tmp_path / "roster.csv").write_text("Anna\n", encoding="utf-8")
    papers = ("--class", str(tmp_path / "roster.csv"), "--out", str(tmp_path / "out"))
    assert_refused(run("exercise", what, *papers, *words), *said)
    assert not (tmp_path / "out").exists()


def test_names_in_two_columns_and_solutions_for_the_teacher(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("Last name;First name\nMüller;Anna\nMüller;Ben\n", encoding="utf-8")
    out = tmp_path / "out"
    words = ("--class", str(roster), "--out", str(out), "--seed", "e", "--solution")
    assert run("exercise", "cosine", *words).out.startswith("2 papers and key.csv")
    assert sorted(path.stem for path in out.iterdir()) == ["Anna Müller", "Ben Müller", "key"]
    assert "**Answer:**" in (out / "Anna Müller.md").read_text(encoding="utf-8")


def test_the_solution_fills_what_the_paper_leaves_empty():
    words = ("exercise", "cosine", "--seed", "anna", "--blank", "scale", "-f", "markdown")
    row = run(*words).out.splitlines()[-1]
    solved = run(*words, "--solution").out.splitlines()[-1]
    assert row.count("|  |") == 1
    assert "|  |" not in solved
    assert solved == run(*words[:4], "--solution", "-f", "markdown").out.splitlines()[-1]
