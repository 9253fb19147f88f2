"""Configurations of the research, with the numbers that it measured."""

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read
from tests.frameworks.pasted import PASTED
from tests.frameworks.run_once import RUN_ONCE
from tests.frameworks.texts import EXAMPLES

ALL = EXAMPLES | PASTED | RUN_ONCE


@pytest.mark.parametrize("name", ALL)
def test_an_example_has_the_rates_that_were_measured(name):
    example = ALL[name]
    schedule = read(example.text, Settings(**example.settings), example.name).schedule
    peak = max(example.rates.values())
    for step, rate in example.rates.items():
        # the research prints four places, and short numbers in full
        assert schedule.at(step) == pytest.approx(rate, rel=5e-4, abs=6e-5 if peak >= 0.02 else 1e-9), step


@pytest.mark.parametrize("name", ALL)
def test_the_command_line_makes_the_same_schedule(name):
    from lrcalc.command.lines import read_line

    example = ALL[name]
    reading = read(example.text, Settings(**example.settings), example.name)
    schedule, same = reading.schedule, read_line(1, reading.command)
    for step in sorted({*range(16), *example.rates, 100, 1000}):
        if schedule.total is None or step <= schedule.total:
            assert same.at(step) == schedule.at(step), (reading.command, step)
