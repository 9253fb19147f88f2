"""lightning-bolts, and Flash, which has the same: LinearWarmupCosineAnnealingLR."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import STEP
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.shapes import fall, line, number, share, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.errors import refuse


def warmup_cosine(a: Arguments) -> Target:
    warm, total, first, low = (
        a.steps("warmup_epochs", 1),
        a.steps("max_epochs", 1),
        a.rate("warmup_start_lr"),
        a.rate("eta_min"),
    )
    if total <= warm and not a.missing:
        refuse("max_epochs above warmup_epochs, between which it divides", str(total), a.line)
    a.note("the warm-up is t/(W − 1), and the peak is used twice; past max_epochs the rate rises again")
    rising = number(first) if warm == 1 else line(first, a.lr, STEP / number(warm - 1))
    length = max(1, total - warm)
    falling = fall(a.lr, low, wave(share(warm, length)))
    return Formula([Piece(0, rising, "warm-up"), Piece(warm, falling, "cosine", Fraction(length))])


CALLS = (
    Call(
        "lightning-bolts",
        "LinearWarmupCosineAnnealingLR",
        "optimizer, warmup_epochs, max_epochs, warmup_start_lr=0, eta_min=0, last_epoch=-1",
        warmup_cosine,
    ),
)
