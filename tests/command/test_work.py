"""--work: the working as the command line prints it."""

import json
from itertools import pairwise

import pytest

from tests.command.program import BASE, assert_refused, run, run_process

# The issue's example, to the character.
EXAMPLE = """\
Step t = 1250
η_1250 = 0.0001 + 0.0019 × (1 + cos(π·1250/5000)) / 2
       = 0.0001 + 0.0019 × (1 + cos(π/4)) / 2
       = 0.0001 + 0.0019 × (1 + 0.707107) / 2
       = 0.0001 + 0.0019 × 0.853553
       = 0.0001 + 0.00162175
       ≈ 0.00172175
"""
WARMUP = ("warmup", "--max", "0.002", "--min", "0.0001", "--warmup", "500", "--T", "5000")


def test_the_example_of_the_issue_stands_in_the_output_as_it_is_written():
    result = run(*BASE, "--at", "1250", "--work")
    assert (result.code, result.err) == (0, "")
    assert f"\n\n{EXAMPLE}\n" in result.out


def test_first_the_formulas_then_the_steps_then_the_table():
    out = run(*BASE, "--at", "1250,2500", "--work").out
    order = ["η_t = η_min", "carried unrounded", "Step t = 1250", "Step t = 2500", "│ Step │"]
    assert all(before < after for before, after in pairwise(map(out.index, order)))
    assert out.endswith(run(*BASE, "--at", "1250,2500").out)


def test_in_ascii():
    result = run_process(*WARMUP, "--at", "250,1250", "--work", LC_ALL="C")
    assert (result.code, result.err) == (0, "")
    assert result.out.isascii()
    assert "eta_1250 = 0.0001 + 0.0019 * (1 + cos(pi*(1250 - 500)/4500)) / 2" in result.out
    assert "250 <= 500, that is t <= W: warm-up" in result.out


def test_the_floor_in_ascii():
    words = ("step", "--lr", "0.001", "--s", "1000", "--at", "2500", "--work")
    assert "eta_2500 = 0.001 * 0.1^floor(2500/1000)\n" in run_process(*words, LC_ALL="C").out


@pytest.mark.parametrize("form", ["table", "markdown", "latex", "json"])
def test_ascii_is_no_obstacle_to_any_format(form):
    result = run_process(*BASE, "--work", "-f", form, LC_ALL="C")
    assert (result.code, result.err) == (0, "")
    assert result.out.isascii()


def test_digits():
    out = run(*BASE, "--at", "1250", "--work", "--digits", "3").out
    assert "       = 0.0001 + 0.0019 × (1 + 0.707) / 2\n" in out
    assert "       ≈ 0.00172\n" in out


def test_past_the_end():
    result = run(*BASE, "--at", "7000", "--work")
    assert "t = 7000 is past the end, 5000: the last value is held\nη_7000 = η_5000 = " in result.out
    assert result.err == "note: beyond step 5000, the end of the schedule, its last value is held\n"


def test_json_has_the_quantities_of_each_row():
    (row,) = json.loads(run(*BASE, "--at", "2500", "--work", "-f", "json").out)["rows"]
    assert [set(item) for item in row["working"]] == [
        {"name", "symbol", "formula", "substituted", "value"}
    ] * 3
    assert [item["value"] for item in row["working"]] == [0.0, 0.5, 0.00105]
    assert row["working"][0]["formula"] == "cos(π·t/T)"
    assert row["working"][0]["substituted"] == "cos(π·2500/5000)"


def test_json_lines_have_them_too():
    lines = run(*BASE, "--at", "0,2500", "--work", "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["working"][-1]["value"] for line in lines] == [0.002, 0.00105]


@pytest.mark.parametrize("form", ["csv", "tsv", "value"])
def test_a_format_that_has_no_room_for_it_is_refused(form):
    assert_refused(run(*BASE, "--work", "-f", form), "--work", form, "table", "markdown", "latex", "json")
