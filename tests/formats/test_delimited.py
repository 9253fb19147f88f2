"""csv and tsv: read back by Python's csv, every number is the double nearest to the exact value."""

import csv
import io

import pytest

from lrcalc.numbers.display import program_text
from lrcalc.policies import Exponential, Fixed, OneCycle
from tests.formats.written import (
    DECAY,
    EXERCISE,
    EXERCISE_STEPS,
    WARMUP,
    exact_exercise,
    written,
    written_run,
)
from tests.nearest import nearest_double

CYCLE = OneCycle(max=1, T1=4, T2=2)
SEPARATORS = {"csv": ",", "tsv": "\t"}


@pytest.fixture(params=SEPARATORS)
def name(request):
    return request.param


def read(name, text):
    assert "\r" not in text
    return list(csv.reader(io.StringIO(text), delimiter=SEPARATORS[name]))


def test_the_exercise(name):
    header, *rows = read(name, written(name, EXERCISE, *EXERCISE_STEPS))
    assert header == ["step", "cosine", "scale", "learning_rate"]
    for row, step in zip(rows, EXERCISE_STEPS, strict=True):
        assert int(row[0]) == step
        assert list(map(float, row[1:])) == [nearest_double(value) for value in exact_exercise(step)]


def test_the_exercise_at_every_step(name):
    _, *rows = read(name, written_run(name, EXERCISE, range(5001)))
    assert [row[0] for row in rows] == list(map(str, range(5001)))
    for step in range(0, 5001, 50):
        exact = [nearest_double(value) for value in exact_exercise(step)]
        assert list(map(float, rows[step][1:])) == exact
        # the shortest text that reads back
        assert all(len(cell) <= len(repr(float(cell))) for cell in rows[step][1:])


def test_the_cosine_is_blank_in_the_warm_up(name):
    rows = read(name, written(name, WARMUP, 0, 250, 500, 5000))
    assert rows == [
        ["step", "phase", "cosine", "scale", "learning_rate"],
        ["0", "warm-up", "", "0.0", "0.0"],
        ["250", "warm-up", "", "0.5", "0.001"],
        ["500", "warm-up", "", "1.0", "0.002"],
        ["5000", "annealing", "-1.0", "0.0", "0.0001"],
    ]


@pytest.mark.parametrize(
    ("policy", "header", "row"),
    [
        (Fixed(lr="0.3"), ["step", "learning_rate"], ["1", "0.3"]),
        (DECAY, ["step", "drops", "scale", "learning_rate"], ["1", "0", "1.0", "0.001"]),
        (Exponential(lr="1", gamma="0.3"), ["step", "scale", "learning_rate"], ["1", "0.3", "0.3"]),
        (CYCLE, ["step", "phase", "scale", "learning_rate"], ["1", "rising", "0.25", "0.25"]),
    ],
)
def test_the_columns_are_those_the_policy_has(name, policy, header, row):
    assert read(name, written(name, policy, 1)) == [header, row]


def test_order_and_repeats_are_kept_in_blocks_and_out_of_them(name):
    text = written(name, EXERCISE, 3, 1, 3) + written_run(name, EXERCISE, range(900, -1, -1))
    steps = [row[0] for row in read(name, text) if row[0] != "step"]
    assert steps == list(map(str, [3, 1, 3, *range(900, -1, -1)]))


def test_no_steps_are_a_header_alone(name):
    assert read(name, written_run(name, EXERCISE, range(0))) == [["step", "cosine", "scale", "learning_rate"]]


def test_digits(name):
    # √2/2 = 0.7071067…, (2 + √2)/4 = 0.8535533…; 0.00172175144…
    rows = read(name, written(name, EXERCISE, 1250, 2500, digits=6))
    assert rows[1:] == [["1250", "0.707107", "0.853553", "0.00172175"], ["2500", "0.0", "0.5", "0.00105"]]
    assert read(name, written(name, WARMUP, 0, digits=3))[1] == ["0", "warm-up", "", "0.0", "0.0"]


def test_truth_is_written_as_in_json():
    assert program_text(True) == "true"
    assert program_text(False) == "false"
    assert program_text(1) == "1"
