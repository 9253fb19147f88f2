"""A percentage has one meaning: a share of the updates of the run, rounded as is asked."""

import pytest

from tests.command.program import assert_refused, run


def steps_of(*words):
    """The steps answered."""
    result = run(*words, "-f", "csv", "--columns", "step,learning_rate")
    assert result.code == 0, result.err
    return [int(line.split(",")[0]) for line in result.out.splitlines()[1:]]


@pytest.mark.parametrize(
    ("words", "asked", "steps"),
    [
        # 100 updates are the steps 0 to 99, of which the half are done before step 50
        ("one-cycle --max 1 --T 100", "50%,100%", [50, 99]),
        ("one-cycle --max 1 --T 100 --clock t//2", "50%", [100]),
        ("one-cycle --max 1 --T 100 --past-end error", "50%", [50]),
        ("restarts --max 1 --T0 10 --cycles 3", "50%,100%", [15, 29]),
        # what goes on past its end has a T all the same
        ("cosine --max 1 --T 100 --past-end repeat", "50%,100%,200%", [50, 100, 200]),
        ("cosine --max 1 --T 4 --past-end continue", "all", [0, 1, 2, 3, 4]),
        ("cosine --max 1 --T 4 --past-end repeat --floor 0.1", "2:", [2, 3, 4]),
        ("cosine --max 1 --T 4 --clock t//2 --past-end continue", "50%,::4", [4, 0, 4, 8]),
    ],
)
def test_the_steps_asked_are_shares_of_the_updates(words, asked, steps):
    assert steps_of(*words.split(), "--at", asked) == steps


@pytest.mark.parametrize(("other", "step"), [("cosine --max 1 --T 50", 50), ("fixed --lr 1", 50)])
def test_beside_another_schedule_they_are_those_of_the_longest(other, step):
    result = run("compare", "one-cycle --max 1 --T 100", other, "--at", "50%", "-f", "csv")
    assert result.out.splitlines()[1].startswith(f"{step},0.793893")


# 50% of 101 updates is 50.5 steps, and 33% of 101 is 33.33
@pytest.mark.parametrize(("how", "steps"), [("floor", [50, 33]), ("ceil", [51, 34]), ("nearest", [51, 33])])
def test_the_steps_asked_are_rounded_as_a_length_is(how, steps):
    words = ("cosine", "--max", "1", "--T", "101", "--round", how)
    assert steps_of(*words, "--at", "50% 33%,100%") == [*steps, 101]
    for share, step in zip(("50%", "33%"), steps):
        warm = run(*words, "--warmup", share, "--at", str(step), "-f", "value")
        assert warm.out == "1.0\n"


def test_a_share_that_is_not_to_be_rounded_has_to_be_whole():
    words = ("cosine", "--max", "1", "--T", "100", "--round", "none", "--at")
    assert steps_of(*words, "50%") == [50]
    assert_refused(run(*words, "50.5%"), "--at", "50.5")


def test_white_space_divides_steps_in_epochs_too():
    words = ("cosine", "--max", "1", "--T", "10ep", "--steps-per-epoch", "10", "--at")
    assert steps_of(*words, " 1ep 2 ep\n3 epochs , 50%  :2ep:1ep") == [10, 20, 30, 50, 0, 10, 20]


@pytest.mark.parametrize("more", [(), ("--floor", "0.01"), ("--warmup", "5")])
def test_that_a_formula_goes_on_is_noted_where_steps_past_the_end_are_asked(more):
    words = ["cosine", "--max", "0.1", "--T", "100", "--past-end", "continue", *more, "-f", "value"]
    assert run(*words, "--at", "5,100").err == ""
    note = "note: past step 100 the formula of the last phase goes on\n"
    assert run(*words, "--at", "5,101").err == note
    assert run(*words, "--at", "-", stdin="5 101 102").err == note


def test_past_the_end_of_a_clock_its_own_step_is_told():
    # the clock 2·t comes to 100 at step 50
    words = [
        "cosine",
        "--max",
        "0.1",
        "--T",
        "100",
        "--past-end",
        "continue",
        "--clock",
        "2*t",
        "-f",
        "value",
    ]
    assert run(*words, "--at", "51").err == "note: past step 50 the formula of the last phase goes on\n"
