"""The fixed learning rate."""

from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.policies import Fixed
from tests.policies.random_numbers import random_rate

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the formula of section 8.3 of the document, and random parameters for it in mpmath.
TYPED = {"lr": "0.001"}
OPTIONS = [
    ("--lr", "--initial-lr"),
    ("--T", "--total-steps"),
]
FORMULAS = [
    "η_t = η_0",
]


def random_parameters(chance):
    return {"lr": random_rate(chance)}, 10**12


def reference(p, t):
    return mp.mpf(p["lr"])


rates = some.decimals(min_value=0, max_value=100, places=6)


@given(rates, some.integers(0, 10**15))
def test_the_rate_is_the_same_at_every_step(rate, step):
    assert Fixed(lr=str(rate)).at(step) == float(str(rate))


def test_there_is_no_end():
    assert Fixed(lr="0.001").total is None


def test_a_rate_halfway_between_two_doubles_goes_to_the_even_one():
    # 2^53 + 1 and 2^53 + 3 are no doubles: they lie between 2^53, 2^53 + 2 and 2^53 + 4.
    assert Fixed(lr="9007199254740993").at(0) == 9007199254740992.0
    assert Fixed(lr="9007199254740995").at(0) == 9007199254740996.0


def test_a_quotient_of_decimals_is_rounded_once():
    assert Fixed(lr="1/3").at(0) == 1 / 3
    assert Fixed(lr="0.1/0.3").at(0) == 1 / 3
