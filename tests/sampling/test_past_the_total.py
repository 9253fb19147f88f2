"""Past the total the last rate is held, in blocks as one by one, also where the formula knows no end."""

import pytest

from lrcalc.command.lines import read_line
from lrcalc.errors import ScheduleError
from lrcalc.policies import Exponential, Restarts, Step
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.typed_formula import Formula

T = 30
# What is reached at step 30, by hand, and at none of these is the formula at its end.
ENDLESS = {
    f"exponential --lr 0.6 --gamma 0.9 --T {T}": 0.6 * 0.9**30,
    f"exponential --lr 0.6 --gamma 0.9 --T {T} --warmup 5": 0.6 * 0.9**25,
    f"exponential --lr 0.6 --gamma 0.5 --T {T} --decay-steps 10": 0.6 / 8,
    f"inverse-time --lr 1 --decay-rate 1 --T {T}": 1 / 31,
    f"inverse-sqrt --max 1 --warmup 3 --T {T}": (3 / 30) ** 0.5,
    f"noam --d-model 4 --warmup 3 --T {T}": 0.5 * 30**-0.5,
    f"step --lr 1 --s 7 --gamma 0.5 --T {T}": 0.5**4,
    f"restarts --max 1 --T0 12 --T {T}": 0.5,
    f"cyclic --max 1 --min 0.5 --step-up 20 --T {T}": 0.75,
    f"multistep --lr 1 --milestones 5,40 --T {T}": 0.1,
    f"piecewise --values 1,2,3 --boundaries 5,40 --T {T}": 2,
    f"formula 1/(t+1) --T {T}": 1 / 31,
}
RUNS = [range(100), range(20, 150), range(31, 200), range(0, 500, 3), range(199, -1, -1)]


@pytest.mark.parametrize("line", ENDLESS)
def test_the_last_rate_is_held(line):
    policy = read_line(1, line)
    for run in RUNS:
        rates: dict[int, float] = {}
        for stretch in trajectory(policy, [run]):
            rates.update(zip(stretch.steps, stretch.columns["learning_rate"], strict=True))
        assert list(rates) == list(run)
        held = {rate for step, rate in rates.items() if step >= T}
        assert len(held) == 1
        assert held.pop() == pytest.approx(ENDLESS[line], rel=1e-14)


@pytest.mark.parametrize(
    "policy",
    [
        Step(lr=1, step_size=100, gamma="0.999", T=150),
        Restarts(max=1, T0=7, T_mult=2, T=28),
        Restarts(max="6e-5", min="1/7", T0="7.3", T=28),
        Exponential(lr=1, gamma="0.9", decay_steps=7, staircase=True, T=30),
        Formula("0.5^floor(t/90)", T=200),
    ],
)
def test_stairs_and_cycles_go_on_past_a_total(policy):
    going_on = policy.with_past_end("continue")
    assert going_on.rates(range(1500)) == [going_on.at(step) for step in range(1500)]
    assert going_on.at(700) != going_on.at(1400)
    rates = going_on.rates(range(400))
    assert going_on.summary(400).above_half == sum(rate > max(rates) / 2 for rate in rates)


def test_past_cycles_that_grow_shorter_there_is_no_rate():
    going_on = Restarts(max=1, T0=20, T_mult="0.9").with_past_end("continue")
    assert going_on.rates(range(200)) == [going_on.at(step) for step in range(200)]
    with pytest.raises(ScheduleError, match="no value at step 900"):
        going_on.at(900)
