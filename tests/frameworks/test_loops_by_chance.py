"""Loops that set the rate at turns drawn at random, beside the rates of the loop as Python runs it."""

import random

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.read import read

OPTIMIZER = "opt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
SET = "    for g in opt.param_groups:\n        g['lr'] {}\n"


class Group:
    """As much of an optimizer as the loops ask for."""

    def __init__(self):
        self.param_groups, self.rates = [{"lr": 0.1}], []

    def step(self):
        self.rates.append(self.param_groups[0]["lr"])


def script(chance):
    one, other = sorted(chance.sample(range(1, 1500), 2))
    factor, last = chance.choice(["0.1", "0.5", "0.999"]), 2000
    condition, change = chance.choice(
        [
            (f"step in [{one}, {other}]", f"*= {factor}"),
            (f"step == {one} or step == {other}", f"*= {factor}"),
            (f"step >= {one}", "*= 0.999"),
            (f"step % {one} == 0 and step > 0", f"*= {factor}"),
            (f"step % {one} == {one - 1}", f"*= {factor}"),
            (f"step * 128 == {one * 128}", f"*= {factor}"),
            (f"step // 100 == {one // 100} and step % 100 == {one % 100}", f"*= {factor}"),
            (f"{one} <= step < {other}", "*= 0.9999"),
            (f"step == {one}", "= 0.02"),
        ]
    )
    body = f"    if {condition}:\n" + "".join(f"    {line}\n" for line in SET.format(change).splitlines())
    return f"for step in range({last}):\n{body}    opt.step()\n"


def as_run(text):
    group = Group()
    exec(text, {"opt": group})
    return group.rates


@pytest.mark.parametrize("seed", range(40))
def test_a_loop_gives_the_rates_of_its_run_or_is_refused(seed):
    text = script(random.Random(seed))
    try:
        schedule = read(OPTIMIZER + text, Settings()).schedule
    except (ReadError, ScheduleError):
        return
    rates = as_run(text)
    turns = {*range(0, 2000, 37), *(turn for turn in range(1, 2000) if rates[turn] != rates[turn - 1])}
    turns = sorted(turns)[:120]
    for turn in turns:
        assert schedule.at(turn) == pytest.approx(rates[turn], rel=1e-9), (text, turn)


@pytest.mark.parametrize("milestones", [(80, 120), (150, 225), (81, 122), (7, 1999)])
def test_milestones_in_a_list_are_read(milestones):
    text = f"for epoch in range(2000):\n    if epoch in {list(milestones)}:\n    " + SET.format(
        "*= 0.1"
    ).replace("\n        g", "\n            g")
    schedule = read(OPTIMIZER + text.rstrip("\n") + "\n    opt.step()\n", Settings()).schedule
    first, second = milestones
    found = [schedule.at(turn) for turn in (first - 1, first, second - 1, second, 1999)]
    assert found == pytest.approx([0.1, 0.01, 0.01, 0.001, 0.001])
