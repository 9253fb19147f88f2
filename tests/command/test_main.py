"""The command line: policies, options, notes and what is suggested where a name is wrong."""

import json
import re

import pytest

from lrcalc import __version__
from lrcalc.policies import POLICIES, policy_class
from tests.command.program import BASE, example_words, run, run_process, schedule_words
from tests.policies import specimens

# Section 8.8, the rates to six digits (the document cuts two of them off: 0.001721 and 0.000378).
EXERCISE = """\
| 0 | 1.0 | 1.0 | 0.002 |
| 1250 | 0.707 | 0.854 | 0.00172175 |
| 2500 | 0.0 | 0.5 | 0.00105 |
| 3750 | -0.707 | 0.146 | 0.000378249 |
| 5000 | -1.0 | 0.0 | 0.0001 |
"""


def test_the_line_the_tool_was_ordered_with():
    result = run_process(*BASE, "--at", "1250")
    assert (result.code, result.err) == (0, "")
    assert re.findall(r"[-\d.]+", result.out.splitlines()[-2]) == ["1250", "0.707", "0.854", "0.00172175"]


def test_without_at_the_five_steps_of_the_exercise():
    result = run(*BASE, "-f", "markdown")
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith(f"|\n{EXERCISE}")
    assert result == run(*BASE, "-f", "markdown", "--at", "0:5000:1250")


@pytest.mark.parametrize(
    ("command", "steps"),
    [
        ("cosine --max 1 --T 10", [0, 2, 5, 7, 10]),
        ("cosine --max 1 --T 1", [0, 1]),
        ("warmup --max 1 --warmup 2 --T 40", [0, 2, 10, 20, 30, 40]),
        ("one-cycle --max 1 --T1 20 --T2 20", [0, 10, 20, 30, 40]),
        ("fixed --lr 1", [0, 100, 1000, 10000]),
        ("step --lr 1 --s 1000", [0, 999, 1000, 1999, 2000, 2999]),
        ("step --lr 1 --s 1", [0, 1, 2]),
        # with a total its quarters, and both sides of every drop before it
        ("step --lr 1 --s 30 --T 100", [0, 25, 29, 30, 50, 59, 60, 75, 89, 90, 100]),
        ("inverse-time --lr 1 --decay-rate 0.5 --T 40", [0, 10, 20, 30, 40]),
        # 10,000 updates, the last at step 9999; T₁ = 2999
        ("one-cycle --max 1 --T 10k", [0, 2500, 2999, 5000, 7500, 9999]),
    ],
)
def test_without_at_the_steps_a_textbook_would_take(command, steps):
    rows = json.loads(run(*command.split(), "-f", "json").out)["rows"]
    assert [row["step"] for row in rows] == steps


@pytest.mark.parametrize("name", POLICIES)
def test_the_options_are_those_of_the_contract(name):
    options = [item.options for item in policy_class(name).parameters().values()]
    assert sorted(options) == sorted(specimens.of(name).OPTIONS)


@pytest.mark.parametrize("name", POLICIES)
def test_short_and_long_names_and_equals_signs_are_the_same(name):
    given = schedule_words(name)
    results = set()
    for choose in (0, -1):
        words = []
        for item in policy_class(name).parameters().values():
            value = next((given[option] for option in item.options if option in given), None)
            if value is not None:
                words.append((item.options[choose], value))
        for form in ("--format", "-f"):
            results.add(run(name, *(word for pair in words for word in pair), form, "json"))
        results.add(run(name, *(f"{option}={value}" for option, value in words), "--format=json"))
    assert len(results) == 1
    assert {result.code for result in results} == {0}


@pytest.mark.parametrize("name", POLICIES)
def test_the_example_of_every_policy_runs(name):
    result = run(name, *example_words(name))
    assert (result.code, result.err) == (0, "")
    steps = example_words(name)[-1].split(",")
    assert [line.split()[1] for line in result.out.splitlines()[4:-1]] == steps


def test_version():
    result = run("--version")
    assert (result.code, result.out, result.err) == (0, f"lrcalc {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (["cosin"], "did you mean cosine?"),
        (["one_cycle"], "did you mean one-cycle?"),
        (["Cosine"], "did you mean cosine?"),
        (["warm-up"], "did you mean warmup?"),
        (["xyz"], "lrcalc: unknown policy or tool 'xyz'; lrcalc help lists all"),
        ([*BASE, "--mx", "1"], "did you mean --max?"),
        (["cosine", "--t", "1"], "did you mean --T?"),
        ([*BASE, "--total_steps", "1"], "did you mean --total-steps?"),
        ([*BASE, "--digit=3"], "did you mean --digits?"),
        ([*BASE, "--formt", "csv"], "did you mean --format?"),
        (["--vrsion"], "did you mean --version?"),
        ([*BASE, "-f", "markdwn"], "did you mean markdown?"),
        ([*BASE, "-f", "tab"], "did you mean table?"),
    ],
)
def test_the_nearest_name_is_suggested(arguments, suggestion):
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert suggestion in result.err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("cosine --max 1 --T 10 --at 11", ["beyond step 10"]),
        ("cosine --max 1 --T 10 --at 12:8:-1", ["beyond step 10"]),
        ("one-cycle --max 1 --T1 2 --T2 2 --at 5", ["beyond step 4"]),
        ("warmup --max 1 --warmup 10 --T 10", ["W = T = 10"]),
        ("warmup --max 1 --warmup 11 --T 10", ["W = 11", "T = 10"]),
        ("exponential --lr 1 --gamma 1.5 --at 3", ["γ is larger than 1"]),
        ("step --lr 1 --s 5 --gamma 2", ["γ is larger than 1"]),
        ("step --lr 1 --s 5 --gamma 0", ["γ is 0"]),
        ("exponential --lr 1 --gamma 0", ["γ is 0"]),
        ("cosine --max 1 --min 2 --T 10", ["η_min is larger than η_max"]),
        ("warmup --max 1 --min 2 --warmup 2 --T 10", ["η_min is larger than η_max"]),
        ("one-cycle --max 1 --min 2 --T1 2 --T2 2", ["η_min is larger than η_max"]),
        ("warmup --max 1 --warmup 33% --T 10", ["33% of 10", "3.3", "rounded down to 3"]),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv", "value"])
def test_a_note_goes_to_standard_error_and_the_exit_code_is_0(command, words, form):
    result = run(*command.split(), "-f", form)
    assert result.code == 0
    assert result.out
    assert result.err.startswith("note: ")
    assert result.err.count("\n") == 1
    assert all(word in result.err for word in words)
    assert "note" not in result.out


@pytest.mark.parametrize("step", ["0", "10", "all", "10:0:-1"])
def test_within_the_schedule_there_is_no_note(step):
    assert run("cosine", "--max", "1", "--T", "10", "--at", step).err == ""


def test_the_last_value_is_held_beyond_the_end():
    # 5.5e-5 is neither 0 nor a round number of the formula: it is η_min.
    result = run("cosine", "--max=1", "--min=5.5e-5", "--T=10", "--at=10,11,20,1e15", "-f", "value")
    assert result.out == "0.000055\n" * 4


@pytest.mark.parametrize("form", ["table", "markdown", "latex"])
def test_more_than_ten_thousand_rows_are_too_many_for_a_table(form):
    result = run(*BASE, "--at", "0:5000,0:4999", "-f", form)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert result.err.endswith(": expected up to 10000 rows for a table, got more; use -f csv\n")


def test_the_hint_is_good_and_ten_thousand_rows_are_not_too_many():
    assert run("fixed", "--lr", "1", "--at", "0:10000", "-f", "csv").out.count("\n") == 10_002
    assert run("fixed", "--lr", "1", "--at", "1:10000", "-f", "markdown").out.count("\n") == 10_002
