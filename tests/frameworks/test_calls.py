"""Calls beyond the golden ones: what today's tables missed, odd cases, past the end. Values of torch 2.13,
transformers 5.23, optax 0.2.8, keras 3.15 and timm 1.0.31, run once, or worked out by hand."""

from fractions import Fraction
from math import cos, log, pi, sqrt

import pytest

from lrcalc.errors import ScheduleError
from lrcalc.frameworks.call.reading import Settings
from lrcalc.frameworks.read import read


def schedule(text, lr="1", **settings):
    return read(text, Settings(lr=None if lr is None else Fraction(lr), **settings)).schedule


def rates(text, steps, lr="1", **settings):
    made = schedule(text, lr, **settings)
    return [made.at(step) for step in steps]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LinearLR(o)", {0: 1 / 3, 1: 7 / 15, 2: 0.6, 5: 1, 9: 1}),
        ("LinearLR(o, total_iters=0)", {0: 1 / 3, 100: 1 / 3}),
        ("ConstantLR(o, total_iters=0)", {0: 1 / 3, 100: 1 / 3}),
        ("PolynomialLR(o, total_iters=0)", {0: 1, 100: 1}),
        ("CosineAnnealingLR(o, 4)", {4: 0, 5: (1 + cos(pi * 5 / 4)) / 2, 8: 1, 12: 0}),
        ("CosineAnnealingLR(o, T_max=1)", {0: 1, 1: 0, 2: 1}),
        (
            "CyclicLR(o, 0.1, 1.0, step_size_up=2, step_size_down=None)",
            {0: 0.1, 1: 0.55, 2: 1, 3: 0.55, 4: 0.1},
        ),
        ("CyclicLR(o, 0, 1, 2, 4, 'triangular2')", {2: 1, 8: 0.5, 14: 0.25}),
        ("MultiStepLR(o, [10, 10, 20], 0.5)", {9: 1, 10: 0.25, 20: 0.125}),
        ("CosineAnnealingWarmRestarts(o, 10, 3)", {1210: 1, 10: 1, 40: 1}),
        ("ExponentialLR(o, gamma=0.1 ** 0.5)", {2: 0.1}),
        ("MultiplicativeLR(o, lr_lambda=lambda epoch: 0.5)", {0: 1, 3: 0.125}),
        ("LambdaLR(o, lambda e: min((e + 1) / 4, 1))", {0: 0.25, 3: 1, 9: 1}),
        ("LambdaLR(o, [lambda e: 0.95 ** e])", {2: 0.9025}),
        ("LambdaLR(o, lambda e: 0.1 ** (e // 30))", {29: 1, 30: 0.1, 60: 0.01}),
        ("SWALR(o, swa_lr=0.5, anneal_epochs=2, anneal_strategy='linear')", {0: 1, 1: 0.75, 2: 0.5, 9: 0.5}),
        ("SequentialLR(o, [ConstantLR(o, 0.1, 100), ExponentialLR(o, 0.5)], [3])", {2: 0.1, 3: 1, 4: 0.5}),
        ("MultiStepLR(o, [0, 4], 0.1)", {0: 0.1, 3: 0.1, 4: 0.01}),
        ("MultiStepLR(o, [2.5, 6], 0.5)", {3: 1, 6: 0.5}),
        (
            "CyclicLR(o, 0.1, 1.0, 2, 0, 'triangular2')",
            {0: 0.1, 1: 0.55, 2: 0.1, 3: 0.325, 4: 0.1, 5: 0.2125},
        ),
        # steps of a cycle that are no whole ones, as run once in torch 2.14
        ("CyclicLR(o, 0.1, 1.0, 2.5, 1.5)", {0: 0.1, 1: 0.46, 2: 0.82, 3: 0.7, 4: 0.1}),
        ("CyclicLR(o, [0.1, 5], [1.0, 7], 2)", {0: 0.1, 2: 1}),
        ("LambdaLR(o, lambda e: 0.1 ** bisect.bisect_right([3, 6], e))", {2: 1, 3: 0.1, 6: 0.01}),
        ("LambdaLR(o, lambda e: 0.1 ** np.searchsorted([3, 6], e))", {3: 1, 4: 0.1, 7: 0.01}),
        ("LambdaLR(o, lambda t: [1, 0.5, 0.1][min(t // 4, 2)])", {3: 1, 4: 0.5, 8: 0.1, 99: 0.1}),
        # after a milestone torch begins by the closed form, in which the factor is over
        ("SequentialLR(o, [StepLR(o, 9), ConstantLR(o, total_iters=0)], [4])", {4: 1, 20: 1}),
        (
            "ChainedScheduler([StepLR(o, 2), MultiplicativeLR(o, lambda e: 0.5 if e > 1 else 1)])",
            {1: 1, 2: 0.05, 3: 0.025},
        ),
    ],
)
def test_torch(text, expected):
    assert rates(text, expected) == pytest.approx(list(expected.values()), abs=1e-15)


def test_one_cycle_goes_on_for_one_update_and_then_has_no_rate():
    made = schedule("OneCycleLR(o, 1.0, 100, anneal_strategy='linear')", None)
    # −0.01428 is what torch 2.13 has at the 101st update
    assert made.at(100) == pytest.approx(-0.01428, abs=1e-5)
    with pytest.raises(ScheduleError, match="expected a step up to 100"):
        made.at(101)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a time scale of 10,000 where there is no warm-up
        ("get_inverse_sqrt_schedule(o, num_warmup_steps=0)", {16: 1 / sqrt(1.0016), 30000: 0.5}),
        ("get_inverse_sqrt_schedule(o, 4, timescale=10000)", {16: 1 / sqrt(1.0012)}),
        ("get_cosine_schedule_with_warmup(o, 0, 10, num_cycles=1)", {0: 1, 5: 0, 10: 1}),
        ("get_cosine_with_hard_restarts_schedule_with_warmup(o, 0, 10, 3)", {0: 1, 10: 0, 11: 0}),
        ("get_cosine_with_hard_restarts_schedule_with_warmup(o, 0, 22, 22)", {15: 1}),
        ("get_linear_schedule_with_warmup(o, 10, 10)", {9: 0.9, 10: 0, 11: 0}),
        (
            "get_polynomial_decay_schedule_with_warmup(o, 0, 10, power=2)",
            {5: 0.25 * (1 - 1e-7) + 1e-7, 11: 1e-7},
        ),
        (
            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate(o, 4, 12, min_lr=0, warmup_lr_rate=0.0)",
            {0: 0, 1: 1 / 3, 3: 1, 11: 0},
        ),
        ("get_wsd_schedule(o, 0, 0, 10, min_lr_ratio=0.1)", {0: 1, 9: 1, 10: 0.1}),
        ("get_scheduler(SchedulerType.LINEAR, o, 0, 10)", {5: 0.5}),
        ("get_scheduler('cosine', optimizer=o, num_warmup_steps=2, num_training_steps=10)", {1: 0.5, 6: 0.5}),
    ],
)
def test_transformers(text, expected):
    assert rates(text, expected) == pytest.approx(list(expected.values()), abs=1e-15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CosineDecayRestarts(1.0, 4, t_mul=1.0, m_mul=0.5, alpha=0.1)", {4: 0.55, 8: 0.325, 0: 1}),
        ("CosineDecayRestarts(1.0, 4, m_mul=0.5, alpha=0.1)", {4: 0.55, 12: 0.325}),
        ("CosineDecay(0.0, 10000.0, alpha=1e-5, warmup_target=1e-4, warmup_steps=10000.0)", {20000: 1e-9}),
        ("PolynomialDecay(1.0, 4, 0.0, cycle=True)", {0: 1, 4: 0, 5: 0.375, 8: 0}),
        ("PiecewiseConstantDecay([10], [1.0, 0.1])", {10: 1, 11: 0.1}),
        ("optax.warmup_constant_schedule(0.0, 1.0, 0)", {0: 0, 9: 0}),
        ("optax.exponential_decay(1.0, 2, 0.5, transition_begin=2, staircase=True, end_value=0.2)",
         {2: 1, 3: 1, 4: 0.5, 6: 0.25, 8: 0.2}),
        ("optax.piecewise_constant_schedule(1.0, {10: 0.1, 12: 0.01})", {9: 1, 10: 0.1, 12: 0.001}),
        ("optax.join_schedules([optax.linear_schedule(0, 1, 4), optax.cosine_decay_schedule(1, 8)], [4])",
         {2: 0.5, 4: 1, 8: 0.5, 12: 0}),
        ("optax.polynomial_schedule(1.0, 0.0, 2, 0)", {0: 1, 50: 1}),
        ("optax.polynomial_schedule(1.0, 0.0, 0, 5, 2)", {0: 1, 7: 1, 50: 1}),
        # pct_final·T = T: of two scales at one boundary the later is kept
        ("optax.linear_onecycle_schedule(5, 1.0, 0.1, 1.0)", {0: 1, 1: 0.80002, 5: 1e-4}),
        ("optax.piecewise_constant_schedule(1.0, dict([(3, 0.1)]))", {2: 1, 3: 0.1}),
    ],
)  # fmt: skip
def test_keras_and_optax(text, expected):
    assert rates(text, expected, None) == pytest.approx(list(expected.values()), abs=1e-15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CosineLRScheduler(o, 12, warmup_t=4)", {3: 0.75, 4: 0.75, 12: 0, 13: 0}),
        ("CosineLRScheduler(o, 4, cycle_mul=2.0, cycle_decay=0.5, cycle_limit=2)", {4: 0.5, 12: 0}),
        ("MultiStepLRScheduler(o, decay_t=[10], decay_rate=0.1)", {8: 1, 9: 0.1}),
        ("TanhLRScheduler(o, 10)", {7: 0.5, 10: 0}),
        ("WSDLRScheduler(o, 10, 4, decay_fn='exp')", {6: 1, 8: (0.1**0.5 - 0.1) / 0.9, 10: 0}),
        ("create_scheduler_v2(o, sched='poly', num_epochs=100)", {50: 0.5**0.1}),
        ("create_scheduler_v2(o, num_epochs=10, warmup_epochs=2, step_on_epochs=False, updates_per_epoch=5)",
         {0: 1e-5, 5: (1 + 1e-5) / 2, 10: (1 + cos(pi / 5)) / 2, 50: 0}),
        ("MultiStepLRScheduler(o, [7, 3], decay_rate=0.5)", {1: 1, 2: 0.25, 5: 0.25, 6: 0.25}),
        ("TanhLRScheduler(o, 5, warmup_t=10, lr_min=0.1)", {0: 0, 5: 0.05, 10: 0.1}),
        ("create_scheduler_v2(o, 'multistep', 300)", {88: 1, 89: 0.1, 179: 0.01}),
    ],
)  # fmt: skip
def test_timm(text, expected):
    assert rates(text, expected) == pytest.approx(list(expected.values()), abs=1e-15)


def test_a_script_is_read_with_its_assignments_and_its_optimizer():
    script = """
import torch
EPOCHS, STEPS = 3, 100
lr: float = 1e-3
opt = torch.optim.AdamW(model.parameters(), lr=lr * 2, weight_decay=0.01)
total = EPOCHS * STEPS
def warm(step):
    '''up, then down'''
    if step < total // 10:
        return step / (total // 10)
    progress = (step - total // 10) / max(1, total - total // 10)
    return max(0.0, 0.5 * (1 + np.cos(np.pi * progress)))
sched = torch.optim.lr_scheduler.LambdaLR(opt, lr_lambda=warm)
"""
    assert rates(script, [0, 15, 30, 165, 300], None) == pytest.approx([0, 0.001, 0.002, 0.001, 0])


PADDLE = "paddle.optimizer.lr."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # paddle 3.3.1, run once
        ("NoamDecay(512, 4)", {0: 0, 1: 512**-0.5 / 8, 4: 512**-0.5 / 2, 16: 512**-0.5 / 4}),
        ("PiecewiseDecay([3, 7], [1.0, 0.5, 0.1])", {2: 1, 3: 0.5, 7: 0.1}),
        ("NaturalExpDecay(1.0, 0.5)", {4: 0.1353352832366127}),
        ("InverseTimeDecay(1.0, 0.5)", {2: 0.5, 6: 0.25}),
        ("PolynomialDecay(0.1, 10)", {0: 0.1, 5: 0.05005, 10: 1e-4, 20: 1e-4}),
        ("PolynomialDecay(1.0, 4, end_lr=0.0, cycle=True)", {4: 0, 5: 0.375, 8: 0}),
        ("ExponentialDecay(1.0, 0.5)", {3: 0.125}),
        ("MultiStepDecay(1.0, [3, 7])", {2: 1, 3: 0.1, 7: 0.01}),
        ("StepDecay(1.0, 3, 0.5)", {2: 1, 3: 0.5, 6: 0.25}),
        ("LambdaDecay(0.5, lambda x: 0.95 ** x)", {2: 0.45125}),
        ("CosineAnnealingDecay(1.0, 4)", {2: 0.5, 4: 0, 8: 1}),
        ("LinearWarmup(0.5, 4, 0.0, 1.0)", {0: 0, 3: 0.75, 4: 0.5, 9: 0.5}),
        ("LinearWarmup(CosineAnnealingDecay(1.0, 4), 2, 0.0, 1.0)", {1: 0.5, 2: 1, 4: 0.5}),
        # end_learning_rate is a rate
        ("OneCycleLR(1.0, 10)", {0: 0.04, 2: 1, 9: 1e-4}),
        ("CyclicLR(0.1, 1.0, 2, mode='exp_range', exp_gamma=0.5)", {1: 0.325, 2: 0.325, 3: 0.15625}),
        ("LinearLR(1.0, 4)", {0: 1 / 3, 2: 2 / 3, 4: 1}),
    ],
)  # fmt: skip
def test_paddle(text, expected):
    assert rates(f"{PADDLE}{text}", expected, None) == pytest.approx(list(expected.values()), abs=1e-15)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        # a number holds where it is not 0
        ("1 if t % 3 else 0.1", [0.1, 1, 1, 0.1]),
        ("t and 0.5", [0, 0.5, 0.5, 0.5]),
        ("t or 7", [7, 1, 2, 3]),
        ("not t", [1, 0, 0, 0]),
        ("(t > 1) or 0.5", [0.5, 0.5, 1, 1]),
        ("(t > 1) and 0.5", [0, 0, 0.5, 0.5]),
        ("t % 2 and t > 2", [0, 0, 0, 1]),
        ("t ** -0.5 if t else 0", [0, 1, 2**-0.5, 3**-0.5]),
        ("bool(t) + 1", [1, 2, 2, 2]),
        ("round(t / 7, 2)", [0, 0.14, 0.29, 0.43]),
        ("round(t / 2)", [0, 0, 1, 2]),
        ("divmod(t, 2)[1]", [0, 1, 0, 1]),
        ("math.fmod(1 - t, 2)", [1, 0, -1, 0]),
        ("sum([0.1] * 3) * t", [0, 0.3, 0.6, 0.9]),
        ("np.interp(t, [0, 2, 3], [0.5, 1, 0])", [0.5, 0.75, 1, 0]),
        ("np.interp([t], [1, 2], [0.5, 1])[0]", [0.5, 0.5, 1, 1]),
    ],
)
def test_a_function_is_worth_what_python_makes_of_it(function, expected):
    assert rates(f"LambdaLR(o, lambda t: {function})", range(4)) == pytest.approx(expected)


def test_there_is_no_rate_where_the_framework_has_none():
    for text, last in (
        ("ConstantLR(o, factor=0, total_iters=3)", 2),
        ("get_polynomial_decay_schedule_with_warmup(o, 3, 3)", 2),
        ("ChainedScheduler([CosineAnnealingLR(o, 4), ExponentialLR(o, 0.5)])", 4),
    ):
        made = schedule(text)
        made.at(last)
        with pytest.raises(ScheduleError, match=f"up to {last}, past which"):
            made.at(last + 1)


def test_the_log_of_a_formula():
    assert rates("LambdaLR(o, lambda e: 1 / (1 + math.log(1 + e)))", [0, 9]) == [1, 1 / (1 + log(10))]


def test_digits_are_kept():
    made = schedule("StepLR(torch.optim.SGD(p, lr=5e-5), 10, gamma=1/3)", None)
    assert made.derivation(10).learning_rate.exact == Fraction(1, 60000)


def test_what_is_missing_can_be_given():
    text = "OneCycleLR(o, 0.1, epochs=EPOCHS, steps_per_epoch=len(train_loader))"
    given = {"EPOCHS": Fraction(2), "len(train_loader)": Fraction(50)}
    assert read(text, Settings(names=given)).command.startswith("lrcalc one-cycle --max 0.1 --T 100")
    assert read(text, Settings(names={"EPOCHS": Fraction(2)}, steps_per_epoch=50)).schedule.at(29) == 0.1


def test_the_list_of_calls_is_whole():
    from importlib import import_module

    from lrcalc.frameworks.list_of_frameworks import NAMES

    for module, names in NAMES.items():
        found = import_module(f"lrcalc.frameworks.{module}").CALLS
        assert tuple(call.name for call in found) == names


def test_many_steps_at_once_are_those_one_by_one():
    from lrcalc.sampling.trajectory import trajectory

    made = schedule("CosineDecayRestarts(1.0, 5, t_mul=1.5, m_mul=0.5, alpha=0.1)", None)
    many = [rate for part in trajectory(made, [range(200)]) for rate in part.columns["learning_rate"]]
    assert many == [made.at(step) for step in range(200)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("min(1, 1 / t) if t else 0.5", {0: 0.5, 1: 1, 4: 0.25}),
        ("0.1 if not t else 0.2", {0: 0.1, 1: 0.2}),
        ("(t or 5) / 10", {0: 0.5, 3: 0.3}),
        ("(t % 3 and 7) / 10", {0: 0, 1: 0.7, 3: 0}),
        ("(t > 3 and 5) / 10", {0: 0, 4: 0.5}),
        ("1.0 if t % 3 else 0.5", {0: 0.5, 1: 1, 3: 0.5}),
        ("1.0 if t % 3 and t > 4 else 0.5", {1: 0.5, 5: 1, 6: 0.5}),
        ("1 / t if t and 1 / t < 0.5 else 3", {0: 3, 1: 3, 4: 0.25}),
        ("1 / 0 if t > 100 else 2", {0: 2}),
        ("0.5 if 0 and 1 / 0 else t", {3: 3}),
        ("0.5 if 1 or 1 / 0 else t", {3: 0.5}),
        ("np.where(t, 2, 3)", {0: 3, 1: 2}),
    ],
)
def test_a_number_as_a_condition_is_what_python_makes_of_it(body, expected):
    assert rates(f"LambdaLR(o, lambda t: {body})", expected) == list(expected.values())


@pytest.mark.parametrize(
    ("body", "step"),
    [
        ("t % 0", 3),
        ("t // 0", 3),
        ("1 + 0 * (1 / (t - t))", 3),
        ("0 * (1 / (t - 3))", 3),
        ("0 * math.log(t - 3)", 3),
        ("1 / 0 if t > 2 else 2", 3),
        ("min(1, 5 % 0)", 3),
    ],
)
def test_what_python_cannot_divide_has_no_rate(body, step):
    with pytest.raises(ScheduleError, match=r"division by zero|a number that is not above 0"):
        rates(f"LambdaLR(o, lambda t: {body})", [step])


@pytest.mark.parametrize(
    "text", ["CosineAnnealingLR(o, T_max=10**5000)", "StepLR(o, 10**5000)", "CosineAnnealingLR(o, 1 / 0)"]
)
def test_a_number_that_python_does_not_write_out_is_refused(text):
    with pytest.raises(ScheduleError) as caught:
        rates(text, [3])
    assert len(str(caught.value)) < 120
