"""The three ways in which a warm-up meets a schedule, what its ramp counts, and the shapes of the ramp."""

import math
from math import cos, exp, log, pi

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc import Formula
from lrcalc.errors import ParameterError
from lrcalc.policies import Cosine, Fixed, InverseSqrt, Linear, Multistep, Piecewise, Step, Warmup, Wsd
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.formula import formula_lines, title
from lrcalc.schedule.warmup_parameters import MODES, RAMPS, SHAPES
from tests.small import rates, schedules

FLAT = Fixed(lr=1)
SHORT_NAMES = {short: formula for formula, (short, _, _) in RAMPS.items()}


def test_over_runs_the_schedule_from_step_0_under_the_ramp():
    # detectron2 and mmengine: milestones at 60000 and 80000, whatever the warm-up
    drops = Multistep(lr="0.02", milestones="60000,80000")
    policy = drops.after_warmup(1000, start="0.00002", mode="over")
    assert [policy.at(step) for step in (0, 500, 60000, 80000)] == [0.00002, 0.01001, 0.002, 0.0002]
    assert policy.at(1000) == 0.02
    assert list(policy.notes()) == []


def test_times_multiplies_the_schedule_by_the_ramp():
    # BERT: at step 10000 of a million, 1e-4·0.99
    policy = Linear(max="1e-4", T="1e6").after_warmup("10k", mode="times")
    assert [policy.at(step) for step in (0, 5000, 10000)] == [0, 1e-4 * 0.995 * 0.5, 9.9e-5]
    assert policy.total == 10**6
    # from half of the peak: 1/2 + 1/2·t/4 of a line from 1 to 0 over 8
    halved = Linear(max=1, T=8).after_warmup(4, start="0.5", mode="times")
    assert rates(halved, 5) == [0.5, 7 / 8 * 0.625, 6 / 8 * 0.75, 5 / 8 * 0.875, 0.5, 3 / 8]


def test_before_says_which_steps_it_shifts():
    drops = Multistep(lr="0.02", milestones="60000,80000").after_warmup(1000)
    assert list(drops.notes()) == [
        "the milestones count from the end of the warm-up: drops at 61000 and 81000; "
        "--warmup-mode over counts from step 0"
    ]
    steps = list(Step(lr=1, step_size=30).after_warmup(5).notes())
    assert steps == [
        "the schedule counts from the end of the warm-up: drops at 35, 65, 95, …; "
        "--warmup-mode over counts from step 0"
    ]
    assert "changes at 15 and 25" in next(
        Piecewise(values="1,2,3", boundaries="10,20").after_warmup(5).notes()
    )
    # there is nothing to shift in what is the same at every step, and a total counts the warm-up
    assert [list(policy.after_warmup(5).notes()) for policy in (FLAT, Cosine(max=1, T=10))] == [[], []]


def test_a_ramp_up_to_where_it_begins_is_said():
    # t/100 is 0 at its step 0, and so is every step of a ramp from 0 up to it
    rising = Formula("t/100").after_warmup(10, mode="over")
    assert rates(rising, 4) == [0] * 5
    assert list(rising.notes()) == [
        "the warm-up stays at 0, the schedule's first rate; --warmup-mode times multiplies the schedule by "
        "the ramp"
    ]
    assert not list(Formula("t/100").after_warmup(10, mode="times").notes())
    assert list(Cosine(max=1, T=100).after_warmup(10, start=1).notes()) == [
        "the warm-up stays at 1, the schedule's first rate"
    ]


def test_the_title_says_which_mode_it_is():
    modes = {mode: title(FLAT.after_warmup(4, mode=mode)) for mode in MODES}
    assert modes == {
        "before": "Fixed learning rate, after a warm-up: η_0 = 1, W = 4",
        "over": "Fixed learning rate, with a warm-up over its first steps: η_0 = 1, W = 4",
        "times": "Fixed learning rate, times a warm-up: η_0 = 1, W = 4",
    }


@pytest.mark.parametrize(
    ("ramp", "expected"),
    [
        ("t/W", [0, 1 / 4, 1 / 2, 3 / 4, 1, 1]),
        ("(t+1)/W", [1 / 4, 1 / 2, 3 / 4, 1, 1, 1]),
        ("(t+1)/(W+1)", [1 / 5, 2 / 5, 3 / 5, 4 / 5, 1, 1]),
        ("t/(W-1)", [0, 1 / 3, 2 / 3, 1, 1, 1]),
        ("(t-1)/W", [0, 0, 1 / 4, 1 / 2, 3 / 4, 1]),
    ],
)
@pytest.mark.parametrize("mode", MODES)
def test_what_the_ramp_counts(ramp, mode, expected):
    assert rates(FLAT.after_warmup(4, ramp=ramp, mode=mode), 5) == expected
    short = RAMPS[ramp][0]
    assert rates(FLAT.after_warmup(4, ramp=short, mode=mode), 5) == expected


E = exp(1)
SHAPED = {
    "linear": lambda n: n / 10,
    "cosine": lambda n: (1 - cos(pi * n / 10)) / 2,
    "quadratic": lambda n: (n / 10) ** 2,
    "log": lambda n: log(n + 1) / log(10),
    "saturating": lambda n: 1 - exp(-(n + 1) / 10),
    "constant": lambda n: 0,
}


@pytest.mark.parametrize("shape", SHAPED)
@pytest.mark.parametrize("mode", MODES)
def test_the_shapes_of_the_ramp(shape, mode):
    policy = FLAT.after_warmup(10, shape=shape, mode=mode)
    assert rates(policy, 9) == pytest.approx([SHAPED[shape](n) for n in range(10)])
    # a ramp that multiplies and never comes to 1 goes on
    goes_on = shape == "saturating" and mode == "times"
    assert policy.at(30) == pytest.approx(1 - exp(-3.1) if goes_on else 1)


def test_the_logarithm_of_deepspeed():
    # a warm-up of 1000 to 0.001: its counts 9 and 99 are ln 10/ln 1000 and ln 100/ln 1000 of the way
    policy = Fixed(lr="0.001").after_warmup(1000, shape="log")
    assert [policy.at(9), policy.at(99)] == [0.001 / 3, 0.002 / 3]
    # trap 7: at its count 100 it is 0.668 of the peak already
    assert policy.at(100) == pytest.approx(0.668e-3, abs=5e-7)


@pytest.mark.parametrize("ramp", RAMPS)
def test_a_warm_up_as_long_as_the_total_ends_where_the_ramp_does(ramp):
    beyond, longer = RAMPS[ramp][1:]
    expected = [min(1, max(0, step + beyond) / (4 + longer)) for step in range(5)]
    for policy in (
        Cosine(max=1, T=4).after_warmup(4, ramp=ramp),
        Wsd(max=1, warmup=4, decay=0, T=4, warmup_ramp=ramp),
    ):
        assert rates(policy, 4) == expected
        assert policy.at(9) == expected[4]


def test_a_share_of_a_peak_of_0_is_refused():
    with pytest.raises(
        ParameterError, match=r"^--warmup-start: expected 0 with a schedule that begins at 0, got 0.1"
    ):
        Fixed(lr=0).after_warmup(4, start="0.1", mode="times")
    assert Fixed(lr=0).after_warmup(4, start="0.1", mode="over").at(0) == 0.1


def test_a_ramp_that_would_divide_by_zero_is_refused():
    for more in ({"ramp": "t/(W-1)"}, {"ramp": "closed"}, {"shape": "log"}):
        with pytest.raises(ParameterError, match=r"^--warmup: expected 2 or more steps"):
            FLAT.after_warmup(1, **more)


@pytest.mark.parametrize(
    ("given", "option"),
    [({"mode": "x"}, "--warmup-mode"), ({"ramp": "t"}, "--warmup-ramp"), ({"shape": "x"}, "--warmup-shape")],
)
def test_another_word_is_refused(given, option):
    with pytest.raises(ParameterError, match=f"^{option}: expected .*, got"):
        FLAT.after_warmup(4, **given)


def test_policies_that_begin_with_a_warm_up_have_the_same_ramps():
    wsd = Wsd(max=1, warmup=4, decay=2, T=10, warmup_ramp="(t+1)/W")
    # torchtitan: the peak at step 3
    assert rates(wsd, 10) == [1 / 4, 1 / 2, 3 / 4, 1, 1, 1, 1, 1, 1, 1 / 2, 0]
    assert rates(InverseSqrt(max=1, warmup=4, warmup_ramp="inner"), 4) == [0.2, 0.4, 0.6, 0.8, 1]
    warm = {"warmup_mode": "times", "warmup_ramp": "early"}
    policy = Warmup(max=1, warmup=4, T=12, **warm)
    assert rates(policy, 12) == rates(Cosine(max=1, T=12).after_warmup(4, mode="times", ramp="early"), 12)


@pytest.mark.parametrize("warm", [0, 3, 4, 7])
@pytest.mark.parametrize("ramp", SHORT_NAMES)
def test_a_decay_that_follows_at_once_leaves_no_gap(warm, ramp):
    policy = Wsd(max=1, min="0.1", warmup=warm, decay=10 - max(warm, 4), T=10, warmup_ramp=ramp)
    step = 0
    while step <= 10:
        phase = policy.phase_at(step)
        assert phase.first == step <= phase.last
        step = phase.last + 1


@given(schedules(), some.sampled_from(MODES), some.sampled_from(list(RAMPS)), some.integers(2, 30))
def test_every_schedule_has_every_mode_and_ramp(drawn, mode, ramp, warm):
    policy, last = drawn
    if "warmup" in policy.parameters() or (policy.total is not None and warm > policy.total):
        return
    warmed = policy.after_warmup(warm, mode=mode, ramp=ramp)
    end = last + warm
    found = rates(warmed, end)
    # a total counts the warm-up: what is left may be so short that a share of it gives another first rate
    peak, counted = warmed.inner.at(0) if mode == "before" else policy.at(0), RAMPS[ramp][1:]
    for step in range(min(warm, end)):
        share = max(0, step + counted[0]) / (warm + counted[1])
        if mode == "times":
            assert found[step] == pytest.approx(policy.at(step) * share, rel=1e-12)
        elif warmed.total is None or step <= warmed.total:
            assert found[step] == pytest.approx(peak * share, rel=1e-12, abs=1e-300)
    columns = [part.columns["learning_rate"] for part in trajectory(warmed, [range(end + 1)])]
    assert [rate for column in columns for rate in column] == found
    # where the schedule ends within the ramp the last rate of the ramp is held
    is_over = policy.total is None or warm < policy.total
    for step in range(warm + 1, end + 1):
        if mode != "before" and is_over:
            assert found[step] == policy.at(step)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("mode", MODES)
def test_the_formula_can_be_written_and_followed(shape, mode):
    from lrcalc.expression.latex_notation import LatexNotation
    from lrcalc.schedule.working import Writer

    policy = Cosine(max=1, min="0.1", T=20).after_warmup(6, "0.2", shape, mode)
    assert formula_lines(policy)
    for notation in (LatexNotation,):
        writer = Writer(policy, notation)
        assert list(writer.general())
        for step in (0, 3, 6, 9, 20):
            assert writer.at(policy.derivation(step)).lines


@pytest.mark.parametrize("ramp", ["t/W", "(t+1)/W", "(t+1)/(W+1)", "t/(W-1)", "(t-1)/W"])
@pytest.mark.parametrize("mode", ["before", "over", "times"])
def test_a_logarithmic_warmup_ends_at_the_peak_and_never_above(ramp, mode):
    warmed = Fixed(lr="0.001").after_warmup(1000, "0", "log", mode, ramp)
    count = {"t/W": 0, "(t+1)/W": 1, "(t+1)/(W+1)": 1, "t/(W-1)": 0, "(t-1)/W": -1}[ramp]
    for step in (0, 1, 9, 99, 997, 998, 999, 1000, 1001):
        # DeepSpeed: ln(count + 1)/ln W, and 1 from there on
        share = min(1.0, math.log(max(0, step + count) + 1) / math.log(1000))
        assert warmed.at(step) == pytest.approx(0.001 * share, rel=1e-12)
        assert warmed.at(step) <= 0.001
