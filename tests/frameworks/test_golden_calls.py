"""Every call whose rates a framework computed, through the reader: its rates at every step."""

import json
from fractions import Fraction

import pytest

from lrcalc.command.lines import read_line
from lrcalc.frameworks.read import read
from lrcalc.frameworks.reading import Settings
from tests.golden.cases import DIRECTORY

CALLS = [
    json.loads(line)
    for path in sorted(DIRECTORY.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def tolerance(call, rate):
    """What the framework's own arithmetic can tell."""
    peak = max(map(abs, call["values"]))
    return 1e-6 * peak if call["precision"] == "float32" else max(1e-9 * abs(rate), 1e-16 * peak)


def reading(call):
    lr = None if call["lr"] is None else Fraction(str(call["lr"]))
    return read(call["call"], Settings(lr=lr))


def test_there_are_calls():
    assert len(CALLS) >= 164


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["call"])
def test_the_rates_are_those_of_the_framework(call):
    schedule = reading(call).schedule
    for step, rate in zip(call["steps"], call["values"], strict=True):
        assert abs(schedule.at(step) - rate) <= tolerance(call, rate), step


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["call"])
def test_the_command_line_has_them_too(call):
    same = read_line(1, reading(call).command)
    for step, rate in zip(call["steps"], call["values"], strict=True):
        assert abs(same.at(step) - rate) <= tolerance(call, rate), step
