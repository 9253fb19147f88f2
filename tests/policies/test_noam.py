"""Noam decay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.policies import Noam
from tests.policies.random_numbers import random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"d_model": "512", "warmup": "4k", "factor": "2"}
OPTIONS = [("--d-model",), ("--warmup", "--warmup-steps"), ("--factor",), ("--T", "--total-steps")]
FORMULAS = ["η_t = factor × t / √(d·W^3) for t ≤ W", "η_t = factor × 1 / √(d·t) for t > W"]


def random_parameters(chance):
    width, warm = chance.randint(1, 20_000), random_steps(chance)
    # a quarter of the last steps have the width in them, so that the root is rational
    last = width * chance.randint(1, 1000) ** 2 if chance.random() < 0.25 else random_steps(chance)
    return {"d_model": width, "warmup": warm, "factor": random_rate(chance)}, min(last, 10**15)


def reference(p, t):
    """The formula of the paper, not ours: two powers, and the smaller of two more."""
    width, warm = mp.mpf(p["d_model"]), mp.mpf(p["warmup"])
    half = mp.mpf(1) / 2
    if t == 0:
        return mp.mpf(0)
    return mp.mpf(p["factor"]) * width**-half * min(mp.mpf(t) ** -half, t * warm ** (-3 * half))


lengths = some.integers(1, 10**12)


@given(some.integers(1, 10**5), lengths, some.data())
def test_it_rises_to_w_and_falls_after(width, warm, data):
    policy = Noam(d_model=width, warmup=warm)
    up = sorted(data.draw(some.tuples(some.integers(0, warm), some.integers(0, warm))))
    down = sorted(data.draw(some.tuples(some.integers(warm, 10**15), some.integers(warm, 10**15))))
    assert policy.at(up[0]) <= policy.at(up[1]) <= policy.at(warm)
    assert policy.at(down[0]) >= policy.at(down[1])


@given(some.integers(1, 1000), some.integers(1, 1000), some.integers(1, 1000))
def test_where_the_root_is_whole_the_rate_is_rational(width, root, factor):
    # d·W is a square for W = d·root²: the peak is factor/(d·root); at t = 4W it is half of that.
    policy = Noam(d_model=width, warmup=width * root**2, factor=factor)
    peak = Fraction(factor, width * root)
    assert policy.derivation(width * root**2).learning_rate.exact == peak
    assert policy.derivation(4 * width * root**2).learning_rate.exact == peak / 2


def test_by_hand():
    # d = 4, W = 9: t/√(4·729) = t/54 up to step 9, then 1/√(4t) = 1/(2√t)
    policy = Noam(d_model=4, warmup=9)
    assert [policy.at(t) for t in (0, 9, 16, 25, 10**14)] == [0.0, 1 / 6, 0.125, 0.1, 5e-8]
    assert policy.at(3) == 1 / 18
    assert Noam(d_model=4, warmup=9, factor="0.5").at(16) == 0.0625


# POLICIES.md §3, 31: with W = 4, paddle's Noam has 0.25 at update 16, d = 1 and a factor of 1.
def test_as_in_paddle():
    policy = Noam(d_model=1, warmup=4)
    assert [policy.at(t) for t in (0, 4, 16)] == [0.0, 0.5, 0.25]


def test_a_warm_up_of_one_step():
    policy = Noam(d_model=1, warmup=1)
    assert [policy.at(t) for t in (0, 1, 4)] == [0.0, 1.0, 0.5]


@pytest.mark.parametrize("given_", ["0", "-4", "1.5", "x", "nan", True])
def test_a_width_that_is_not_a_whole_number_from_1_on_is_refused(given_):
    with pytest.raises(ParameterError, match=r"^--d-model: expected "):
        Noam(d_model=given_, warmup=10)


def test_a_width_is_read_in_every_form():
    assert Noam(d_model="5.12e2", warmup=10) == Noam(d_model=512, warmup=10)


def test_without_a_warm_up_there_is_no_scale():
    with pytest.raises(ParameterError, match=r"--warmup: expected from 1 to 10.15 steps, got '?0'?"):
        Noam(d_model=512, warmup=0)


def test_a_factor_of_0_is_noted():
    assert list(Noam(d_model=512, warmup=10, factor=0).notes()) == [
        "factor is 0: the rate is 0 at every step"
    ]


def test_the_small_scale_is_shown_like_a_rate():
    assert Noam(d_model=512, warmup=4000).derivation(2000).phase["scale"].unit == "rate"
