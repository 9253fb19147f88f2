"""Texts that set the optimizer's rate themselves, loop by loop, with the rates of torch's own run."""

import math

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.read import read

BEGIN = "opt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
SET = "for g in opt.param_groups:\n"
NOAM = """class NoamOpt:
    def __init__(self, size, factor, warmup, optimizer):
        self.optimizer, self._step, self.warmup, self.factor, self.size = optimizer, 0, warmup, factor, size
    def step(self):
        self._step += 1
        rate = self.rate()
        for p in self.optimizer.param_groups:
            p['lr'] = rate
        self.optimizer.step()
    def rate(self, step=None):
        step = self._step if step is None else step
        return self.factor * self.size ** -0.5 * min(step ** -0.5, step * self.warmup ** -1.5)
opt = NoamOpt(512, 2, 10, torch.optim.Adam(net.parameters(), lr=0))
for i in range(40):
    opt.step()
"""
AFTER = """class Warm:
    def __init__(self, optimizer, warmup, total, top):
        self.optimizer, self.warmup, self.total, self.top, self.n = optimizer, warmup, total, top, 0
    def step(self):
        self.n += 1
        if self.n <= self.warmup:
            lr = self.top * self.n / self.warmup
        else:
            share = (self.n - self.warmup) / (self.total - self.warmup)
            lr = self.top * 0.5 * (1 + math.cos(math.pi * share))
        for g in self.optimizer.param_groups:
            g['lr'] = lr
scheduler = Warm(opt, 5, 40, 0.2)
for i in range(40):
    opt.step()
    scheduler.step()
"""
EVERY = """class Every:
    def __init__(self, optimizer, factor, every):
        self.optimizer, self.factor, self.every, self.n = optimizer, factor, every, 0
    def step(self):
        self.n += 1
        if self.n % self.every == 0:
            for g in self.optimizer.param_groups:
                g['lr'] *= self.factor
scheduler = Every(opt, 0.5, 7)
for i in range(30):
    opt.step(); scheduler.step()
"""
DINO = """def cosine_scheduler(top, low, epochs, every, warmup_epochs=0):
    warmup = np.linspace(0, top, warmup_epochs * every)
    steps = np.arange(epochs * every - warmup_epochs * every)
    schedule = low + 0.5 * (top - low) * (1 + np.cos(np.pi * steps / len(steps)))
    return np.concatenate((warmup, schedule))
rates = cosine_scheduler(5e-4, 1e-6, 8, 5, warmup_epochs=2)
for it in range(40):
    for i, group in enumerate(opt.param_groups):
        group['lr'] = rates[it]
    opt.step()
"""
SHARE = """rate = lambda epoch: np.interp([epoch], [0, 3, 8], [0, 0.4, 0])[0]
for epoch in range(8):
    for i in range(5):
        opt.param_groups[0].update(lr=rate(epoch + (i + 1) / 5))
        opt.step()
"""
HAND = """for epoch in range(30):
    for i in range(4):
        opt.step()
    if epoch in [10, 20]:
        for g in opt.param_groups:
            g['lr'] *= 0.1
"""
DIVIDED = """lr = 0.1
for epoch in range(1, 31):
    if epoch % 10 == 0:
        lr /= 10
        for g in opt.param_groups:
            g['lr'] = lr
    for i in range(4):
        opt.step()
"""
CALLED = """def train(epoch, optimizer):
    for batch in range(4):
        optimizer.step()
def adjust(optimizer, epoch):
    for g in optimizer.param_groups:
        g['lr'] = 0.1 * 0.1 ** (epoch // 10)
for epoch in range(1, 26):
    adjust(opt, epoch)
    train(epoch, opt)
"""
UPDATES = """n = 10
for update in range(1, n + 1):
    opt.param_groups[0]['lr'] = (1 - (update - 1) / n) * 1e-3
    for epoch in range(4):
        for batch in range(2):
            opt.step()
"""
TABLE = """rates = {0: 0.1, 10: 0.05, 20: 0.01}
for epoch in range(30):
    if epoch in rates:
        for g in opt.param_groups:
            g['lr'] = rates[epoch]
    opt.step()
"""


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (NOAM, {0: 2 / 512**0.5 / 10**1.5, 9: 2 / 5120**0.5, 39: 2 / 512**0.5 / 40**0.5}),
        # the rate of the optimizer up to the first step()
        (BEGIN + AFTER, {0: 0.1, 1: 0.04, 5: 0.2, 12: 0.2 * 0.9045084971874737, 22: 0.10448648303505151}),
        (BEGIN + EVERY, {0: 0.1, 6: 0.1, 7: 0.05, 14: 0.025, 29: 0.00625}),
        (BEGIN + DINO, {0: 0, 1: 5e-4 / 9, 9: 5e-4, 10: 5e-4, 25: 2.505e-4}),
        (BEGIN + SHARE, {0: 0.4 / 15, 14: 0.4, 15: 0.384, 39: 0}),
        (BEGIN + HAND, {43: 0.1, 44: 0.01, 83: 0.01, 84: 0.001, 119: 0.001}),
        (BEGIN + DIVIDED, {35: 0.1, 36: 0.01, 75: 0.01, 76: 0.001, 116: 0.0001}),
        (BEGIN + CALLED, {35: 0.1, 36: 0.01, 76: 0.001, 99: 0.001}),
        (BEGIN + UPDATES, {7: 1e-3, 8: 0.9e-3, 79: 1e-4}),
        (BEGIN + TABLE, {9: 0.1, 10: 0.05, 19: 0.05, 20: 0.01, 29: 0.01}),
    ],
    ids=["noam", "after", "every", "dino", "share", "hand", "divided", "called", "updates", "table"],
)
def test_the_rates_that_a_loop_sets(text, rates):
    schedule = read(text).schedule
    for step, rate in rates.items():
        assert schedule.at(step) == pytest.approx(rate, rel=1e-9, abs=1e-18), step


def test_a_rate_that_is_carried_otherwise_is_refused():
    text = BEGIN + f"for i in range(9):\n    {SET}        g['lr'] = math.sin(g['lr'])\n    opt.step()\n"
    with pytest.raises(ReadError, match="a rate that follows from the step, got lr, which the loop changes"):
        read(text)


def test_an_epoch_of_unknown_length_is_asked_for():
    text = BEGIN + (
        "for epoch in range(9):\n    for i, x in enumerate(loader):\n"
        f"        {SET}            g['lr'] = 0.1 / (1 + epoch + i / len(loader))\n        opt.step()\n"
    )
    with pytest.raises(ReadError, match="the updates of an epoch; give it: --steps-per-epoch 391"):
        read(text)
    assert read(text, Settings(steps_per_epoch=5)).schedule.at(7) == pytest.approx(0.1 / 2.4)


def test_past_an_array_there_is_no_rate():
    schedule = read(BEGIN + DINO).schedule
    assert schedule.at(39) == pytest.approx(1e-6 + 4.99e-4 * (1 + math.cos(math.pi * 29 / 30)) / 2)
    with pytest.raises(ScheduleError):
        schedule.at(40)


LAMBDA = "opt = SGD(p, lr=1.0)\ns = LambdaLR(opt, {})\n"


@pytest.mark.parametrize(
    ("function", "rates"),
    [
        ("lambda e: {0: 1.0, 10: 0.1}.get(e, 0.5)", {0: 1, 1: 0.5, 10: 0.1, 11: 0.5}),
        (
            "lambda e: next(r for s, r in reversed([(0, .1), (10, .01)]) if e >= s)",
            {0: 0.1, 9: 0.1, 10: 0.01},
        ),
        ("lambda e: [r for s, r in [(0, .1), (5, .05)] if s <= e][-1]", {4: 0.1, 5: 0.05, 50: 0.05}),
        ("lambda e: 0.2 ** len([m for m in [5, 12] if m <= e])", {4: 1, 5: 0.2, 12: 0.04}),
        ("lambda e: {0: .1, 5: .05}[max(k for k in {0: .1, 5: .05} if k <= e)]", {4: 0.1, 5: 0.05, 9: 0.05}),
        ("np.interp(np.arange(31), [0, 10, 30], [0, 1, 0]).__getitem__", {5: 0.5, 10: 1, 20: 0.5, 30: 0}),
        ("lambda e: np.logspace(-1, -4, num=31)[e]", {0: 0.1, 10: 0.01, 30: 1e-4}),
        ("lambda e: np.geomspace(1, 1e-4, 5)[e]", {0: 1, 1: 0.1, 4: 1e-4}),
        ("lambda e: [0.9 ** i for i in range(150)][e]", {0: 1, 140: 0.9**140}),
        ("lambda e: (np.array([1, 2, 4]) / 4)[e // 10]", {0: 0.25, 10: 0.5, 29: 1}),
        ("lambda e: 0.5 if any(e >= m for m in (7, 9)) else 1.0", {6: 1, 7: 0.5, 20: 0.5}),
    ],
)
def test_lists_dicts_and_arrays_in_a_function_of_the_step(function, rates):
    schedule = read(LAMBDA.format(function)).schedule
    assert {step: schedule.at(step) for step in rates} == pytest.approx(rates)


def test_next_of_an_iterator_is_no_function_of_the_step():
    with pytest.raises(ReadError, match="next takes what is left of an iterator"):
        read("rates = iter(loader.rates)\n" + LAMBDA.format("lambda e: next(zip())"))


SHARED = "opt = SGD(p, lr=0.1)\ns = {}\nfor epoch in range(9):\n    for i in range(5):\n" + (
    "        opt.step()\n        s.step(epoch + i / 5)\n"
)


@pytest.mark.parametrize(
    ("call", "rates"),
    [
        ("StepLR(opt, 4, 0.5)", {20: 0.1, 21: 0.05}),
        ("MultiStepLR(opt, [3, 7])", {15: 0.1, 16: 0.01, 36: 0.001}),
        ("ExponentialLR(opt, 0.8)", {1: 0.1, 6: 0.08, 8: 0.1 * 0.8**1.4}),
        ("PolynomialLR(opt, 9, 2.0)", {1: 0.1, 11: 0.1 * (7 / 9) ** 2}),
        ("LambdaLR(opt, lambda e: 1 / (1 + e))", {0: 0.1, 1: 0.1, 6: 0.05, 7: 0.1 / 2.2}),
    ],
)
def test_any_scheduler_may_be_told_the_share_of_an_epoch(call, rates):
    schedule = read(SHARED.format(call)).schedule
    assert {step: schedule.at(step) for step in rates} == pytest.approx(rates)


WITHIN = """def train_one_epoch(loader, optimizer, epoch):
    for i, batch in enumerate(loader):
        for g in optimizer.param_groups:
            g['lr'] = 0.1 * (epoch + i / len(loader))
        optimizer.step()
loader = [0] * 5
for epoch in range(8):
    train_one_epoch(loader, opt, epoch)
"""
DOWN = """lr = 0.2
for epoch in range(20):
    opt.step()
    if epoch + 1 > 10:
        lr -= 0.02
        for g in opt.param_groups:
            g['lr'] = lr
"""
FINDER = """lr, mult = 1e-7, (10 / 1e-7) ** (1 / 40)
for it in range(40):
    opt.param_groups[0]['lr'] = lr
    opt.step()
    lr *= mult
"""


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (BEGIN + WITHIN, {0: 0, 7: 0.14, 39: 0.78}),
        (BEGIN + DOWN, {0: 0.1, 10: 0.1, 11: 0.18, 19: 0.02}),
        (BEGIN + FINDER, {0: 1e-7, 20: 1e-3, 39: 1e-7 * 1e8 ** (39 / 40)}),
    ],
    ids=["within", "down", "finder"],
)
def test_the_rates_that_a_def_in_a_loop_and_sums_set(text, rates):
    schedule = read(text).schedule
    assert {step: schedule.at(step) for step in rates} == pytest.approx(rates, rel=1e-9)


def test_a_scheduler_beside_which_the_loop_sets_the_rate_is_refused():
    text = BEGIN + (
        "s = StepLR(opt, 9)\nfor i in range(9):\n    if i < 5:\n        opt.param_groups[0]['lr'] = 0.1 * i\n"
        "    opt.step()\n    s.step()\n"
    )
    with pytest.raises(ReadError, match="line 5, which sets it too in the loop that steps s"):
        read(text)


def test_each_optimizer_has_a_rate_of_its_own():
    text = (
        "a = torch.optim.Adam(p, lr=1e-3)\nb = torch.optim.Adam(q, lr=2e-3)\nfor i in range(9):\n"
        "    for g in b.param_groups:\n        g['lr'] = 2e-3 * (1 - i / 9)\n"
        "    for g in a.param_groups:\n        g['lr'] = 1e-3 * (1 - i / 9)\n    a.step()\n    b.step()\n"
    )
    found = read(text)
    assert found.schedule.at(3) == pytest.approx(2e-3 * 6 / 9)
    assert "2 optimizers are set: read is the last" in found.notes
    listed = "opts = [torch.optim.Adam(p, lr=0.008)]\nfor i in range(9):\n    for o in opts:\n"
    listed += "        for g in o.param_groups:\n            g['lr'] = 0.008 / (1 + i)\n"
    listed += "    for o in opts:\n        o.step()\n"
    assert read(listed).schedule.at(3) == pytest.approx(0.002)


def test_another_loop_that_sets_the_rate_is_named():
    loop = "for i in range(5):\n    opt.param_groups[0]['lr'] = {}\n    opt.step()\n"
    found = read(BEGIN + loop.format("0.1 * i") + loop.format("0.5 / (1 + i)"))
    assert found.schedule.at(1) == pytest.approx(0.25)
    assert "the loop of line 2 sets the rate too: read is this one" in found.notes
