"""Trainers of images: timm's train.py, ultralytics, detectron2."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.expression import Node, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.shapes import HALF, fall, number, share, wave
from lrcalc.frameworks.call.target import Clock, Formula, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse, refuse_word
from lrcalc.frameworks.timm_factory import CREATE

MOST_EPOCHS = 5000


def timm_flags(c: Config) -> Target:
    """timm's train.py: per epoch unless --sched-on-updates; --lr, or --lr-base scaled by the batch."""
    if c.has("lr_noise"):
        refuse("a schedule without noise", "--lr-noise, which is random", c.line("lr_noise"))
    lr = _timm_rate(c)
    per_update = c.flag("sched_on_updates")
    every = c.settings.steps_per_epoch
    values: dict[str, Any] = {
        "sched": c.text("sched", default="cosine"),
        "num_epochs": c.number("epochs", default=300),
        "decay_epochs": c.number("decay_epochs", default=90),
        "decay_milestones": c.numbers("decay_milestones") or [Fraction(n) for n in (90, 180, 270)],
        "cooldown_epochs": c.number("cooldown_epochs", default=0),
        "decay_rate": c.number("decay_rate", "dr", default=Fraction(1, 10)),
        "min_lr": c.number("min_lr", default=0),
        "warmup_lr": c.number("warmup_lr", default=Fraction(1, 100000)),
        "warmup_epochs": c.number("warmup_epochs", default=5),
        "warmup_prefix": c.flag("warmup_prefix"),
        "cycle_mul": c.number("lr_cycle_mul", default=1),
        "cycle_decay": c.number("lr_cycle_decay", default=HALF),
        "cycle_limit": c.number("lr_cycle_limit", default=1),
        "k_decay": c.number("lr_k_decay", default=1),
        "step_on_epochs": not per_update,
    }
    if per_update:
        if every is None:
            c.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
        values["updates_per_epoch"] = Fraction(every or 1)
    a = Arguments(CREATE, values, lr, c.missing)
    target = CREATE.target(a)
    for note in a.notes:
        c.note(note)
    if not per_update and every:
        return Clock(target, every=every)
    return target


def _timm_rate(c: Config) -> Fraction:
    if c.settings.lr is not None or c.has("lr"):
        return c.rate("lr")
    base, size = c.number("lr_base", default=Fraction(1, 10)), c.number("lr_base_size", default=256)
    batch = c.number("batch_size", "b", default=128) * c.number("grad_accum_steps", default=1)
    batch *= c.number("world_size", "nproc_per_node", default=1)
    scale = c.text("lr_base_scale")
    name = c.text("opt", "optimizer", default="sgd")
    if not scale:
        scale = "sqrt" if "ada" in name or "lamb" in name else "linear"
    ratio = batch / size
    if scale == "sqrt":
        from lrcalc.frameworks.python.values import number_of

        ratio = number_of(power(number(ratio), HALF))
    c.note(f"the rate is lr_base times the batch over {size}, {scale}: {float(base * ratio):.6g}")
    return base * ratio


def ultralytics(c: Config) -> Target:
    """lr0 to lr0·lrf over the epochs, stepped once an epoch; t is an epoch without the updates of one."""
    epochs = Fraction(c.steps("epochs", default=100, least=1))
    if epochs > MOST_EPOCHS:
        refuse(f"at most {MOST_EPOCHS} epochs", "more", c.line("epochs"))
    is_auto = c.text("optimizer") == "auto" and c.settings.lr is None
    if not c.has("optimizer"):
        c.note(
            "read is lr0; optimizer=auto, which is the default, ignores it: say optimizer=auto to read that"
        )
    lr = _automatic(c, epochs) if is_auto else c.rate("lr0", default=Fraction(1, 100))
    last = c.number("lrf", default=Fraction(1, 100))
    c.note("lrf is a factor; the floor is reached one epoch past the last")
    is_wave = c.flag("cos_lr")
    every = c.settings.steps_per_epoch
    warm = c.number("warmup_epochs", default=3)
    if not 0 <= warm <= MOST_EPOCHS:
        refuse(f"warmup_epochs from 0 to {MOST_EPOCHS}", "another number", c.line("warmup_epochs"))
    if not every:
        c.note("t is an epoch, after the warm-up of the first ones; with --steps-per-epoch it is an update")
        return Formula(_epochs(lr, last, epochs, 1, is_wave))
    length = round(warm * every)
    if 0 < length < 100:
        c.note(f"the warm-up is {length} updates; older versions make it at least 100")
    return Formula(
        [
            *_ultralytics_warm(lr, last, epochs, every, length, is_wave),
            *(
                piece._replace(first=max(piece.first, length + 1 if length else 0))
                for piece in _epochs(lr, last, epochs, every, is_wave)
            ),
        ]
    )


def _epochs(lr: Fraction, last: Fraction, epochs: Fraction, every: int, is_wave: bool) -> list[Piece]:
    """lr0 down to lr0·lrf, one rate an epoch: a line, which is held at the end, or half a wave."""
    progress = whole(share(0, every)) / number(epochs) if every > 1 else share(0, epochs)
    if is_wave:
        falling = number(lr) * fall(Fraction(1), last, wave(progress))
        return [Piece(0, falling, "cosine", epochs * every)]
    falling = number(lr) * fall(Fraction(1), last, 1 - progress)
    return [Piece(0, falling, "linear"), Piece(int(epochs) * every, number(lr * last), "end")]


def _automatic(c: Config, epochs: Fraction) -> Fraction:
    """The rate of optimizer=auto: 0.01 for more than 10,000 updates, else by the number of classes."""
    every, batch = c.settings.steps_per_epoch, c.number("batch", "batch_size", default=16)
    if every is None:
        c.missing.add("the batches of an epoch", 0, "--steps-per-epoch 391")
        every = 1
    batch = max(batch, Fraction(1))
    updates = -(-every * batch // max(batch, Fraction(64))) * epochs
    if updates > 10_000:
        c.note("optimizer=auto ignores lr0: SGD (now MuSGD) with 0.01 for more than 10,000 updates of 64")
        return Fraction(1, 100)
    classes = c.number("nc", "num_classes", option="--let nc=80")
    lr = Fraction(round(Fraction(1, 100) / (4 + classes) * 10**6), 10**6)
    c.note(f"optimizer=auto ignores lr0: AdamW with 0.002·5/(4 + nc) = {float(lr):g}, up to 10,000 updates")
    return lr


def _ultralytics_warm(
    lr: Fraction, last: Fraction, epochs: Fraction, every: int, length: int, is_wave: bool
) -> list[Piece]:
    """The warm-up per update: from 0 to the rate of the epoch, through nw updates."""
    from lrcalc.frameworks.python.values import number_of

    pieces = []
    for epoch in range(length // every + 1 if length else 0):
        p = Fraction(epoch) / epochs
        scale = (
            number_of(fall(Fraction(1), last, wave(number(p))))
            if is_wave
            else max(1 - p, Fraction(0)) * (1 - last) + last
        )
        pieces.append(Piece(epoch * every, number(lr * scale) * share(0, length), "warm-up"))
    return pieces


def detectron2(c: Config) -> Target:
    """SOLVER of detectron2: the schedule runs from step 0, and the warm-up replaces its beginning."""
    lr, total = (
        c.rate("base_lr", default=Fraction(1, 1000)),
        c.settings.total or c.steps("max_iter", default=40000),
    )
    kind = c.text("lr_scheduler_name", default="warmupmultisteplr")
    warm = c.number("warmup_iters", default=1000)
    factor = c.number("warmup_factor", default=Fraction(1, 1000))
    gamma = c.number("gamma", default=Fraction(1, 10))
    if warm > total:
        c.note(f"the warm-up of {warm} is squeezed to MAX_ITER: the peak is never reached")
    length = int(min(warm, Fraction(total)))
    pieces: list[Piece] = []
    if kind == "warmupcosinelr":
        end = c.number("base_lr_end", default=0)
        pieces.append(Piece(0, fall(lr, end, wave(share(0, total))), "cosine"))
        reached = fall(lr, end, wave(number(Fraction(length, total))))
    elif kind == "warmupmultisteplr":
        steps = [item for item in (c.numbers("steps") or [Fraction(30000)]) if item <= total]
        pieces = [Piece(0, number(lr), "drops 0")]
        pieces += [
            Piece(int(at), number(lr * gamma**n), f"drops {n}") for n, at in enumerate(sorted(steps), 1)
        ]
        reached = number(lr * gamma ** sum(at <= length for at in steps))
    else:
        refuse_word(kind, ("WarmupMultiStepLR", "WarmupCosineLR"), c.line("lr_scheduler_name"))
    if not length:
        return Formula(pieces)
    first = number(lr * factor)
    if c.text("warmup_method", default="linear") == "constant":
        ramp: Node = first
    else:
        ramp = first + (reached - first) * share(0, length)
    late = [piece._replace(first=max(piece.first, length)) for piece in pieces]
    c.note("the warm-up replaces the first steps of a schedule that runs from step 0")
    return Formula([Piece(0, ramp, "warm-up"), *late])


def _is_ultralytics(c: Config) -> bool:
    return c.has("lr0") or (c.has("imgsz") and c.has("epochs"))


LAYOUTS = (
    Layout("timm", "train.py", lambda c: c.has("sched", "lr_cycle_limit", "warmup_prefix"), timm_flags, 128),
    Layout("ultralytics", "settings", _is_ultralytics, ultralytics, 16),
    Layout(
        "detectron2",
        "SOLVER",
        lambda c: c.has("solver.base_lr") or (c.has("base_lr") and c.has("max_iter", "warmup_iters")),
        detectron2,
    ),
)
