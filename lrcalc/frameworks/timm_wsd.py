"""timm WSDLRScheduler, and the warm-up that all schedulers of timm have."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from lrcalc.expression import Node, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.shapes import HALF, line, number, root_left, share, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.errors import refuse

EPOCHS = "timm counts epochs unless t_in_epochs=False: t is an epoch here"


def ramp(a: Arguments, target: Fraction) -> list[Piece]:
    """The warm-up, up to a rate."""
    warm = a.steps("warmup_t")
    return [Piece(0, line(a.rate("warmup_lr_init"), target, share(0, warm)), "warm-up")] if warm else []


def wsd(a: Arguments) -> Target:
    if a.given("noise_range_t"):
        refuse("a schedule without noise", "noise_range_t, which is random", a.line)
    if a.flag("t_in_epochs"):
        a.note(EPOCHS)
    lr, low, total, decay = a.lr, a.rate("lr_min"), a.number("t_initial"), a.number("decay_t")
    if not 0 < decay <= total and not a.missing:
        refuse("decay_t above 0 and up to t_initial", decay, a.line)
    warm, kind = a.steps("warmup_t"), a.text("stable_fn", "constant", "rsqrt", "power")
    a.note("the warm-up is not counted in t_initial")
    stable: Node = number(lr)
    below = Fraction(0)
    if kind != "constant":
        scale = a.number("stable_timescale") if a.given("stable_timescale") else Fraction(warm)
        if scale <= 0:
            refuse("stable_timescale above 0 where there is no warm-up", scale, a.line)
        exponent = HALF if kind == "rsqrt" else a.number("stable_power")
        falling = number(lr) * power(1 + share(warm, scale), number(-exponent))
        from lrcalc.frameworks.call.nodes import greatest

        stable = greatest(falling, low) if low else falling
        below = low
    elif lr < low:
        stable = number(low)
    begin = warm + total - decay
    progress = share(begin, decay)
    scale_at = _wsd_scale(a, progress)
    falling = number(low) + (stable - number(low)) * scale_at if low else stable * scale_at
    first = ceil(begin)
    pieces = [*ramp(a, lr), Piece(warm, stable, "stable", None if below == 0 else Fraction(0))]
    pieces.append(Piece(max(warm, first), falling, "decay"))
    return Formula([*pieces, Piece(ceil(warm + total), number(low), "end")])


def _wsd_scale(a: Arguments, p: Node) -> Node:
    kind = a.text("decay_fn", "1-sqrt", "linear", "cosine", "power", "exp")
    if kind == "linear":
        return 1 - p
    if kind == "1-sqrt":
        return root_left(p)
    if kind == "cosine":
        return wave(p)
    if kind == "power":
        return 1 - power(p, number(a.number("decay_power")))
    r = a.number("decay_ratio")
    return (power(number(r), p) - number(r)) / number(1 - r)
