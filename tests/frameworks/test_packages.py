"""Schedulers of packages beside the frameworks, with the rates of their own run under torch 2.14."""

import pytest

from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.read import read

BOLTS = "from pl_bolts.optimizers.lr_scheduler import LinearWarmupCosineAnnealingLR\n"
WARMUP = (
    "import pytorch_warmup as warmup\n"
    "optimizer = AdamW(net.parameters(), lr=1e-3, betas=(0.9, 0.98))\n"
    "scheduler = CosineAnnealingLR(optimizer, T_max=40{})\n"
    "damp = warmup.{}\n"
    "for step in range(40):\n    optimizer.step()\n"
    "    with damp.dampening():\n        scheduler.step()\n"
)
RESTARTS = "CosineAnnealingWarmupRestarts(optimizer, {})"


def rates_of(text, steps, **settings):
    schedule = read(text, Settings(**settings)).schedule
    return {step: schedule.at(step) for step in steps}


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (
            f"{BOLTS}s = LinearWarmupCosineAnnealingLR(opt, warmup_epochs=10, max_epochs=40)",
            {0: 0, 1: 1 / 9, 9: 1, 10: 1, 11: 0.9972609476841367, 25: 0.5, 39: 0.0027390523158633003},
        ),
        # first_cycle_steps=20, max_lr .1, min_lr .001, warm-up 5, gamma .5
        (
            RESTARTS.format("20, 1.0, 0.1, 0.001, 5, 0.5"),
            {0: 0.001, 1: 0.0208, 5: 0.1, 10: 0.07525, 19: 0.0020816937636766184, 20: 0.001, 25: 0.05},
        ),
        # what is left of a cycle after its warm-up is 1.5 times as long, and cut off: 10, 13, 18
        (RESTARTS.format("10, 1.5, 1, 0, 3, 0.5"), {3: 1, 10: 0, 13: 0.5, 23: 0, 26: 0.25}),
        # without a warm-up the first update has the minimum
        (RESTARTS.format("10, max_lr=1"), {0: 0.001, 5: 0.5005, 10: 1}),
        ("GradualWarmupScheduler(opt, multiplier=3, total_epoch=5)", {0: 1, 1: 1.4, 5: 3, 9: 3}),
        ("WarmupLinearSchedule(opt, warmup_steps=10, t_total=40)", {5: 0.5, 10: 1, 25: 0.5, 40: 0}),
        ("WarmupCosineSchedule(opt, 10, 40)", {5: 0.5, 10: 1, 25: 0.5, 40: 0}),
        (
            "import monai\n"
            "monai.optimizers.WarmupCosineSchedule(opt, 10, 40, end_lr=0.2, warmup_multiplier=0.5)",
            {0: 0.5, 5: 0.75, 10: 1, 25: 0.5, 39: 0.2, 40: 0.2},
        ),
        # num_cycles of diffusers' get_scheduler, which transformers does not have
        (
            'get_scheduler("cosine_with_restarts", optimizer=opt, num_warmup_steps=10, '
            "num_training_steps=100, num_cycles=2, power=1.0)",
            {5: 0.5, 10: 1, 55: 1, 100: 0},
        ),
        (
            "from diffusers.optimization import get_scheduler\n"
            'get_scheduler("cosine", opt, None, 10, 100, 3)',
            {5: 0.5, 55: 0.5, 100: 0},
        ),
        (
            'get_scheduler("piecewise_constant", optimizer=opt, step_rules="1:10,0.1:20,0.01:30,0.005")',
            {9: 1, 10: 0.1, 20: 0.01, 30: 0.005},
        ),
    ],
)
def test_the_rates_of_a_scheduler(text, rates):
    assert rates_of(text, rates, lr=1) == pytest.approx(rates, abs=1e-15)


@pytest.mark.parametrize(
    ("warmup", "low", "rates"),
    [
        ("LinearWarmup(optimizer, 10)", "", {0: 1e-4, 1: 0.0001996917333733128, 4: 0.00048776412907378835}),
        # int(2/(1 − 0.98)) is 99 in doubles
        ("UntunedLinearWarmup(optimizer)", "", {0: 1e-3 / 99, 39: 6.227608619943507e-07}),
        ("ExponentialWarmup(optimizer, 10)", ", eta_min=1e-4", {0: 9.516258196404048e-05}),
    ],
)
def test_a_warm_up_that_multiplies(warmup, low, rates):
    assert rates_of(WARMUP.format(low, warmup), rates) == pytest.approx(rates, rel=1e-9)


def test_one_that_depends_on_the_version_of_torch_is_refused_with_what_to_write():
    text = "s = GradualWarmupScheduler(opt, 1, 5, after_scheduler=CosineAnnealingLR(opt, 35))"
    with pytest.raises(ReadError, match="SequentialLR"):
        read(text, Settings(lr=1))


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("from keras.optimizers import SGD\nopt = SGD()\n", 0.01),
        ("from torch.optim import SGD\nopt = SGD()\n", 0.001),
        ("from tensorflow.keras import optimizers\nopt = optimizers.RMSprop()\n", 0.001),
        ("import torch.optim as optim\nopt = optim.RMSprop(p)\n", 0.01),
        ("import keras\nopt = SGD()\n", 0.01),
    ],
)
def test_whose_default_rate_it_is(text, rate):
    assert read(f"{text}s = ExponentialLR(opt, 0.5)").schedule.at(0) == pytest.approx(rate)


@pytest.mark.parametrize(
    "text",
    [
        "opt = SGD()\n",
        "import torch, keras\nopt = SGD()\n",
        "from torch_optimizer import RAdam\nopt = RAdam(p)\n",
    ],
)
def test_a_default_rate_that_may_be_of_two_is_asked_for(text):
    with pytest.raises(ReadError, match="the optimizer's learning rate; give it: --lr"):
        read(f"{text}s = ExponentialLR(opt, 0.5)")


def test_espnet_counts_from_1():
    # lr·√W·min(k^−½, k·W^−1.5) at k = t + 1
    text = "optim_conf:\n    lr: 0.002\nscheduler: warmuplr\nscheduler_conf:\n    warmup_steps: 100\n"
    rates = {0: 2e-5, 99: 2e-3, 399: 1e-3}
    assert rates_of(text, rates) == pytest.approx(rates)


def test_keras_has_its_schedule_where_torch_has_the_parameters():
    text = (
        "class Warm(keras.optimizers.schedules.LearningRateSchedule):\n"
        "    def __init__(self, top, warm):\n        self.top, self.warm = top, warm\n"
        "    def __call__(self, step):\n        return self.top * tf.minimum(1.0, step / self.warm)\n"
        "opt = tf.keras.optimizers.Adam(Warm(1e-3, 100))\n"
    )
    assert rates_of(text, [50, 200]) == pytest.approx({50: 5e-4, 200: 1e-3})


@pytest.mark.parametrize("name", ["DecoupledSGDW", "bnb.optim.AdamW8bit", "FusedAdam"])
def test_the_rate_of_an_optimizer_of_another_package(name):
    assert read(f"opt = {name}(p, lr=0.25)\ns = StepLR(opt, 5)").schedule.at(0) == 0.25
    with pytest.raises(ReadError, match="the optimizer's learning rate"):
        read(f"opt = {name}(p)\ns = StepLR(opt, 5)")
