"""Schedules of several phases: one cycle, restarts, a plateau and a decay, a warm-up alone."""

from __future__ import annotations

from lrcalc.frameworks.side_by_side.convention import Convention, Family

ONE_CYCLE = (
    Convention(
        "torch",
        "OneCycleLR(optimizer, {max}, total_steps={T})",
        "from max/25 to the peak at 0.3·T − 1, to max/250000 at T − 1; an error past T (lr_scheduler.py)",
        False,
    ),
    Convention(
        "optax cosine",
        "optax.cosine_onecycle_schedule({T}, {max})",
        "the peak at int(0.3·T), the end at T; holds (_schedule.py)",
        False,
    ),
    Convention(
        "optax linear",
        "optax.linear_onecycle_schedule({T}, {max})",
        "straight, with a third leg from 0.85·T on; holds (_schedule.py)",
        False,
    ),
    Convention(
        "fastai",
        "learn.fit_one_cycle(1, {max})",
        "the peak at 0.25·T, the end is max/100000, at T (callback/schedule.py)",
        False,
        total=True,
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.OneCycleLR({max}, {T})",
        "as torch, but the end is a rate, 0.0001 by default (lr.py)",
        False,
    ),
)
RESTARTS = (
    Convention(
        "torch",
        "CosineAnnealingWarmRestarts(optimizer, {T0}, {mult}, {min})",
        "for ever; T_mult is 1 by default (lr_scheduler.py)",
    ),
    Convention(
        "keras",
        "keras.optimizers.schedules.CosineDecayRestarts({top}, {T0}, t_mul={mult}, alpha={ratio})",
        "for ever; t_mul is 2 by default, alpha a ratio",
        False,
    ),
    Convention(
        "timm",
        "CosineLRScheduler(optimizer, t_initial={T0}, lr_min={min}, cycle_mul={mult}, t_in_epochs=False)",
        "cycle_limit is 1 by default: lr_min after the first cycle (cosine_lr.py)",
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.CosineAnnealingWarmRestarts({max}, {T0}, {mult}, {min})",
        "as torch (lr.py)",
        False,
    ),
    Convention(
        "warm-up class",
        "CosineAnnealingWarmupRestarts(optimizer, {T0}, {mult}, {max}, {min})",
        "its first update has min_lr, if there is no warm-up (cosine_annealing_warmup/scheduler.py)",
        False,
    ),
)
WSD = (
    Convention(
        "transformers",
        "get_wsd_schedule(optimizer, {W}, {decay}, {T}, decay_type='linear')",
        "t/W; the decay is a cosine by default (optimization.py)",
    ),
    Convention(
        "optax",
        "optax.join_schedules([optax.linear_schedule(0.0, {max}, {W}), optax.constant_schedule({max}), "
        "optax.linear_schedule({max}, 0.0, {decay})], [{W}, {begin}])",
        "each part on its own clock (_join.py)",
        False,
    ),
    Convention(
        "Megatron",
        "--lr {max} --min-lr 0 --lr-decay-style WSD --lr-wsd-decay-style linear --lr-wsd-decay-iters {decay} "
        "--lr-warmup-iters {W} --train-iters {T}",
        "t/W; the decay is exponential by default (optimizer_param_scheduler.py)",
        False,
    ),
    Convention(
        "torchtitan",
        "[optimizer]\nlr = {max}\n[lr_scheduler]\nwarmup_steps = {W}\ndecay_ratio = {share}\n[training]\n"
        "steps = {T}\n",
        "(t + 1)/W; negative past the end (lr_scheduler.py)",
        False,
    ),
)
FIXED = (
    Convention("transformers", "get_constant_schedule_with_warmup(optimizer, {W})", "t/W (optimization.py)"),
    Convention(
        "torch",
        "LinearLR(optimizer, total_iters={W})",
        "starts at 1/3, and cannot start at 0 (lr_scheduler.py)",
    ),
    Convention("optax", "optax.warmup_constant_schedule(0.0, {max}, {W})", "t/W (_schedule.py)", False),
    Convention(
        "mmengine",
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr={max}))\n"
        "param_scheduler = [dict(type='LinearLR', by_epoch=False, end={W})]\n",
        "starts at 1/3, and reaches its end at end − 1 (param_scheduler.py)",
        False,
    ),
    Convention(
        "paddle",
        "paddle.optimizer.lr.LinearWarmup({max}, {W}, 0.0, {max})",
        "t/W (lr.py)",
        False,
    ),
    Convention(
        "DeepSpeed",
        '{{"scheduler": {{"type": "WarmupLR", "params": '
        '{{"warmup_max_lr": {max}, "warmup_num_steps": {W}}}}}}}',
        "ln t/ln W, one update late: logarithmic, and not a line (lr_schedules.py)",
        False,
    ),
    Convention(
        "pytorch_warmup",
        "LinearWarmup(optimizer, warmup_period={W})",
        "(t + 1)/W, times whatever schedule there is (base.py)",
    ),
    Convention(
        "exponential",
        "ExponentialWarmup(optimizer, warmup_period={W})",
        "pytorch_warmup's 1 − e^(−(t + 1)/W), which never gets there (base.py)",
    ),
)
FAMILIES = {
    "one-cycle": Family(("T",), (), ONE_CYCLE),
    "restarts": Family(("T0",), ("min", "T_mult"), RESTARTS),
    "wsd": Family(("T", "warmup", "decay"), (), WSD),
    "fixed": Family(("warmup",), (), FIXED),
}
