"""transformers get_wsd_schedule: warm-up, stable, decay."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.shapes import HALF, fall, number, root_left, share, swell, wave
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target
from lrcalc.frameworks.errors import refuse


def wsd(a: Arguments) -> Target:
    warm, decay, lr = a.steps("num_warmup_steps"), a.steps("num_decay_steps"), a.lr
    rising, falling = (a.text(name, "linear", "cosine", "1-sqrt") for name in ("warmup_type", "decay_type"))
    low, cycles = lr * a.rate("min_lr_ratio"), 2 * a.rate("num_cycles")
    if a.given("num_stable_steps"):
        stable = a.steps("num_stable_steps")
    elif a.given("num_training_steps"):
        stable = int(a.number("num_training_steps")) - warm - decay
    else:
        refuse("num_training_steps or num_stable_steps", "neither", a.line)
    total = warm + stable + decay
    if low:
        a.note("the warm-up starts at min_lr_ratio of the rate, not at 0")
    plain = falling != "cosine" or cycles == 1
    if rising != "1-sqrt" and plain and stable >= 0 and warm and decay and total:
        given = {"warmup_start": low} if low else {}
        shape = {"warmup_shape": rising} if rising != "linear" else {}
        more = {"min": low} if low else {}
        found = {
            "max": lr,
            **more,
            "warmup": warm,
            **given,
            **shape,
            "decay": decay,
            "T": total,
            "shape": falling,
        }
        return Named("wsd", found)
    return Formula(_wsd(lr, low, warm, stable, decay, rising, falling, cycles))


def _wsd(
    lr: Fraction,
    low: Fraction,
    warm: int,
    stable: int,
    decay: int,
    rising: str,
    falling: str,
    cycles: Fraction,
) -> list[Piece]:
    up, down = share(0, max(1, warm)), share(warm + stable, max(1, decay))
    rise = {"linear": up, "cosine": swell(up), "1-sqrt": 1 - power(1 - up, HALF)}[rising]
    fallen = {"linear": 1 - down, "cosine": wave(down, cycles), "1-sqrt": root_left(down)}[falling]
    waves = Fraction(max(1, decay)) / cycles if falling == "cosine" and cycles > 1 else None
    pieces = [Piece(0, fall(lr, low, rise), "warm-up")] if warm else []
    firsts = [warm, max(warm, warm + stable), max(warm, warm + stable + decay)]
    phases = [number(lr), fall(lr, low, fallen), number(low)]
    for first, rate, name in zip(firsts, phases, ("stable", "decay", "end")):
        pieces.append(Piece(first, rate, name, waves if name == "decay" else None))
    return pieces
