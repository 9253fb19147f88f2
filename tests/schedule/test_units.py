"""Lengths in epochs, tokens and samples."""

import math
from fractions import Fraction

import pytest

from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.policies import Cosine, Multistep
from lrcalc.sampling.trajectory import trajectory
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


NONE = ("--steps-per-epoch", "391", "--round", "none", "-f", "value")


def annealed(step, warm, total):
    return (1 + math.cos(math.pi * (step - warm) / (total - warm))) / 2


def test_no_rounding_carries_a_warmup_of_a_part_of_a_step():
    # 2.4·391 = 938.4: the ramp is t/938.4 up to step 938, and the cosine is over the 61.6 steps that are left
    for words in (["cosine"], ["warmup"]):
        line = [*words, "--max", "1", "--T", "1000", "--warmup", "2.4ep", *NONE]
        found = [float(rate) for rate in run(*line, "--at", "0,938,939,999,1000").out.split()]
        right = [0, 938 / 938.4, *(annealed(t, 938.4, 1000) for t in (939, 999)), 0]
        assert found == pytest.approx(right, rel=1e-12)
    over = ["--warmup-mode", "over", "--at", "938,939"]
    found = [float(rate) for rate in run(*line, *over).out.split()]
    assert found == pytest.approx([938 / 938.4, annealed(939, 0, 1000)], rel=1e-12)


def test_the_steps_of_a_warmup_of_a_part_of_a_step_are_found_together_as_alone():
    policy = Cosine(max=1, T=100).after_warmup(Fraction(25, 2))
    alone = [policy.at(step) for step in range(110)]
    assert [
        rate for part in trajectory(policy, [range(110)]) for rate in part.columns["learning_rate"]
    ] == alone
    assert alone[12] == 0.96
    assert policy.derivation(13).learning_rate.double() == pytest.approx(annealed(13, 12.5, 100), rel=1e-14)


def test_no_rounding_carries_a_milestone_of_a_part_of_a_step():
    # 2.5·391 = 977.5: the first step that is not before it is 978
    line = ["multistep", "--lr", "1", "--milestones", "2.5ep,1000", *NONE]
    assert run(*line, "--at", "977,978,999,1000").out.split() == ["1.0", "0.1", "0.1", "0.01"]
    shares = ["multistep", "--lr", "1", "--T", "91", "--milestones", "50%,75%", "--round", "none"]
    assert run(*shares, "--at", "45,46,68,69", "-f", "value").out.split() == ["1.0", "0.1", "0.1", "0.01"]
    # torch drops at a milestone alone
    assert "milestones=[46, 69]" in run(*shares, "--as", "torch").out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            "step --lr 1 --s 3 --warmup 2.4ep",
            "--warmup: expected a whole number of steps with a schedule after it",
        ),
        ("cosine --max 1 --T 1000 --warmup 2.4ep --warmup-ramp (t+1)/W", "with this ramp, got 938.4"),
        ("cosine --max 1 --T 1000 --warmup 2.4ep --warmup-shape log", "with this ramp, got 938.4"),
        ("cosine --max 1 --T 2.4ep", "--T: expected a whole number of steps, got 2.4ep, which is 938.4"),
    ],
)
def test_no_rounding_refuses_what_has_to_be_whole(words, reason):
    result = run(*words.split(), *NONE)
    assert (result.code, result.out) == (2, "")
    assert reason in result.err
