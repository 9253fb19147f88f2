"""`lrcalc formula`: which option gives a name that the formula has and nobody has said."""

import pytest

from tests.command.program import assert_refused, run


@pytest.mark.parametrize(
    ("name", "option"), [("T", "--T STEPS"), ("W", "--let W=…"), ("steps_in_all", "--let steps_in_all=…")]
)
def test_a_name_that_has_no_number_is_asked_for_by_its_option(name, option):
    result = run("formula", f"0.1*(1-t/{name})", "--at", "5")
    # 0.1*(1-t/ are nine characters
    assert_refused(result, "lrcalc formula: character 10 of ", f"unknown name '{name}'")
    assert result.err.endswith(f"; give it: {option}\n")


def test_given_it_is_answered():
    # 0.1·(1 − 5/10)
    assert run("formula", "0.1*(1-t/T)", "--T", "10", "--at", "5", "-f", "value").out == "0.05\n"
    assert run("formula", "0.1*(1-t/W)", "--let", "W=10", "--at", "5", "-f", "value").out == "0.05\n"


@pytest.mark.parametrize(
    "words",
    [
        ["-t/2", "--at", "3"],
        ["--at", "3", "-t/2"],
        ["--", "-t/2", "--at", "3"],
        ["--at", "3", "--", "-t/2"],
        ["-t", "--at=3", "--let", "x=1", "--clock", "t//2"],
        ["--", "---t/2", "--at", "3"],
    ],
)
def test_a_formula_may_begin_with_a_minus(words):
    rate = "-1.0" if "--clock" in words else "-1.5"
    assert run("formula", *words, "-f", "value").out == f"{rate}\n"


def test_within_a_chain_too():
    result = run("chain", "formula -t+5 --T 3", "fixed --lr 1", "--at", "2,4", "-f", "value")
    assert result.out == "3.0\n1.0\n"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["t", "-max", "5"], "unknown option -max"),
        (["t", "5"], "unexpected '5'"),
        (["--t"], "unknown option --t"),
        (["t", "--at"], "--at: expected a value after it, got none"),
        ([], "FORMULA is required"),
    ],
)
def test_and_an_unknown_option_is_none(words, reason):
    assert_refused(run("formula", *words), f"lrcalc formula: {reason}")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "value"])
def test_an_answer_that_fails_at_once_prints_nothing(form):
    result = run("formula", "1/(t-3)", "--at", "3", "-f", form)
    assert_refused(result, "lrcalc formula: the formula has no value at step 3: division by zero")


@pytest.mark.parametrize(
    "around",
    [["--floor", "0.1"], ["--warmup", "5", "--warmup-mode", "times"], ["--past-end", "repeat", "--T", "9"]],
)
def test_what_goes_around_a_formula_says_the_step_too(around):
    result = run("formula", "1/(t-3)", *around, "--at", "2:9:1", "-f", "csv")
    # the header and the row of step 2
    assert (result.code, len(result.out.splitlines())) == (2, 2)
    assert result.err.endswith("lrcalc formula: the formula has no value at step 3: division by zero\n")


def test_the_first_rate_that_a_warmup_goes_up_to_may_have_no_value():
    assert_refused(
        run("formula", "1/t", "--warmup", "2"), "lrcalc formula: the formula has no value at step 0:"
    )


@pytest.mark.parametrize(("text", "step"), [("-exp(t*100)", 8), ("exp(1000*sin(t))", 1), ("exp(t*100)", 8)])
def test_a_rate_beyond_the_doubles_is_refused_wherever_it_stands(text, step):
    result = run("formula", "--at", f"{step - 1}:20:1", "-f", "csv", "--", text)
    assert (result.code, len(result.out.splitlines())) == (2, 2)
    assert f"got a larger one at step {step};" in result.err


@pytest.mark.parametrize(
    "name", ["self", "cls", "text", "name", "formula", "typed", "gamma", "max", "lambda_"]
)
def test_a_name_may_be_any_that_the_formula_does_not_have(name):
    result = run("formula", f"{name}*t", "--let", f"{name}=4", "--at", "2", "-f", "value")
    assert (result.code, result.out, result.err) == (0, "8.0\n", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("2(t+1)", "a sign before the parenthesis"), ("(t+1)(t+2)", "a sign before the parenthesis")],
)
def test_a_sign_that_was_left_out_is_asked_for(text, reason):
    assert_refused(run("formula", text), f"lrcalc formula: character 1 of '{text}': expected {reason}")


def test_a_number_for_a_name_that_is_not_there_is_noted():
    result = run(
        "formula", "x*t if t < W else 0", "--let", "x=1", "--let", "W=9", "--let", "y=2", "-f", "csv"
    )
    assert result.err == "note: there is no y in the formula: its number changes nothing\n"
