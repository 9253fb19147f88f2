"""Lengths in epochs, tokens and samples."""

from fractions import Fraction

import pytest

from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.policies import Cosine, Multistep
from lrcalc.schedule.units import Units, in_steps
from tests.command.program import run

EPOCHS = Units(steps_per_epoch=Fraction(391))


@pytest.mark.parametrize(
    ("text", "steps"),
    [("30ep", 11730), ("2.5 ep", 977), ("1epoch", 391), ("3 epochs", 1173), ("0ep", 0), (".5ep", 195)],
)
def test_epochs(text, steps):
    assert EPOCHS.steps(text)[0] == steps


def test_tokens_and_samples():
    # 2·10^12 tokens of 4 million a step
    assert Units(tokens_per_step=Fraction(4_000_000)).steps("2T tok") == (500_000, "")
    assert Units(samples_per_step=Fraction(2048)).steps("4M smp") == (
        1953,
        "4M smp is 1953.125 steps, rounded down to 1953 (transformers rounds up)",
    )


@pytest.mark.parametrize("text", ["5000", "5k", "1.5M", "10%", "", "x", "1e3"])
def test_what_has_no_unit_is_left_as_it_is(text):
    assert EPOCHS.steps(text) is None


@pytest.mark.parametrize(
    ("rounding", "steps", "how"),
    [("floor", 938, "down to 938"), ("ceil", 939, "up to 939"), ("nearest", 938, "to the nearest to 938")],
)
def test_a_part_of_a_step_is_rounded_as_it_was_asked(rounding, steps, how):
    # 2.4·391 = 938.4
    found, note = EPOCHS._replace(rounding=rounding).steps("2.4ep")
    assert found == steps
    assert f"2.4ep is 938.4 steps, rounded {how}" in note


def test_no_rounding_refuses_a_part_of_a_step():
    with pytest.raises(ScheduleError, match=r"expected a whole number of steps, got 2\.4ep, which is 938\.4"):
        EPOCHS._replace(rounding="none").steps("2.4ep")
    assert EPOCHS._replace(rounding="none").steps("2ep") == (782, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3tok", "expected the tokens per step with a length in tokens, got none"),
        ("3smp", "expected the samples per step with a length in samples, got none"),
        ("3epp", r"expected a number of steps .*, got '3epp' \(did you mean ep\?\)"),
    ],
)
def test_a_unit_that_is_not_known_is_refused(text, reason):
    with pytest.raises(ScheduleError, match=reason):
        EPOCHS.steps(text)
    with pytest.raises(ScheduleError, match="expected the steps per epoch"):
        Units().steps("3ep")


def test_all_parameters_of_steps_are_read():
    found, notes = in_steps({"lr": "0.1", "milestones": "30ep,60ep,100"}, Multistep.parameters(), EPOCHS)
    assert (found, notes) == ({"lr": "0.1", "milestones": "11730,23460,100"}, [])
    with pytest.raises(ParameterError, match=r"^--T: expected the steps per epoch"):
        in_steps({"T": "3ep"}, Cosine.parameters(), Units())


@pytest.mark.parametrize(
    ("share", "rounding", "steps"),
    [
        ("7%", "ceil", 7),
        ("7.5%", "ceil", 8),
        ("7.5%", "nearest", 8),
        ("7.4%", "nearest", 7),
        ("7.5%", "floor", 7),
    ],
)
def test_shares_of_a_total_on_the_command_line(share, rounding, steps):
    words = ["cosine", "--max", "1", "--T", "100", "--warmup", share, "--round", rounding]
    result = run(*words, "--at", str(steps), "-f", "value")
    assert (result.code, result.out) == (0, "1.0\n")


def test_epochs_on_the_command_line():
    drops = ["multistep", "--lr", "0.1", "--milestones", "30ep,60ep", "--steps-per-epoch", "391"]
    head, *rows = run(*drops, "--at", "30ep,7.5ep", "-f", "csv").out.splitlines()
    assert head == "step,drops,scale,learning_rate,epoch"
    assert rows == ["11730,1,0.1,0.01,30.0", f"2932,0,1.0,0.1,{2932 / 391!r}"]
    data = [
        "cosine",
        "--max",
        "1",
        "--T",
        "3ep",
        "--dataset-size",
        "50000",
        "--batch-size",
        "128",
        "--at",
        "1ep",
        "-f",
        "csv",
    ]
    assert run(*data).out == "step,cosine,scale,learning_rate,epoch\n391,0.5,0.75,0.75,1.0\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--T 3ep", "--T: expected the steps per epoch"),
        ("--T 3ep --steps-per-epoch 0", "--steps-per-epoch: expected from 0.001 to 10^15 steps"),
        ("--T 3ep --dataset-size 10", "--batch-size: N is required"),
        (
            "--T 3ep --steps-per-epoch 5 --devices 2",
            "--devices: expected this or --steps-per-epoch, got both",
        ),
        ("--T 5 --round x", "--round: expected floor or ceil or nearest or none, got 'x'"),
        ("--T 5 --at 2ep", "--at: expected the steps per epoch"),
    ],
)
def test_units_that_are_not_said_are_refused(words, message):
    result = run("cosine", "--max", "1", *words.split())
    assert result.code == 2
    assert message in result.err


@pytest.mark.parametrize(("rounding", "milestones"), [("ceil", (46, 69)), ("nearest", (46, 68))])
def test_each_share_of_a_list_is_rounded_as_it_was_asked(rounding, milestones):
    # 91·50 % = 45.5 and 91·75 % = 68.25: η is divided by 10 at each
    first, second = milestones
    at = f"{first - 1},{first},{second - 1},{second}"
    words = ["multistep", "--lr", "1", "--T", "91", "--milestones", "50%,75%", "--round", rounding]
    assert run(*words, "--at", at, "-f", "value").out.split() == ["1.0", "0.1", "0.1", "0.01"]


def test_the_parts_of_a_chain_have_its_units_unless_they_say_their_own():
    # 5·391 = 1955 steps, then 20 of 2·10; the cosine is at its middle after 10
    parts = ["linear --max 1 --T 5ep", "cosine --max 1 --T 2ep --steps-per-epoch 10"]
    found = run("chain", *parts, "--steps-per-epoch", "391", "--at", "0,1955,1965,1975", "-f", "value")
    assert found.out.split() == ["1.0", "1.0", "0.5", "0.0"]


def test_no_rounding_carries_a_cycle_of_a_part_of_a_step():
    # 2.5·3 = 7.5 steps: step 15 begins the third cycle, and 5 is at 2/3 of the first: (1 + cos 120°)/2
    words = ["restarts", "--max", "1", "--T0", "2.5ep", "--steps-per-epoch", "3", "--round", "none"]
    assert run(*words, "--at", "5,15", "-f", "value").out.split() == ["0.25", "1.0"]
