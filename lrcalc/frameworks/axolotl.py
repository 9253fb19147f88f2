"""axolotl: cosine where none is named, its own rounding of the warm-up, rex and one_cycle."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from lrcalc.expression import STEP
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.shapes import fall, number, share, wave
from lrcalc.frameworks.call.target import Formula, Named, Past, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.list_of_frameworks import call_named
from lrcalc.frameworks.transformers import ramp
from lrcalc.frameworks.transformers_config import EPOCHS, kwargs, of_type


def axolotl(c: Config) -> Target:
    """axolotl: cosine where none is named, int() of a share, and a warm-up where none is named."""
    lr = c.rate("learning_rate")
    kind = c.text("lr_scheduler", "lr_scheduler_type", default="cosine")
    total = c.total("max_steps", epochs=EPOCHS, ask="the number of updates (max_steps)")
    if c.has("warmup_steps"):
        steps = c.number("warmup_steps")
        warm = ceil(steps * total) if steps < 1 else int(steps)
    elif c.has("warmup_ratio"):
        warm = int(c.number("warmup_ratio") * total)
        c.note(f"axolotl cuts a share of the updates off: {warm} of {total}")
    else:
        warm = min(int(Fraction(3, 100) * total), 100)
        c.note(f"axolotl warms up over min(3 % of the updates, 100) where nothing is said: {warm}")
    if warm == 1:
        warm = 2
        c.note("axolotl makes a warm-up of 1 into 2")
    if kind == "cosine" and c.flag("lr_quadratic_warmup"):
        squared = {"warmup": warm, "warmup_shape": "quadratic"} if warm else {}
        c.note("lr_quadratic_warmup: the warm-up is (t/W)²")
        half = Named("cosine", {"max": lr, "min": Fraction(0), "T": max(total, warm + 1)}, squared)
        return Past(half, waves=Fraction(max(1, total - warm)))
    low, held = c.raw("cosine_min_lr_ratio"), c.raw("cosine_constant_lr_ratio")
    if kind == "cosine" and low is not None:
        return _axolotl_cosine(c, lr, warm, total, held is not None)
    if kind == "rex":
        return _rex(c, lr, warm, total)
    if kind == "one_cycle":
        return _one_cycle(c, lr, warm, total)
    return of_type(c, kind, warm, total, lr, kwargs(c))


def _axolotl_cosine(c: Config, lr: Fraction, warm: int, total: int, is_held: bool) -> Target:
    low = lr * c.number("cosine_min_lr_ratio")
    end = int(total * c.number("cosine_constant_lr_ratio")) if is_held else total
    length = max(1, end - warm)
    falling = fall(lr, low, wave(share(warm, length)))
    waves = None if is_held else Fraction(length)
    pieces = [*ramp(lr, warm), Piece(warm, falling, "cosine", waves)]
    if is_held:
        return Formula([*pieces, Piece(end + 1, number(low), "constant")])
    return Formula(pieces)


def _rex(c: Config, lr: Fraction, warm: int, total: int) -> Target:
    c.note("axolotl's rex is z/(0.1 + 0.9·z), one update early, and not the paper's (1 − p)/(1 − p/2)")
    # update k has z = 1 − (k − W + 1)/(N − W)
    left = 1 - (STEP - number(warm - 1)) / number(max(1, total - warm))
    scale = left / (number(Fraction(1, 10)) + number(Fraction(9, 10)) * left)
    low = lr * c.number("cosine_min_lr_ratio") if c.has("cosine_min_lr_ratio") else Fraction(0)
    rising = number(lr) * ((STEP + 1) / number(max(1, warm)))
    pieces = [Piece(0, rising, "warm-up")] if warm else []
    falling = Piece(warm, fall(lr, low, scale), "rex")
    return Formula([*pieces, falling, Piece(max(warm, total - 1), number(low), "end")])


def _one_cycle(c: Config, lr: Fraction, warm: int, total: int) -> Target:
    """torch's OneCycleLR, whose pct_start is the warm-up over the updates."""
    call = call_named("OneCycleLR")
    given = {name: value for name, value in kwargs(c).items() if name in call.signature()}
    values = {"max_lr": lr, "total_steps": Fraction(total), "pct_start": Fraction(warm, total), **given}
    a = Arguments(call, values, lr, c.missing)
    if "pct_start" not in given:
        c.note(
            f"pct_start is the warm-up over the updates, {warm}/{total}, where lr_scheduler_kwargs has none"
        )
    target = call.target(a)
    for note in a.notes:
        c.note(note)
    return target


def _is_axolotl(c: Config) -> bool:
    if c.kind == "flags" or not c.has("learning_rate"):
        return False
    # a model card of the Trainer names its base model too, and has the Trainer's own names
    if c.has("lr_scheduler_type", "train_batch_size"):
        return False
    signs = (
        "base_model",
        "sequence_len",
        "micro_batch_size",
        "cosine_min_lr_ratio",
        "adapter",
        "val_set_size",
    )
    return sum(c.has(name) for name in signs) >= 1 and not c.has(
        "model_name_or_path", "per_device_train_batch_size"
    )


LAYOUTS = (Layout("axolotl", "config", _is_axolotl, axolotl),)
