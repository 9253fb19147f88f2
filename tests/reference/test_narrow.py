"""The help of a narrow screen: no name is cut, and names stand on lines of their own."""

import pytest

from lrcalc.command.app import program_line
from lrcalc.policies import POLICIES
from lrcalc.reference.command_line import Command, Option
from lrcalc.reference.narrow import help_text, list_lines
from lrcalc.tools import COMMANDS
from tests.command.program import help_page

MAX = Option(("--max", "--max-lr"), "η_max: the maximum (rate)", "RATE", "Schedule", required=True)
FORMAT = Option(("--format", "-f"), "table, markdown, latex", "FORMAT", "Output")
WORK = Option(("--work",), "show the working", None, "Output")


def test_a_page():
    text = help_text("lrcalc cosine [OPTIONS]", ["Half a cosine\nwave down."], [MAX, FORMAT, WORK], 24)
    assert (
        text
        == """\
Usage: lrcalc cosine
[OPTIONS]

Half a cosine wave down.

Schedule:
  --max, --max-lr RATE
    η_max: the maximum
    (rate) (required)

Output:
  --format, -f FORMAT
    table, markdown,
    latex
  --work
    show the working
"""
    )


def test_names_that_do_not_fit_together_stand_below_each_other():
    lines = help_text("x", [], [MAX], 20).splitlines()
    assert lines[lines.index("Schedule:") + 1 :][:2] == ["  --max RATE", "  --max-lr RATE"]


def test_a_list():
    commands = [
        Command(name, title, panel, "", (), ())
        for name, title, panel in (("fixed", "Fixed rate", "Policies"), ("steps", "The total steps", "Tools"))
    ]
    assert list(list_lines(commands, 16)) == [
        "",
        "Policies:",
        "  fixed",
        "    Fixed rate",
        "",
        "Tools:",
        "  steps",
        "    The total",
        "    steps",
    ]


# issue 11, item 7
@pytest.mark.parametrize("name", ["cosine", "one-cycle", "compare", "steps", "solve", "help"])
def test_at_40_columns_no_name_is_cut_and_no_line_is_longer(name):
    page = help_page(name, columns="40")
    (command,) = program_line(name).commands
    words = page.replace(",", " ").split()
    for option in command.options:
        assert {*option.names} <= {*words}
    assert all(len(line) <= 40 for line in page.splitlines() if "--" not in line and "lrcalc" not in line)
    # the dots of a value are no cut: SCHEDULE…, NAME,…
    assert not [word for word in page.split() if word.endswith("…") and word.startswith("-")]


def test_at_40_columns_the_program_lists_all_commands():
    lines = [line.strip() for line in help_page(columns="40").splitlines()]
    assert [line for line in lines if line in COMMANDS] == list(COMMANDS)
    assert len(POLICIES) == 19
