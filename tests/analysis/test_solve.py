"""The base of a power from the rate to end at: γ = (η_T/η_0)^(1/n)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.analysis.solve import solve_base
from lrcalc.errors import ScheduleError
from lrcalc.policies import Exponential, Fixed, Step
from tests.profiles import examples


def test_the_base_is_exact_where_it_is_rational():
    # (1e-5/0.1)^(1/4) = (1e-4)^(1/4) = 0.1; ⌊4500/1000⌋ = 4
    found = solve_base(Step(lr="0.1", step_size=1000, gamma=1), Fraction("1e-5"), 4500)
    assert found.value.exact == Fraction(1, 10)
    assert [line.sign for line in found.lines] == ["=", "=", "=", "="]
    assert found.lines[0].right == "⌊T/s⌋ = ⌊4500/1000⌋ = 4"


def test_the_base_is_rounded_where_it_is_not():
    # 0.01^(1/1000) = e^(−4.60517…/1000) = 0.995405417351526962448…, by mpmath
    found = solve_base(Exponential(lr="0.001", gamma=1), Fraction("1e-5"), 1000)
    with mp.workdps(50):
        assert found.value.double() == float(mp.mpf("0.01") ** (mp.mpf(1) / 1000))
    assert found.lines[-1] == ("", "≈", "0.99540541735152696")


@examples(50)
@given(some.integers(1, 10**6), some.integers(1, 10**9), some.integers(1, 10**9))
def test_a_schedule_with_that_base_ends_at_that_rate(total, first, final):
    found = solve_base(Exponential(lr=first, gamma=1), Fraction(final), total)
    interval = found.value.enclosure(60)
    with mp.workdps(80):
        middle = (mp.mpf(str(interval.low)) + mp.mpf(str(interval.high))) / 2
        assert abs(first * middle**total / final - 1) < mp.mpf(10) ** -45


def test_the_exponent_counts_the_decay_steps():
    # γ^(1000/500) = 0.01, so γ = 0.1
    found = solve_base(Exponential(lr=1, gamma=1, decay_steps=500), Fraction("0.01"), 1000)
    assert found.value.exact == Fraction(1, 10)


@pytest.mark.parametrize(
    ("policy", "step", "reason"),
    [
        (Exponential(lr=1, gamma=1), 0, "expected a step at which γ matters already, got 0"),
        (Step(lr=1, step_size=1000, gamma=1), 999, "expected a step at which γ matters already, got 999"),
        (Exponential(lr=0, gamma=1), 10, "expected η_0 above 0, got 0, which stays so"),
        (Fixed(lr=1), 10, "expected a policy that is a power of the parameter"),
    ],
)
def test_where_there_is_no_such_base(policy, step, reason):
    with pytest.raises(ScheduleError, match=reason):
        solve_base(policy, Fraction(1, 2), step)
