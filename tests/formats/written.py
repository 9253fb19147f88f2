"""What a format writes for a policy at some steps, and the exact exercise."""

from mpmath import mp

from lrcalc.formats import write_function
from lrcalc.policies import Cosine, Step, Warmup
from lrcalc.report.rates import Report
from lrcalc.terminal.screen import Screen

EXERCISE = Cosine(max="0.002", min="0.0001", T="5000")
EXERCISE_STEPS = (0, 1250, 2500, 3750, 5000)
WARMUP = Warmup(max="0.002", min="0.0001", warmup="10%", T="5k")
DECAY = Step(lr="1e-3", step_size="1_000")


def written(name, policy, *steps, digits=None, screen=None):
    runs = [range(step, step + 1) for step in steps]
    return "".join(write_function(name)(Report(policy, runs, digits), screen or Screen()))


def written_run(name, policy, run):
    return "".join(write_function(name)(Report(policy, [run]), Screen()))


def exact_exercise(step):
    """The cosine value, the scale factor and the rate of section 8.8, to 50 digits."""
    with mp.workdps(50):
        cosine = mp.cospi(mp.mpf(step) / 5000)
        scale = (1 + cosine) / 2
        return cosine, scale, mp.mpf("0.0001") + mp.mpf("0.0019") * scale
