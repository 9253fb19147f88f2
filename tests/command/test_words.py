"""Options that are given twice, and lists that are given in parts."""

import json

import pytest

from lrcalc.command.options import COMMON
from lrcalc.policies import POLICIES, policy_class
from lrcalc.schedule.parameters import Parameter
from tests.command.program import BASE, LONG, assert_refused, run, schedule_words


def valued():
    for name in POLICIES:
        for key, item in policy_class(name).parameters().items():
            if item.unit not in ("flag", "rates", "steps list"):
                yield pytest.param(name, item, id=f"{name} {key}")


@pytest.mark.parametrize(("name", "item"), list(valued()))
def test_an_option_that_is_given_twice_is_refused_under_whatever_of_its_names(name: str, item: Parameter):
    given = {option: value for option, value in schedule_words(name).items() if option not in item.options}
    words = [word for pair in given.items() for word in pair]
    first, last = item.options[0], item.options[-1]
    result = run(name, *words, first, "5", f"{last}=7")
    assert_refused(result)
    assert result.err == f"lrcalc {name}: {first}: expected one value, got '5' and '7'\n"


@pytest.mark.parametrize(
    ("option", "values"),
    [("--digits", ["3", "4"]), ("--format", ["csv", "json"]), ("--check", ["1", "2"]), ("--hint", ["1", "2"]),
     ("--sig", ["1", "2"]), ("--rtol", ["1", "2"]), ("--save", ["a.png", "b.png"]),
     ("--as", ["torch", "optax"]), ("--caption", ["one", "two"]), ("--log", ["a.csv", "b.csv"]),
     ("--column", ["lr", "rate"]), ("--step-column", ["t", "u"]), ("--log-clock", ["step", "next"])],
)  # fmt: skip
def test_an_option_of_all_schedules_that_is_given_twice(option, values):
    words = [word for value in values for word in (option, value)]
    assert_refused(run(*BASE, *words), f"lrcalc cosine: {option}: expected one value, got ", *values)


def test_one_name_of_it_short_and_one_long():
    assert_refused(
        run(*BASE, "-f", "csv", "--format", "json"), "-f: expected one value, got 'csv' and 'json'"
    )


def test_the_same_value_twice_is_no_better_and_three_are_told():
    assert_refused(run(*BASE, "--T", "5000"), "--T: expected one value, got '5000' and '5000'")
    assert_refused(run(*BASE, "--T", "5", "--T", "6"), "--T: expected one value, got '5000' and '5' and '6'")


def test_a_value_that_cannot_be_shown_is_told_short():
    assert_refused(run(*BASE, "--T", LONG), "--T: expected one value", "5000 characters")
    assert_refused(run(*BASE, "--T", "a\nb\x1b[31m"), "--T: expected one value")


@pytest.mark.parametrize(
    "words",
    [
        ["--milestones", "30,60"],
        ["--milestones", "30", "--milestones", "60"],
        ["--milestones=30", "--milestones=60"],
    ],
)
def test_the_parts_of_a_list_are_drawn_together(words):
    result = run("multistep", "--lr", "0.1", *words, "--at", "29,30,60", "-f", "json")
    assert (result.code, result.err) == (0, "")
    found = json.loads(result.out)
    assert found["parameters"]["milestones"] == "30,60"
    assert [row["drops"] for row in found["rows"]] == [0, 1, 2]


def test_two_lists_side_by_side_keep_their_order():
    words = ["--values", "0.1", "--boundaries", "30", "--values", "0.01,0.001", "--boundaries", "60"]
    assert run("piecewise", *words, "--at", "0,30,60", "-f", "value").out == "0.1\n0.01\n0.001\n"


def test_steps_and_rates_asked_for_may_be_repeated_and_keep_their_order():
    assert run(*BASE, "--at", "5000", "--at", "0,2500", "-f", "value").out == "0.0001\n0.002\n0.00105\n"
    assert run(*BASE, "--when", "0.0001", "--when", "0.00105", "-f", "value").out == "5000\n2500\n"
    assert (
        run(*BASE, "--columns", "step", "--columns", "scale", "--at", "0", "-f", "csv").out
        == "step,scale\n0,1.0\n"
    )


def test_a_flag_may_be_repeated():
    assert run(*BASE, "--work", "--work").out == run(*BASE, "--work").out


def test_what_stands_after_two_dashes_is_no_option():
    assert_refused(run(*BASE, "--", "--T", "7"), "unexpected")


def test_every_option_of_all_schedules_is_tried_here_or_may_be_repeated():
    tried = {"digits", "format", "check", "hint", "sig", "rtol", "save", "as_framework", "caption",
             "log", "column", "step_column", "log_clock"}  # fmt: skip
    for item in COMMON:
        assert item.name in tried or item.repeatable or item.metavar is None or item.metavar.endswith("…")


def test_in_a_line_of_compare():
    line = "cosine --max 1 --T 5 --T 6"
    assert_refused(
        run("compare", line, line), f"schedule 1, '{line}': --T: expected one value, got '5' and '6'"
    )


@pytest.mark.parametrize("words", [["steps", "--epochs", "2", "--epochs", "3"]])
def test_of_a_tool(words):
    assert_refused(run(*words), "lrcalc steps: --epochs: expected one value, got '2' and '3'")
