"""MONAI: its WarmupCosineSchedule, which has a floor and a first rate."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import greatest
from lrcalc.frameworks.call.shapes import line, number, share, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target


def cosine(a: Arguments) -> Target:
    total, half_waves = a.steps("t_total", 1), 2 * a.rate("cycles")
    warm = min(a.steps("warmup_steps"), total)
    low, first = a.rate("end_lr"), a.lr * a.rate("warmup_multiplier")
    a.note("end_lr is a floor, and not where the wave ends; past t_total the rate rises again")
    falling = number(a.lr) * wave(share(warm, max(1, total - warm)), half_waves)
    rising = [Piece(0, line(first, a.lr, share(0, warm)), "warm-up")] if warm else []
    return Formula([*rising, Piece(warm, greatest(number(low), falling), "cosine", Fraction(0))])


CALLS = (
    Call(
        "MONAI",
        "WarmupCosineSchedule",
        "optimizer, warmup_steps, t_total, end_lr=0.0, cycles=0.5, last_epoch=-1, warmup_multiplier=0",
        cosine,
    ),
)
