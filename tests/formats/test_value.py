"""value: η alone, one a line."""

import pytest
from mpmath import mp

from lrcalc.policies import Exponential
from tests.formats.written import EXERCISE, EXERCISE_STEPS, WARMUP, exact_exercise, written, written_run
from tests.nearest import nearest_double


def test_the_exercise():
    lines = written("value", EXERCISE, *EXERCISE_STEPS).splitlines()
    assert list(map(float, lines)) == [nearest_double(exact_exercise(step)[2]) for step in EXERCISE_STEPS]


def test_the_line_a_shell_variable_takes():
    # 0.00172175144212722014818… lies nearer to this double than to 0.0017217514421272, 2.2e-19 below it.
    assert written("value", EXERCISE, 1250) == "0.0017217514421272201\n"


@pytest.mark.parametrize(
    ("step", "text"), [(0, "0.0\n"), (250, "0.001\n"), (500, "0.002\n"), (5000, "0.0001\n")]
)
def test_round_rates_are_written_round(step, text):
    assert written("value", WARMUP, step) == text


def test_every_step_has_a_line_in_order():
    lines = written_run("value", WARMUP, range(500, -1, -1)).splitlines()
    assert list(map(float, lines)) == [float(f"{4 * step}e-6") for step in range(500, -1, -1)]


def test_the_least_and_the_greatest_doubles():
    assert written("value", Exponential(lr=1, gamma="0.1"), 323, 324) == "1e-323\n0.0\n"
    assert written("value", Exponential(lr=1, gamma="10"), 308) == "1e+308\n"


def test_digits():
    assert written("value", EXERCISE, 1250, 0, digits=3) == "0.00172\n0.002\n"
    exact = mp.nstr(exact_exercise(1250)[2], 20)
    assert written("value", EXERCISE, 1250, digits=20) == f"{exact}\n"


def test_no_steps_are_no_lines():
    assert written_run("value", EXERCISE, range(0)) == ""
