"""`lrcalc solve`, and the option that it was before."""

import json

import pytest

from tests.command.program import assert_refused, run, run_process

EXPONENTIAL = ["exponential", "--lr", "0.001", "--solve", "gamma", "--final", "1e-5", "--T", "1000"]


def test_the_working_is_shown():
    result = run(*EXPONENTIAL)
    # 0.01^(1/1000), by mpmath 0.995405417351526962448…
    assert result.out == "γ = (η_T/η_0)^(1/T)\n  = (0.00001/0.001)^(1/1000)\n  ≈ 0.99540541735152696\n"
    assert (result.code, result.err) == (0, "")


def test_the_value_alone_can_be_given_back():
    gamma = run(*EXPONENTIAL, "-f", "value").out.strip()
    ended = run("exponential", "--lr", "0.001", "--gamma", gamma, "--at", "1000", "--digits", "12")
    assert "0.00001 │" in ended.out


@pytest.mark.parametrize(
    ("words", "total", "gamma"),
    [
        # 1000 steps after the warm-up: 0.01^(1/1000), as above
        (EXPONENTIAL[:3], "1050", 0.995405417351526962448),
        # ⌊(420 − 50)/100⌋ = 3 drops: (1e-5/0.001)^(1/3) = 0.215443…, by mpmath 0.215443469003188372176
        (["step", "--lr", "0.001", "--s", "100"], "420", 0.215443469003188372176),
    ],
)
def test_after_a_warmup_the_steps_left_are_counted(words, total, gamma):
    solving = ("--solve", "gamma", "--final", "1e-5", "--T", total, "--warmup", "50")
    assert run(*words, *solving, "-f", "value").out == f"{gamma!r}\n"
    assert "T − W" in run(*words, *solving).out
    ended = run(
        *words, "--gamma", repr(gamma), "--warmup", "50", "--at", total, "-f", "csv", "--digits", "12"
    )
    assert ended.out.endswith(",0.00001\n")


def test_a_step_within_the_warmup_has_no_power():
    result = run(*EXPONENTIAL, "--warmup", "2000")
    assert_refused(result, "--T: step 1000 lies in the warm-up")


@pytest.mark.parametrize(
    "other",
    ["--at=5", "--when=0.1", "--work", "--summary", "--check=3", "--plot", "--save=x.png", "--hint=1"],
)
def test_what_is_asked_of_a_schedule_does_not_go_with_it(other):
    assert_refused(run(*EXPONENTIAL, other), other.partition("=")[0], "--solve")


def test_the_lines_stand_below_each_other_in_ascii():
    result = run_process(*EXPONENTIAL, LC_ALL="C", encoding="ascii")
    assert result.out == (
        "gamma = (eta_T/eta_0)^(1/T)\n"
        "      = (0.00001/0.001)^(1/1000)\n"
        "      ~ 0.99540541735152696\n"
    )  # fmt: skip


def test_json():
    result = run("step", "--lr", "0.1", "--s", "1k", "--solve", "gamma", "--final", "1e-5", "--T", "4500",
                 "-f", "json")  # fmt: skip
    assert json.loads(result.out) == {"solved": "gamma", "value": 0.1}


def test_a_base_beyond_the_doubles_is_shown_but_is_no_double():
    # 1e300/1e-300 is 1e600
    words = ["exponential", "--lr", "1e-300", "--solve", "gamma", "--final", "1e300", "--T", "1"]
    assert run(*words).out.endswith("= 1e+600\n")
    result = run(*words, "-f", "value")
    assert (result.code, result.out) == (2, "")
    assert "largest double" in result.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["exponential", "--lr", "1"], "--gamma"),
        (["exponential", "--lr", "1", "--gamma", "0.9", "--final", "0.1"], "--final"),
        (["exponential", "--lr", "1", "--gamma", "0.9", "--T", "10"], "--T/--total-steps"),
        (["exponential", "--lr", "1", "--solve", "gamma", "--T", "10"], "--final"),
        (["exponential", "--lr", "1", "--solve", "gamma", "--final", "0.1"], "--T/--total-steps"),
        (["exponential", "--lr", "1", "--solve", "lr", "--final", "0.1", "--T", "10"], "--solve"),
        ([*EXPONENTIAL, "--gamma", "0.9"], "--solve"),
        ([*EXPONENTIAL, "-f", "csv"], "--solve"),
        (["exponential", "--lr", "1", "--solve", "gamma", "--final", "-1", "--T", "10"], "--final"),
        (["exponential", "--lr", "1", "--solve", "gamma", "--final", "1", "--T", "2m"], "--T/--total-steps"),
    ],
)
def test_what_does_not_go_together_is_said_in_one_line(words, named):
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"lrcalc exponential: {named}: ")
    assert result.err.count("\n") == 1
