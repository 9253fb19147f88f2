"""--plot: the curve under the table. What is drawn by itself: tests/pictures/test_terminal.py."""

import re

import pytest

from lrcalc.policies import POLICIES
from tests.command.program import BASE, assert_refused, example_words, in_terminal, run, run_process
from tests.pictures.drawing import drawing_in

PIPED = 72
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def plotted(*arguments):
    result = run(*arguments, "--plot")
    assert (result.code, result.err) == (0, "")
    return drawing_in(result.out)


def widest(text):
    return max(map(len, text.split("\n\n")[-1].splitlines()))


@pytest.mark.parametrize("name", POLICIES)
def test_the_curve_of_every_policy_stands_under_its_table(name):
    words = [name, *example_words(name)]
    out = run(*words, "--plot").out
    table = run(*words).out
    assert out.startswith(f"{table}\n")
    drawing = drawing_in(out)
    assert drawing.titles == ("Learning Rate", "Steps")
    assert widest(out) == PIPED
    assert drawing.marks
    # every column has a part of the curve in it
    assert all(drawing.filled(column) for column in range(drawing.columns + 1))


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("words", [BASE, ("step", *example_words("step")), ("noam", *example_words("noam"))])
def test_the_curve_is_as_wide_as_the_terminal(columns, words):
    text = in_terminal(columns, *words, "--plot", NO_COLOR="1")
    assert widest(text) == columns
    assert drawing_in(text).titles == ("Learning Rate", "Steps")


@pytest.mark.parametrize("environment", [{}, {"COLUMNS": "40"}, {"COLUMNS": "300"}])
def test_in_a_pipe_it_has_one_width(environment):
    assert widest(run_process(*BASE, "--plot", **environment).out) == PIPED


def test_colour_is_for_terminals_that_take_it():
    coloured = in_terminal(80, *BASE, "--plot")
    assert COLOUR.search(coloured.split("\n\n")[-1])
    for refusal in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert in_terminal(80, *BASE, "--plot", **refusal) == COLOUR.sub("", coloured)
    assert "\x1b" not in run_process(*BASE, "--plot", TERM="xterm-256color").out
    assert "\x1b" not in run_process(*BASE, "--plot", NO_COLOR="1", FORCE_COLOR="1").out


def test_a_mark_stands_on_each_step_asked():
    drawing = plotted(*BASE, "--at", "0,1250,2500,3750,5000")
    quarters = [drawing.columns * quarter // 4 for quarter in range(5)]
    # 16 rows are 0.002: 0.002, 0.00172, 0.00105, 0.00038 and 0.0001 are 16, 13.8, 8.4, 3.03 and 0.8 rows
    assert drawing.marks == list(zip(quarters, [16 - 16, 16 - 13, 16 - 8, 16 - 3, 16 - 0]))


def test_the_marks_of_a_rate_asked_for():
    drawing = plotted(*BASE, "--when", "0.00105")
    middle = drawing.columns // 2
    # t = 2499, 2500 and 2501 are nearer to one another than two columns
    assert drawing.marks
    assert all(abs(column - middle) <= 1 for column, _ in drawing.marks)


def test_so_many_steps_that_they_would_cover_the_curve_are_not_marked():
    assert not plotted(*BASE, "--at", "0:5000:10").marks
    assert len(plotted(*BASE, "--at", "0:5000:1000").marks) == 6


def test_a_mark_may_lie_beyond_the_end():
    result = run(*BASE, "--at", "7500", "--plot")
    assert result.err.startswith("note: beyond step 5000")
    drawing = drawing_in(result.out)
    (mark,) = drawing.marks
    # 0.0001 is less than one of 16 parts of 0.002
    assert mark == (drawing.columns, 16)
    # held from two thirds on
    assert drawing.filled(drawing.columns * 5 // 6) == [mark[1]]


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"LANG": "C"}, {"PYTHONIOENCODING": "ascii"}])
@pytest.mark.parametrize("name", ["cosine", "step"])
def test_where_only_ascii_can_be_printed_the_curve_is_ascii(environment, name):
    result = run_process(name, *example_words(name), "--plot", encoding="ascii", **environment)
    assert (result.code, result.err) == (0, "")
    assert "?" not in result.out
    drawing, usual = drawing_in(result.out), plotted(name, *example_words(name))
    assert drawing.marks == usual.marks
    assert (drawing.rates, drawing.ticks) == (usual.rates, usual.ticks)
    assert [drawing.filled(column) for column in range(72)] == [usual.filled(column) for column in range(72)]


@pytest.mark.parametrize("lr", ["0.1", "1e-300", "1e300", "123456", "0.000698771", "1/3"])
def test_the_rates_beside_the_axis_are_written_as_those_of_the_table(lr):
    # a quarter, a half, three quarters and the whole of the first rate, where the table has them
    words = ("linear", "--max", lr, "--T", "4", "--at", "0:4")
    table = [line.strip("│").split("│")[-1].strip() for line in run(*words).out.splitlines()[4:-1]]
    drawing = plotted(*words)
    assert drawing.rates == dict(zip((0, 4, 8, 12, 16), table))


def test_the_rates_beside_the_axis_have_the_digits_of_the_table():
    words = ("cosine", "--max", "0.00123456789", "--T", "5000", "--at", "0")
    # three quarters of 0.00123456789 are 0.0009259259175
    assert list(plotted(*words, "--digits", "3").rates.values())[:2] == ["0.00123", "0.000926"]
    assert list(plotted(*words, "--digits", "9").rates.values())[:2] == ["0.00123456789", "0.000925925918"]
    assert next(iter(plotted(*words, "--digits", "50").rates.values())) == "0.00123456789"


@pytest.mark.parametrize(
    "arguments",
    [
        ("cosine", "--max", "0.1", "--T", "1"),
        ("cosine", "--max", "0.1", "--T", "1e12"),
        ("cosine", "--max", "0.1", "--T", "1e15"),
        ("cosine", "--max", "0.1", "--T", "1e15", "--cycles", "1e6"),
        ("restarts", "--max", "0.1", "--T0", "1", "--at", "1e6"),
        ("cyclic", "--max", "0.1", "--step-up", "1", "--at", "1e15"),
        ("step", "--lr", "1", "--s", "1", "--at", "1e15"),
        ("exponential", "--lr", "1", "--gamma", "0.5", "--at", "1e15"),
        ("exponential", "--lr", "1e-300", "--gamma", "1.01", "--at", "10000"),
        ("fixed", "--lr", "0", "--at", "0"),
        ("fixed", "--lr", "5e-324", "--at", "0"),
        ("warmup", "--max", "0.1", "--warmup", "5", "--T", "5"),
        ("step", "--lr", "1", "--s", "5", "--gamma", "0"),
    ],
    ids=" ".join,
)
def test_extreme_schedules_are_drawn_too(arguments):
    result = run(*arguments, "--plot")
    assert result.code == 0
    assert widest(result.out) == PIPED
    drawing = drawing_in(result.out)
    assert drawing.titles == ("Learning Rate", "Steps")
    assert all(drawing.filled(column) for column in range(drawing.columns + 1))


def test_a_rate_too_large_to_be_drawn_is_refused():
    result = run("fixed", "--lr", "1.7e308", "--plot")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "expected rates up to 1e+300 to draw, got a larger one" in result.err


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "markdown", "latex", "value"])
def test_a_format_without_room_for_it_is_refused(form):
    assert_refused(run(*BASE, "--plot", "-f", form), "--plot", form, "table")


def test_steps_that_are_read_as_they_come_are_refused():
    assert_refused(run(*BASE, "--at", "-", "--plot", stdin="1\n"), "--at", "'-'")


def test_with_the_working_and_the_marking():
    out = run(*BASE, "--at", "2500", "--work", "--plot").out
    assert out.index("Step t = 2500") < out.index("│ 2500 │") < out.index("●")
    result = run(*BASE, "--at", "2500", "--check", "0.00105", "--plot")
    assert (result.code, len(drawing_in(result.out).marks)) == (0, 1)
    assert run(*BASE, "--at", "2500", "--check", "0.5", "--plot").code == 1
