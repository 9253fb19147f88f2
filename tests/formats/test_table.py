"""The table: what stands in it. How it is drawn is a snapshot, in tests/command/test_snapshots.py."""

import re

import pytest
from rich.cells import cell_len

from lrcalc.policies import Cosine
from lrcalc.report.blocks import Column, Table
from lrcalc.terminal.screen import Screen
from tests.formats.written import DECAY, EXERCISE, EXERCISE_STEPS, WARMUP, written, written_blocks

# Section 8.8; the rates to six digits.
CELLS = [
    ["Step", "Cosine Value", "Scale Factor", "Learning Rate"],
    ["0", "1.0", "1.0", "0.002"],
    ["1250", "0.707", "0.854", "0.00172175"],
    ["2500", "0.0", "0.5", "0.00105"],
    ["3750", "-0.707", "0.146", "0.000378249"],
    ["5000", "-1.0", "0.0", "0.0001"],
]


def cells(text):
    # the narrowest table has no edges
    rows = [re.split("[│|]", line.strip("│|")) for line in text.splitlines()]
    return [[cell.strip() for cell in row] for row in rows if len(row) > 1 and any(map(str.strip, row))]


def test_the_exercise():
    text = written("table", EXERCISE, *EXERCISE_STEPS)
    assert text.splitlines()[0] == "Cosine annealing: η_max = 0.002, η_min = 0.0001, T = 5000"
    assert cells(text) == CELLS


def test_without_box_lines_the_cells_are_the_same():
    text = written("table", EXERCISE, *EXERCISE_STEPS, screen=Screen(ascii_only=True))
    table = "\n".join(text.splitlines()[1:])
    assert table.isascii()
    assert [row for row in cells(table) if "--" not in row[0]] == CELLS


@pytest.mark.parametrize("width", [80, 53, 44, 40, 20])
def test_on_a_narrow_screen_the_numbers_stay_whole(width):
    text = written("table", EXERCISE, *EXERCISE_STEPS, screen=Screen(width=width))
    rows = cells(text)
    for step, *numbers in CELLS[1:]:
        # in as many parts as it takes, each with the step
        assert [number for row in rows if row[0] == step for number in row[1:]] == numbers
    assert "…" not in text


def test_nothing_is_wrapped_where_there_is_no_width():
    policy = Cosine(max="1/" + "7" * 90, min="1/" + "9" * 90, T=5000)
    lines = written("table", policy, 10**15).splitlines()
    assert lines[0].endswith("T = 5000")
    assert len(lines) == 6


def test_only_a_screen_with_colour_gets_control_characters():
    assert "\x1b" not in written("table", EXERCISE, 0, screen=Screen(width=80))
    assert "\x1b" in written("table", EXERCISE, 0, screen=Screen(width=80, colour=True))


def test_numbers_are_on_the_right_and_names_on_the_left():
    lines = written("table", WARMUP, 0, 5000).splitlines()
    assert lines[4].startswith("│    0 │ warm-up   │            – │")
    assert lines[5].startswith("│ 5000 │ annealing │         -1.0 │")


def test_drops_are_whole():
    assert cells(written("table", DECAY, 2999)) == [
        ["Step", "Drops", "Scale Factor", "Learning Rate"],
        ["2999", "2", "0.01", "0.00001"],
    ]


def test_digits():
    # √2/2 = 0.70710678118654752…, (2 + √2)/4 = 0.85355339059327376…, by hand from √2 = 1.41421356237309504…
    expected = ["1250", "0.707106781187", "0.853553390593", "0.00172175144213"]
    assert cells(written("table", EXERCISE, 1250, digits=12))[1] == expected


def test_where_even_the_numbers_are_too_wide_text_takes_no_more_room_than_its_longest_word():
    columns = [Column("Step"), Column("Verdict", is_text=True)]
    table = Table("", columns, [["123456789012", "too few significant digits"]])
    lines = written_blocks("table", table, screen=Screen(width=20)).splitlines()
    # 12 digits, a line, and the 11 letters of "significant"
    assert max(map(len, lines)) == 12 + 1 + 11


def test_names_of_wide_letters_are_measured_as_wide_as_they_are_shown():
    table = Table("", [Column("Student", is_text=True)], [["李李李 王王王 李李李 王王王"]])
    lines = written_blocks("table", table, screen=Screen(width=20)).splitlines()
    assert max(map(cell_len, lines)) <= 20
