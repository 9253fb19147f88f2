"""Rates beyond all decimals, above 10^(10^18): every reader answers, or says in a line why it does not.

1e300 to the power 10^21 is 10^(3·10^23).
"""

import pytest

from lrcalc.policies import Exponential
from tests.command.program import run

GROWING = ("exponential", "--lr", "1", "--gamma", "1e300", "--clock", "1000000*t")
LATE = ("--at", "1e15")
LARGEST = ">1e+999999999999999999"


@pytest.mark.parametrize("form", ["table", "markdown", "latex"])
@pytest.mark.parametrize("more", [(), ("--digits", "20"), ("--work",)])
def test_people_are_told_that_it_is_larger_than_any(form, more):
    result = run(*GROWING, *LATE, "-f", form, *more)
    assert result.code == 0
    assert LARGEST.replace(">", "$>$" if form == "latex" else ">") in result.out


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "value"])
@pytest.mark.parametrize("more", [(), ("--digits", "20")])
def test_programs_are_given_no_number_that_is_none(form, more):
    result = run(*GROWING, *LATE, "-f", form, *more)
    assert (result.code, result.out) == (2, "")
    assert "got a larger one at step 1000000000000000; use other steps, or -f table" in result.err


@pytest.mark.parametrize(
    "words",
    [("--check", "0.1"), ("--summary",), ("--plot",), ("--when", "0.5"), ("--when", "1e300"), ("--work",)],
)
def test_every_question_is_answered_or_refused_in_a_line(words):
    result = run(*GROWING, *(LATE if "--when" not in words else ()), *words)
    assert result.code in (0, 1, 2)
    if result.code:
        assert len([line for line in result.err.splitlines() if not line.startswith("note: ")]) <= 1
        assert "decimal" not in result.err.replace("beyond all decimals", "")


def test_a_rate_that_is_never_reached_is_said_to_be_from_to():
    result = run(*GROWING, "--floor", "0.3", "--when", "0.2")
    assert result.code == 1
    # 3·10^8·t is above 10^18 from t = 3333333334 on
    assert f"it is from 1.0 (t = 0) to {LARGEST} (t = 3333333334)" in result.err


@pytest.mark.parametrize("first", [True, False])
def test_two_schedules_are_compared_as_far_as_they_are_doubles(first):
    # 1 − 9·1.1^t is below −1.8e308 from t = 7422 on: ln(1.8e308/9)/ln 1.1 = 7421.6
    falling = "cyclic --max 1 --min 10 --step-up 1 --step-down 1000000 --mode exp_range --gamma 1.1"
    pair = [falling, "fixed --lr 1"]
    result = run("compare", *(pair if first else pair[::-1]), "--at", "0:7400:100", "-f", "json")
    assert result.code == 0
    late = run("compare", *(pair if first else pair[::-1]), "--at", "8000")
    assert late.code == 0
    assert "differs most" in late.out


def test_the_answer_expected_is_not_written_out():
    # 2.5^(10^12) has 4·10^11 digits
    found = Exponential(lr=1, gamma="2.5", decay_steps=1000).check({10**15: "0.1"})
    assert not found.accepted
    assert "e+" in found.shown.text
