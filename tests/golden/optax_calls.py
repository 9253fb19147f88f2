"""optax.schedules."""

from tests.golden.cases import Same

EXPONENTIAL = "exponential --lr init_value --gamma decay_rate --decay-steps transition_steps"

OPTAX = [
    Same(
        "linear_schedule",
        "linear --max init_value --min end_value --T transition_steps",
        when="transition_begin == 0",
    ),
    Same(
        "linear_schedule",
        "wsd --max init_value --min end_value --warmup 0 --decay transition_steps "
        "--T transition_begin+transition_steps",
    ),
    Same(
        "polynomial_schedule",
        "polynomial --max init_value --min end_value --T transition_steps --power power",
    ),
    Same("exponential_decay", EXPONENTIAL, when="not staircase"),
    Same("exponential_decay", f"{EXPONENTIAL} --staircase", when="staircase"),
    Same(
        "cosine_decay_schedule",
        "cosine --max init_value --min-ratio alpha --T decay_steps --power exponent",
    ),
    Same(
        "warmup_cosine_decay_schedule",
        "cosine --max peak_value --min end_value --T decay_steps --warmup warmup_steps "
        "--warmup-start init_value",
    ),
    Same(
        "piecewise_constant_schedule",
        "piecewise --values init_value,init_value*s1,init_value*s1*s2 --boundaries b1,b2",
    ),
    Same(
        "linear_onecycle_schedule",
        "piecewise --interpolate --values peak_value/div_factor,peak_value,peak_value/div_factor,"
        "peak_value/div_factor/final_div_factor "
        "--boundaries int(pct_start*transition_steps),int(pct_final*transition_steps),transition_steps",
    ),
    Same(
        "cosine_onecycle_schedule",
        "cosine --max peak_value --min peak_value/div_factor/final_div_factor --T transition_steps "
        "--warmup int(pct_start*transition_steps) --warmup-start peak_value/div_factor "
        "--warmup-shape 'cosine'",
    ),
    Same(
        "warmup_exponential_decay_schedule",
        "exponential --lr peak_value --gamma decay_rate --decay-steps transition_steps "
        "--warmup warmup_steps --warmup-start init_value",
    ),
]
