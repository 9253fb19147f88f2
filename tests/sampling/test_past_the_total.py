"""Past the total the last rate is held, in blocks as one by one, also where the formula knows no end."""

import pytest

from lrcalc.command.lines import read_line
from lrcalc.sampling.trajectory import trajectory

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
