"""The names that people bring from frameworks and from the field: each leads to what it is called here."""

import re

import pytest

from lrcalc.command.other_names import COMMANDS, OPTIONS, command_meant, option_meant
from lrcalc.policies import POLICIES, policy_class
from lrcalc.tools import COMMANDS as KNOWN
from tests.command.program import assert_refused, help_page, run

# COMMAND-LINE.md, section 5, last paragraph, and after each what is to be typed instead. The commands are
# written as a person would type them, right but for the name.
NAMED = [
    ("cosine --lr 0.002 --T 5000", "--lr", "--max"),
    ("cosine --max 0.002 --T_max 5000", "--T_max", "--T"),
    ("cosine --max 0.002 --T_max=5000", "--T_max", "--T"),
    ("cosine --learning-rate 0.002 --T 5000", "--learning-rate", "--max"),
    ("step --learning-rate 0.1 --s 10", "--learning-rate", "--lr"),
    ("step --learning_rate 0.1 --s 10", "--learning_rate", "--lr"),
    ("cosine --max 0.002 --num-steps 5000", "--num-steps", "--T"),
    ("linear --max 0.002 --max-steps 5000", "--max-steps", "--T"),
    ("step --max 0.1 --s 10", "--max", "--lr"),
    ("exponential --eta0 0.1 --gamma 0.9", "--eta0", "--lr"),
    ("cyclic --base-lr 0.001 --max 0.006 --step-up 2000", "--base-lr", "--min"),
    ("exponential --lr 0.1 --decay-rate 0.9", "--decay-rate", "--gamma"),
    ("multistep --lr 0.1 --steps 30,60", "--steps", "--milestones"),
    # half a wave of transformers' num_cycles is one half wave here
    ("cosine --max 0.002 --T 5000 --num-cycles 0.5", "--num-cycles", "--cycles 1"),
    ("cosine --max 0.002 --T 5000 --num_cycles=0.5", "--num_cycles", "--cycles 1"),
    ("cosine --max 0.002 --T 5000 --num-cycles 2", "--num-cycles", "--cycles 4"),
    ("cosine --max 0.002 --T 5000 --num-cycles 1/2", "--num-cycles", "--cycles 1"),
    ("cosine --max 0.002 --T 5000 --num-cycles x", "--num-cycles", "--cycles"),
    ("linear --max 0.002 --T 5000 --warmup-ratio 0.06", "--warmup-ratio", "--warmup 6%"),
    ("linear --max 0.002 --T 5000 --warmup_ratio=0.1", "--warmup_ratio", "--warmup 10%"),
    ("linear --max 0.002 --T 5000 --warmup-ratio 1/8", "--warmup-ratio", "--warmup 12.5%"),
    ("linear --max 0.002 --T 5000 --warmup-ratio 1/0", "--warmup-ratio", "--warmup"),
    ("cosine --max 0.002 --T 5000 --step 1250", "--step", "--at"),
    ("cosine -max 0.002 --T 5000", "-max", "--max"),
    ("cosine --max 0.002 -T 5000", "-T", "--T"),
    ("cosine --max 0.002 -T=5000", "-T", "--T"),
    ("linear --max 0.002 --T 5000 --power 2", "--power", "polynomial --power"),
    ("inverse-sqrt --max 0.0005 --warmup 4000 --min 1e-6", "--min", "--floor"),
    # not in the contract, and as near
    ("cosine --max 0.002 --T 5000 --steps 1250", "--steps", "--at"),
    ("cosine --max 0.002 --steps 5000", "--steps", "--T"),
    ("cosine --max 0.002 --T 5000 --eta_min 0.0001", "--eta_min", "--min"),
    ("cosine --max 0.002 --T 5000 --t 1250", "--t", "--at"),
    ("cosine --max 0.002 --t 5000", "--t", "--T"),
    ("warmup --max 0.002 --T 5000 --num_warmup_steps 500", "--num_warmup_steps", "--warmup"),
    ("step --lr 0.1 --step_size 30", "--step_size", "--step-size"),
    ("cosine --max 0.002 --T 5000 --csv", "--csv", "-f csv"),
    ("cosine --max 0.002 --epochs 3", "--epochs", "lrcalc steps --epochs"),
]


@pytest.mark.parametrize(("line", "name", "meant"), NAMED)
def test_the_name_of_an_option_leads_to_the_one_here(line, name, meant):
    result = run(*line.split())
    assert_refused(result)
    assert result.err == f"lrcalc {line.split()[0]}: unknown option {name} (did you mean {meant}?)\n"


@pytest.mark.parametrize(("line", "name", "meant"), [case for case in NAMED if case[2].startswith("--")])
def test_what_it_leads_to_is_understood(line, name, meant):
    said = re.sub(rf"(?<!\S){re.escape(name)}(?=[= ])", meant.split()[0], line)
    said = re.sub(rf"{meant.split()[0]}[= ]\S+", meant, said) if " " in meant else said
    if meant in ("--cycles", "--warmup"):  # a number that none can be made of
        return
    result = run(*said.split())
    assert (result.code, result.err) == (0, ""), said


def test_the_minimum_of_a_schedule_without_one_is_its_floor():
    assert option_meant("--min", ["--min", "1e-6"], ["--max", "--warmup", "--floor"]) == "--floor"
    assert option_meant("--min_lr", [], ["--max", "--floor"]) == "--floor"


CALLED = [
    ("exp", "exponential"),
    ("sgdr", "restarts"),
    ("SGDR", "restarts"),
    ("constant", "fixed"),
    ("CosineAnnealingLR", "cosine"),
    ("torch.optim.lr_scheduler.CosineAnnealingLR", "cosine"),
    ("constant_with_warmup", "fixed --warmup"),
    ("one_cycle", "one-cycle"),
    ("OneCycleLR", "one-cycle"),
    ("StepLR", "step"),
    ("MultiStepLR", "multistep"),
    ("ExponentialLR", "exponential"),
    ("CyclicLR", "cyclic"),
    ("CosineAnnealingWarmRestarts", "restarts"),
    ("inverse_sqrt", "inverse-sqrt"),
    ("cosine_with_restarts", "restarts"),
]


@pytest.mark.parametrize("before", [[], ["help"]], ids=["as a command", "after help"])
@pytest.mark.parametrize(("name", "meant"), CALLED)
def test_the_name_of_a_schedule_leads_to_the_policy_here(name, meant, before):
    result = run(*before, name)
    assert_refused(result, "unknown policy", f" (did you mean {meant}?)\n")


def test_a_call_leads_to_the_tool_that_reads_calls_where_there_is_one():
    call = "CosineAnnealingLR(optimizer, T_max=50)"
    assert command_meant(call, ["cosine", "read"]) == "lrcalc read '…'"
    assert command_meant(call, ["cosine"]) == "cosine"
    assert command_meant("CosineAnnealingLR", ["cosine", "read"]) == "cosine"


def test_a_pasted_line_inside_compare_is_taken():
    lines = ("cosine --max 0.002 --T 5000", "linear --max 0.002 --T 5000")
    pasted = run("compare", *[f"lrcalc {line}" for line in lines], "--at", "1250", "-f", "csv")
    assert (pasted.code, pasted.err) == (0, "")
    assert pasted.out == run("compare", *lines, "--at", "1250", "-f", "csv").out


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_name_in_the_list_leads_to_a_command(name):
    assert COMMANDS[name].split()[0] in (*POLICIES, "lrcalc", "--version")
    assert name not in POLICIES


def test_every_option_in_the_list_leads_to_one_that_some_command_has():
    known = {option for name in POLICIES for item in policy_class(name).parameters().values()
             for option in item.options}  # fmt: skip
    pages = "".join(help_page(name, columns="100") for name in ("cosine", "read"))
    known |= set(re.findall(r"(?<=\s)--?[a-z-]+", pages)) | {"--floor", "--version"}
    for name, candidates in OPTIONS.items():
        assert name == name.lower()
        for candidate in candidates:
            words = candidate.split()
            assert words[-1] in known or words[:2] == ["lrcalc", "steps"], candidate
            assert len(words) == 1 or words[0] in (*KNOWN, "lrcalc")


@pytest.mark.parametrize("name", ["--xyz", "-q", "--", "--é", "--max-norm-of-gradient"])
def test_what_is_like_nothing_leads_nowhere(name):
    result = run("cosine", "--max", "0.002", "--T", "5000", name, "5")
    assert result.code == 2
    assert "did you mean" not in result.err
