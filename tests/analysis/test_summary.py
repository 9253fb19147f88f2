"""The summary of a run, against a walk over all of its steps."""

import math
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc import Formula
from lrcalc.analysis.crossings import extremes
from lrcalc.analysis.summary import summarise
from lrcalc.policies import (
    POLICIES,
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    InverseTime,
    Linear,
    Multistep,
    OneCycle,
    Piecewise,
    Polynomial,
    Restarts,
    Step,
    Tanh,
)
from tests.nearest import nearest_double
from tests.profiles import examples
from tests.small import schedules

relaxed = examples(25, quick=8)


def exact(policy, step):
    """η in mpmath: the rational number, or an enclosure of 120 digits."""
    rate = policy.derivation(step).learning_rate
    if rate.exact is not None:
        return mp.mpf(rate.exact.numerator) / rate.exact.denominator
    return mp.mpf(str(rate.enclosure(120).low))


@pytest.mark.parametrize("name", POLICIES)
@relaxed
@given(data=some.data())
def test_every_figure_is_that_of_a_walk(name, data):
    policy, last = data.draw(schedules(name))
    updates = data.draw(some.integers(1, last + 10))
    found = summarise(policy, updates)
    with mp.workdps(700):
        rates = [exact(policy, step) for step in range(updates)]
        total = mp.fsum(rates)
        doubles = [policy.at(step) for step in range(updates)]
        if found.sum_is_exact:
            assert math.isclose(found.sum.double(), nearest_double(total), rel_tol=2**-52, abs_tol=5e-324)
            assert math.isclose(
                found.mean.double(), nearest_double(total / updates), rel_tol=2**-52, abs_tol=5e-324
            )
        else:
            assert found.sum.double() == math.fsum(doubles)
            assert found.mean.double() == float(sum(map(Fraction, doubles)) / updates) or doubles
        assert found.peak[1].double() == max(doubles) == doubles[found.peak[0]]
        # exact ties are left to the walk of the doubles: those that are half the peak to 100 digits
        half = max(rates) / 2
        near = sum(abs(rate - half) <= half * mp.mpf(10) ** -100 for rate in rates)
        above = sum(rate > half * (1 + mp.mpf(10) ** -100) for rate in rates)
        assert above <= found.above_half <= above + near
    end = updates if policy.total is None else min(updates, policy.total)
    assert (found.final[0], found.final[1].double()) == (end, policy.at(updates))


@pytest.mark.parametrize(
    "policy", [Cosine(max="0.002", min="0.0001", T=5000), Linear(max="0.002", min="0.0001", T=5000)]
)
def test_cosine_and_linear_have_the_mean_of_the_issue(policy):
    # η_min + Δ/2·(1 + 1/T): the T updates are t = 0 … T − 1
    found = summarise(policy, 5000)
    assert found.mean.double() == 0.00105019
    assert found.sum.double() == 5.25095
    assert found.sum_is_exact
    assert (found.peak[0], found.final[0]) == (0, 5000)


def test_far_runs_need_no_walk():
    n = 10**12
    found = summarise(Cosine(max="0.002", min="0.0001", T=n), n)
    assert found.sum.double() == float(Fraction("0.00105") * n + Fraction("0.00095"))
    assert found.above_half == 516_760_896_166
    found = summarise(Polynomial(max=1, T=n, power=2), n)
    # Σ (1 − t/n)² is Σ k² for k = 1 … n over n²
    assert found.sum.exact == Fraction((n + 1) * (2 * n + 1), 6 * n)
    found = summarise(Exponential(lr=1, gamma="0.5"), n)
    assert (found.sum.double(), found.above_half) == (2.0, 1)
    found = summarise(Tanh(max=1, T=n, lower=-5, upper=5), n)
    assert found.sum_is_exact
    # Σ (1 − tanh)/2 of t = 0 … n − 1: pairs t and n − t come to 1, t = n/2 to ½, and t = 0 to (1 + tanh 5)/2
    with mp.workdps(50):
        assert found.sum.double() == nearest_double(mp.mpf(n - 1) / 2 + (1 + mp.tanh(5)) / 2)


def test_exactly_half_of_the_peak_is_not_above_it():
    assert summarise(Linear(max=1, T=10), 10).above_half == 5
    assert summarise(Fixed(lr=0), 10).above_half == 0
    assert summarise(Step(lr=1, step_size=4, gamma="0.5"), 12).above_half == 4


def test_the_peak_is_the_first_step_that_has_it():
    assert summarise(Cosine(max=1, T=100, cycles=4), 100).peak[0] == 0
    assert summarise(OneCycle(max=1, T1=30, T2=70), 100).peak[0] == 30


def test_what_is_scanned_is_said_and_what_is_too_long_is_none():
    found = summarise(Polynomial(max=1, T=1000, power="0.9"), 1000)
    assert not found.sum_is_exact
    assert found.sum.double() == math.fsum(Polynomial(max=1, T=1000, power="0.9").at(t) for t in range(1000))
    assert summarise(Cosine(max=1, T=10**12, cycles=10**6), 10**12) is None
    # Euler and Maclaurin: Σ_{k=1}^T k^p = ζ(−p) + T^(p+1)/(p+1) + T^p/2 + p·T^(p−1)/12 − O(T^(p−3)/720)
    with mp.workdps(50):
        p, T = mp.mpf("0.9"), mp.mpf(10**12)
        true = (mp.zeta(-p) + T ** (p + 1) / (p + 1) + T**p / 2 + p * T ** (p - 1) / 12) / T**p
    many = summarise(Polynomial(max=1, T=10**12, power="0.9"), 10**12)
    assert many.sum_is_exact
    assert many.sum.double() == float(true)
    # numbers of a thousand bits take so long that fewer of them are added up
    small = Polynomial(max="1e-300", T=20_000, power="0.9")
    assert summarise(small, 20_000).sum is None
    assert summarise(small, 100).sum.double() == math.fsum(small.at(t) for t in range(100))


def test_many_drops_are_added_up_without_end_of_memory():
    # 10·Σ 0.1·0.99^k over 2000 intervals: 100·(1 − 0.99^2000)
    with mp.workdps(50):
        expected = nearest_double(100 * (1 - mp.mpf("0.99") ** 2000))
    assert summarise(Step(lr="0.1", step_size=10, gamma="0.99"), 20_000).sum.double() == expected


def test_a_billion_drops_are_added_up_at_once():
    # one drop a step: Σ 0.1·0.99^t = 10·(1 − 0.99^n); a warm-up puts Σ 0.1·t/100 = 4.95 before it
    n = 10**9
    found = summarise(Step(lr="0.1", step_size=1, gamma="0.99"), n)
    assert found.sum_is_exact
    assert found.sum.double() == 10.0
    found = summarise(Step(lr="0.1", step_size=1, gamma="0.99").after_warmup(100), n)
    assert found.sum.double() == 14.95


def walked(policy, updates):
    """The first step with the highest rate, the sum of the doubles, and how many are above half of it."""
    rates = policy.rates(range(updates))
    peak = max(range(updates), key=lambda step: rates[step])
    return peak, math.fsum(rates), sum(rate > rates[peak] / 2 for rate in rates)


REPEATING = {
    "restarts": Restarts(max="0.1", min="0.001", T0=50),
    "after a warm-up": Restarts(max="0.1", T0=7).after_warmup(30),
    "triangles": Cyclic(max="0.1", step_up=3, step_down=4),
    "cycles of one step": Restarts(max="0.1", T0=1),
    "up to a total": Restarts(max="0.1", T0=50, T=470),
    # 100 cycles come to 237 steps
    "cycles of no whole number of steps": Restarts(max="0.1", T0="2.37"),
    "floors of two sizes": Formula("0.1 + 0.01*(t%6) - 0.003*(t%4)"),
}


def it_sums_up_what_is_walked(policy, updates):
    found = summarise(policy, updates)
    peak, total, above = walked(policy, updates)
    assert (found.peak[0], found.above_half) == (peak, above)
    assert found.sum.double() == pytest.approx(total, rel=1e-14)
    assert found.sum_is_exact


@pytest.mark.parametrize("policy", REPEATING.values(), ids=REPEATING)
@pytest.mark.parametrize("updates", [49, 100, 133, 1000])
def test_cycles_that_come_again_are_added_up_by_one(policy, updates):
    it_sums_up_what_is_walked(policy, updates)


def test_a_billion_cycles_at_once():
    n = 10**9
    found = summarise(Restarts(max="0.1", T0=50), 50 * n)
    # Σ (1 + cos(πr/50))/2 over r = 0 … 49 is 25 + ½, for the cosines on both sides of r = 25 cancel but for
    # that of r = 0; above half are those with a cosine above 0, r = 0 … 24
    assert found.sum.double() == 2.55 * n
    assert found.above_half == 25 * n


BY_PLACES = {
    "peaks that decay": Restarts(max="0.1", min="0.001", T0=3, peak_decay="0.9"),
    "peaks that grow": Restarts(max="0.1", T0=3, peak_decay="1.001"),
    "ranges that decay": Restarts(max="0.1", min="0.01", T0=5, peak_decay="0.7", decays="range"),
    "below the minimum": Restarts(max="0.1", min="0.05", T0=4, peak_decay="0.5"),
    "triangles half as high": Cyclic(max="0.1", step_up=2, mode="triangular2"),
    "a power of each step": Cyclic(
        max="0.1", min="0.03", step_up=3, step_down=1, mode="exp_range", gamma="0.99"),
    "after a warm-up": Cyclic(max="0.1", step_up=2, mode="triangular2").after_warmup(7),
}  # fmt: skip


@pytest.mark.parametrize("policy", BY_PLACES.values(), ids=BY_PLACES)
@pytest.mark.parametrize("updates", [13, 60, 901])
def test_cycles_that_change_are_added_up_place_by_place(policy, updates):
    it_sums_up_what_is_walked(policy, updates)


def test_a_billion_cycles_that_decay():
    n = 10**9
    found = summarise(Restarts(max="0.1", T0=2, peak_decay="0.5"), 2 * n)
    # in cycle k the rates are 0.1·0.5^k and half of that: 0.1·(3/2)·2; above 0.05 is the first alone
    assert found.sum.significant(12) == Decimal("0.3")
    assert (found.peak[0], found.above_half) == (0, 1)


MANY_PHASES = {
    "cycles that grow": (Restarts(max="0.1", min="0.001", T0=1, T_mult="1.001"), 2000),
    "cycles that grow shorter": (Restarts(max="0.1", T0=2, T_mult="0.999", peak_decay="0.99"), 1990),
    "peaks that grow": (Restarts(max="0.1", min="0.01", T0=7, T_mult="1.003", peak_decay="1.002"), 3000),
    "over a floor": (Restarts(max="0.1", T0=9, T_mult="1.002").with_floor("0.02"), 2500),
    "after a warm-up": (Restarts(max="0.1", T0=9, T_mult="1.002").after_warmup(50), 2500),
    "triangles under a power": (
        Cyclic(max="0.1", min="0.03", step_up=40, step_down=30, mode="exp_range", gamma="0.9999"), 9000),
    "triangles half as high": (Cyclic(max="0.1", step_up=33, mode="triangular2"), 9000),
    "on a clock that stands": (Restarts(max="0.1", T0=2, T_mult="1.1").with_clock("t//3"), 1000),
    "lines over cycles": (Formula("0.1*0.99^floor(t/67)*(1 - (t%67)/67)"), 9000),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "updates"), MANY_PHASES.values(), ids=MANY_PHASES)
def test_very_many_phases_come_to_what_a_walk_does(policy, updates):
    it_sums_up_what_is_walked(policy, updates)


def test_the_sum_of_many_cycles_to_the_last_digit():
    # each rate by hand in 40 digits: cycle i begins at 3·(1.01^i − 1)/0.01
    with mp.workdps(40):
        growth, total, step = mp.mpf("1.01"), mp.mpf(0), 0
        for i in range(300):
            begin, length = 300 * (growth**i - 1), 3 * growth**i
            while step < begin + length and step < 5000:
                total += (1 + mp.cos(mp.pi * (step - begin) / length)) / 2
                step += 1
        found = summarise(Restarts(max=1, T0=3, T_mult="1.01"), step)
        assert (step, found.sum.double()) == (5000, nearest_double(total))
        assert found.sum.significant(30) == Decimal(mp.nstr(total, 30))


def test_many_cycles_over_a_far_run():
    # the cosines of a whole cycle, from a fraction of a step after its beginning on, come to 1 at most; 2080
    # cycles are over at 10·(1.01^2080 − 1)/0.01
    n = ceil(1000 * (Fraction("1.01") ** 2080 - 1))
    found = summarise(Restarts(max=1, T0=10, T_mult="1.01"), n)
    assert n > 9 * 10**11
    assert abs(found.sum.double() - n / 2) < 2080 / 2 + 1
    assert abs(found.above_half - n / 2) < 2080


@pytest.mark.parametrize(
    ("schedule", "updates", "peak"),
    [
        (Multistep(lr=1, milestones=5, gamma=2), 20, 5),
        (Multistep(lr=1, milestones="3,8", gamma=2).with_floor("0.1"), 20, 8),
        (Step(lr=1, step_size=5, gamma=2), 18, 15),
        (Piecewise(values="1,3,3,2", boundaries="5,8,10"), 20, 5),
        (Linear(max=2, min=3, T=10), 30, 10),
        (Cosine(max=1, T=10).with_clock("t//4").after_warmup(3), 40, 3),
    ],
)
def test_a_peak_that_is_a_stretch_is_told_from_its_first_step(schedule, updates, peak):
    found = schedule.summary(updates).peak
    rates = schedule.rates(range(updates))
    assert (found[0], float(found[1])) == (peak, max(rates))
    assert rates.index(max(rates)) == peak


def test_so_is_a_rate_that_no_other_is_below():
    assert extremes(Multistep(lr=1, milestones=5, gamma="0.5")) == (5, 0)
    assert extremes(Step(lr=1, step_size=10, gamma="0.5", T=35)) == (30, 0)


def test_stairs_that_all_have_one_height_are_summed_once():
    # 235 × 0.002
    schedule = InverseTime(lr="0.002", decay_rate=0, decay_steps=27, staircase=True)
    assert float(schedule.summary(235).sum) == 0.47
    # 10 × (1 + 1 + 1) + 5, of stairs that stay
    assert float(Step(lr=1, step_size=10, gamma=1).summary(35).sum) == 35


WALKED = [
    # the ramp lies over a part of the first cycle
    Cyclic(max=1, min="0.1", step_up=3, mode="triangular2").after_warmup(3, shape="cosine", mode="times"),
    Cyclic(max=1, min="0.1", step_up=3).after_warmup(4, mode="over"),
    Restarts(max=1, T0=6).after_warmup(8, mode="times", ramp="(t+1)/W"),
    # stairs of a clock or of runs, and beside them cycles that grow, or boundaries
    Restarts(max=1, min="0.1", T0="2.5", T_mult="1.5", peak_decay="0.5").with_clock("(t+2)//3"),
    Restarts(max=1, T0=4, T_mult=2).with_clock("t//2"),
    Piecewise(values="0.1,0.5,0.3", boundaries="5,17", T=7).with_past_end("repeat"),
    Multistep(lr=1, milestones="3,9", T=12).with_past_end("repeat").with_clock("t//2"),
    # the stairs of a run are counted from where it last began
    Step(lr=1, step_size=3, gamma="0.5", T=3).with_past_end("repeat"),
    # the ramp is a step late: it ends below the peak, and what falls after it begins higher
    Linear(max=1, T=20).after_warmup(1, shape="quadratic", ramp="(t-1)/W"),
    Cosine(max=1, T=20).after_warmup(4, ramp="late"),
    # a ramp that stays at 0, up to a rate of 0
    Cyclic(max=1, step_up=3).after_warmup(2, shape="constant", mode="times"),
]


@pytest.mark.parametrize("updates", [13, 26, 60])
@pytest.mark.parametrize("schedule", WALKED, ids=repr)
def test_what_is_put_around_cycles_is_summed_as_it_is(schedule, updates):
    rates = [schedule.at(step) for step in range(updates)]
    found = schedule.summary(updates)
    assert float(found.sum) == pytest.approx(sum(rates), rel=1e-12)
    assert found.peak[0] == rates.index(max(rates))
    assert found.above_half == sum(rate > max(rates) / 2 for rate in rates)
