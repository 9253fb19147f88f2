"""Several schedules side by side: rates, ratios, and where they differ most, against mpmath."""

import math
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.analysis import comparison
from lrcalc.analysis.comparison import CombinedPolicy, Schedule, compared, largest_difference, ratio_of
from lrcalc.policies import Cosine, Cyclic, Exponential, Fixed, Linear, Restarts, Step, Warmup
from lrcalc.schedule.policy import Policy
from tests.command.walks import DIGITS, walks
from tests.nearest import nearest_double
from tests.policies import specimens
from tests.profiles import examples

NAMES = list(specimens.TYPED)
LARGEST = sys.float_info.max


def schedules(*policies: Policy) -> list[Schedule]:
    return [Schedule("", policy) for policy in policies]


def difference(policy, first, end):
    return largest_difference(*schedules(policy, first), end)


@pytest.mark.parametrize("name", NAMES)
@examples(10, quick=4)
@given(data=some.data())
def test_rates_and_ratios_are_the_doubles_nearest_to_the_exact_ones(name, data):
    mine, other = data.draw(walks(name)), data.draw(walks(data.draw(some.sampled_from(NAMES))))
    steps = range(min(len(mine.rates), len(other.rates)))
    found = list(compared(schedules(other.policy, mine.policy), steps))
    rates = [rate for _, columns, _ in found for rate in columns[1]]
    ratios = [each for _, _, columns in found for each in columns[0]]
    with mp.workdps(DIGITS):
        assert rates == [nearest_double(mine.rates[step]) for step in steps]
        for step, each in zip(steps, ratios, strict=True):
            if nearest_double(other.rates[step]) == 0:
                assert each is None
            elif (exact := mine.rates[step] / other.rates[step]) > LARGEST:
                assert each == math.inf
            else:
                # the last digits of a quotient are mpmath's own: they are not to decide between two doubles
                with mp.workdps(DIGITS - 20):
                    assert each == nearest_double(+exact)


@pytest.mark.parametrize("name", NAMES)
@examples(10, quick=4)
@given(data=some.data())
def test_the_largest_difference_is_that_of_a_walk(name, data):
    mine, other = data.draw(walks(name)), data.draw(walks(data.draw(some.sampled_from(NAMES))))
    end = min(len(mine.rates), len(other.rates)) - 1
    found = difference(mine.policy, other.policy, end)
    with mp.workdps(DIGITS):
        distances = [abs(one - two) for one, two in zip(mine.rates, other.rates)][: end + 1]
        assert found.every_step
        assert found.amount.double() == nearest_double(max(distances))
        assert nearest_double(distances[found.step]) == nearest_double(max(distances))


def test_the_first_of_several_steps_with_the_largest_difference():
    # 1 against 1/2 from t = 10 to 19, and again from 30 on
    stairs = Restarts(max=1, T0=10)
    assert difference(Step(lr=1, step_size=10, gamma="0.5"), Fixed(lr=1), 19).step == 10
    # |η − 1/2| is 1/2 at the peaks, t = 0, 10, 20
    assert difference(stairs, Fixed(lr="0.5"), 40).step == 0


def test_a_schedule_does_not_differ_from_itself():
    found = difference(Cosine(max=1, T=7), Cosine(max=1, T=7), 7)
    assert (found.step, found.amount.sign()) == (0, 0)


@pytest.mark.parametrize(
    "other",
    [
        Cosine(max="0.002", T=5000, power=1),
        Warmup(max="0.002", T=5000, warmup=0),
        Cosine(max="0.002", T=10_000, cycles=2),
    ],
)
def test_formulas_of_one_curve_do_not_differ(other):
    # no number of digits tells their difference from 0
    found = difference(other, Cosine(max="0.002", T=5000), 5000)
    assert (found.step, found.amount.sign(), found.every_step) == (0, 0, True)


def test_schedules_of_which_a_part_is_one_curve():
    # the ramps of 500 steps: linear t/500, cosine (1 − cos(π·t/500))/2; the rest is the same
    one, other = (Cosine(max=1, T=5000).after_warmup(500, shape=shape) for shape in ("linear", "cosine"))
    found = difference(other, one, 5000)
    with mp.workdps(50):
        gaps = [abs((1 - mp.cospi(mp.mpf(t) / 500)) / 2 - mp.mpf(t) / 500) for t in range(501)]
        assert found.step == max(range(501), key=lambda t: (gaps[t], -t))
        assert found.amount.double() == nearest_double(max(gaps))


def test_rates_that_differ_by_less_than_the_last_place_of_the_largest():
    # 1 + 2⁻⁶⁰ has the double of 1; the next double after 1 is 1 + 2⁻⁵²
    assert difference(Fixed(lr=1 + Fraction(1, 2**60)), Fixed(lr=1), 3).amount.sign() == 0
    found = difference(Fixed(lr=1 + Fraction(1, 2**52)), Fixed(lr=1), 3)
    assert (found.step, found.amount.exact) == (0, Fraction(1, 2**52))


def test_beyond_the_end_the_last_value_counts():
    # 1 − t/10 down to 0 at t = 10, held; against 1 − t/20: they part by t/20, then 1/2 falls to 0
    found = difference(Linear(max=1, T=20), Linear(max=1, T=10), 20)
    assert (found.step, found.amount.exact) == (10, Fraction(1, 2))


def test_the_second_below_the_first_differs_by_a_positive_amount():
    found = difference(Fixed(lr="0.25"), Fixed(lr=1), 5)
    assert found.amount.exact == Fraction(3, 4)
    found = difference(Exponential(lr=1, gamma="0.5"), Cosine(max=1, T=3), 3)
    # t = 1: 1/2 against (1 + cos(π/3))/2 = 3/4; t = 2: 1/4 against 1/4; t = 3: 1/8 against 0
    assert (found.step, found.amount.double()) == (1, 0.25)


@pytest.mark.parametrize("total", [10**7, 10**12, 10**15])
def test_of_a_long_schedule_the_largest_difference_is_found_on_grids(total):
    # (1 + cos(πx))/2 − (1 − x) has its extremes where (π/2)·sin(πx) = 1: x = asin(2/π)/π, and 1 − x
    found = difference(Linear(max=1, T=total), Cosine(max=1, T=total), total)
    with mp.workdps(60):
        x = mp.asin(2 / mp.pi) / mp.pi
        most = (1 + mp.cos(mp.pi * x)) / 2 - (1 - x)
        assert not found.every_step
        assert abs(mp.mpf(found.amount.double()) - most) < mp.mpf("1e-14")
        assert min(abs(found.step / total - place) for place in (x, 1 - x)) < 1e-6


@pytest.mark.parametrize("drop", [123_456_789, 10**12 - 1, 777])
def test_the_edge_of_a_long_phase_is_looked_at_besides_the_grid(drop):
    # nothing but the step of the drop has the difference 1/2, and no grid has that step
    stairs = Step(lr=1, step_size=drop, gamma="0.5")
    found = difference(stairs, Warmup(max=1, min=1, warmup=1, T=10**12), 2 * drop - 1)
    assert found.amount.exact == 1  # at t = 0, where the warm-up begins with 0
    found = difference(stairs, Fixed(lr=1), 2 * drop - 1)
    assert (found.step, found.amount.exact) == (drop, Fraction(1, 2))


def test_grids_find_what_every_step_does(monkeypatch):
    pair = (Linear(max=1, T=5000), Cosine(max=1, T=5000))
    every = difference(*pair, 5000)
    monkeypatch.setattr(comparison, "MOST_SCANNED", 100)
    monkeypatch.setattr(comparison, "GRID", 50)
    refined = difference(*pair, 5000)
    assert (every.every_step, refined.every_step) == (True, False)
    assert refined.step == every.step


def test_a_ratio_is_exact_where_both_rates_are():
    pair = ratio_of(*schedules(Fixed(lr="1/3"), Fixed(lr="1/7")))
    assert pair.derivation(0).learning_rate.exact == Fraction(7, 3)


def test_a_ratio_of_what_is_not_rational_has_as_many_digits_as_asked():
    pair = ratio_of(*schedules(Cosine(max=1, T=8), Exponential(lr=1, gamma="0.5", decay_steps=2)))
    with mp.workdps(50):
        exact = (1 + mp.cospi(mp.mpf(1) / 8)) / 2 * mp.sqrt(2)
        assert abs(mp.mpf(str(pair.derivation(1).learning_rate.significant(40))) - exact) < mp.mpf("1e-39")


def test_beyond_the_doubles_the_first_difference_that_is_so_too_counts():
    # 2·2^t − 2^t = 2^t, and the doubles end below 2^1024
    found = difference(Exponential(lr=2, gamma=2), Exponential(lr=1, gamma=2), 100_000)
    assert (found.step, found.every_step) == (1024, True)


def test_what_cannot_be_told_apart_beyond_the_doubles_is_not_searched_for_ever():
    found = difference(Exponential(lr=1, gamma=2), Exponential(lr=1, gamma=2), 10**15)
    assert (found.amount.sign(), found.every_step) == (0, False)


def test_of_very_many_steps_next_to_equally_far_the_first_is_told_without_looking_at_all(monkeypatch):
    # 1 − 0.9^t is 1 as a double where 0.9^t is at most 2^−54: from t = 54·ln 2/ln(10/9) = 355.3 on
    one, decay = Schedule("", Fixed(lr=1)), Schedule("", Step(lr=1, step_size=1, gamma="0.9"))
    looked = []
    single = CombinedPolicy.phase_at
    monkeypatch.setattr(
        CombinedPolicy, "phase_at", lambda self, step: [looked.append(step), single(self, step)][1]
    )
    assert largest_difference(decay, one, 200_000)[::2] == (356, True)
    assert len(looked) < 100
    # the lowest rate, 0.1, comes again and again: it is there at the first step
    cycles = Schedule("", Cyclic(max=1, min="0.1", step_up=2, mode="triangular2"))
    assert largest_difference(cycles, one, 200_000)[::2] == (0, True)
    assert len(looked) < 200
