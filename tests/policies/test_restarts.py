"""Cosine annealing with warm restarts."""

from fractions import Fraction
from itertools import pairwise
from math import cos, pi

import pytest
from hypothesis import given
from hypothesis import strategies as some
from mpmath import mp

from lrcalc.errors import ParameterError
from lrcalc.expression.point import Point
from lrcalc.policies import Cosine, Restarts
from lrcalc.schedule.formula import formula_lines
from tests.policies.random_numbers import random_minimum, random_rate, random_steps

# What the tests of all policies need to know of this one: parameters as typed, the options of the
# contract, the closed form of the issue, and random parameters for it in mpmath.
TYPED = {"max": "0.1", "min": "0.001", "T0": "1k", "T_mult": "2", "peak_decay": "1"}
OPTIONS = [
    ("--max", "--max-lr"),
    ("--min", "--min-lr"),
    ("--min-ratio",),
    ("--T0",),
    ("--T-mult",),
    ("--peak-decay",),
    ("--decays",),
    ("--T", "--total-steps"),
    ("--cycles",),
]
FORMULAS = ["η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − T₀·⌊t/T₀⌋)/T₀)) / 2"]


def random_parameters(chance):
    first = random_steps(chance)
    factor = chance.choice(("1", "1", "2", "3", "10", "1.5", "5/4", f"1.{chance.randint(10, 99)}"))
    p = {"max": random_rate(chance), "min": random_minimum(chance), "T0": first, "T_mult": factor}
    if chance.random() < 0.4:
        p["peak_decay"] = chance.choice(("0.5", "0.9", "1/3", "1.1", "0"))
        last = ceiling(start(p, chance.randint(0, 40)))
    else:
        last = random_steps(chance) if chance.random() < 0.5 else ceiling(start(p, chance.randint(0, 60)))
    return p, min(last, 10**15)


def start(p, cycle):
    """Where a cycle begins, by adding up the lengths of those before."""
    length, begin = Fraction(p["T0"]), Fraction(0)
    for _ in range(cycle):
        begin += length
        length *= Fraction(p["T_mult"])
    return begin


def ceiling(number):
    return -(-number.numerator // number.denominator)


def reference(p, t):
    """POLICIES.md §2.6: a walk from cycle to cycle on fractions."""
    factor, length, begin, cycle = Fraction(p["T_mult"]), Fraction(p["T0"]), Fraction(0), 0
    if factor == 1:
        cycle, position = divmod(t, p["T0"])
        begin = Fraction(t - position)
    while t >= begin + length:
        begin += length
        length *= factor
        cycle += 1
    share = (t - begin) / length
    decay = Fraction(p.get("peak_decay", "1"))
    peak = mp.mpf(p["max"]) * (mp.mpf(decay.numerator) / decay.denominator) ** cycle
    low = mp.mpf(p["min"])
    return low + (peak - low) * (1 + mp.cos(mp.pi * share.numerator / share.denominator)) / 2


rates = some.decimals(min_value=0, max_value=1, places=9).map(str)
lengths = some.integers(1, 10**6)
factors = some.sampled_from(["1", "2", "3", "1.5", "1.01", "7/3"])


@given(lengths, factors, some.integers(0, 10**15))
def test_a_phase_is_a_cycle_and_cycles_follow_one_another(first, factor, step):
    policy = Restarts(max=1, T0=first, T_mult=factor)
    phase, after = policy.phase_at(step), policy.phase_at(policy.phase_at(step).last + 1)
    assert phase.first <= step <= phase.last
    assert after.first == phase.last + 1
    cycle, last = (phase["cycle"].exact(Point(t)) for t in (phase.first, phase.last))
    assert cycle == last == after["cycle"].exact(Point(after.first)) - 1
    if phase.first > 0:
        assert policy.phase_at(phase.first - 1).last == phase.first - 1


@given(rates, rates, lengths, factors, some.integers(0, 10**9), some.sampled_from(["1", "0.7", "0"]))
def test_the_rate_lies_within_the_bounds(high, low, first, factor, step, decay):
    policy = Restarts(max=high, min=low, T0=first, T_mult=factor, peak_decay=decay)
    bounds = sorted(map(float, policy.bounds()))
    assert bounds[0] <= policy.at(step) <= bounds[1]
    assert bounds[1] == max(float(high), float(low))
    assert bounds[0] == (min(float(high), float(low)) if decay == "1" else 0)


def test_peaks_that_grow_have_no_bounds():
    assert Restarts(max=1, T0=10, peak_decay="1.1").bounds() is None


@given(rates, lengths, some.integers(0, 10**6), some.data())
def test_every_cycle_is_cosine_annealing(high, first, cycle, data):
    step = data.draw(some.integers(0, first - 1))
    policy = Restarts(max=high, min="0.01", T0=first)
    assert policy.at(cycle * first + step) == Cosine(max=high, min="0.01", T=first).at(step)


def test_by_hand():
    # cycles of 4, 8 and 16 steps: 0–3, 4–11, 12–27
    policy = Restarts(max=1, min="0.2", T0=4, T_mult=2)
    assert [policy.at(t) for t in (0, 2, 4, 8, 12, 20, 28)] == [1.0, 0.6, 1.0, 0.6, 1.0, 0.6, 1.0]
    # a third of cycle 1 is over at 4 + 8/3, none at a whole step; of 3 steps one is: (1 + 1/2)/2, (1 − 1/2)/2
    assert [Restarts(max=1, T0=3).at(t) for t in range(6)] == [1.0, 0.75, 0.25, 1.0, 0.75, 0.25]


# POLICIES.md §3, 17: T0 = 4, T_mult = 2 at update 4.
def test_a_restart_begins_at_the_maximum():
    assert Restarts(max=1, T0=4, T_mult=2).at(4) == 1.0


# POLICIES.md §3, 18: a floor of 0.1, a factor of 0.5, T = 4. timm has 0.5 at 4 and 0.1586 at 7.
def test_the_peak_decays_and_the_floor_stays_as_in_timm():
    policy = Restarts(max=1, min="0.1", T0=4, peak_decay="0.5")
    assert policy.at(4) == 0.5
    assert round(policy.at(7), 4) == 0.1586


# POLICIES.md §3, 19: the logarithm of a double misses these restarts, 10·(1 + 3 + 9 + 27 + 81) and 10·111.
@pytest.mark.parametrize(("factor", "step"), [(3, 1210), (10, 1110), (3, 5 * (3**28 - 1)), (10, 1111111110)])
def test_a_restart_is_found_by_whole_numbers(factor, step):
    policy = Restarts(max=1, T0=10, T_mult=factor)
    assert policy.at(step) == 1.0
    assert policy.at(step - 1) < 0.05


# POLICIES.md §3, 20: cycles end at 25, 47.5 and 81.25 in keras and timm; 0.0012 at 47, 0.0001 at 81.
def test_a_cycle_may_end_between_two_steps():
    policy = Restarts(max=1, T0=10, T_mult="1.5")
    assert [policy.phase_at(t).first for t in (0, 10, 25, 47, 48, 81, 82)] == [0, 10, 25, 25, 48, 48, 82]
    assert policy.at(25) == 1.0
    assert round(policy.at(47), 4) == 0.0012
    assert round(policy.at(81), 4) == 0.0001
    # half a step after the restart at 47.5, of a cycle of 33.75 steps
    with mp.workdps(40):
        assert policy.at(48) == float((1 + mp.cos(mp.pi / 2 / mp.mpf("33.75"))) / 2)


# Too many cycles to write M^i out; the cycle by mpmath's logarithm of 1 + 10^-6·10^12/10.
def test_very_many_cycles():
    policy = Restarts(max=1, T0=10, T_mult="1.000001")
    with mp.workdps(60):
        factor = mp.mpf("1.000001")
        cycle = int(mp.floor(mp.log(1 + (factor - 1) * 10**12 / 10) / mp.log(factor)))
        begin = 10 * (factor**cycle - 1) / (factor - 1)
        expected = float((1 + mp.cos(mp.pi * (10**12 - begin) / (10 * factor**cycle))) / 2)
        first = int(mp.ceil(begin))
    assert policy.derivation(10**12)["cycle"].exact == cycle
    assert policy.phase_at(10**12).first == first
    assert policy.at(10**12) == expected


def test_cycles_of_one_step_never_fall():
    assert [Restarts(max="0.3", T0=1).at(t) for t in (0, 1, 2, 10**15)] == [0.3] * 4


def test_far_steps_at_once():
    # 10^15 is a multiple of 1000; with M = 2 it lies in cycle ⌊log₂(1 + 10^12)⌋ = 39
    assert Restarts(max="0.1", T0=1000).at(10**15) == 0.1
    assert Restarts(max="0.1", T0=1000, T_mult=2).derivation(10**15)["cycle"].exact == 39


def test_cycles_that_shrink_end_before_a_limit():
    # cycles of 8, 4, 2 and 1 steps, which begin at 0, 8, 12 and 14; none is left of 16
    policy = Restarts(max=1, T0=8, T_mult="0.5")
    assert [policy.at(step) for step in (0, 8, 12, 14, 15, 16, 10**9)] == [1.0] * 7
    assert [policy.at(step) for step in (4, 10, 13)] == [0.5] * 3
    assert policy.total == 15
    note = "M is below 1: the cycles end before step 16, and the last rate is held"
    assert list(policy.notes()) == [note]


@pytest.mark.parametrize("factor", ["1/3", "0.9", "0.999", "7/8"])
def test_each_shorter_cycle_begins_with_the_maximum(factor):
    policy = Restarts(max=1, min="0.25", T0=1000, T_mult=factor)
    begin, length = Fraction(0), Fraction(1000)
    for _ in range(8 if Fraction(factor) > Fraction(1, 2) else 6):
        middle = begin + length / 2
        if begin.denominator == 1:
            assert policy.at(int(begin)) == 1
        if middle.denominator == 1:
            assert policy.at(int(middle)) == 0.625
        before = -(-begin.numerator // begin.denominator)
        share = (before - begin) / length
        assert policy.at(before) == pytest.approx(0.25 + 0.75 * (1 + cos(pi * share)) / 2, rel=1e-12)
        begin, length = begin + length, length * Fraction(factor)


def test_cycles_need_not_be_whole():
    # of 2.5 steps: 0, 2/5 and 4/5 of the first, then 1/5, 3/5 of the second
    policy = Restarts(max=1, T0="2.5")
    shares = [0, 0.4, 0.8, 0.2, 0.6, 0]
    assert [policy.at(step) for step in range(6)] == pytest.approx([(1 + cos(pi * p)) / 2 for p in shares])
    # trap 20: keras and timm, T_mult 1.5: 25, 47.5, 81.25
    grown = Restarts(max=1, T0=10, T_mult="1.5")
    assert [round(grown.at(step), 4) for step in (25, 47, 81)] == [1.0, 0.0012, 0.0001]


def test_what_decays_with_the_peak_is_as_in_three_frameworks():
    # trap 18: floor 0.1, factor 0.5, T 4: timm .5 and .1586, keras .55 and .1659, fairseq .5 and .1159
    rates = {
        decays: [
            round(Restarts(max=1, min="0.1", T0=4, peak_decay="0.5", decays=decays).at(t), 4) for t in (4, 7)
        ]
        for decays in ("peak", "range", "both")
    }
    assert rates == {"peak": [0.5, 0.1586], "range": [0.55, 0.1659], "both": [0.5, 0.1159]}


@pytest.mark.parametrize("given", [{"T_mult": 0}, {"T0": 0}, {"T0": "0.1", "T_mult": "0.1"}])
def test_cycles_without_a_step_are_refused(given):
    with pytest.raises(ParameterError, match=r"^--T.*: expected "):
        Restarts(**{"max": 1, "T0": 10, **given})


def test_peaks_that_grow_or_sink_below_the_minimum_are_noted():
    (grows,) = Restarts(max=1, T0=10, peak_decay="1.5").notes()
    assert grows == "d is larger than 1: each cycle begins higher than the one before"
    # 0.5^3 = 0.125 > 0.1 > 0.5^4, and 0.5^3 is not below itself
    for low, cycle in (("0.1", 4), ("0.125", 4), ("0.126", 3), ("1", 1)):
        (sinks,) = Restarts(max=1, min=low, T0=10, peak_decay="0.5").notes()
        assert sinks.startswith(f"from cycle {cycle} on")
    assert list(Restarts(max=1, T0=10, peak_decay="0.5").notes()) == []


def test_a_decay_of_0_leaves_the_first_cycle_alone():
    policy = Restarts(max=1, T0=4, peak_decay=0)
    assert [policy.at(t) for t in (0, 2, 4, 6, 8)] == [1.0, 0.5, 0.0, 0.0, 0.0]


def test_the_formula_with_cycles_that_grow_and_peaks_that_decay():
    (line,) = formula_lines(Restarts(max=1, T0=10, T_mult=2, peak_decay="0.5"))
    assert line == (
        "η_t = η_min + (η_max × d^cycle − η_min) × "
        "(1 + cos(π·(t − T₀·(M^cycle − 1)/(M − 1))/(T₀·M^cycle))) / 2, "
        "where cycle = ⌊log_M(1 + (M − 1)·t/T₀)⌋"
    )


def test_a_1_is_left_out_of_the_title():
    assert [symbol.name for symbol in Restarts(max=1, T0=10).named_symbols().values()] == [
        "η_max", "η_min", "T₀"]  # fmt: skip


def test_the_default_steps_show_the_first_two_cycles():
    assert Restarts(max=1, T0=10).default_steps() == [0, 5, 9, 10, 15, 19, 20]
    assert Restarts(max=1, T0=10, T_mult="1.5").default_steps() == [0, 5, 9, 10, 17, 24, 25]
    steps = Restarts(max=1, T0="6e14", T_mult=2).default_steps()
    assert all(a < b for a, b in pairwise(steps))
    assert steps[-1] <= 10**15


def test_a_total_and_a_number_of_cycles_end_it():
    ended = Restarts(max="0.1", T0=10, T=25)
    assert (ended.total, ended.updates) == (25, 25)
    assert ended.at(26) == ended.at(10**9) == ended.at(25) == 0.05  # half of a cycle: (1 + cos π/2)/2
    # 10 + 20 + 40 steps: the last is step 69, and 70 updates are all of them
    counted = Restarts(max="0.1", T0=10, T_mult=2, cycles=3)
    assert (counted.total, counted.updates) == (69, 70)
    assert counted.at(70) == counted.at(69) == Restarts(max="0.1", T0=10, T_mult=2).at(69)
    assert counted.default_steps()[-1] == 69
    assert Restarts(max="0.1", T0="10%", T=200).T0 == 20
    for wrong in ({"T": 20, "cycles": 2}, {"cycles": "1.5"}, {"cycles": 60, "T_mult": 2}):
        with pytest.raises(ParameterError):
            Restarts(max="0.1", T0=10, **wrong)


def test_cycles_that_end_beyond_every_step_are_refused_without_being_written_out():
    # 1.1^(10^9) has 41 million digits
    with pytest.raises(ParameterError, match="--cycles"):
        Restarts(max=1, T0=50, T_mult="1.1", cycles=10**9)


def test_a_factor_next_to_0_has_one_cycle():
    # the second cycle is shorter than any step, and ends before step 2.5 with all after it
    schedule = Restarts(max=1, T0="2.5", T_mult="1e-300")
    assert schedule.total == 2
    assert schedule.rates(range(4)) == [Cosine(max=1, T=5).at(2 * min(step, 2)) for step in range(4)]


def test_with_a_warmup_shorter_cycles_come_to_their_end_after_it():
    # they would end before step 10/(1 − 0.9) = 100 without it
    alone = Restarts(max=1, T0=10, T_mult="0.9", T=200)
    warm = alone.after_warmup(50)
    assert (alone.total, warm.total) == (99, 149)
    assert (alone.updates, warm.updates) == (100, 150)
    assert warm.rates(range(50, 160)) == alone.rates(range(110))
    # of 120 steps 70 are left, before that end
    assert Restarts(max=1, T0=10, T_mult="0.9", T=120).after_warmup(50).total == 120
