"""What is missing is told at once, with a command that works; a beginner's slips are named."""

import shlex

import pytest

from tests.command.program import run

COSINE = "lrcalc cosine --max 0.002 --min 0.0001 --T 5000 --at 1250"


def refused(line):
    result = run(*shlex.split(line))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    return result.err.rstrip("\n").partition(": ")[2]


@pytest.mark.parametrize(
    ("line", "required"),
    [
        ("cosine", "--max RATE and --T STEPS are required (η_max, the maximum; T, the total)"),
        ("exponential", "--lr RATE and --gamma FACTOR are required ("),
        ("warmup", "--max RATE, --T STEPS and --warmup STEPS are required ("),
        ("fixed", "--lr RATE is required (η_0, the learning rate)"),
        ("steps --epochs 2", "--dataset-size N and --batch-size N are required ("),
        (
            "compare cosine 'linear --max 1 --T 5'",
            "schedule 1, 'cosine': --max RATE and --T STEPS are required (",
        ),
    ],
)
def test_all_that_is_missing_is_told_at_once_with_an_example_that_works(line, required):
    said = refused(line)
    assert said.startswith(required)
    assert run(*shlex.split(said.partition("; for example: lrcalc ")[2])).code == 0


def test_one_that_is_missing_is_told_as_ever():
    assert refused("cosine --T 5000") == "--max RATE is required (η_max, the maximum)"


def test_words_without_an_option_are_named():
    said = refused("cosine 0.002 0.0001 5000")
    assert "; unexpected '0.002', '0.0001' and '5000': each value stands after its option; " in said
    assert said.endswith(f"for example: {COSINE}")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("--hlep", "--help"),
        ("cosine --hlep", "--help"),
        ("cosine help", "--help"),
        ("-V", "--version"),
        ("version", "--version"),
        ("policies", "lrcalc help policies"),
        ("topics", "lrcalc help"),
        ("conventions cosin", "cosine"),
        ("cosine --max 0.1 --T 100 --at 10:0", "10:0:-1"),
        ("cosine --max 0.1 --T 100 --at 50:0:10", "50:0:-10"),
    ],
)
def test_what_was_meant(line, meant):
    assert refused(line).endswith(f"(did you mean {meant}?)")


def test_help_is_on_as_many_as_are_named():
    both = run("help", "steps", "marking")
    assert (both.code, both.out) == (0, run("help", "steps").out + run("help", "marking").out)


def test_of_two_lengths_one_alone_is_said_so():
    assert refused("one-cycle --max 1 --T1 10") == "--T2: expected --T1 and --T2, or --T, got --T1 alone"


def test_what_conventions_compare_comes_first():
    assert refused("conventions foo").startswith("expected one of cosine, linear, ")
    assert refused("conventions cosine").startswith("--T: ")


@pytest.mark.parametrize(
    "option", ["--at 5", "--work", "--digits 3", "--summary", "--check 0.1", "--columns step"]
)
def test_code_takes_no_option_of_the_rates(option):
    assert refused(f"cosine --max 0.1 --T 100 --as torch {option}") == (
        f"--as: expected --as or {option.split()[0]}, got both"
    )


def test_tokens_and_samples_have_columns_as_epochs_have():
    words = ("cosine", "--max", "0.1", "--T", "100", "--at", "0,3", "--columns")
    units = ("--tokens-per-step", "4M", "--samples-per-step", "2.5", "--steps-per-epoch", "2")
    shown = run(*words, "step,epoch,tokens,samples", *units, "-f", "csv")
    # 3 steps of 4,000,000 tokens and of 2.5 samples, 2 steps an epoch
    assert (shown.code, shown.out) == (0, "step,epoch,tokens,samples\n0,0.0,0,0\n3,1.5,12000000,7.5\n")


def test_rates_that_are_odd_are_noted():
    negative = run("formula", "1-t", "--at", "0,5,6", "-f", "value")
    assert negative.err == "note: the rate is negative at t = 5; a learning rate never is\n"
    falling = run(
        "cosine", "--max", "0.1", "--T", "100", "--warmup", "10", "--warmup-start", "0.2", "-f", "value"
    )
    assert falling.err == "note: the warm-up falls from 0.2 to 0.1, the schedule's first rate\n"
    short = run("warmup", "--max", "0.1", "--warmup", "12", "--T", "10", "-f", "value")
    assert short.err.endswith("the highest rate is 0.0833333\n")


def test_what_falls_for_ever_has_no_least_rate():
    never = "η never reaches 0; it falls from 0.1 (t = 0) towards 0"
    result = run("step", "--lr", "0.1", "--s", "10", "--when", "0")
    assert (result.code, result.err) == (1, f"lrcalc step: {never}\n")
