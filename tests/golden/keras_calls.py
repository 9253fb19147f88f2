"""keras.optimizers.schedules."""

from tests.golden.cases import Different, Same

EXPONENTIAL = "exponential --lr initial_learning_rate --gamma decay_rate --decay-steps decay_steps"
INVERSE_TIME = "inverse-time --lr initial_learning_rate --decay-rate decay_rate --decay-steps decay_steps"

KERAS = [
    Same("ExponentialDecay", EXPONENTIAL, when="not staircase"),
    Same("ExponentialDecay", f"{EXPONENTIAL} --staircase", when="staircase"),
    Same(
        "PiecewiseConstantDecay",
        "piecewise --values values --boundaries boundaries[0]+1,boundaries[1]+1",
    ),
    Different(
        "PiecewiseConstantDecay",
        "piecewise --values values --boundaries boundaries",
        "keras takes the next value one step after the boundary",
        steps="t in boundaries",
    ),
    Same(
        "PolynomialDecay",
        "polynomial --max initial_learning_rate --min end_learning_rate --T decay_steps --power power",
    ),
    Same("InverseTimeDecay", INVERSE_TIME, when="not staircase"),
    Same("InverseTimeDecay", f"{INVERSE_TIME} --staircase", when="staircase"),
    Same(
        "CosineDecay",
        "cosine --max initial_learning_rate --min-ratio alpha --T decay_steps",
        when="'warmup_target' not in given",
    ),
    Same(
        "CosineDecay",
        "cosine --max warmup_target --min-ratio alpha --T warmup_steps+decay_steps --warmup warmup_steps "
        "--warmup-start initial_learning_rate",
        when="'warmup_target' in given",
    ),
    Same(
        "CosineDecayRestarts",
        "restarts --max initial_learning_rate --min-ratio alpha --T0 first_decay_steps --T-mult t_mul "
        "--peak-decay m_mul",
        when="m_mul == 1 or alpha == 0",
    ),
]
