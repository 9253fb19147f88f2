"""Blocks of steps give what one step at a time gives: the double nearest to the exact value."""

from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp

from lrcalc.policies import (
    POLICIES,
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    InverseTime,
    Multistep,
    OneCycle,
    Piecewise,
    Polynomial,
    Restarts,
    Step,
    Warmup,
    policy_class,
)
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.formula import example
from tests.nearest import nearest_double
from tests.profiles import examples, number, sample


def stretches(policy, *runs):
    return list(trajectory(policy, runs, policy.columns))


def rates(policy, *runs):
    return list(chain.from_iterable(stretch.columns["learning_rate"] for stretch in stretches(policy, *runs)))


def assert_as_one_by_one(policy, *runs):
    """Every quantity, its phase and the order of the steps."""
    found = stretches(policy, *runs)
    assert [step for stretch in found for step in stretch.steps] == [step for run in runs for step in run]
    for stretch in found:
        expected = {
            quantity.key: [] for quantity in stretch.phase.quantities if quantity.key in policy.columns
        }
        for step in stretch.steps:
            derivation = policy.derivation(step)
            assert derivation.phase.name == stretch.phase.name
            for key, values in expected.items():
                values.append(derivation[key].double())
        assert {key: list(column) for key, column in stretch.columns.items()} == expected
        assert all(str(value) != "-0.0" for column in stretch.columns.values() for value in column)


RUNS = {
    "every step": range(2300),
    "one step": range(7, 8),
    "backwards": range(1500, -1, -1),
    "strided": range(0, 40_000, 37),
    "strided backwards": range(39_999, -1, -41),
    "far apart": range(0, 10**15 + 1, 10**13),
    "beyond the end": range(4900, 5200),
    "back from beyond the end": range(5200, 4900, -1),
    "all beyond": range(10**6, 10**6 + 100),
}


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_run_is_as_one_step_at_a_time(run, name):
    # at the desk the first quarter of a run
    assert_as_one_by_one(example(policy_class(name)), run[: number(len(run), quick=max(240, len(run) // 4))])


POLICIES_WITH_EDGES = {
    "W = 0": Warmup(max="0.002", warmup=0, T=400),
    "W = 1": Warmup(max="0.002", min="0.001", warmup=1, T=400),
    "W = T": Warmup(max="0.002", warmup=400, T=400),
    "W > T": Warmup(max="0.002", warmup=600, T=400),
    "W = T − 1": Warmup(max="0.002", warmup=399, T=400),
    "T1 = 0": OneCycle(max="0.002", min="0.001", T1=0, T2=400),
    "T2 = 0": OneCycle(max="0.002", min="0.001", T1=400, T2=0),
    "s = 1": Step(lr="0.7", step_size=1, gamma="0.99"),
    "s = 97": Step(lr="0.7", step_size=97, gamma="1/3"),
    "γ = 0": Step(lr="0.7", step_size=97, gamma=0),
    "γ = 1": Exponential(lr="0.7", gamma=1),
    "exponential γ = 0": Exponential(lr="0.7", gamma=0),
    "γ > 1": Exponential(lr="1e-300", gamma="1.5"),
    "η_0 = 0": Exponential(lr=0, gamma="0.9"),
    "γ^t is great, η_0 tiny": Exponential(lr="5e-324", gamma="2"),
    "min > max": Cosine(max="0.001", min="0.002", T=400),
    "min = max": Cosine(max="0.001", min="0.001", T=400),
    "max = 0": Cosine(max=0, T=400),
    "T = 1": Cosine(max=1, T=1),
    "least double": Cosine(max="5e-324", T=400),
    "greatest double": Cosine(max="1.7976931348623157e308", T=400),
    "short cycles": Restarts(max="0.1", min="0.001", T0=50),
    "cycles of 1": Restarts(max="0.1", T0=1),
    "cycles of 2, upside down": Restarts(max="0.1", min="0.3", T0=2),
    "peaks decay": Restarts(max="0.1", min="0.001", T0=30, peak_decay="0.9"),
    "peaks go below every double": Restarts(max="0.1", T0=3, peak_decay="1e-4"),
    "peaks go beyond every double": Restarts(max="0.1", T0=3, peak_decay="1000"),
    "cycles grow": Restarts(max="0.1", min="0.001", T0=7, T_mult=2),
    "cycles end between steps": Restarts(max="0.1", min="0.001", T0=7, T_mult="1.1", peak_decay="0.9"),
    "cycles after a warm-up": Restarts(max="0.1", min="0.001", T0=50).after_warmup(60),
    "triangles": Cyclic(max="0.1", min="0.001", step_up=20),
    "triangles after a warm-up": Cyclic(max="0.1", min="0.001", step_up=20).after_warmup(60),
    "up and down in 1": Cyclic(max="0.1", min="0.001", step_up=1),
    "saw teeth": Cyclic(max="0.1", min="1/3", step_up=1, step_down=40),
    "half as high": Cyclic(max="0.1", min="0.001", step_up=11, step_down=7, mode="triangular2"),
    "below every double": Cyclic(max="0.1", step_up=1, mode="triangular2"),
    "shrinking": Cyclic(max="0.1", min="0.001", step_up=20, mode="exp_range", gamma="0.9999"),
    "shrinking fast": Cyclic(max="0.1", step_up=20, mode="exp_range", gamma="0.01"),
    "growing": Cyclic(max="0.1", step_up=20, mode="exp_range", gamma="7"),
    "greatest and least": Cosine(max="1e308", min="1e-308", T=400),
    "cosine squared": Cosine(max="0.002", T=400, power=2),
    "root of the cosine": Cosine(max="0.002", min="1e-5", T=400, power="0.5"),
    "cosine to 1.7, three waves": Cosine(max="0.002", T=400, power="1.7", cycles=3),
    "p = 0": Polynomial(max="0.002", min="1e-5", T=400, power=0),
    "p = 1/2": Polynomial(max="0.002", min="1e-5", T=400, power="0.5"),
    "p = 3, min > max": Polynomial(max="0.002", min="0.1", T=400, power=3),
    "p = 50": Polynomial(max="0.002", T=400, power=50),
    "decay steps": Exponential(lr="0.7", gamma="0.5", decay_steps=97),
    "stairs": Exponential(lr="0.7", gamma="0.5", decay_steps=97, staircase=True),
    "inverse time": InverseTime(lr="0.7", decay_rate="1/3"),
    "inverse time in stairs": InverseTime(lr="0.7", decay_rate="1/3", decay_steps=97, staircase=True),
    "milestones": Multistep(lr="0.7", milestones="0,1,97,97,400", gamma="1/3"),
    "pieces": Piecewise(values="0.7,0,1/3,2,0.1", boundaries="0,97,97,400"),
    "lines": Piecewise(values="0.7,0,1/3,2,0.1", boundaries="0,97,97,400", interpolate=True),
}


@pytest.mark.parametrize("policy", POLICIES_WITH_EDGES.values(), ids=POLICIES_WITH_EDGES)
def test_a_policy_at_its_edges_is_as_one_step_at_a_time(policy):
    runs = [range(501), range(500, -1, -1), range(3, 501, 3), range(395, 406)]
    assert_as_one_by_one(policy, *sample(runs, quick=[range(501), range(395, 406)]))


# Where the scale of triangular2 leaves the normal doubles, the doubles, and what is written out exactly.
@pytest.mark.parametrize("cycle", [840, 1020, 1070, 4090])
def test_triangles_that_become_too_small_for_a_double(cycle):
    policy = Cyclic(max="0.1", step_up=20, mode="triangular2")
    assert_as_one_by_one(policy, range(40 * cycle, 40 * cycle + 600))


def test_cycles_that_begin_at_no_fraction():
    # 1.001^i is too long to be written out from cycle 819 on, which begins at step 12672
    assert_as_one_by_one(Restarts(max="0.1", min="0.001", T0=10, T_mult="1.001"), range(12_500, 13_000))


def test_rates_that_shrink_by_thousands_of_bits():
    assert_as_one_by_one(Exponential(lr="0.1", gamma="0.99"), range(17_000, 17_300))
    assert_as_one_by_one(Restarts(max="0.1", T0=3, peak_decay="0.3"), range(0, 4000, 7))


def test_cycles_with_one_formula_come_in_one_stretch():
    found = stretches(Restarts(max="0.1", T0=50), range(5000))
    assert max(stretch.length for stretch in found) > 1000
    with mp.workdps(40):
        cycle = [nearest_double(mp.mpf("0.1") * (1 + mp.cos(mp.pi * t / 50)) / 2) for t in range(50)]
    assert rates(Restarts(max="0.1", T0=50), range(5000)) == cycle * 100


PARTS = st.integers(0, 900)
FACTORS = st.sampled_from(["0.1", "7"])
GENERATED = st.one_of(
    st.builds(Cosine, max=st.just("0.002"), min=st.sampled_from(["0", "0.01"]), T=st.integers(1, 5000)),
    st.builds(Warmup, max=st.just("1/3"), warmup=st.integers(0, 3000), T=st.integers(1, 5000)),
    st.builds(OneCycle, max=st.just("3e-4"), min=st.just("1e-9"), T1=st.integers(1, 900), T2=PARTS),
    st.builds(Step, lr=st.just(1), step_size=st.integers(1, 2000), gamma=FACTORS),
    st.builds(Exponential, lr=st.just("0.1"), gamma=st.fractions(Fraction(9, 10), Fraction(101, 100))),
    st.builds(Fixed, lr=st.just("0.1")),
    st.builds(Restarts, max=st.just("0.1"), min=st.sampled_from(["0", "0.01"]), T0=st.integers(1, 300),
              T_mult=st.sampled_from(["1", "1", "1.3", "2"]), peak_decay=st.sampled_from(["1", "0.5"])),
    st.builds(Cyclic, max=st.just("1/3"), min=st.sampled_from(["0", "0.01"]), step_up=st.integers(1, 200),
              step_down=st.integers(1, 200), mode=st.sampled_from(["triangular", "triangular2"])),
)  # fmt: skip


@examples(60)
@given(
    GENERATED,
    st.integers(0, 6000),
    st.integers(0, 300),
    st.integers(-60, 60).filter(lambda stride: stride != 0),
)
def test_any_run_of_any_policy_is_as_one_step_at_a_time(policy, start, count, stride):
    stop = max(-1, start + stride * count)
    assert_as_one_by_one(policy, range(start, stop, stride))


# A block's mistake would show at either end of a double's reach, or where two steps are the same.
@examples(100)
@given(
    st.builds(
        Cyclic,
        max=st.sampled_from(["1", "0.1", "1e-300"]),
        min=st.sampled_from(["0", "0.01"]),
        step_up=st.integers(1, 40),
        step_down=st.integers(1, 40),
        mode=st.just("exp_range"),
        gamma=st.sampled_from(["0.5", "0.99", "0.99994", "1.01"]),
    ),
    st.integers(0, 20_000),
    st.integers(48, 400),
)
def test_triangles_under_a_power_are_as_one_step_at_a_time(policy, start, count):
    assert_as_one_by_one(policy, range(start, start + count))


def test_runs_follow_one_another_in_order():
    assert_as_one_by_one(example(Warmup), range(490, 510), range(3, 4), range(510, 489, -1), range(3, 4))
    assert stretches(example(Warmup)) == []


def test_a_phase_boundary_divides_a_run():
    found = stretches(Warmup(max=1, warmup=100, T=1000), range(1200))
    names = [(stretch.phase.name, step) for stretch in found for step in stretch.steps]
    assert names == [("warm-up" if step <= 100 else "annealing", step) for step in range(1200)]


# Near t = T, cos(π·t/T) is −1 + ½·(π·(T − t)/T)²: of 80 digits, 1 + cos loses up to 24.
@pytest.mark.parametrize("offset", [0, 10**6, 10**9])
def test_near_the_end_of_a_very_long_annealing_to_0(offset):
    total = 10**12
    run = range(total - offset - 600, total - offset + 1)
    with mp.workdps(80):
        expected = [nearest_double(mp.mpf("0.002") * (1 + mp.cos(mp.pi * t / total)) / 2) for t in run]
    assert rates(Cosine(max="0.002", T=total), run) == expected


def test_the_exercise_step_for_step():
    with mp.workdps(60):
        low, high = mp.mpf("0.0001"), mp.mpf("0.002")
        expected = [
            nearest_double(low + (high - low) * (1 + mp.cos(mp.pi * t / 5000)) / 2) for t in range(5001)
        ]
    assert rates(Cosine(max="0.002", min="0.0001", T=5000), range(5001)) == expected


# Whole numbers divided are rounded once by Python, subnormals included: n/d is the nearest double.
@pytest.mark.parametrize(
    ("gamma", "steps"),
    [
        ("0.1", range(340)),
        ("0.9", range(6600, 7200)),
        ("0.5", range(1000, 1090)),
        ("0.9", range(7200, 6600, -3)),
    ],
)
def test_a_small_exponential_goes_down_to_0_through_every_subnormal(gamma, steps):
    exact = [Fraction("0.001") * Fraction(gamma) ** t for t in steps]
    expected = [value.numerator / value.denominator for value in exact]
    assert 0.0 in expected
    assert any(0.0 < value < 2.3e-308 for value in expected)
    assert rates(Exponential(lr="0.001", gamma=gamma), steps) == expected


# 0.001 · 0.9995^t is below half of 5e-324 from t ≈ (ln 0.001 + 744.44 + 0.69)/0.00050013 ≈ 1.476e6 on.
def test_a_slow_exponential_goes_down_to_0():
    steps = range(1_400_000, 1_500_000, 50)
    with mp.workdps(60):
        factor = mp.mpf("0.9995")
        expected = [nearest_double(mp.mpf("0.001") * factor**t) for t in steps]
    assert expected[0] > 0.0 == expected[-1]
    assert rates(Exponential(lr="0.001", gamma="0.9995"), steps) == expected


@pytest.mark.parametrize("steps", [range(700), range(0, 6900, 7), range(6900, 6000, -1)])
def test_a_growing_exponential(steps):
    exact = [Fraction("1e-300") * Fraction("1.2") ** t for t in steps]
    expected = [value.numerator / value.denominator for value in exact]
    assert rates(Exponential(lr="1e-300", gamma="1.2"), steps) == expected


def test_beyond_the_largest_double_a_rate_is_infinite():
    # 2^1023 is the last power of two that is a double.
    assert rates(Exponential(lr=1, gamma=2), range(1020, 1027)) == [
        *(2.0**power for power in range(1020, 1024)),
        *[float("inf")] * 3,
    ]
    assert_as_one_by_one(Exponential(lr=1, gamma="1.01"), range(71_000, 71_500))


def test_gamma_0_leaves_the_first_step_alone():
    assert rates(Exponential(lr="0.5", gamma=0), range(300)) == [0.5] + [0.0] * 299
    assert rates(Step(lr="0.5", step_size=10, gamma=0), range(300)) == [0.5] * 10 + [0.0] * 290


def test_only_the_quantities_asked_are_found():
    found = list(trajectory(example(Cosine), [range(100)], ["scale"]))
    assert all(stretch.columns.keys() == {"scale"} for stretch in found)


def test_stairs_upon_stairs():
    policy = Exponential(lr="1/3", gamma="0.97", decay_steps=2, staircase=True).with_clock("t//391")
    assert_as_one_by_one(policy, range(0, 4000, 3), range(3900, 0, -7))
