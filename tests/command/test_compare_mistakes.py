"""What `lrcalc compare` refuses: a mistake in a line is said of the line, and one outside of its option."""

import pytest

from tests.command.program import Result, assert_refused, run
from tests.command.test_compare import BOTH, COSINE, LINEAR


@pytest.mark.parametrize("lines", [(), (COSINE,)])
def test_one_schedule_is_too_few(lines):
    assert_refused(run("compare", *lines), "expected 2 to 6 schedules, each in quotes", f"got {len(lines)}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (line, said)
        for line, *said in [
            ("linear --max 0.002 --t 5000", "unknown option --t (did you mean --T?)"),
            ("linear --max 0.002 --T 2m", "--T", "'2m'", "did you mean 2M?"),
            ("linear --max x --T 5", "--max", "'x'"),
            ("linear --max 0.002", "--T STEPS is required (T, the total)"),
            ("linear --max --T 5", "--max: expected a value after it, got the option --T"),
            ("linear --max 1 --T", "--T: expected a value after it, got none"),
            ("linaer --max 1 --T 5", "unknown policy or tool 'linaer' (did you mean linear?)"),
            ("", "expected a schedule such as 'cosine --max 0.002 --T 5000', got nothing"),
            ("steps --epochs 2", "expected a schedule, got the tool steps"),
            ("linear --max 1 --T 5 7", "unexpected '7'"),
            ("linear --max 1 --T 5 --at 2", "--at: expected outside the quotes"),
            ("linear --max 1 --T 5 --plot", "--plot: expected outside the quotes"),
            ("linear --max '1 --T 5", "no closing quotation"),
            ("linear --help", "--help: expected outside the quotes"),
            ("exponential --lr 1 --solve gamma --final 0.1 --T 5", "--solve: expected outside the quotes"),
            ("exponential --lr 1 --gamma 0.5 --final 5", "--final: expected outside the quotes"),
            ("wsd --max 1 --T 10 --warmup 6 --decay 5", "--warmup"),
        ]
    ],
)
def test_a_mistake_in_a_line_is_reported_with_the_line_and_its_option(line, said):
    result = run("compare", COSINE, line)
    assert_refused(result, f"schedule 2, '{line}': " if "'" not in line else "schedule 2, ", *said)
    assert "compare: schedule 1, " in run("compare", line, COSINE).err


def test_a_line_too_long_to_be_a_schedule():
    milestones = ",".join(map(str, range(1, 20_000)))
    assert_refused(
        run("compare", COSINE, f"multistep --lr 1 --milestones {milestones}"),
        "schedule 2",
        "10000 characters",
    )
    assert_refused(run("compare", "x" * 10**6, COSINE), "schedule 1", "got 1000000")


def test_forgotten_quotes_are_named():
    for words in ([*COSINE.split(), *LINEAR.split()], ["--at", "0", *COSINE.split(), LINEAR]):
        assert_refused(
            run("compare", *words),
            "expected each schedule with its options in quotes, got cosine without any",
        )
    # a mistake of another kind is told as it is
    assert_refused(run("compare", COSINE, LINEAR, "--form", "csv"), "--form", "did you mean --format?")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("--at", "x"), ("--at", "'x'")),
        (("-f", "jsno"), ("--format: ", "jsno", "did you mean json?")),
        (("--digits", "0"), ("--digits",)),
        (("--plot", "-f", "csv"), ("--plot", "csv")),
        (("--save", "x.gif"), ("--save", ".png")),
        (("--wrok",), ("--wrok",)),
    ],
)
def test_a_mistake_outside_the_lines(arguments, names):
    assert_refused(run(*BOTH, *arguments), *names)


def test_too_many_rows_for_a_table_are_refused():
    lines = ("cosine --max 1 --T 20k", "linear --max 1 --T 20k")
    assert_refused(run("compare", *lines, "--at", "all"), "expected up to 10000 rows for a table", "-f csv")
    assert len(run("compare", *lines, "--at", "all", "-f", "value").out.splitlines()) == 20_001


def test_a_rate_that_is_no_double_is_refused_by_formats_that_carry_doubles():
    growing = "exponential --lr 1 --gamma 10"
    refused = run("compare", COSINE, growing, "--at", "309", "-f", "value")
    note, message = refused.err.splitlines()
    assert note.startswith("note: schedule 2: ")
    assert_refused(Result(refused.code, refused.out, f"{message}\n"), "step 309", "schedule 2", "-f table")
    result = run("compare", COSINE, growing, "--at", "309")
    assert (result.code, "1e+309" in result.out) == (0, True)
