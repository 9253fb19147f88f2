"""What the program prints is read back as a worksheet, or refused with what it is instead."""

import json
import shlex

import pytest

from lrcalc.formats import format_named
from lrcalc.marking.json_table import json_table
from lrcalc.marking.mark import mark
from lrcalc.marking.verdict import Marks
from lrcalc.marking.worksheet import WorksheetError, read_bytes
from lrcalc.policies import Tanh
from lrcalc.report.columns import headings
from lrcalc.report.rates import Answer
from lrcalc.terminal.screen import Screen
from tests.command.program import run
from tests.marking.classroom import DECAY, EXERCISE, WARMUP

COSINE = "cosine --max 0.002 --min 0.0001 --T 5000"
LINEAR = "linear --max 0.002 --T 5000"
DRAWN = ("table", "markdown", "latex")
FOR_PROGRAMS = ("csv", "tsv", "json", "jsonl")


@pytest.mark.parametrize("form", ["table", "markdown", "latex", "csv", "tsv", "json", "jsonl"])
@pytest.mark.parametrize("width", [None, 100])
def test_every_table_that_the_program_prints_is_read_and_accepted(form, width):
    for policy in (EXERCISE, DECAY, WARMUP, Tanh(max="0.002", min="0.0001", T=5000)):
        steps = [250, 1250, 2500, 4850]
        runs = [range(step, step + 1) for step in steps]
        ascii_screens = (False, True) if form == "table" else (False,)
        for ascii_only in ascii_screens:
            screen = Screen(width, False, ascii_only)
            text = "".join(format_named(form).write(Answer(policy, runs).report(), screen))
            headings_ = {head.heading: key for key, head in headings(policy).items()}
            rows = read_bytes(text.encode(), form, headings_)
            assert [row.step for row in rows] == steps
            assert mark(policy, rows, Marks(), demanded=steps).accepted, text


def printed(command, form):
    result = run(*shlex.split(command), "-f", form)
    assert result.code in (0, 1), result.err
    return result.out.encode()


@pytest.mark.parametrize(
    ("more", "forms"),
    [
        ("--work", (*DRAWN, "json", "jsonl")),
        ("--summary", (*DRAWN, "json")),
        ("--plot", ("table",)),
        ("--steps-per-epoch 50", (*DRAWN, *FOR_PROGRAMS)),
        ("--columns learning_rate,step", (*DRAWN, *FOR_PROGRAMS)),
        ("--standalone", ("latex",)),
        ("--check 0.002,0.00172175,0.00105,0.000378249,0.0001", (*DRAWN, *FOR_PROGRAMS)),
    ],
)
def test_rates_are_read_back_whatever_stands_beside_them(more, forms):
    for form in forms:
        rows = read_bytes(printed(f"{COSINE} {more}", form), form)
        assert [row.step for row in rows] == [0, 1250, 2500, 3750, 5000], form
        assert mark(EXERCISE, rows, Marks()).accepted, form


@pytest.mark.parametrize("form", [*DRAWN, "json", "jsonl"])
def test_the_solution_of_an_exercise_is_read_back_and_accepted(form, tmp_path):
    for code in ("#cosine-7c34", "#exponential-l3-0a3f"):
        file = tmp_path / "solution"
        file.write_bytes(printed(f"exercise '{code}' --solution", form))
        assert run("exercise", code, "--check", str(file)).code == 0


# A calculator in degrees: 0.0001 + 0.0019 × (1 + cos(π/4 °))/2 and so on.
DEGREES = """step,cosine,scale,learning_rate
1250,0.999906,0.999953,0.00199991
2500,0.999624,0.999812,0.00199964
"""


@pytest.mark.parametrize("form", FOR_PROGRAMS)
def test_a_marked_sheet_is_marked_again_as_it_was(form, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(DEGREES)
    first = run(*shlex.split(COSINE), "--check", str(sheet), "-f", form)
    assert "degrees" in first.out
    sheet.write_text(first.out)
    assert run(*shlex.split(COSINE), "--check", str(sheet), "-f", form) == first


@pytest.mark.parametrize(
    ("command", "forms", "words"),
    [
        (f"compare '{COSINE}' '{LINEAR}'", (*DRAWN, *FOR_PROGRAMS), "one rate a step, got "),
        (f"conventions {COSINE}", ("table", "csv"), "one rate a step, got 'transformers'"),
        ("exercise all -n 2 --seed a --solution", DRAWN, "the header of a second one"),
        ("exercise all -n 2 --seed a --solution", ("json",), "answers to one exercise, got 2 exercises"),
        ("exercise '#cosine-7c34'", ("json", "jsonl"), "a list of answers, got an exercise without any"),
        ("exercise '#cosine-7c34'", DRAWN, "the header is missing"),
        ("scale --lr 0.1 --batch-size 256 --to 1024", ("table",), "the header is missing"),
        (f"{COSINE} --as torch", ("table",), "the header is missing"),
    ],
)
def test_what_has_no_answers_to_one_schedule_is_refused_with_what_it_is(command, forms, words):
    for form in forms:
        with pytest.raises(WorksheetError, match=words):
            read_bytes(printed(command, form), form)


def test_keys_that_the_first_row_has_not_are_read():
    # in a warm-up there is no cosine
    rows = [
        {"step": 250, "learning_rate": "0.001"},
        {"step": 1250, "cosine": "0.7", "learning_rate": "0.0018"},
    ]
    assert read_bytes(json.dumps(rows).encode(), "sheet")[1].answers["cosine"].text == "0.7"


def test_a_list_of_answers_that_is_too_short_is_refused():
    paper = {"exercises": [{"steps": [0, 1250], "answers": ["0.002"]}]}
    with pytest.raises(WorksheetError, match="expected 2 answers, one a step, got 1"):
        read_bytes(json.dumps(paper).encode(), "sheet")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{step: 1}", "line 1, character 2: expected JSON as the program writes it"),
        ("[" * 100_000, "got too deep a nest"),
    ],
)
def test_where_a_text_is_no_json_is_said(text, said):
    with pytest.raises(WorksheetError, match=said):
        list(json_table([(number, line) for number, line in enumerate(text.splitlines(), 1)], "a.json"))
