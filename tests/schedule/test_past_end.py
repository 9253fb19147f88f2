"""What comes after the last step: the rate is held, the formula goes on, all comes again, or an error."""

from fractions import Fraction
from itertools import islice

import pytest

from lrcalc.analysis.crossings import crossings
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.policies import Cosine, Cyclic, Linear, Multistep, OneCycle, Polynomial, Rex, Step
from lrcalc.sampling.trajectory import trajectory
from tests.small import rates

WAVE = Cosine(max=1, T=3)


def test_the_cosine_rises_again_as_in_torch_and_in_transformers():
    # 1, 3/4, 1/4, 0 and back
    assert rates(WAVE.with_past_end("continue"), 7) == [1, 0.75, 0.25, 0, 0.25, 0.75, 1, 0.75]
    assert WAVE.with_past_end("continue").total is None


def test_to_hold_is_what_happens_without_it():
    assert rates(WAVE.with_past_end("hold"), 5) == rates(WAVE, 5) == [1, 0.75, 0.25, 0, 0, 0]
    assert WAVE.with_past_end("hold").total == 3


def test_all_comes_again_from_the_step_at_which_it_ends():
    assert rates(WAVE.with_past_end("repeat"), 7) == [1, 0.75, 0.25, 1, 0.75, 0.25, 1, 0.75]
    warmed = Linear(max=1, T=4).after_warmup(2).with_past_end("repeat")
    assert rates(warmed, 9) == [0, 0.5, 1, 0.5, 0, 0.5, 1, 0.5, 0, 0.5]
    # torch's total counts the updates: ten of them, the last at step 9
    cycle = OneCycle(max=1, T=10).with_past_end("repeat")
    assert [cycle.at(10 + step) for step in range(10)] == [cycle.at(step) for step in range(10)]


def test_a_straight_line_goes_on_below_0():
    assert rates(Linear(max=1, T=4).with_past_end("continue"), 5)[-1] == -0.25
    # torch OneCycleLR, N = 100 and linear: the one step past its end that it accepts (POLICIES.md, trap 10)
    assert OneCycle(max=1, T=100, anneal="linear").with_past_end("continue").at(100) == pytest.approx(
        -0.01428, abs=5e-6
    )


def test_an_error_is_for_later_steps_alone_however_they_are_asked_for():
    policy = WAVE.with_past_end("error")
    assert rates(policy, 3) == rates(WAVE, 3)
    with pytest.raises(ScheduleError, match="expected a step up to 3, where the schedule ends, got 4"):
        policy.at(4)
    for wrapped in (policy, policy.with_floor("0.1"), policy.with_clock("t+0")):
        with pytest.raises(ScheduleError, match="where the schedule ends"):
            list(trajectory(wrapped, [range(100)]))


def test_what_has_no_end_goes_on_as_it_is_and_says_so():
    policy = Step(lr=1, step_size=2).with_past_end("repeat")
    assert rates(policy, 5) == rates(Step(lr=1, step_size=2), 5)
    assert "the schedule has no end, and nothing comes after it" in list(policy.notes())


def test_a_word_that_is_none_of_them_is_refused():
    with pytest.raises(
        ParameterError, match=r"^--past-end: expected hold or continue or repeat or error, got 'x'"
    ):
        WAVE.with_past_end("x")


def test_the_crossings_of_a_wave_that_goes_on_come_again_and_again():
    found = crossings(Cosine(max=1, T=10).with_past_end("continue"), Fraction(1, 2))
    assert (found.steps, found.more) == ([5, 15, 25, 35, 45, 55, 65, 75, 85, 95], True)


def test_a_division_by_zero_is_refused_with_its_step():
    # 1 − t/(2·T) is 0 at 2·T
    policy = Rex(max=1, T=10).with_past_end("continue")
    assert policy.at(11) == pytest.approx(-0.1 / 0.45)
    for columns in (["learning_rate"], ["scale", "learning_rate"]):
        with pytest.raises(ScheduleError, match="step 20: division by zero"):
            list(trajectory(policy, [range(25)], columns))


def test_a_power_of_a_negative_number_is_refused_with_its_step():
    policy = Polynomial(max=1, T=4, power="0.5").with_past_end("continue")
    with pytest.raises(ScheduleError, match="step 5"):
        policy.at(5)


def test_waves_shorter_than_a_step_turn_once_a_step():
    # 10^300 half waves in 100 steps: whatever rate is not reached is looked for in the first 2000 turns
    waves = Cosine(max=1, T=100, cycles="1e300").with_past_end("continue")
    assert waves.when(2) == ([], False, 1999)
    # 3 half waves a step, as often a step turns where it turns at all
    turns = waves.turns(waves.phase_at(0))
    assert list(islice(turns, 4)) == [0, 1, 2, 3]


def test_a_wave_that_goes_on_is_looked_through_up_to_the_last_step_there_is():
    # half a wave in 10^15 − 1 steps: it begins to rise again one step before the last
    long = Cosine(max=10, T=10**15 - 1).with_past_end("continue")
    assert len(long.when("0.1").steps) == 1


def test_phases_of_one_beginning_and_two_ends_have_each_its_floor():
    # the last phase of the schedule goes on past the milestone that would end it
    schedule = Multistep(lr=1, milestones="1,32,40", gamma="0.1", T=5).with_past_end("continue").with_floor(9)
    assert schedule.rates([0, 3, 8, 31, 32, 50]) == [9.0] * 6
    assert [phase.name for phase in schedule.first_phases()][-1] == "floor"


def test_a_schedule_without_an_end_goes_on_as_if_it_had_no_total():
    # 0.1 up to 1 in two steps and down in two; counted from step 3 after a warm-up
    triangles = [0.1, 0.55, 1.0, 0.55]
    schedule = Cyclic(max="1", min="0.1", step_up=2, T=9).with_past_end("continue")
    assert [schedule.at(t) for t in range(40)] == triangles * 10
    assert schedule.summary(40).peak[0] == 2
    later = Cyclic(max="1", min="0.1", step_up=2, T=12).after_warmup(3).with_past_end("continue")
    assert [later.at(t) for t in range(3, 43)] == triangles * 10
