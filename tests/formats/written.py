"""What a format writes for a policy at some steps, and the exact exercise."""

from mpmath import mp

from lrcalc.formats import format_named
from lrcalc.policies import Cosine, Step, Warmup
from lrcalc.report.rates import Answer
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen

EXERCISE = Cosine(max="0.002", min="0.0001", T="5000")
EXERCISE_STEPS = (0, 1250, 2500, 3750, 5000)
WARMUP = Warmup(max="0.002", min="0.0001", warmup="10%", T="5k")
DECAY = Step(lr="1e-3", step_size="1_000")


def written_report(name, report, screen=None):
    return "".join(format_named(name).write(report, screen or Screen()))


def written_blocks(name, *blocks, screen=None):
    """Blocks as a format writes them, whatever they are about."""
    return written_report(name, Report(blocks=lambda: iter(blocks)), screen)


def written(name, policy, *steps, digits=None, columns=None, parts=(), screen=None):
    runs = [range(step, step + 1) for step in steps]
    return written_report(name, Answer(policy, runs, digits, columns, parts).report(), screen)


def written_run(name, policy, run, columns=None):
    return written_report(name, Answer(policy, [run], columns=columns).report())


def exact_exercise(step):
    """The cosine value, the scale factor and the rate of section 8.8, to 50 digits."""
    with mp.workdps(50):
        cosine = mp.cospi(mp.mpf(step) / 5000)
        scale = (1 + cosine) / 2
        return cosine, scale, mp.mpf("0.0001") + mp.mpf("0.0019") * scale
