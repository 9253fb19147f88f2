"""Agreement with the frameworks: every rate they computed is ours, read and by the command beside it."""

import shlex

import pytest

from lrcalc.command.lines import read_line
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read
from lrcalc.topics import topic_text
from tests.command.program import run
from tests.golden.agreement import FRAMEWORKS, Figures, figures
from tests.golden.cases import cases
from tests.profiles import sample

PAGE = topic_text("frameworks")

# How many calls there are, those that are ours at every step, the rates, and those that are ours.
FOUND = {
    "torch": Figures(44, 44, 580, 580),
    "transformers": Figures(32, 32, 480, 480),
    "optax": Figures(36, 36, 496, 496),
    "keras": Figures(28, 28, 389, 389),
    "timm": Figures(24, 24, 347, 347),
}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_rate_is_ours(framework):
    assert figures(framework) == FOUND[framework]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.call)
def test_the_command_line_that_is_said_to_be_equal_has_the_rates_too(case):
    same = read_line(1, case.reading().command)
    wrong = {step: rate for step, rate in case.rates.items() if not case.agrees(step, same.at(step))}
    assert not wrong


@pytest.mark.parametrize("case", sample(cases(), 12), ids=lambda case: case.call)
def test_the_command_read_prints_them(case):
    lr = [] if case.lr is None else ["--lr", str(case.lr)]
    result = run("read", case.call, *lr, "--at", ",".join(map(str, case.rates)), "-f", "value")
    assert result.code == 0, result.err
    assert all(map(case.agrees, case.rates, map(float, result.out.split())))


def test_the_page_has_the_figures():
    calls, _, all_rates, ours = map(sum, zip(*FOUND.values(), strict=True))
    assert f"{ours} of {all_rates} rates, from {calls} calls" in " ".join(PAGE.split())


ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_call_of_the_page_is_the_command_beside_it(row):
    call, command = (cell.strip().strip("`") for cell in row[:2])
    assert read(call, Settings(lr=1)).command == f"lrcalc {command}"
    assert shlex.split(command)


def test_the_page_has_a_call_of_every_kind_that_there_are_rates_of():
    assert {case.source for case in cases()} <= {
        row[0].partition("(")[0].strip("`").rpartition(".")[2] for row in ROWS
    }
