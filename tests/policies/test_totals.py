"""A total of the policies that go on without one: steps as shares of it, and the last rate held after it."""

import json

import pytest

from lrcalc.errors import ParameterError
from lrcalc.policies import Exponential, Restarts, Step
from tests.command.program import assert_refused, run

ENDLESS = {
    "fixed": ("--lr", "0.1"),
    "step": ("--lr", "0.1", "--s", "30"),
    "exponential": ("--lr", "0.1", "--gamma", "0.9"),
    "inverse-time": ("--lr", "0.1", "--decay-rate", "0.5"),
    "multistep": ("--lr", "0.1", "--milestones", "30,60"),
    "piecewise": ("--values", "0.1,0.2", "--boundaries", "30"),
    "inverse-sqrt": ("--max", "0.1", "--warmup", "10"),
    "noam": ("--d-model", "512", "--warmup", "10"),
    "restarts": ("--max", "0.1", "--T0", "20"),
    "cyclic": ("--max", "0.1", "--min", "0.01", "--step-up", "20"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_shares_and_all_are_of_the_total_and_the_last_rate_holds(name):
    words = (name, *ENDLESS[name])
    whole = run(*words, "--at", "0:50", "-f", "value").out.splitlines()
    assert run(*words, "--T", "50", "--at", "all", "-f", "value").out.splitlines() == whole
    held = run(*words, "--T", "50", "--at", "50%,100%,70", "-f", "value")
    assert held.out.splitlines() == [whole[25], whole[50], whole[50]]
    assert "beyond step 50" in held.err
    shown = json.loads(run(*words, "--T", "50", "-f", "json").out)["rows"]
    assert shown[-1]["step"] == 50


def test_the_sum_is_that_of_the_updates():
    # 30 × 0.1 + 30 × 0.01 + 30 × 0.001
    result = run("step", "--lr", "0.1", "--s", "30", "--T", "90", "--summary", "-f", "json")
    assert '"sum": 3.33' in result.out


def test_the_cycles_of_restarts_are_counted():
    # 2.5 × (1 + 1.5 + 2.25) = 11.875: step 11 is the last
    grown = Restarts(max="0.1", T0="2.5", T_mult="1.5", cycles=3)
    assert (grown.total, grown.updates) == (11, 12)
    plain = Restarts(max="0.1", T0=10, cycles=3)
    assert (plain.total, plain.updates, plain.at(30)) == (29, 30, plain.at(29))
    assert Restarts(max="0.1", T0=10, T=25).total == 25
    with pytest.raises(ParameterError, match="--cycles: expected this or --T, got both"):
        Restarts(max="0.1", T0=10, T=25, cycles=3)
    assert_refused(run("restarts", "--max", "1", "--T0", "3", "--cycles", "0"), "--cycles", "at least 1")


def test_a_warmup_is_a_share_of_it_and_counts_in_it():
    warm = Step(lr="0.1", step_size=30, T=90).after_warmup("10%")
    # W = 9; the first drop is at 9 + 30
    assert (warm.at(9), warm.at(38), warm.at(39), warm.total) == (0.1, 0.1, 0.01, 90)
    assert "drops at 39, 69, 99" in next(note for note in warm.notes() if "end of the warm-up" in note)
    assert Exponential(lr=1, gamma="0.5", T=4).after_warmup(2).at(4) == 0.25


SHARES = {
    ("step", "--s"): ("--lr", "1"),
    ("restarts", "--T0"): ("--max", "1"),
    ("cyclic", "--step-up"): ("--max", "1"),
    ("multistep", "--milestones"): ("--lr", "1"),
    ("piecewise", "--boundaries"): ("--values", "1,2"),
    ("exponential", "--decay-steps"): ("--lr", "1", "--gamma", "0.5"),
}


@pytest.mark.parametrize(("name", "option"), SHARES)
def test_a_share_of_the_total_is_as_many_steps_before_a_warmup_and_after_it(name, option):
    words = (name, *SHARES[name, option], "--T", "200", "--warmup", "40", "--at", "all", "-f", "value")
    share, steps = (run(*words, option, given) for given in ("10%", "20"))
    assert share.out == steps.out
    assert share.err == steps.err
