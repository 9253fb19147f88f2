"""The columns: programs get all that the table has, and --columns orders them in every format."""

import csv
import io
import json

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.formats import FORMATS
from lrcalc.numbers.display import MISSING
from lrcalc.policies import (
    POLICIES,
    Cyclic,
    InverseTime,
    Multistep,
    Piecewise,
    Restarts,
    Step,
    Tanh,
    policy_class,
)
from lrcalc.report.columns import headings
from lrcalc.schedule.formula import example
from tests.formats.written import EXERCISE, WARMUP, written, written_run
from tests.profiles import number

ALL = [example(policy_class(name)) for name in POLICIES]
ALL += [policy.after_warmup(100) for policy in ALL if "warmup" not in policy.parameters()]
PROGRAMS = {
    "csv": lambda text: list(csv.DictReader(io.StringIO(text))),
    "tsv": lambda text: list(csv.DictReader(io.StringIO(text), delimiter="\t")),
    "json": lambda text: json.loads(text)["rows"],
    "jsonl": lambda text: list(map(json.loads, text.splitlines())),
}


def named(policy):
    return f"{policy.name}{' after a warm-up' if 'phase' in policy.columns else ''}"


@pytest.mark.parametrize("form", PROGRAMS)
@pytest.mark.parametrize("policy", ALL, ids=named)
def test_programs_get_every_column_that_the_table_shows(form, policy):
    keys = ["step", *policy.columns]
    heads = ["Step", *(column.heading for column in headings(policy).values())]
    steps = (0, 1, 99, 100, 101, 1250)
    header, _, *lines = written("markdown", policy, *steps, digits=17).splitlines()
    assert header == f"| {' | '.join(heads)} |"
    for row, line in zip(PROGRAMS[form](written(form, policy, *steps)), lines, strict=True):
        assert list(row) == keys
        for key, cell in zip(keys, line.strip("| ").split(" | "), strict=True):
            assert (row[key] in (None, "")) == (cell == MISSING)
            if cell != MISSING and key != "phase":
                # 17 digits tell every double
                assert float(row[key]) == pytest.approx(float(cell), rel=1e-15)


@pytest.mark.parametrize("policy", ALL, ids=named)
def test_rows_that_come_in_blocks_are_those_that_come_alone(policy):
    for run in (range(1500), range(1400, -1, -7), range(10**9, 10**9 + 400)):
        run = run[: number(len(run))]
        assert written_run("csv", policy, run) == written("csv", policy, *run)


# COMMAND-LINE.md and the formulas of the document: worked by hand at one step
@pytest.mark.parametrize(
    ("policy", "step", "expected"),
    [
        # ⌊2999/1000⌋ = 2, 0.1² = 0.01
        (Step(lr="0.001", step_size=1000), 2999, {"drops": "2", "scale": "0.01", "learning_rate": "0.00001"}),
        # 30 and 60 are passed
        (
            Multistep(lr="0.1", milestones="30,60,90", gamma="0.1"),
            60,
            {"drops": "2", "scale": "0.01", "learning_rate": "0.001"},
        ),
        (
            Piecewise(values="0.5,0.25,0.125", boundaries="10,20"),
            15,
            {"passed": "1", "learning_rate": "0.25"},
        ),
        # 1 + 0.5·6 = 4, 0.5/4 = 0.125
        (InverseTime(lr="0.5", decay_rate="0.5"), 6, {"divisor": "4.0", "learning_rate": "0.125"}),
        # t = T₀ = 8 begins cycle 1, counted from 0, whose cosine is cos(0) = 1
        (
            Restarts(max="0.5", T0=8, T_mult=2),
            8,
            {"cycle": "1", "cosine": "1.0", "scale": "1.0", "learning_rate": "0.5"},
        ),
        # up and down are 8 steps: t = 9 is step 1 of cycle 1, 1/4 of the way up
        (
            Cyclic(max=1, step_up=4),
            9,
            {"cycle": "1", "position": "1", "scale": "0.25", "learning_rate": "0.25"},
        ),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_column_by_hand(policy, step, expected):
    (row,) = PROGRAMS["csv"](written("csv", policy, step))
    assert {key: text for key, text in row.items() if key in expected} == expected


def test_whole_numbers_are_whole_numbers():
    rows = PROGRAMS["json"](written_run("json", Step(lr=1, step_size=100), range(250)))
    assert {type(row["drops"]) for row in rows} == {int}
    assert [row["drops"] for row in rows[::50]] == [0, 0, 1, 1, 2]


def test_the_tangent_of_tanh():
    (row,) = PROGRAMS["json"](written("json", Tanh(max=1, T=1000), 500))
    # from −7 to 3: at the half the argument is −2; tanh(−2) = −0.96402758007581688395…
    assert row["tanh"] == -0.9640275800758169


# The cells of the exercise at t = 1250, section 8.8.
ASKED = ["learning_rate", "step", "cosine"]
IN_ORDER = {
    "table": "│    0.00172175 │ 1250 │        0.707 │",
    "markdown": "| 0.00172175 | 1250 | 0.707 |",
    "latex": r"0.00172175 & 1250 & 0.707 \\",
    "csv": "0.0017217514421272201,1250,0.7071067811865476",
    "tsv": "0.0017217514421272201\t1250\t0.7071067811865476",
    "json": '    {"learning_rate": 0.0017217514421272201, "step": 1250, "cosine": 0.7071067811865476}',
    "jsonl": '{"learning_rate": 0.0017217514421272201, "step": 1250, "cosine": 0.7071067811865476}',
    "value": "0.0017217514421272201\t1250\t0.7071067811865476",
}


@pytest.mark.parametrize("form", FORMATS)
def test_columns_are_chosen_and_ordered_in_every_format(form):
    assert IN_ORDER[form] in written(form, EXERCISE, 1250, columns=ASKED).splitlines()


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "value"])
def test_columns_are_chosen_and_ordered_in_blocks_too(form):
    columns = ["learning_rate", "phase", "cosine", "step"]
    in_blocks, alone = (
        {line.rstrip(",") for line in text.splitlines()}
        for text in (
            written_run(form, WARMUP, range(5200), columns=columns),
            written(form, WARMUP, *range(0, 5200, 1300), columns=columns),
        )
    )
    assert alone <= in_blocks


def test_a_column_may_be_asked_for_alone_and_twice():
    assert written("csv", EXERCISE, 0, columns=["scale"]) == "scale\n1.0\n"
    assert written("csv", EXERCISE, 0, columns=["step", "scale", "step"]) == "step,scale,step\n0,1.0,0\n"
    assert written("value", EXERCISE, 0, 2500, columns=["scale"]) == "1.0\n0.5\n"


def test_a_missing_cell_among_values_alone_is_empty():
    assert written("value", WARMUP, 0, columns=["cosine", "step"]) == "\t0\n"


def test_digits_go_with_columns():
    assert written("csv", EXERCISE, 1250, columns=["scale", "step"], digits=2) == "scale,step\n0.85,1250\n"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("cosin", r"step, cosine, scale, learning_rate, got 'cosin' \(did you mean cosine\?\)"),
        ("phase", "step, cosine, scale, learning_rate, got 'phase'"),
        ("", "step, cosine, scale, learning_rate, got ''"),
    ],
)
def test_a_column_that_there_is_not_is_refused(asked, message):
    with pytest.raises(ScheduleError, match=f"expected columns out of {message}"):
        written("csv", EXERCISE, 0, columns=["step", asked])
