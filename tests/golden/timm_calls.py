"""timm.scheduler."""

from tests.golden.cases import Different, Same

PREFIX = "cosine --max lr --min lr_min --T warmup_t+t_initial --warmup warmup_t --warmup-start warmup_lr_init"
CYCLES = "restarts --max lr --min lr_min --T0 t_initial --T-mult cycle_mul --peak-decay cycle_decay"
LAST = "t_initial * sum(cycle_mul**cycle for cycle in range(cycle_limit))"
TANH = "tanh --max lr --min lr_min --T t_initial"

TIMM = [
    Same("CosineLRScheduler", PREFIX, when="'warmup_t' in given and warmup_prefix"),
    Same(
        "CosineLRScheduler",
        "cosine --max lr --min lr_min --T t_initial",
        when="'warmup_t' in given and not warmup_prefix",
        steps="t >= warmup_t",
    ),
    Same(
        "CosineLRScheduler",
        "fixed --lr lr --warmup warmup_t --warmup-start warmup_lr_init",
        when="'warmup_t' in given and not warmup_prefix",
        steps="t < warmup_t",
    ),
    Different(
        "CosineLRScheduler",
        "cosine --max lr --min lr_min --T t_initial --warmup warmup_t --warmup-start warmup_lr_init",
        "without warmup_prefix the cosine runs under the warm-up, and the maximum is never used",
        when="'warmup_t' in given and not warmup_prefix",
    ),
    Same("CosineLRScheduler", CYCLES, when="'cycle_mul' in given", steps=f"t < {LAST}"),
    Different(
        "CosineLRScheduler",
        CYCLES,
        "past the last of cycle_limit cycles timm holds lr_min, and restarts goes on",
        when="'cycle_mul' in given",
        steps=f"t >= {LAST}",
    ),
    Same(
        "StepLRScheduler",
        "step --lr lr --s decay_t --gamma decay_rate --warmup warmup_t --warmup-start warmup_lr_init",
    ),
    Same(
        "MultiStepLRScheduler",
        "multistep --lr lr --gamma decay_rate --milestones decay_t[0]-1,decay_t[1]-1",
    ),
    Different(
        "MultiStepLRScheduler",
        "multistep --lr lr --gamma decay_rate --milestones decay_t",
        "timm drops one step before the milestone",
        steps="t+1 in decay_t",
    ),
    Same("PolyLRScheduler", "polynomial --max lr --min lr_min --T t_initial --power power"),
    Same("TanhLRScheduler", TANH, steps="t < t_initial"),
    Different(
        "TanhLRScheduler",
        TANH,
        "from the total on timm jumps to lr_min",
        steps="t >= t_initial",
    ),
]
