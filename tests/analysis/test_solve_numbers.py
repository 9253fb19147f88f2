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
        # at the last step before it: 1 − 30/T ≥ 0.71 from T = 30/0.29 = 103.4 on
        ("T linear --max 1 --final 0.71 --at 30", "104"),
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
    ],
)
def test_what_no_value_gives_is_refused(line, message):
    result = solved(line)
    assert result.code == 2
    assert message in result.err
