"""The help pages: what they tell. How they are laid out is in test_snapshots.py."""

import re

import pytest

from lrcalc.policies import POLICIES, policy_class
from tests.command.program import help_page, run

# COMMAND-LINE.md §7: the schedule's own panel first.
PANELS = ("Schedule", "Steps", "Output", "Marking", "Picture", "Solving")


@pytest.mark.parametrize("name", POLICIES)
def test_the_help_of_a_policy_shows_formula_units_and_example(name):
    page = help_page(name, columns="200")
    policy = policy_class(name)
    lines = [line.strip() for line in page.splitlines()]
    for formula in (line.strip() for line in policy.__doc__.splitlines() if "η_t =" in line):
        assert formula in lines
    assert f"Example: lrcalc {name} {policy.example}" in lines
    assert "Step t is the 0-based index of the optimizer update whose rate is printed." in lines
    for key, item in policy.parameters().items():
        (line,) = (line for line in lines if line[0:1] == "│" and f"{','.join(item.options)} " in line)
        assert item.symbol in line
        assert f"({item.unit})" in line or item.unit in ("choice", "flag")
        # what --solve can find may be left out
        assert ("[required]" in line) == (item.is_required and key not in policy.solvable)
    panels = [panel for panel in re.findall(r"╭─ (\w+) ─", page) if panel != "Options"]
    assert panels[:3] == ["Schedule", "Steps", "Output"]
    assert panels == [panel for panel in PANELS if panel in panels]


@pytest.mark.parametrize("name", POLICIES)
def test_h_is_help_even_where_options_are_missing(name):
    result = run(name, "-h")
    assert (result.code, result.err) == (0, "")
    assert "Schedule" in result.out


def test_the_help_lists_the_policies_in_one_panel():
    (panel,) = re.findall(r"╭─ Policies ─+╮\n(.*?)╰─", help_page(columns="100"), re.DOTALL)
    listed = [line.strip("│ ").split("  ") for line in panel.splitlines()]
    assert [row[0].strip() for row in listed] == list(POLICIES)
    assert [row[-1].strip() for row in listed] == [policy_class(name).title for name in POLICIES]


def test_no_arguments_are_a_request_for_help():
    result = run()
    assert (result.code, result.err) == (0, "")
    assert result.out == run("--help").out == run("-h").out
