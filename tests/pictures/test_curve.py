"""The points of a curve: where they lie, and that none that matters is left out."""

import random
from itertools import pairwise

import pytest
from mpmath import mp

from lrcalc.errors import ScheduleError
from lrcalc.pictures.curve import LARGEST_DRAWN, Span, curve
from lrcalc.policies import (
    POLICIES,
    Cosine,
    Cyclic,
    Exponential,
    Fixed,
    Multistep,
    Restarts,
    Step,
    Warmup,
    policy_class,
)
from tests.command.walks import DIGITS
from tests.nearest import nearest_double
from tests.policies import specimens
from tests.small import Small

SAMPLES = 50


@pytest.mark.parametrize("name", POLICIES)
def test_every_point_is_a_rate_of_the_schedule(name):
    specimen = specimens.of(name)
    typed, _ = specimen.random_parameters(Small(random.Random(f"curve of {name}")))
    found = curve(policy_class(name)(**typed), [7, 11], SAMPLES)
    with mp.workdps(DIGITS):

        def rate(step):
            return nearest_double(mp.mpf(specimen.reference(typed, step)))

        total = found.policy.total
        inside = [point for point in found.points if total is None or point[0] <= total]
        for step, drawn in inside:
            # the end of a stair is drawn above its corner too
            assert drawn in (rate(step), rate(max(0, step - 1)))
        assert found.marked == [(step, rate(step if total is None else min(step, total))) for step in (7, 11)]
    steps = [step for step, _ in found.points]
    assert (steps[0], steps[-1]) == (0, found.end)
    assert steps == sorted(steps)
    assert max(after - before for before, after in pairwise(steps)) <= found.end / SAMPLES + 1


def test_it_goes_to_the_total_or_to_the_last_step_asked():
    assert curve(Cosine(max=1, T=100), [3], SAMPLES).end == 100
    assert curve(Cosine(max=1, T=100), [300], SAMPLES).end == 300
    assert curve(Cosine(max=1, T=100), [], SAMPLES, 200).end == 200
    assert curve(Exponential(lr=1, gamma="0.5"), [3, 40], SAMPLES).end == 40
    # nothing asked and no total: the steps of a textbook, the last of which is ten half-lives
    assert curve(Exponential(lr=1, gamma="0.5"), [], SAMPLES).end == 10


def test_beyond_the_total_the_last_value_is_held():
    found = curve(Cosine(max=1, min="0.25", T=100), [], SAMPLES, 300)
    assert {rate for step, rate in found.points if step >= 100} == {0.25}
    assert found.spans == [Span(0, 100, "")]


@pytest.mark.parametrize("peak", [1, 499, 500, 777])
def test_the_peak_of_a_warmup_is_a_point_whatever_the_spacing(peak):
    found = curve(Warmup(max="0.002", warmup=peak, T=5000), [], SAMPLES)
    assert (peak, 0.002) in found.points
    assert found.largest == 0.002
    assert found.spans == [Span(0, peak, "warm-up"), Span(peak + 1, 5000, "annealing")]


def test_both_ends_of_every_cycle_are_points():
    found = curve(Restarts(max=1, min="0.5", T0=1000), [2500], 7)
    steps = [step for step, _ in found.points]
    for edge in (0, 999, 1000, 1999, 2000):
        assert edge in steps
    assert [rate for step, rate in found.points if step in (0, 1000, 2000)] == [1.0, 1.0, 1.0]


def test_a_turn_within_a_phase_is_a_point():
    # two half waves: down to 0 at t = 5000 and up again
    found = curve(Cosine(max=1, T=9999, cycles=2), [], 6)
    assert {step for step, _ in found.points} >= {0, 4999, 9999}
    found = curve(Cyclic(max=1, step_up=13), [100], 3)
    assert {(13, 1.0), (26, 0.0), (39, 1.0), (52, 0.0)} <= set(found.points)


def test_a_drop_is_upright():
    found = curve(Step(lr=1, step_size=30, gamma="0.5"), [89], 10)
    assert [rate for step, rate in found.points if step == 30] == [1.0, 0.5]
    assert [rate for step, rate in found.points if step == 60] == [0.5, 0.25]
    found = curve(Multistep(lr=1, milestones="3,50"), [60], 5)
    assert [rate for step, rate in found.points if step == 3] == [1.0, 0.1]


def test_where_no_stair_ends_there_is_one_point_a_step():
    found = curve(Warmup(max=1, warmup=30, T=90), [], 10)
    steps = [step for step, _ in found.points]
    assert len(steps) == len(set(steps))


def test_a_schedule_of_very_many_phases_has_few_points():
    found = curve(Step(lr=1, step_size=1, gamma="0.999999"), [10**15], SAMPLES)
    assert len(found.points) < 10_000
    assert found.points[-1][0] == 10**15


def test_a_flat_schedule():
    assert {rate for _, rate in curve(Fixed(lr="0.1"), [], SAMPLES).points} == {0.1}


def test_a_rate_without_headroom_is_refused():
    assert curve(Fixed(lr=LARGEST_DRAWN), [0], SAMPLES).largest == LARGEST_DRAWN
    with pytest.raises(
        ScheduleError, match=r"expected rates up to 1e\+300 to draw, got a larger one at step 0"
    ):
        curve(Fixed(lr="1.01e300"), [0], SAMPLES)
