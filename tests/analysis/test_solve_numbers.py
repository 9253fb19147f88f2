"""Totals, powers and decay rates found from a rate."""

from math import log

import pytest

from tests.command.program import run


def solved(line):
    return run("solve", *line.split(), "-f", "value")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        # half of the way down at half of T
        ("T cosine --max 0.1 --final 0.05 --at 50", "100"),
        # 1 − 30/T = 0.7
        ("T linear --max 1 --final 0.7 --at 30", "100"),
        # 1 − 30/103 = 0.70874 is 0.00126 off, 1 − 30/104 = 0.71154 is 0.00154 off
        ("T linear --max 1 --final 0.71 --at 30", "103"),
        # 1 − 30/104 = 0.71154 is 0.00046 off, 1 − 30/103 = 0.70874 is 0.00326 off
        ("T linear --max 1 --final 0.712 --at 30", "104"),
        # 0.1 = 1/(1 + r·100) from 0.1 to 0.01
        ("decay_rate inverse-time --lr 0.1 --final 0.01 --T 100", "0.09"),
        # (1/2)^p = 1/8
        ("power polynomial --max 1 --T 100 --final 0.125 --at 50", "3.0"),
        # two drops from 0.1 to 0.001
        ("gamma multistep --lr 0.1 --milestones 30,60 --final 0.001 --T 100", "0.1"),
    ],
)
def test_a_parameter_by_hand(line, value):
    result = solved(line)
    assert (result.code, float(result.out)) == (0, pytest.approx(float(value), rel=1e-15))
    if line.startswith("T "):
        assert result.out == f"{value}\n"


def test_the_power_typed_back_gives_the_rate():
    # (1/2)^p = 1/10: p = ln 10/ln 2
    power = solved("power polynomial --max 1 --T 100 --final 0.1 --at 50").out.strip()
    assert float(power) == pytest.approx(log(10) / log(2), rel=1e-15)
    words = ["polynomial", "--max", "1", "--T", "100", "--power", power, "--at", "50", "-f", "value"]
    assert float(run(*words).out) == pytest.approx(0.1, rel=1e-15)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T cosine --max 0.1 --final 0.05", "--at STEP is required"),
        ("T cosine --max 0.1 --final 0.5 --at 50", "can give at step 50"),
        ("power cosine --max 1 --T 100 --final 2 --at 50", "can give at step 50"),
        ("gamma cosine --max 1 --T 100 --final 0.5", "expected T or power of cosine, got 'gamma'"),
        # 1 − 50/T is 0 for T = 50 and less, and below 1 for any T
        (
            "T linear --max 1 --final 1 --at 50",
            "--final: expected a rate between 0.0 and 1.0, as T can give at step 50, got '1'",
        ),
        ("T exponential --lr 1 --final 0.5", "got 'T'; lrcalc exponential --when RATE finds the step"),
    ],
)
def test_what_no_value_gives_is_refused(line, message):
    result = solved(line)
    assert result.code == 2
    assert message in result.err


def test_a_total_that_is_the_nearest_alone_is_told():
    # 0.05·(1 + cos(50π/80)) = 0.0308658…; T = 81 gives 0.0319911
    result = solved("T cosine --max 0.1 --final 0.031 --at 50")
    assert (result.out, result.err) == ("80\n", "note: no whole T gives 0.031; the nearest one is told\n")


def test_a_parameter_goes_by_its_option_too():
    line = "inverse-time --lr 0.1 --final 0.01 --T 100"
    assert solved(f"decay-rate {line}").out == solved(f"decay_rate {line}").out == "0.09\n"
    assert solved("total-steps cosine --max 0.1 --final 0.05 --at 50").out == "100\n"


def test_the_digits_are_those_of_the_value_alone_too():
    # 0.1^(1/100) = 0.97723722…
    line = "gamma exponential --lr 0.1 --final 0.01 --T 100 --digits 3"
    assert solved(line).out == "0.977\n"


def test_what_is_unusual_about_the_value_is_noted():
    result = solved("gamma exponential --lr 0.1 --final 0.2 --T 100")
    assert result.err == "note: γ is larger than 1: the rate grows\n"
    assert "γ is 0" in solved("gamma exponential --lr 0.1 --final 0 --T 100").err


def test_the_help_says_what_can_be_solved_of_what():
    text = " ".join(run("solve", "--help").out.split())
    assert "power of cosine or polynomial" in text
    assert "decay-rate of inverse-time" in text
