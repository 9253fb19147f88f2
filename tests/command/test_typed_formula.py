"""`lrcalc formula`: what a person types, and what comes out, in every format and beside every question."""

import json

import pytest

from tests.command.program import assert_refused, run

DECAY = "0.001 * 0.95^(t/1000)"
RAMP = "0.1*t/W if t < W else 0.1"
FORMATS = ("table", "markdown", "latex", "csv", "tsv", "json", "jsonl", "value")


def values(*words):
    result = run("formula", *words, "-f", "value")
    assert result.code == 0, result.err
    return [float(line) for line in result.out.split()]


# 0.001 × 0.95 and 0.001 × 0.95^5 = 0.0007737809375
def test_the_line_of_the_contract():
    assert values(DECAY, "--at", "0,1000,5000") == [0.001, 0.00095, 0.0007737809375]


def test_names_have_their_numbers_and_phases_begin_where_they_should():
    result = run("formula", RAMP, "--let", "W=500", "--at", "250,499,500", "-f", "csv")
    assert result.out.splitlines() == [
        "step,phase,learning_rate",
        "250,t ≤ 499,0.05",
        "499,t ≤ 499,0.0998",
        "500,t ≥ 500,0.1",
    ]


def test_a_total_holds_the_last_rate_with_a_note():
    result = run("formula", "0.1*(1 - t/T)", "--T", "10", "--at", "5,20", "-f", "value")
    assert (result.code, result.out) == (0, "0.05\n0.0\n")
    assert result.err.startswith("note: ")


def test_a_formula_that_begins_with_a_sign_comes_after_two_dashes():
    result = run("formula", "--at", "3", "-f", "value", "--", "-t/2")
    assert (result.code, result.out) == (0, "-1.5\n")


def test_the_working_shows_the_formula_then_the_numbers():
    lines = [
        line.strip()
        for line in run("formula", RAMP, "--let", "W=500", "--at", "250", "--work").out.splitlines()
    ]
    assert "η_t = 0.1 × t / W  for t ≤ 499" in lines
    assert "η_250 = 0.1 × 250 / 500" in lines
    assert "= 0.05" in lines


# 0.95^(t/1000) = 1/2 at t = 1000·ln 2/ln(20/19) = 13513.4
def test_where_it_falls_for_ever_a_crossing_is_found_by_bisection():
    assert run("formula", DECAY, "--when", "0.0005", "-f", "value").out == "13514\n"
    # half of 10^12 steps down: (1 + cos(π·t/T))/2 = 1/4 at 2/3 of T
    wave = ("0.5*(1 + cos(pi*t/T))", "--T", "1000000000000")
    assert run("formula", *wave, "--when", "0.25", "-f", "value").out == "666666666667\n"
    assert run("formula", RAMP, "--let", "W=500", "--when", "0.05", "-f", "value").out == "250\n"


def test_elsewhere_it_is_looked_for_up_to_a_bound_which_is_said():
    # the largest step whose rate is 27 is 3 = 3^3
    assert "η reaches 27 at t = 3 (searched up to t = 20000)" in run("formula", "t^t", "--when", "27").out
    missed = run("formula", "(t - 25000)^2", "--when", "0")
    assert (missed.code, missed.out) == (1, "")
    assert "searched up to t = 20000" in missed.err


# the sum of 0.1·(1 − t/10) for t = 0 … 9 is 0.55
def test_the_summary():
    result = run("formula", "0.1*(1 - t/T)", "--T", "10", "--summary")
    lines = {
        line.split("  ")[0]: line.split("  ")[-1].strip() for line in result.out.splitlines() if "  " in line
    }
    assert (result.code, lines["Peak"], lines["Mean"], lines["Sum"]) == (0, "0.1 at t = 0", "0.055", "0.55")


def test_answers_are_marked():
    right = run("formula", DECAY, "--at", "1000,5000", "--check", "0.00095,0.0007738")
    assert right.code == 0
    wrong = run("formula", "0.1/(t + 1)", "--at", "9", "--check", "0.0111")
    assert wrong.code == 1
    # 0.1/9 is the rate of one step before
    assert "t" in wrong.out
    assert "wrong" in wrong.out


# 1/(t + 1) for t − 1 is 1/0 at 0, and 1/t one step before 1 too: no mistake may crash on it
@pytest.mark.parametrize(
    ("formula", "step"),
    [("0.1/(t+1)", "0"), ("1/t", "1"), ("1/(t-5)", "4"), ("1/(t-5)", "6"), ("log(t)", "1"),
     ("sqrt(t-5)", "5"), ("1/(t-1)^2", "2"), ("t^(-0.5)", "1"), ("1/t if t > 0 else 1", "1")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_marking_beside_a_step_without_a_value_does_not_fail(formula, step, form):
    result = run("formula", formula, "--at", step, "--check", "0.777", "-f", form)
    is_negative = formula == "1/(t-5)" and step == "4"
    note = "note: the rate is negative at t = 4; a learning rate never is\n" if is_negative else ""
    assert (result.code, result.err) == (1, note)
    assert "wrong" in result.out


@pytest.mark.parametrize("form", FORMATS)
def test_a_step_without_a_value_is_one_error_in_every_format(form):
    result = run("formula", "1/(t - 5)", "--at", "5", "-f", form)
    assert result.code == 2
    assert result.err == "lrcalc formula: the formula has no value at step 5: division by zero\n"


@pytest.mark.parametrize(
    "words",
    [
        ["--at", "5", "--work"],
        ["--at", "5", "--work", "-f", "json"],
        ["--at", "5", "--check", "1"],
        ["--plot"],
        ["--summary"],
        ["--when", "0.5"],
        ["--floor", "0.2", "--at", "5"],
        ["--floor", "0.2", "--at", "5", "--work"],
        ["--clock", "t//2", "--at", "10"],
        ["--past-end", "continue", "--at", "5"],
        ["--warmup", "2", "--at", "7"],
        ["--warmup", "2", "--warmup-mode", "over", "--at", "5"],
        ["--warmup", "9", "--warmup-mode", "times", "--at", "5"],
    ],
    ids=" ".join,
)
def test_a_step_without_a_value_is_one_error_beside_every_question(words):
    result = run("formula", "1/(t - 5)", "--T", "10", *words)
    assert result.code == 2
    assert [line for line in result.err.splitlines() if not line.startswith("note: ")] == [
        result.err.splitlines()[-1]
    ]
    assert "division by zero" in result.err


def test_in_a_comparison_and_a_chain_too():
    assert_refused(run("compare", "formula '1/t'", "fixed --lr 0.1", "--at", "0"), "division by zero")
    assert_refused(run("chain", "linear --max 0.1 --T 5", "formula 1/(t-3) --T 5", "--at", "8"), "at step 8")


# 0.1·0.5 and 0.1·0.5^10 are the two at step 10
def test_a_formula_is_a_line_of_compare():
    result = run(
        "compare", "formula '0.1*0.5^(t/10)'", "exponential --lr 0.1 --gamma 0.5", "--at", "0,10", "-f", "csv"
    )
    assert result.code == 0
    *_, last = result.out.splitlines()
    assert last.startswith("10,0.05,")
    assert float(last.split(",")[2]) == 0.1 * 0.5**10


def test_a_warm_up_goes_before_it():
    assert values("0.1*0.5^(t/10)", "--T", "20", "--warmup", "4", "--at", "2,4,14") == [0.05, 0.1, 0.05]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["0.1*W"], ["character 5", "unknown name 'W'", "--let W="]),
        (["0.1", "--let", "W"], ["--let", "NAME=VALUE"]),
        (["0.1", "--let", "x y=1"], ["--let", "NAME=VALUE"]),
        (["0.1*W", "--let", "W=abc"], ["--let W", "'abc'"]),
        (["0.1", "--let", "t=1"], ["--let", "a name of your own"]),
        (["0.1", "--let", "T=5"], ["did you mean --T?"]),
        (["a", "--let", "a=1", "--let", "a=2"], ["--let", "one value of a", "'1' and '2'"]),
        (["0.1", "--T", "2m"], ["--T", "did you mean 2M?"]),
        (["0.1", "--T", "0"], ["--T"]),
        (["0.1", "extra"], ["'extra'"]),
        ([""], ["expected a formula"]),
        (["__import__('os').system('true')"], ["character"]),
        (["(lambda: 1)()"], ["character 1"]),
        (["[t for t in t]"], ["character 1"]),
        (["\x00"], ["null bytes"]),
        (["1" * 10_001], ["10000 characters"]),
        (["exp(exp(t))", "--at", "100"], ["beyond all decimals"]),
        (["2^(2^(2^t))", "--at", "20"], ["beyond all decimals"]),
        (["10**10**10", "-f", "value"], ["1.8e308"]),
    ],
)  # fmt: skip
def test_what_cannot_be_understood(words, names):
    assert_refused(run("formula", *words), *names)


def test_numbers_beyond_the_doubles_are_shown_to_people():
    assert "1e+10000000000" in run("formula", "10**10**10", "--at", "1").out


def test_what_is_compared_beyond_the_straight_line_is_noted():
    result = run("formula", "floor(sqrt(t))", "--at", "0,3,4,8,9", "-f", "value")
    assert result.out.split() == ["0.0", "1.0", "2.0", "2.0", "3.0"]
    assert "1200 digits" in result.err


def test_json_says_the_formula_and_the_numbers_as_typed():
    told = json.loads(run("formula", RAMP, "--let", "W=5e2", "--at", "250", "-f", "json").out)
    assert told["parameters"] == {"formula": RAMP, "W": "5e2"}
    assert told["rows"] == [{"step": 250, "phase": "t ≤ 499", "learning_rate": 0.05}]
