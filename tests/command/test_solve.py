"""`lrcalc solve`, and `--solve`, the option that it was before."""

import json

import pytest

from lrcalc.command.options import COMMON
from lrcalc.policies import POLICIES, policy_class
from tests.command.program import assert_refused, run, run_process

END = ("--final", "1e-5", "--T", "1000")
EXPONENTIAL = ["solve", "gamma", "exponential", "--lr", "0.001", *END]
BEFORE = ["exponential", "--lr", "0.001", "--solve", "gamma", *END]
NOTE = "note: lrcalc solve gamma exponential does the same\n"


def test_the_working_is_shown():
    result = run(*EXPONENTIAL)
    # 0.01^(1/1000), by mpmath 0.995405417351526962448…
    assert result.out == "γ = (η_T/η_0)^(1/T)\n  = (0.00001/0.001)^(1/1000)\n  ≈ 0.99540541735152696\n"
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("form", ["table", "markdown", "latex", "json", "jsonl", "value"])
def test_the_option_that_it_was_before_answers_the_same_with_a_note(form):
    result = run(*BEFORE, "-f", form)
    assert (result.code, result.out, result.err) == (0, run(*EXPONENTIAL, "-f", form).out, NOTE)


def test_the_options_may_stand_in_any_order():
    words = ["solve", *END, "gamma", "exponential", "-f", "value", "--lr", "0.001"]
    assert run(*words).out == run(*EXPONENTIAL, "-f", "value").out != ""


def test_the_value_alone_can_be_given_back():
    gamma = run(*EXPONENTIAL, "-f", "value").out.strip()
    ended = run("exponential", "--lr", "0.001", "--gamma", gamma, "--at", "1000", "--digits", "12")
    assert "0.00001 │" in ended.out


@pytest.mark.parametrize(
    ("words", "total", "gamma"),
    [
        # 1000 steps after the warm-up: 0.01^(1/1000), as above
        (["exponential", "--lr", "0.001"], "1050", 0.995405417351526962448),
        # ⌊(420 − 50)/100⌋ = 3 drops: (1e-5/0.001)^(1/3) = 0.215443…, by mpmath 0.215443469003188372176
        (["step", "--lr", "0.001", "--s", "100"], "420", 0.215443469003188372176),
    ],
)
def test_after_a_warmup_the_steps_left_are_counted(words, total, gamma):
    solving = ("solve", "gamma", *words, "--final", "1e-5", "--T", total, "--warmup", "50")
    assert run(*solving, "-f", "value").out == f"{gamma!r}\n"
    assert "T − W" in run(*solving).out
    ended = run(
        *words, "--gamma", repr(gamma), "--warmup", "50", "--at", total, "-f", "csv", "--digits", "12"
    )
    assert ended.out.endswith(",0.00001\n")


def test_a_step_within_the_warmup_has_no_power():
    result = run(*EXPONENTIAL, "--warmup", "2000")
    assert_refused(result, "lrcalc solve: --T: expected a step after the warm-up, got 1000")


GIVEN = {"caption": "x", "log": "a.csv", "column": "lr", "step_column": "step", "log_clock": "step",
         "as_framework": "torch", "at": "5", "when": "0.1", "check": "3", "save": "x.png", "hint": "1",
         "sig": "3", "rtol": "0.1",
         "columns": "step"}  # fmt: skip


@pytest.mark.parametrize("words", [EXPONENTIAL, BEFORE], ids=["solve", "--solve"])
@pytest.mark.parametrize("item", [item for item in COMMON if item.name not in ("format", "digits")],
                         ids=lambda item: item.name)  # fmt: skip
def test_what_is_asked_of_a_schedule_does_not_go_with_it(item, words):
    option = item.names[0]
    value = [] if item.metavar is None else [GIVEN[item.name]]
    result = run(*words, option, *value)
    if item.name == "at" and words == EXPONENTIAL:  # lrcalc solve takes --at for the step itself
        assert (result.code, result.err) == (0, "")
        return
    assert_refused(result, f"expected the options of the schedule alone to solve for gamma, got {option}")


def test_the_lines_stand_below_each_other_in_ascii():
    result = run_process(*EXPONENTIAL, LC_ALL="C", encoding="ascii")
    assert result.out == (
        "gamma = (eta_T/eta_0)^(1/T)\n"
        "      = (0.00001/0.001)^(1/1000)\n"
        "      ~ 0.99540541735152696\n"
    )  # fmt: skip


def test_json():
    result = run("solve", "gamma", "step", "--lr", "0.1", "--s", "1k", "--final", "1e-5", "--T", "4500",
                 "-f", "json")  # fmt: skip
    assert json.loads(result.out) == {"solved": "gamma", "value": 0.1}


def test_a_base_beyond_the_doubles_is_shown_but_is_no_double():
    # 1e300/1e-300 is 1e600
    words = ["solve", "gamma", "exponential", "--lr", "1e-300", "--final", "1e300", "--T", "1"]
    assert run(*words).out.endswith("= 1e+600\n")
    result = run(*words, "-f", "value")
    assert (result.code, result.out) == (2, "")
    assert "largest double" in result.err


SCHEDULE = ["exponential", "--lr", "1"]
EXAMPLE = "lrcalc solve gamma exponential --lr 0.1 --final 0.001 --T 100"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (SCHEDULE, "--gamma FACTOR is required (γ, the factor of each step, or of s steps); "
                   "lrcalc solve gamma exponential finds one"),
        ([*SCHEDULE, "--gamma", "0.9", "--final", "0.1"], "--final: expected --solve with it, got none"),
        ([*SCHEDULE, "--solve", "gamma", "--T", "10"], "--final RATE is required (the rate to end at)"),
        ([*SCHEDULE, "--solve", "gamma", "--final", "0.1"], "--T STEPS is required (the step to end at)"),
        ([*SCHEDULE, "--solve", "lr", *END], "expected gamma of exponential, got 'lr'"),
        ([*BEFORE, "--gamma", "0.9"], "--gamma: expected none, for it is solved for, got '0.9'"),
        ([*BEFORE, "-f", "csv"],
         "--format: expected table, markdown, latex, json, jsonl or value, got 'csv'"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_said_in_one_line(words, said):
    result = run(*words)
    assert_refused(result)
    assert result.err == f"lrcalc exponential: {said}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], f"PARAMETER is required (what to solve for, such as gamma); for example: {EXAMPLE}"),
        (["gamma", *END], "POLICY is required (the schedule that it is part of)"),
        (["gamma", *SCHEDULE, "--T", "10"], "--final RATE is required (the rate to end at)"),
        (["gamma", *SCHEDULE, "--final", "1"], "--T STEPS is required (the step to end at)"),
        (["gamma", "exponential", *END],
         f"--lr RATE is required (η_0, the rate at step 0); for example: {EXAMPLE}"),
        (["gamma", *SCHEDULE, *END, "7"], "unexpected '7'; steps go after --at"),
        (["gamma", *SCHEDULE, *END, "--lrr", "7"], "unknown option --lrr (did you mean --lr?)"),
        (["gamma", *SCHEDULE, *END, "--lr", "7"], "--lr: expected one value, got '1' and '7'"),
        (["gamma", *SCHEDULE, *END, "--T", "7"], "--T: expected one value, got '1000' and '7'"),
        (["gamma", *SCHEDULE, *END, "--warmup"], "--warmup: expected a value after it, got none"),
        (["gamma", *SCHEDULE, *END, "--gamma", "1"], "--gamma: expected none, for it is solved for, got '1'"),
        (["gamma", *SCHEDULE, *END, "-f", "tsv"],
         "--format: expected table, markdown, latex, json, jsonl or value, got 'tsv'"),
        (["lr", *SCHEDULE, *END], "expected gamma of exponential, got 'lr'"),
        (["gamma", "exp", *END], "expected a policy after gamma, got 'exp' (did you mean exponential?)"),
        (["exponential", "gamma", *END],
         "expected a policy after exponential, got 'gamma' (did you mean gamma exponential?)"),
        (["--lr", "1", "gamma", "exponential", *END],
         "expected a parameter and a policy first: gamma step, got '--lr'"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_in_one_line(words, said):
    result = run("solve", *words)
    assert_refused(result)
    assert result.err == f"lrcalc solve: {said}\n"


@pytest.mark.parametrize(
    ("option", "value"), [("--final", "-1"), ("--final", "x"), ("--T", "2m"), ("--T", "0")]
)
@pytest.mark.parametrize("words", [EXPONENTIAL, BEFORE], ids=["solve", "--solve"])
def test_an_end_that_cannot_be_taken(words, option, value):
    given = [value if before == option else word for before, word in zip(["", *words], words)]
    assert_refused(run(*given), f": {option}: ", value)


@pytest.mark.parametrize("name", [name for name in POLICIES if not policy_class(name).solvable])
def test_of_other_policies_it_names_those_that_can_be_solved(name):
    said = f"expected step, exponential or multistep, in which gamma can be solved for, got {name}"
    assert_refused(run("solve", "gamma", name, *END), said)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["foo", "cosine"], "expected T or power of cosine, got 'foo'"),
        (["foo", "bar"], "expected a policy after foo, got 'bar'"),
        (["cosine", "T"], "expected a policy after cosine, got 'T' (did you mean T cosine?)"),
        (["gama", "exponential", "--lr", "1"], "expected gamma of exponential, got 'gama'"),
        (["T", "cosine"], "--final RATE is required (the rate to end at)"),
    ],
)
def test_what_cannot_be_asked_for_is_said_before_what_lacks(words, reason):
    assert_refused(run("solve", *words), f"lrcalc solve: {reason}")


def test_what_is_solved_for_may_be_typed_as_its_option_is():
    # 1/(1 + r·100) = 0.1 for r = 0.09
    words = ("inverse-time", "--lr", "1", "--T", "100", "--final", "0.1", "-f", "value")
    assert run("solve", "decay-rate", *words).out == "0.09\n"
    assert run("solve", "decay_rate", *words).out == "0.09\n"
    assert run(*words, "--solve", "decay-rate").out == "0.09\n"
