"""json: one object with the policy, its formula, the parameters as typed, and the rows."""

import json

from lrcalc.policies import Warmup
from lrcalc.terminal.screen import Screen
from tests.formats.written import EXERCISE, EXERCISE_STEPS, WARMUP, exact_exercise, written, written_run
from tests.nearest import nearest_double


def test_the_exercise():
    text = written("json", EXERCISE, *EXERCISE_STEPS)
    assert "η_t = η_min" in text
    found = json.loads(text)
    assert list(found) == ["policy", "formula", "parameters", "rows"]
    assert found["policy"] == "cosine"
    assert found["formula"] == "η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2"
    assert found["parameters"] == {"max": "0.002", "min": "0.0001", "T": "5000"}
    expected = []
    for step in EXERCISE_STEPS:
        values = map(nearest_double, exact_exercise(step))
        expected.append({"step": step, **dict(zip(("cosine", "scale", "learning_rate"), values))})
    assert found["rows"] == expected


def test_parameters_are_as_typed():
    policy = Warmup(max=" 2e-3 ", min="1/3000", warmup="10%", T="5k")
    parameters = json.loads(written("json", policy, 0))["parameters"]
    assert parameters == {"max": "2e-3", "min": "1/3000", "warmup": "10%", "T": "5k"}


def test_a_parameter_that_was_not_given_has_its_default():
    assert json.loads(written("json", Warmup(max=1, warmup=1, T=2), 0))["parameters"]["min"] == "0"


def test_the_cosine_is_null_in_the_warm_up():
    rows = json.loads(written("json", WARMUP, 250, 5000))["rows"]
    assert rows == [
        {"step": 250, "phase": "warm-up", "cosine": None, "scale": 0.5, "learning_rate": 0.001},
        {"step": 5000, "phase": "annealing", "cosine": -1.0, "scale": 0.0, "learning_rate": 0.0001},
    ]


def test_blocks_of_rows_are_one_list():
    rows = json.loads(written_run("json", WARMUP, range(5200)))["rows"]
    assert [row["step"] for row in rows] == list(range(5200))


def test_no_steps_are_an_empty_list():
    assert json.loads(written_run("json", EXERCISE, range(0)))["rows"] == []


def test_where_signs_cannot_be_printed_they_are_escaped():
    text = written("json", EXERCISE, 0, screen=Screen(ascii_only=True))
    assert text.isascii()
    assert json.loads(text) == json.loads(written("json", EXERCISE, 0))


def test_digits():
    # √2/2 = 0.7071…, (2 + √2)/4 = 0.8535…
    rows = json.loads(written("json", EXERCISE, 1250, digits=3))["rows"]
    assert rows == [{"step": 1250, "cosine": 0.707, "scale": 0.854, "learning_rate": 0.00172}]
