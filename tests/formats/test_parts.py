"""On a screen that is too narrow: tables in parts, lists and help pages broken between words."""

import pytest

from lrcalc.formats.drawn_table import parts
from lrcalc.report.blocks import Column, Table
from lrcalc.terminal.screen import Screen
from tests.command.program import in_terminal, run, run_process

WIDE = Table(
    "Title", [Column("Step"), *(Column(f"Column {n}") for n in range(6))], [["1", *["0.123456789"] * 6]]
)
LINES = ["cosine --max 0.002 --min 0.0001 --T 5000", "linear --max 0.002 --T 5000"]


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100])
def test_each_part_has_the_first_column_and_all_others_come_once(width):
    found = parts(WIDE, Screen(width))
    assert [part.columns[0] for part in found] == [WIDE.columns[0]] * len(found)
    assert [column for part in found for column in part.columns[1:]] == WIDE.columns[1:]
    assert [part.title for part in found] == ["Title", *[""] * (len(found) - 1)]


def test_a_table_that_fits_or_has_no_limit_is_one():
    assert parts(WIDE, Screen(None)) == parts(WIDE, Screen(200)) == [WIDE]


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (40, ["cyclic", "--max", "0.006", "--min", "0.001", "--step-up", "2000"]),
        (80, ["conventions", "cosine", "--warmup", "4", "--T", "12"]),
        (40, ["cosine", "--max", "0.002", "--T", "5000", "--digits", "20"]),
        (40, ["compare", *LINES]),
        (40, ["help", "cosine"]),
    ],
)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_cut(width, words):
    shown = in_terminal(width, *words, NO_COLOR="1").splitlines()
    assert max(map(len, shown)) <= width
    whole = {word for line in run(*words).out.splitlines() for word in line.split()}
    cut = {word for line in shown for word in line.split() if word.startswith("--")} - whole
    assert not cut


def test_a_ratio_is_no_heading_of_three_lines():
    assert "2 : 1" in in_terminal(40, "compare", *LINES, NO_COLOR="1")


def test_ascii_is_the_same_on_a_terminal_and_in_the_help():
    shown = run_process("cosine", "--max", "0.002", "--T", "5000", "--plot", LC_ALL="C").out
    told = run_process("help", "pictures", LC_ALL="C").out
    assert "|------+" not in shown + told
    assert "....." in told
    assert "....." in shown
