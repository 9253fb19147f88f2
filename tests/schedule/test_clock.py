"""A schedule on another clock."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lrcalc.errors import ParameterError
from lrcalc.policies import (
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    InverseTime,
    Multistep,
    Piecewise,
    Restarts,
    Step,
)
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.clock import Clock
from lrcalc.schedule.formula import formula_lines
from tests.small import rates

WAVE = Cosine(max=1, T=12)
CLOCKS = {
    "t//3": lambda t: t // 3,
    "4*t": lambda t: 4 * t,
    "t+1": lambda t: t + 1,
    "t-1": lambda t: max(0, t - 1),
    "t - 5": lambda t: max(0, t - 5),
    "4*t+3": lambda t: 4 * t + 3,
    "2*t//3": lambda t: 2 * t // 3,
    "t//3-2": lambda t: max(0, t // 3 - 2),
    "(t+1)//3": lambda t: (t + 1) // 3,
    "(t-2)//3": lambda t: max(0, (t - 2) // 3),
}
SCHEDULES = [
    WAVE,
    WAVE.after_warmup(4),
    Step(lr=1, step_size=3, gamma="0.5"),
    Restarts(max=1, min="0.1", T0=3, T_mult=2),
    Multistep(lr=1, milestones="2,7", gamma="0.5"),
    Fixed(lr="0.3"),
]


@pytest.mark.parametrize("text", CLOCKS)
@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda item: item.name)
def test_the_rate_is_that_of_the_schedule_at_its_clock(text, schedule):
    policy = schedule.with_clock(text)
    expected = [schedule.at(CLOCKS[text](t)) for t in range(60)]
    assert rates(policy, 59) == expected
    columns = [part.columns["learning_rate"] for part in trajectory(policy, [range(60)])]
    assert [rate for column in columns for rate in column] == expected


@pytest.mark.parametrize("text", CLOCKS)
@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda item: item.name)
def test_phases_follow_one_another_without_a_gap(text, schedule):
    policy = schedule.with_clock(text)
    step = 0
    for _ in range(30):
        phase = policy.phase_at(step)
        assert phase.first <= step
        if phase.last is None or (policy.total is not None and phase.last >= policy.total):
            break
        assert policy.phase_at(phase.last).last == phase.last
        assert policy.phase_at(phase.first).first == phase.first == step
        step = phase.last + 1


def test_drops_by_epochs():
    policy = Multistep(lr="0.1", milestones="30,60").with_clock("t//391")
    assert [policy.at(step) for step in (0, 11729, 11730, 23459, 23460)] == [0.1, 0.1, 0.01, 0.01, 0.001]
    assert policy.columns == ("clock", "drops", "scale", "learning_rate")
    assert formula_lines(policy) == ["η_t = η_0 × γ^#(m ≤ ⌊t/391⌋)"]


def test_the_total_is_the_first_step_at_which_the_schedule_is_over():
    assert [WAVE.with_clock(text).total for text in ("t//3", "4*t", "5*t", "t+1", "t-1")] == [
        36,
        3,
        3,
        11,
        13,
    ]


def test_it_works_inside_a_chain_and_around_a_warm_up():
    # OLMo counts from 1, and the peak of a warm-up of 4 is at its step 3
    assert rates(WAVE.after_warmup(4).with_clock("t+1"), 4)[:4] == [0.25, 0.5, 0.75, 1]
    # a warm-up around it goes up to its first rate, which is that of step 1, and it begins after that
    late = WAVE.with_clock("t+1").after_warmup(4)
    assert (late.at(4), late.at(5), late.total) == (WAVE.at(1), WAVE.at(2), 15)


@pytest.mark.parametrize(
    "text", ["", "t/3", "x", "t**2", "0*t", "t//0", "-1", "t+", "1e3*t", "4t", "t" * 999]
)
def test_another_clock_is_refused(text):
    with pytest.raises(ParameterError, match=r"^--clock: expected a clock such as t//391, .* got "):
        WAVE.with_clock(text)


@given(some.integers(1, 10**6), some.integers(-(10**6), 10**6), some.integers(0, 10**9))
def test_any_whole_clock(times, shift, step):
    schedule = Step(lr=1, step_size=1000, gamma="0.5")
    policy = schedule.with_clock(f"{times}*t{shift:+d}")
    count = max(0, times * step + shift)
    assert policy.derivation(step).learning_rate.compare(schedule.derivation(count).learning_rate) == 0 or (
        count > 10**15
    )


def test_the_crossing_of_a_rate_is_found_on_the_clock():
    from lrcalc.analysis.crossings import crossings

    assert crossings(WAVE.with_clock("t//10"), Fraction(1, 2)).steps == [60]
    assert crossings(WAVE.with_clock("2*t"), Fraction(1, 2)).steps == [3]


LATE_PHASES = [
    Exponential(lr=1, gamma="0.5", T=5),
    InverseTime(lr=1, decay_rate=1, T=5),
    Cyclic(max=1, step_up=2, T=5),
    Piecewise(values="1,2", boundaries=9, interpolate=True, T=5),
    Multistep(lr=1, milestones="3,9", T=5),
    Cosine(max=1, T=5),
]


@pytest.mark.parametrize("clock", ["2*t", "3*t", "4*t", "4*t+1", "t//2", "t+1", "t-1"])
@pytest.mark.parametrize("schedule", LATE_PHASES, ids=repr)
def test_a_clock_that_steps_over_the_end_has_the_last_rate_there_for_every_question(schedule, clock):
    clocked, count = schedule.with_clock(clock), Clock.read(clock)
    known = [schedule.at(count.at(step)) for step in range(12)]
    assert clocked.rates(range(12)) == known
    assert float(clocked.summary(12).sum) == pytest.approx(sum(known), rel=1e-14)
    for rate in ("0.6", "0.3", "0.05"):
        sides = [(one > float(rate)) - (one < float(rate)) for one in known]
        reached = [
            step
            for step, side in enumerate(sides)
            if (side == 0 and (step == 0 or sides[step - 1])) or (step and side * sides[step - 1] < 0)
        ]
        assert [step for step in clocked.when(rate).steps if step < 12] == reached
