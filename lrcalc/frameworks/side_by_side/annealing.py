"""Half a wave and a straight line down, each after a warm-up."""

from __future__ import annotations

from lrcalc.frameworks.side_by_side.convention import Convention, Family

COSINE = (
    Convention(
        "transformers",
        "get_cosine_with_min_lr_schedule_with_warmup(optimizer, {W}, {T}, min_lr={min})",
        "t/W, the warm-up inside the total; past the end the wave rises again (optimization.py)",
        bare_remark="past the end the wave rises again (optimization.py)",
    ),
    Convention(
        "HF min-lr",
        "get_cosine_with_min_lr_schedule_with_warmup_lr_rate(optimizer, {W}, {T}, min_lr={min})",
        "(t + 1)/W; the last update has the minimum; rises again (cosine_warmup_with_min_lr)",
        bare_remark="one update early, the last has the minimum; rises again (cosine_warmup_with_min_lr)",
    ),
    Convention(
        "optax",
        "optax.warmup_cosine_decay_schedule(0.0, {max}, {W}, {T}, {min})",
        "t/W, decay_steps counts the warm-up; holds (_schedule.py)",
        False,
        bare="optax.cosine_decay_schedule({max}, {T}, {ratio})",
        bare_remark="alpha is a ratio; holds (_schedule.py)",
    ),
    Convention(
        "keras",
        "CosineDecay(0.0, {T}, alpha={ratio}, warmup_target={max}, warmup_steps={W})",
        "t/W, decay_steps does not count the warm-up: the same T ends later; alpha is a ratio; holds",
        False,
        bare="CosineDecay({top}, {T}, alpha={ratio})",
        bare_remark="alpha is a ratio; holds",
    ),
    Convention(
        "torch",
        "SequentialLR(optimizer, [LinearLR(optimizer, total_iters={W}), "
        "CosineAnnealingLR(optimizer, {rest}, {min})], milestones=[{W}])",
        "LinearLR starts at 1/3; rises again after T_max (lr_scheduler.py)",
        bare="CosineAnnealingLR(optimizer, {T}, {min})",
        bare_remark="rises again after T_max (lr_scheduler.py)",
    ),
    Convention(
        "timm",
        "CosineLRScheduler(optimizer, t_initial={T}, lr_min={min}, warmup_t={W}, t_in_epochs=False)",
        "without warmup_prefix the wave runs under the warm-up, and the peak is never used (cosine_lr.py)",
        bare="CosineLRScheduler(optimizer, t_initial={T}, lr_min={min}, t_in_epochs=False)",
        bare_remark="holds lr_min (cosine_lr.py)",
    ),
    Convention(
        "Megatron",
        "--lr {max} --min-lr {min} --lr-decay-style cosine --lr-warmup-iters {W} --train-iters {T}",
        "t/W; holds (optimizer_param_scheduler.py)",
        False,
        bare_remark="holds (optimizer_param_scheduler.py)",
    ),
    Convention(
        "nanoGPT",
        "learning_rate = {max}\nmin_lr = {min}\nwarmup_iters = {W}\nlr_decay_iters = {T}\n",
        "(t + 1)/(W + 1) since 2024-12; holds; it runs one update more (train.py)",
        False,
        bare_remark="holds; it runs one update more (train.py)",
    ),
    Convention(
        "torchtitan",
        "[optimizer]\nlr = {max}\n[lr_scheduler]\nwarmup_steps = {W}\ndecay_type = 'cosine'\n"
        "min_lr_factor = {ratio}\n[training]\nsteps = {T}\n",
        "(t + 1)/W, the peak twice; rises again past the end (lr_scheduler.py)",
        False,
        bare_remark="rises again past the end (lr_scheduler.py)",
    ),
    Convention(
        "DeepSpeed",
        '{{"optimizer": {{"params": {{"lr": {max}}}}}, "scheduler": {{"type": "WarmupCosineLR", "params": '
        '{{"total_num_steps": {T}, "warmup_num_steps": {W}, "cos_min_ratio": {ratio}, '
        '"warmup_type": "linear"}}}}}}',
        "one update late, the peak is never used; its own default is a logarithmic ramp (lr_schedules.py)",
        False,
    ),
    Convention(
        "OLMo",
        "optimizer:\n  learning_rate: {max}\nscheduler:\n  name: cosine_with_warmup\n  t_warmup: {W}\n"
        "  t_max: {T}\n  alpha_f: {ratio}\n  warmup_min_lr: 0.0\n",
        "the clock shows t + 1: the last update has the minimum; its own defaults are 10 % (scheduler.py)",
        False,
    ),
)
LINEAR = (
    Convention(
        "transformers",
        "get_linear_schedule_with_warmup(optimizer, {W}, {T})",
        "t/W, to 0, the warm-up inside the total; holds (optimization.py)",
        bare_remark="to 0; holds (optimization.py)",
    ),
    Convention(
        "optax",
        "optax.join_schedules([optax.linear_schedule(0.0, {max}, {W}), "
        "optax.linear_schedule({max}, {min}, {rest})], [{W}])",
        "each part on its own clock; holds (_join.py)",
        False,
        bare="optax.linear_schedule({max}, {min}, {T})",
        bare_remark="holds (_schedule.py)",
    ),
    Convention(
        "torch",
        "SequentialLR(optimizer, [LinearLR(optimizer, total_iters={W}), "
        "LinearLR(optimizer, start_factor=1.0, end_factor={ratio}, total_iters={rest})], milestones=[{W}])",
        "LinearLR starts at 1/3 (lr_scheduler.py)",
        bare="LinearLR(optimizer, start_factor=1.0, end_factor={ratio}, total_iters={T})",
        bare_remark="end_factor is a ratio; holds (lr_scheduler.py)",
    ),
    Convention(
        "Megatron",
        "--lr {max} --min-lr {min} --lr-decay-style linear --lr-warmup-iters {W} --train-iters {T}",
        "t/W; holds (optimizer_param_scheduler.py)",
        False,
        bare_remark="holds (optimizer_param_scheduler.py)",
    ),
    Convention(
        "torchtitan",
        "[optimizer]\nlr = {max}\n[lr_scheduler]\nwarmup_steps = {W}\nmin_lr_factor = {ratio}\n"
        "[training]\nsteps = {T}\n",
        "(t + 1)/W, the peak twice; negative past the end (lr_scheduler.py)",
        False,
        bare_remark="negative past the end (lr_scheduler.py)",
    ),
    Convention(
        "DeepSpeed",
        '{{"scheduler": {{"type": "WarmupDecayLR", "params": {{"total_num_steps": {T}, '
        '"warmup_min_lr": {min}, '
        '"warmup_max_lr": {max}, "warmup_num_steps": {W}, "warmup_type": "linear"}}}}}}',
        "one update late; decays to warmup_min_lr, where the warm-up begins too (lr_schedules.py)",
        False,
    ),
    Convention(
        "OLMo",
        "optimizer:\n  learning_rate: {max}\nscheduler:\n  name: linear_with_warmup\n  t_warmup: {W}\n"
        "  t_max: {T}\n  alpha_f: {ratio}\n  warmup_min_lr: 0.0\n",
        "the clock shows t + 1: the last update has the minimum (scheduler.py)",
        False,
    ),
)
FAMILIES = {
    "cosine": Family(("T",), ("min", "warmup"), COSINE),
    "linear": Family(("T",), ("min", "warmup"), LINEAR),
}
