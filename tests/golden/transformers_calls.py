"""transformers.optimization."""

from tests.golden.cases import Different, Same

RISES = "transformers goes on with the wave, and the rate rises again"
COSINE = "cosine --max lr --T num_training_steps --warmup num_warmup_steps --cycles 2*num_cycles"
LONGER = "--T 4*num_training_steps-3*num_warmup_steps --warmup num_warmup_steps"
MIN_LR = "cosine --max lr --min-ratio min_lr_rate --T num_training_steps --warmup num_warmup_steps"
HARD = "restarts --max lr --T0 (num_training_steps-num_warmup_steps)//num_cycles --warmup num_warmup_steps"
DIVISIBLE = "(num_training_steps - num_warmup_steps) % num_cycles == 0"
INVERSE_SQRT = "inverse-sqrt --max lr --warmup num_warmup_steps"
WSD = (
    "wsd --max lr --min-ratio min_lr_ratio --warmup num_warmup_steps --warmup-start lr*min_lr_ratio "
    "{shape}--decay num_decay_steps --T num_training_steps --shape decay_type"
)

TRANSFORMERS = [
    Same("get_constant_schedule_with_warmup", "fixed --lr lr --warmup num_warmup_steps"),
    Same(
        "get_linear_schedule_with_warmup",
        "linear --max lr --T num_training_steps --warmup num_warmup_steps",
    ),
    Same("get_cosine_schedule_with_warmup", COSINE, steps="t <= num_training_steps"),
    Same(
        "get_cosine_schedule_with_warmup",
        "warmup --max lr --warmup num_warmup_steps --T num_training_steps",
        when="num_cycles == 0.5",
        steps="t <= num_training_steps",
    ),
    Same("get_cosine_schedule_with_warmup", f"cosine --max lr {LONGER} --cycles 8*num_cycles"),
    Different("get_cosine_schedule_with_warmup", COSINE, RISES, steps="t > num_training_steps"),
    Same(
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        HARD,
        when=DIVISIBLE,
        steps="t < num_training_steps",
    ),
    Different(
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        HARD,
        "transformers ends with 0, and restarts goes on",
        when=DIVISIBLE,
        steps="t >= num_training_steps",
    ),
    Different(
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        HARD,
        "the cycles of transformers need not be whole steps long",
        when=f"not {DIVISIBLE}",
    ),
    Same(
        "get_polynomial_decay_schedule_with_warmup",
        "polynomial --max lr --min lr_end --T num_training_steps --power power --warmup num_warmup_steps",
    ),
    Same("get_inverse_sqrt_schedule", INVERSE_SQRT, when="timescale is None"),
    Different(
        "get_inverse_sqrt_schedule",
        INVERSE_SQRT,
        "another time scale than the warm-up shifts the curve",
        when="timescale is not None",
    ),
    Same("get_cosine_with_min_lr_schedule_with_warmup", MIN_LR, steps="t <= num_training_steps"),
    Same(
        "get_cosine_with_min_lr_schedule_with_warmup",
        f"cosine --max lr --min-ratio min_lr_rate {LONGER} --cycles 4",
    ),
    Different("get_cosine_with_min_lr_schedule_with_warmup", MIN_LR, RISES, steps="t > num_training_steps"),
    Same("get_wsd_schedule", WSD.format(shape="--warmup-shape warmup_type "), when="warmup_type != '1-sqrt'"),
    Same(
        "get_wsd_schedule",
        WSD.format(shape=""),
        when="warmup_type == '1-sqrt'",
        steps="t >= num_warmup_steps",
    ),
    Different(
        "get_wsd_schedule",
        WSD.format(shape=""),
        "there is no warm-up of the shape 1-sqrt",
        when="warmup_type == '1-sqrt'",
        steps="t < num_warmup_steps",
    ),
]
