"""The help pages: what they tell. How they are laid out is in test_snapshots.py."""

import re
import shlex
import shutil
from itertools import pairwise

import pytest

from lrcalc.policies import POLICIES, policy_class
from lrcalc.tools import COMMANDS, TOOLS
from tests.command.program import help_page, in_terminal, left_out, run, run_process
from tests.logs.real import real
from tests.profiles import sample

# The schedule's own panel first: COMMAND-LINE.md, section 9.
PANELS = (
    "Schedule",
    "Warm-up",
    "Any schedule",
    "Steps",
    "Output",
    "Marking",
    "Log",
    "Picture",
    "Units",
    "Solving",
    "Help",
)


def examples_of(page):
    """The commands that a help page shows, each on a line of its own."""
    return [line.strip() for line in page.splitlines() if line.strip().startswith("lrcalc ")]


@pytest.mark.parametrize("name", POLICIES)
def test_the_help_of_a_policy_shows_formula_and_units(name):
    page = help_page(name, columns="200")
    policy = policy_class(name)
    lines = [line.strip() for line in page.splitlines()]
    for formula in (line.strip() for line in policy.__doc__.splitlines() if "η_t =" in line):
        assert formula in lines
    assert "Step t is the 0-based index of the optimizer update whose rate is printed." in lines
    for key, item in policy.parameters().items():
        (line,) = (line for line in lines if line[0:1] == "│" and f"{','.join(item.options)} " in line)
        assert item.symbol in line
        assert f"({item.unit})" in line or item.unit in ("choice", "flag")
        # what lrcalc solve can find may be left out
        assert ("[required]" in line) == (item.is_required and key not in left_out(policy))
    panels = re.findall(r"╭─ (\w[\w -]*\w) ─", page)
    assert panels[0] == "Schedule"
    assert panels == [panel for panel in PANELS if panel in panels]


@pytest.mark.parametrize("name", POLICIES)
def test_the_page_of_a_policy_begins_with_three_examples_that_work(name):
    page = help_page(name, columns="200")
    table, work, check = examples_of(page)
    assert page.index(table) < page.index("╭")
    assert page.index(check) < page.index("η_t = ")
    assert table == f"lrcalc {name} {policy_class(name).example}"
    assert work.endswith(" --work")
    assert " --check " in check
    for line in (table, work, check):
        result = run(*shlex.split(line)[1:])
        assert (result.code, result.err) == (0, ""), line
    assert "Step t = " in run(*shlex.split(work)[1:]).out
    assert "Verdict" in run(*shlex.split(check)[1:]).out


@pytest.mark.parametrize("name", [name for name in TOOLS if name != "help"])
def test_the_examples_of_a_tool_work(name, tmp_path, monkeypatch):
    # what the examples read
    shutil.copy(real("s-hf-linear-state-10").path, tmp_path / "trainer_state.json")
    monkeypatch.chdir(tmp_path)
    lines = examples_of(help_page(name, columns="200"))
    assert lines
    for line in lines:
        result = run(*shlex.split(line)[1:])
        assert (result.code, result.err) == (0, ""), line


def names_at(width, *command):
    """The names of options and commands on a help page so wide, and its lines."""
    page = help_page(*command, columns=str(width))
    return set(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", page)), page.splitlines()


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
@pytest.mark.parametrize("width", sample([40, 30], quick=[40]))
def test_on_a_narrow_screen_no_name_of_an_option_is_cut(command, width):
    wide, _ = names_at(200, *command)
    narrow, lines = names_at(width, *command)
    assert wide - narrow == set()
    assert "…" not in "".join(line for line in lines if line.lstrip().startswith("-")).replace(",…", "")
    # what is no name is broken between words; a word may be longer than the screen
    assert all(len(line) <= width or " " not in line.strip() or line.strip()[0] in "-[" for line in lines)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_each_option_stands_on_a_line_of_its_own_at_forty_columns(command):
    wide = help_page(*command, columns="200")
    _, lines = names_at(40, *command)
    options = [line for line in lines if line.startswith("  -")]
    assert len(options) == len(re.findall(r"^│[* ]+-", wide, re.MULTILINE))
    for line in options:
        # the names, and what stands for the value
        assert re.fullmatch(r"  -[\w-]+(, -[\w-]+)*( \S+)?", line), line


@pytest.mark.parametrize("name", ["cosine", "compare"])
def test_in_a_narrow_terminal_it_is_the_same(name):
    assert in_terminal(40, name, "--help", NO_COLOR="1").splitlines() == names_at(40, name)[1]


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


@pytest.mark.parametrize("name", ["grade", "exercise", "steps", "plateau"])
def test_a_paragraph_is_broken_at_the_width_of_the_screen_alone(name):
    lines = run_process(name, "--help", COLUMNS="80").out.splitlines()
    text = [line.strip() for line in lines[3 : next(i for i, line in enumerate(lines) if "Example" in line)]]
    for line, after in pairwise(text):
        # the next word would not have fitted; the pages have a blank at each side
        assert not line or not after or len(f"{line} {after.split()[0]}") > 78, line
