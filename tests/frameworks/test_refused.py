"""Texts that are refused, each with one error that says what was expected, what came, and what was meant."""

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read


@pytest.mark.parametrize(
    ("text", "settings", "message"),
    [
        ("OneCycleLR(o, 0.1, epochs=EPOCHS, steps_per_epoch=len(train_loader))", {},
         "line 1: expected a number for each of these: EPOCHS; give it: --let EPOCHS=391 · "
         'len(train_loader); give it: --let "len(train_loader)=391"'),
        ("StepLR(o, 30)", {},
         "line 1: expected a number for the optimizer's learning rate; give it: --lr 0.001"),
        ("learning_rate: 1e-4\nlr_scheduler_type: cosine\n", {},
         "expected a number for the number of updates (max_steps); give it: --total 10000"),
        ("ReduceLROnPlateau(o)", {}, "line 1: expected a schedule of the step"),
        ("StepLR(o, 30, gama=0.1)", {"lr": 1},
         "line 1: expected a parameter of StepLR, got gama (did you mean gamma?)"),
        ("\n\nStepLR(o, step_size='x')", {"lr": 1}, "line 3: expected a number for step_size, got 'x'"),
        ("get_scheduler('cosin', o, 1, 2)", {"lr": 1}, "got 'cosin' (did you mean cosine?)"),
        ("ChainedScheduler([LinearLR(o), CosineAnnealingLR(o, 9, eta_min=0.1)])", {"lr": 1},
         "line 1: expected schedulers that multiply the rate in ChainedScheduler, got one that sets it"),
        ("hello", {}, "expected a scheduler call, a configuration or flags of a framework, got 'hello'"),
        ("--lr 1 --lr-decay-style cosin --train-iters 5", {}, "got cosin (did you mean cosine?)"),
        ("--lr 1 --lr-decay-stile cosine --train-iters 5", {},
         "got lr_decay_stile (did you mean lr_decay_style?)"),
        ("--sched cosine --epochs 5 --lr-noise 0.4 0.9", {"lr": 1}, "expected a schedule without noise"),
        ("max_duration: 1ep\nscheduler: {name: linear_decay_with_warmup, t_warmup: 1dur}\noptimizer: {lr: 1}",
         {}, "the updates of 1ep; give it: --total 10000"),
        ("--sched cosin --epochs 5", {"lr": 1}, "got 'cosin' (did you mean cosine?)"),
        ("CosineAnealingLR(o, 9)", {"lr": 1}, "got CosineAnealingLR(…) (did you mean CosineAnnealingLR?)"),
        ("s = torch.optim.lr_scheduler.StepLr(o, 5)", {"lr": 1}, "(did you mean StepLR?)"),
        ("get_cosin_schedule_with_warmup(o, 1, 2)", {}, "(did you mean get_cosine_schedule_with_warmup?)"),
        ("SequentialLR(o, [LinearLR(o), CosineAnealingLR(o, 5)], [5])", {"lr": 1},
         "(did you mean CosineAnnealingLR?)"),
        ("CyclicLR(o, 0.1, 1, mode='triangle')", {}, "got 'triangle' (did you mean triangular?)"),
        ("learning_rate: 1e-4\nlr_scheduler_type: cosin\nmax_steps: 9\n", {},
         "got 'cosin' (did you mean cosine?)"),
        ("learning_rate: 1e-4\nwarmup_step: 3\nmax_steps: 9\n", {},
         "line 2: expected a setting that is read, got warmup_step (did you mean warmup_steps?)"),
        ("TrainingArguments('o', max_steps=9, warmup_step=3)", {}, "(did you mean warmup_steps?)"),
        ('{"scheduler": {"type": "WarmupLRR", "params": {}}}', {}, "(did you mean WarmupLR?)"),
        ('{"scheduler": {"type": "WarmupLR", "params": {"warmup_num_step": 9}}}', {},
         "got warmup_num_step (did you mean warmup_num_steps?)"),
        ("getattr(torch.optim.lr_scheduler, args.sched)(o, 5)", {"lr": 1},
         'expected a word for args.sched; give it: --let "args.sched=StepLR"'),
        # torch 2.14: "Expected float between 0 and 1 pct_start, but got 1"
        ("OneCycleLR(o, 0.1, 100, pct_start=1)", {}, "expected pct_start from 0.0 to 1.0, with a point"),
        ("OneCycleLR(o, 0.1, total_steps=1e3)", {}, "a whole number without a point for total_steps"),
        ("CosineAnnealingWarmRestarts(o, 10, T_mult=2.0)", {"lr": 1}, "without a point for T_mult"),
        ("OneCycleLR(o, 0.1, 10, pct_start=0.1)", {}, "at which torch divides by 0"),
        ('{"scheduler": {"type": "WarmupLR", "params": {"warmup_num_steps": 0}}}', {},
         "as a whole number from 1 on, as DeepSpeed raises an error for another, got 0"),
        ('{"scheduler": {"type": "WarmupLR", "params": {"warmup_num_steps": 1e3}}}', {}, "got 1e3"),
        ("--lr 1 --min-lr 2 --train-iters 9 --lr-decay-style cosine", {}, "as Megatron asserts, got 2"),
        ("--lr 1 --lr-warmup-iters 9 --train-iters 9", {}, "a warm-up shorter than the decay of 9"),
        ("--lr 1 --train-samples 99 --global-batch-size 9 --rampup-batch-size 3 3 9",
         {}, "expected a batch of one size"),
        ("CosineAnnealingWithWarmupScheduler('5ba', t_max='10ba')", {"lr": 1, "total": 20},
         "expected t_max from max_duration, 20, on, as Composer raises an error below it, got 10"),
        ("param_scheduler = dict(type='LinearLR', begin=5, end=5, by_epoch=False)", {"lr": 1},
         "expected end above begin, as mmengine raises an error for another, got 5"),
        ("StepLR(o, 1/0)", {"lr": 1}, "line 1: expected a number, got '1/0': division by zero"),
        ("StepLR(o, 0.1)", {"lr": 1}, "expected a whole number for step_size, got 0.1"),
        ("StepLR(o, 1e400)", {"lr": 1}, "line 1: expected a number up to the largest double"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_once(text, settings, message):
    with pytest.raises(ScheduleError) as error:
        read(text, Settings(**settings))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from scheduler import CosineWarmupScheduler\nsched = CosineWarmupScheduler(opt, warmup=50)\n",
         r"line 2: expected a scheduler that is read, or whose class or def is in the text .*, got "
         r"CosineWarmupScheduler\(…\) of scheduler"),
        ("opt = Adafactor(p)\ns = AdafactorSchedule(opt)\n", "the rate that Adafactor finds from"),
    ],
)  # fmt: skip
def test_a_scheduler_of_somebody_is_named(text, said):
    with pytest.raises(ScheduleError, match=said):
        read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# x\nepochs: 10\nlr_annealing: !new:NoamScheduler\n", r"line 3: .*got .lr_annealing: !new:Noam"),
        ("optim:\n  lr: 1e-6\n  warmup_style: cosine\n", r"line 3: .*got 'warmup_style: cosine'"),
    ],
)  # fmt: skip
def test_the_line_of_a_configuration_that_names_a_schedule_is_named(text, said):
    with pytest.raises(ScheduleError, match=said):
        read(text)
