"""Sums over very many steps lie between the bounds, which are close together."""

from fractions import Fraction

import pytest
from mpmath import mp

from lrcalc.expression import PI, STEP, Quantity, cosine, exponential, floor, power, tanh
from lrcalc.expression.nodes import Point
from lrcalc.expression.sums import summed
from lrcalc.numbers.interval import arithmetic
from lrcalc.sampling.total import total


def quantity(formula):
    return Quantity("q", "q", "q", "Q", formula)


def bounds(formula, first, last, digits=38):
    found = total(quantity(formula), first, last)
    interval = found.enclose(Point(first), arithmetic(digits))
    return Fraction(interval.low), Fraction(interval.high)


def assert_close(found, true, digits):
    low, high = found
    assert low <= Fraction(str(true)) <= high
    assert high - low < abs(high) / 10**digits


N = 10**12
# those that have a closed form as well, which the polynomials know nothing of
CLOSED = {
    "cosine": (1 + cosine(PI * STEP / N)) / 2,
    "two and a half waves": 2 + cosine(5 * PI * STEP / N),
    "γ^t": power(1 - Fraction(1, 10**10), STEP),
    "a power": power(1 - STEP / N, 3),
}


@pytest.mark.parametrize("digits", [19, 35])
@pytest.mark.parametrize("name", CLOSED)
def test_the_closed_form_lies_between_the_bounds(name, digits):
    formula = CLOSED[name]
    for first, last in ((0, N), (12_345, N // 3), (7, 5000)):
        true = summed(formula, first, last).enclose(Point(first), arithmetic(100))
        assert_close(bounds(formula, first, last, 2 * digits), true.low, digits)


def sum_of_powers(p, n):
    """Σ k^p over k = 1 … n by Euler and Maclaurin."""
    odd = [(2 * j, mp.ff(p, 2 * j - 1) * n ** (p - 2 * j + 1)) for j in (1, 2, 3)]
    terms = [mp.bernoulli(order) * derivative / mp.factorial(order) for order, derivative in odd]
    return mp.zeta(-p) + n ** (p + 1) / (p + 1) + n**p / 2 + mp.fsum(terms)


def test_roots_and_powers():
    with mp.workdps(90):
        assert_close(
            bounds(power(STEP + 1, Fraction(-1, 2)), 0, N - 1), sum_of_powers(-mp.mpf(1) / 2, mp.mpf(N)), 16
        )
        assert_close(
            bounds(power(STEP, Fraction(9, 10)), 1, 10**8), sum_of_powers(mp.mpf(9) / 10, mp.mpf(10**8)), 19
        )


@pytest.mark.parametrize(("digits", "precise"), [(38, 19), (70, 35)])
def test_a_root_far_from_its_pole_and_next_to_it_to_all_digits(digits, precise):
    with mp.workdps(120):
        half = -mp.mpf(1) / 2
        true = sum_of_powers(half, mp.mpf(N)) - mp.fsum(mp.mpf(t) ** half for t in range(1, 4001))
        assert_close(bounds(power(STEP, Fraction(-1, 2)), 4001, N, digits), true, precise)


def test_small_runs_are_as_one_by_one():
    with mp.workdps(60):
        for last in (0, 5, 63, 64, 65, 1000):
            true = mp.fsum((1 - mp.tanh(mp.mpf(t) / 100 - 5)) / 2 for t in range(last + 1))
            assert_close(bounds((1 - tanh(STEP / 100 - 5)) / 2, 0, last), true, 19)


def test_what_is_not_smooth_or_too_small_has_none():
    assert total(quantity(floor(STEP / 7) + cosine(PI * STEP / 9)), 0, N) is None
    assert total(quantity(cosine(PI * STEP / 9)), 0, N) is None
    assert total(quantity(exponential(-1000 - STEP / N)), 0, N) is None
