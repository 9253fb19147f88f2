"""Standard output and error: pipes that close, encodings, colour, and what a terminal gets."""

import json
import re

import pytest

from lrcalc.policies import POLICIES
from lrcalc.terminal.ascii import SPELLINGS, spelled
from tests.command.program import BASE, example_words, in_terminal, run_process
from tests.profiles import sample

# Each sign of a formula is in one of these: fractions and a cosine, a floor and a power, braces, a root.
KINDS = ("warmup", "step", "one-cycle", "inverse-sqrt")
ASCII = {
    "LC_ALL=C": {"LC_ALL": "C"},
    "LANG=C": {"LANG": "C"},
    "LC_ALL=POSIX": {"LC_ALL": "POSIX"},
    "LC_ALL over LANG": {"LC_ALL": "C", "LANG": "C.UTF-8"},
    "PYTHONIOENCODING=ascii": {"PYTHONIOENCODING": "ascii"},
}
OUTPUTS = {
    "table": ["warmup", *example_words("warmup")],
    "markdown": ["warmup", *example_words("warmup"), "-f", "markdown"],
    "json": ["step", *example_words("step"), "-f", "json"],
    "csv": ["warmup", *example_words("warmup"), "-f", "csv"],
    "note": ["warmup", "--max", "1", "--min", "2", "--warmup", "9", "--T", "9"],
    "help": ["--help"],
    **{f"help of {name}": [name, "--help"] for name in sample(POLICIES, quick=KINDS)},
}
ERRORS = {
    "value": ["cosine", "--max", "0,5", "--T", "9"],
    "long value": ["cosine", "--max", "9" * 5000, "--T", "9"],
    "missing": ["cosine", "--max", "0.5"],
    "option": [*BASE, "--η", "3"],
    "policy": ["η"],
    "format": [*BASE, "-f", "η"],
    "steps": [*BASE, "--at", "１２"],
}


@pytest.mark.parametrize("environment", ASCII.values(), ids=ASCII)
def test_where_only_ascii_can_be_printed_the_table_is_ascii(environment):
    result = run_process(*OUTPUTS["table"], encoding="ascii", **environment)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Warm-up, then cosine annealing: eta_max = 0.002")


@pytest.mark.parametrize("arguments", OUTPUTS.values(), ids=OUTPUTS)
def test_where_only_ascii_can_be_printed_all_output_is_ascii(arguments):
    result = run_process(*arguments, encoding="ascii", LC_ALL="C")
    assert result.code == 0
    assert result.out
    assert "?" not in result.out + result.err
    assert result.err.startswith("note: ") == ("2" in arguments)


@pytest.mark.parametrize("arguments", ERRORS.values(), ids=ERRORS)
def test_where_only_ascii_can_be_printed_the_message_is_ascii(arguments):
    result = run_process(*arguments, encoding="ascii", LC_ALL="C")
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith("lrcalc")


@pytest.mark.parametrize("name", ["table", "json", "note", "help of warmup"])
def test_latin_1_gets_what_it_has(name):
    result = run_process(*OUTPUTS[name], encoding="latin-1", PYTHONIOENCODING="latin-1")
    assert result.code == 0
    assert "?" not in result.out + result.err


def test_the_ascii_table_says_the_same():
    lines = run_process(*BASE, LC_ALL="C").out.splitlines()
    assert lines[0] == "Cosine annealing: eta_max = 0.002, eta_min = 0.0001, T = 5000"
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| ")]
    assert rows[2] == ["1250", "0.707", "0.854", "0.00172175"]


def test_the_ascii_json_is_the_same_object():
    arguments = ["step", *example_words("step"), "-f", "json"]
    assert json.loads(run_process(*arguments, LC_ALL="C").out) == json.loads(run_process(*arguments).out)


@pytest.mark.parametrize("name", ["", *sample(POLICIES, quick=KINDS)])
def test_the_boxes_of_an_ascii_help_page_are_straight(name):
    words = [name] if name else []
    out = run_process(*words, "--help", LC_ALL="C", COLUMNS="80").out
    assert {len(line) for line in out.splitlines() if line.startswith(("|", "+"))} == {80}


def test_every_spelling_is_ascii_and_box_lines_stay_one_column():
    assert all(spelling.isascii() for spelling in SPELLINGS.values())
    assert all(len(SPELLINGS[sign]) == 1 for sign in SPELLINGS if "─" <= sign <= "╿")
    assert spelled("η_t = η_0 × γ^⌊t/s⌋ ☃") == "eta_t = eta_0 * gamma^floor(t/s) ?"


def test_utf_8_gets_the_signs():
    out = run_process(*BASE).out
    assert "η_max = 0.002" in out
    assert "╭" in out


LONG_TITLE = ["cosine", "--max", "1/" + "7" * 60, "--min", "1/" + "9" * 60, "--T", "10", "--at", "0"]


@pytest.mark.parametrize("environment", [{}, {"COLUMNS": "20"}, {"TERM": "xterm-256color"}, {"TERM": "dumb"}])
def test_a_pipe_gets_no_colour_and_no_width(environment):
    out = run_process(*LONG_TITLE, **environment).out
    assert "\x1b" not in out
    title, *table = out.splitlines()
    assert title.endswith("T = 10")
    assert len(title) > 130
    assert len(table) == 5


@pytest.mark.parametrize("form", ["markdown", "latex", "csv", "json", "value"])
def test_colour_is_for_tables_alone(form):
    assert "\x1b" not in run_process(*BASE, "-f", form, FORCE_COLOR="1").out
    assert "\x1b" not in in_terminal(80, *BASE, "-f", form)


def without_colour(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_force_color_colours_a_pipe_and_changes_nothing_else():
    coloured = run_process(*BASE, FORCE_COLOR="1").out
    assert "\x1b[" in coloured
    assert without_colour(coloured) == run_process(*BASE).out


def test_a_terminal_gets_colour_unless_it_is_dumb_or_it_is_refused():
    coloured = in_terminal(80, *BASE)
    assert "\x1b[" in coloured
    for refusal in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}):
        assert in_terminal(80, *BASE, **refusal) == without_colour(coloured)
    assert "\x1b[" in in_terminal(80, *BASE, NO_COLOR="")


@pytest.mark.parametrize("name", ["cosine", "warmup", "one-cycle", "step"])
@pytest.mark.parametrize("columns", sample([40, 30], quick=[40]))
def test_a_narrow_terminal_shows_every_number_whole(name, columns):
    arguments = [name, *example_words(name)]
    piped = run_process(*arguments).out.splitlines()[4:-1]
    shown = [cells(line) for line in in_terminal(columns, *arguments, NO_COLOR="1").splitlines()]
    for line in piped:
        assert cells(line) in shown


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_a_narrow_terminal_shows_the_title_whole():
    title = in_terminal(40, *BASE, NO_COLOR="1").partition("╭")[0]
    assert " ".join(title.split()) == "Cosine annealing: η_max = 0.002, η_min = 0.0001, T = 5000"
