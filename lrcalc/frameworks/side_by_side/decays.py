"""Decays: exponential, in steps, at milestones, by a power, by the inverse root."""

from __future__ import annotations

from lrcalc.frameworks.side_by_side.convention import Convention, Family

EXPONENTIAL = (
    Convention(
        "torch",
        "ExponentialLR(optimizer, {gamma})",
        "γ each step() and no period: step() once an epoch, or γ^(1/s), for a period (lr_scheduler.py)",
    ),
    Convention(
        "optax", "optax.exponential_decay({max}, {step_size}, {gamma})", "γ^(t/s) (_schedule.py)", False
    ),
    Convention(
        "keras", "keras.optimizers.schedules.ExponentialDecay({top}, {step_size}, {gamma})", "γ^(t/s)", False
    ),
    Convention(
        "keras stairs",
        "keras.optimizers.schedules.ExponentialDecay({top}, {step_size}, {gamma}, staircase=True)",
        "γ^⌊t/s⌋: stairs",
        False,
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.ExponentialDecay({max}, {gamma})",
        "γ each step() and no period (lr.py)",
        False,
    ),
    Convention(
        "paddle natural",
        "paddle.optimizer.lr.NaturalExpDecay({max}, {gamma})",
        "e^(−γ·t), and not γ^t (lr.py)",
        False,
    ),
)
STEP = (
    Convention("torch", "StepLR(optimizer, {step_size}, {gamma})", "γ^⌊t/s⌋ (lr_scheduler.py)"),
    Convention(
        "optax",
        "optax.exponential_decay({max}, {step_size}, {gamma}, staircase=True)",
        "γ^⌊t/s⌋ (_schedule.py)",
        False,
    ),
    Convention(
        "keras",
        "keras.optimizers.schedules.ExponentialDecay({top}, {step_size}, {gamma}, staircase=True)",
        "γ^⌊t/s⌋; without staircase it decays at each update",
        False,
    ),
    Convention(
        "timm",
        "StepLRScheduler(optimizer, decay_t={step_size}, decay_rate={gamma}, t_in_epochs=False)",
        "γ^⌊t/s⌋ (step_lr.py)",
    ),
    Convention(
        "mmengine",
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr={max}))\n"
        "param_scheduler = [dict(type='StepLR', by_epoch=False, step_size={step_size}, gamma={gamma}, "
        "end=10**9)]\n",
        "γ^⌊t/s⌋ (param_scheduler.py)",
        False,
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.StepDecay({max}, {step_size}, {gamma})",
        "γ^⌊t/s⌋ (lr.py)",
        False,
    ),
)
MULTISTEP = (
    Convention(
        "torch", "MultiStepLR(optimizer, [{milestones}], {gamma})", "from the milestone on (lr_scheduler.py)"
    ),
    Convention(
        "optax",
        "optax.piecewise_constant_schedule({max}, {{{scales}}})",
        "from the boundary on; the scales multiply up (_schedule.py)",
        False,
    ),
    Convention(
        "keras",
        "keras.optimizers.schedules.PiecewiseConstantDecay([{milestones}], [{values}])",
        "one update after the boundary; values are rates, not factors",
        False,
    ),
    Convention(
        "timm",
        "MultiStepLRScheduler(optimizer, decay_t=[{milestones}], decay_rate={gamma}, t_in_epochs=False)",
        "one update before the milestone: bisect of t + 1 (multistep_lr.py)",
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.MultiStepDecay({max}, [{milestones}], {gamma})",
        "from the milestone on (lr.py)",
        False,
    ),
    Convention(
        "detectron2",
        "SOLVER:\n  BASE_LR: {max}\n  STEPS: ({milestones},)\n  GAMMA: {gamma}\n  MAX_ITER: 1000000000\n"
        "  WARMUP_ITERS: 0\n",
        "from the milestone on; a warm-up of 1,000 from 0.001 by default (solver/build.py)",
        False,
    ),
)
POLYNOMIAL = (
    Convention(
        "torch",
        "PolynomialLR(optimizer, {T}, {power})",
        "to 0, there is no parameter for the minimum; holds (lr_scheduler.py)",
    ),
    Convention(
        "transformers",
        "get_polynomial_decay_schedule_with_warmup(optimizer, {W}, {T}, lr_end={min}, power={power})",
        "the warm-up inside the total; lr_end is 1e-7 by default; holds (optimization.py)",
    ),
    Convention(
        "optax",
        "optax.polynomial_schedule({max}, {min}, {power}, {T})",
        "holds (_schedule.py)",
        False,
    ),
    Convention(
        "keras",
        "keras.optimizers.schedules.PolynomialDecay({top}, {T}, {min}, {power})",
        "the end is 0.0001 by default; holds",
        False,
    ),
    Convention(
        "timm",
        "PolyLRScheduler(optimizer, t_initial={T}, power={power}, lr_min={min}, t_in_epochs=False)",
        "the power is 0.5 by default; lr_min from the end on (poly_lr.py)",
    ),
    Convention(
        "mmengine",
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr={max}))\n"
        "param_scheduler = [dict(type='PolyLR', by_epoch=False, power={power}, eta_min={min}, end={T})]\n",
        "reaches its end at end − 1 (param_scheduler.py)",
        False,
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.PolynomialDecay({max}, {T}, end_lr={min}, power={power})",
        "the end is 0.0001 by default; holds (lr.py)",
        False,
    ),
    Convention(
        "fairseq",
        "--lr-scheduler polynomial_decay --lr {max} --warmup-updates {W} --total-num-update {T} "
        "--end-learning-rate {min} --power {power}",
        "t/W, the warm-up inside the total; holds (polynomial_decay_schedule.py)",
        False,
    ),
)
INVERSE_SQRT = (
    Convention(
        "transformers",
        "get_inverse_sqrt_schedule(optimizer, {W})",
        "t/W, then √(W/t); without a warm-up √(10000/(t + 10000)) (optimization.py)",
    ),
    Convention(
        "fairseq",
        "--lr-scheduler inverse_sqrt --lr {max} --warmup-updates {W} --warmup-init-lr 0",
        "t/W, then √(W/t) (inverse_square_root_schedule.py)",
        False,
    ),
    Convention(
        "Megatron",
        "--lr {max} --lr-decay-style inverse-square-root --lr-warmup-iters {W} --train-iters 1000000000",
        "t/W, then √(W/t); min_lr is a floor (optimizer_param_scheduler.py)",
        False,
    ),
    Convention(
        "Noam",
        "paddle.optimizer.lr.NoamDecay(512, {W}, {max})",
        "√(1/512)·min(t^−½, t·W^−1.5): the peak is lr/√(d·W), and not lr; 0 at update 0 (paddle's lr.py)",
        False,
    ),
)
FAMILIES = {
    "exponential": Family(("step_size",), ("gamma",), EXPONENTIAL),
    "step": Family(("step_size",), ("gamma",), STEP),
    "multistep": Family(("milestones",), ("gamma",), MULTISTEP),
    "polynomial": Family(("T",), ("min", "warmup", "power"), POLYNOMIAL),
    "inverse-sqrt": Family(("warmup",), (), INVERSE_SQRT),
}
