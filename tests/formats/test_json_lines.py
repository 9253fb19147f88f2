"""jsonl: one object a step and a line."""

import json

from lrcalc.policies import Exponential
from tests.formats.written import EXERCISE, EXERCISE_STEPS, WARMUP, exact_exercise, written, written_run
from tests.nearest import nearest_double


def read(text):
    assert text == "" or text.endswith("\n")
    return list(map(json.loads, text.splitlines()))


def test_the_exercise():
    for row, step in zip(read(written("jsonl", EXERCISE, *EXERCISE_STEPS)), EXERCISE_STEPS, strict=True):
        assert list(row) == ["step", "cosine", "scale", "learning_rate"]
        assert list(row.values()) == [step, *map(nearest_double, exact_exercise(step))]


def test_the_cosine_is_null_in_the_warm_up():
    assert read(written("jsonl", WARMUP, 500)) == [
        {"step": 500, "phase": "warm-up", "cosine": None, "scale": 1.0, "learning_rate": 0.002}
    ]


def test_every_line_is_a_step_in_order():
    rows = read(written_run("jsonl", WARMUP, range(5200, -1, -1)))
    assert [row["step"] for row in rows] == list(range(5200, -1, -1))


def test_numbers_with_a_power_of_ten_are_json():
    # 10^-20 and 10^20: repr writes 1e-20 and 1e+20.
    assert read(written("jsonl", Exponential(lr=1, gamma="1e-20"), 1)) == [
        {"step": 1, "scale": 1e-20, "learning_rate": 1e-20}
    ]
    assert read(written("jsonl", Exponential(lr=1, gamma="1e20"), 1, digits=2)) == [
        {"step": 1, "scale": 1e20, "learning_rate": 1e20}
    ]


def test_no_steps_are_no_lines():
    assert read(written_run("jsonl", EXERCISE, range(0))) == []
