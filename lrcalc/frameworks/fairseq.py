"""The --lr-scheduler of fairseq, as flags and in Hydra's YAML."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from lrcalc.expression import STEP, power
from lrcalc.frameworks.call.nodes import greatest, least, whole
from lrcalc.frameworks.call.shapes import HALF, fall, line, number, raised, share, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse, refuse_word


def fairseq(c: Config) -> Target:
    """The --lr-scheduler of fairseq."""
    kind = c.text("lr_scheduler._name", "lr_scheduler")
    lr = _first(c)
    warm = c.steps("warmup_updates", "warmup_steps", default=4000 if kind == "inverse_sqrt" else 0)
    if kind == "inverse_sqrt":
        start = c.number("warmup_init_lr", default=-1)
        start = (Fraction(0) if warm else lr) if start < 0 else start
        if warm == 0:
            refuse("warmup_updates above 0 for inverse_sqrt", "0", c.line("warmup_updates"))
        falling = number(lr) * power(number(warm) / STEP, HALF)
        return Formula([Piece(0, line(start, lr, share(0, warm)), "warm-up"), Piece(warm, falling, "decay")])
    if kind == "polynomial_decay":
        total = c.settings.total or c.steps("total_num_update", "max_update", option="--total 10000")
        end, exponent = c.number("end_learning_rate", default=0), c.number("power", default=1)
        pieces = [Piece(0, number(lr) * share(0, warm), "warm-up")] if warm else []
        falling = fall(lr, end, raised(1 - share(warm, max(1, total - warm)), exponent))
        begin = warm + 1 if warm else 0
        return Formula([*pieces, Piece(begin, falling, "decay"), Piece(total, number(end), "end")])
    if kind == "cosine":
        return _fairseq_cosine(c, lr, warm)
    if kind == "tri_stage":
        return _tri_stage(c, lr)
    if kind == "fixed":
        return _fixed(c, lr, warm)
    if kind == "triangular":
        return _triangular(c, lr)
    if kind == "step":
        return _step(c, lr, warm)
    refuse_word(kind, FAIRSEQ, c.line("lr_scheduler"))


def _fixed(c: Config, lr: Fraction, warm: int) -> Target:
    """A rate an epoch, the last of which is held, or from epoch --force-anneal on times lr_shrink in each."""
    rates = [lr] if c.settings.lr is not None else (c.numbers("lr") or [lr])
    every, anneal = c.settings.steps_per_epoch, c.raw("force_anneal")
    if (len(rates) > 1 or anneal is not None) and every is None:
        c.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
    every = every or 1
    pieces = [Piece(epoch * every, number(rate), "constant") for epoch, rate in enumerate(rates)]
    if anneal is not None:
        # epochs are counted from 1
        first, shrink = c.steps("force_anneal", least=1) - 1, c.number("lr_shrink", default=Fraction(1, 10))
        falling = number(rates[-1]) * power(number(shrink), whole(share(0, every)) + (1 - first))
        pieces = [piece for piece in pieces if piece.first < first * every]
        pieces.append(Piece(first * every, falling, "annealed", Fraction(0)))
    if not warm:
        return Formula(pieces)
    # the warm-up multiplies the rate of the epoch
    ramp = (STEP + 1) / number(warm)
    rising = [
        piece._replace(rate=piece.rate * ramp, name="warm-up") for piece in pieces if piece.first < warm
    ]
    return Formula([*rising, *(piece._replace(first=max(piece.first, warm)) for piece in pieces)])


def _step(c: Config, lr: Fraction, warm: int) -> Target:
    """Times lr_decay every lr_decay_period updates after the warm-up, down to --min-lr."""
    low, start = c.number("min_lr", default=0), c.number("warmup_init_lr", default=-1)
    every, factor = c.steps("lr_decay_period", default=25000), c.number("lr_decay", default=HALF)
    if every < 1 or factor > 1 or not 0 <= low < lr:
        wanted = "lr_decay_period above 0, lr_decay up to 1 and min_lr below lr, as fairseq asserts"
        refuse(wanted, "others", c.line("lr_decay_period"))
    rising = line(low if start < 0 else start, lr, share(0, warm)) if warm else number(lr)
    dropped = number(lr) * power(number(factor), whole(share(warm, every)))
    falling = greatest(dropped, low) if low else dropped
    return Formula([Piece(0, rising, "warm-up"), Piece(warm, falling, "step", Fraction(0))])


def _triangular(c: Config, lr: Fraction) -> Target:
    """Up to --max-lr and down again, from one cycle to the next up to lr_shrink as high."""
    top, shrink = c.number("max_lr"), c.number("lr_shrink", default=Fraction(1, 10))
    leg = c.steps("lr_period_updates", default=5000) // 2
    if leg < 1:
        refuse("lr_period_updates from 2 on", "less", c.line("lr_period_updates"))
    cycle = whole(share(0, 2 * leg))
    position = STEP / number(leg) - 2 * cycle
    height = least(position, 2 - position)
    shrunk = power(number(shrink), cycle)
    low = number(lr) * shrunk if c.flag("shrink_min") else number(lr)
    c.note("--lr is the minimum, and max-lr the peak")
    return Formula([Piece(0, low + (number(top) * shrunk - low) * height, "cycles", Fraction(0))])


def _first(c: Config) -> Fraction:
    if c.settings.lr is not None:
        return c.settings.lr
    return (c.numbers("lr") or [c.number("lr", option="--lr 0.001")])[0]


def _fairseq_cosine(c: Config, lr: Fraction, warm: int) -> Target:
    low, start = c.number("min_lr", default=0), c.number("warmup_init_lr", default=-1)
    start = low if start < 0 else start
    period = c.number("lr_period_updates", default=-1)
    if period <= 0:
        period = Fraction(c.total("max_update", ask="the number of updates (--max-update)") - warm)
    shrink, mult = c.number("lr_shrink", default=Fraction(1, 10)), c.number("t_mult", default=1)
    c.note("warmup-init-lr is --min-lr unless given; past the period it restarts at lr-shrink of the rate")
    pieces = [Piece(0, line(start, lr, share(0, warm)), "warm-up")] if warm else []
    begun, length, scale = Fraction(warm), period, Fraction(1)
    for cycle in range(12):
        falling = fall(lr * scale, low * scale, wave(share(begun, length)))
        pieces.append(Piece(ceil(begun), falling, f"cycle {cycle}"))
        begun, length, scale = begun + length, length * mult, scale * shrink
    return Formula(pieces, end=int(begun))


def _tri_stage(c: Config, lr: Fraction) -> Target:
    first = c.number("init_lr_scale", default=Fraction(1, 100)) * lr
    scale = c.number("final_lr_scale", default=Fraction(1, 100))
    ratios = c.numbers("phase_ratio")
    if ratios:
        total = c.total("max_update", ask="the number of updates (--max-update)")
        warm, hold, decay = (int(item * total) for item in ratios)
    else:
        warm, hold, decay = (
            c.steps(name, default=0) for name in ("warmup_steps", "hold_steps", "decay_steps")
        )
    pieces = [Piece(0, line(first, lr, share(0, warm)), "warm-up")] if warm else []
    pieces.append(Piece(warm, number(lr), "hold"))
    if decay:
        pieces.append(
            Piece(warm + hold, number(lr) * power(number(scale), share(warm + hold, decay)), "decay")
        )
    # the decay holds up to and with its last step
    return Formula([*pieces, Piece(warm + hold + decay + 1, number(lr * scale), "end")])


FAIRSEQ = ("inverse_sqrt", "polynomial_decay", "cosine", "tri_stage", "fixed", "triangular", "step")
# Names that no other framework has.
ALONE = ("polynomial_decay", "tri_stage", "fixed", "triangular")
LAYOUTS = (
    Layout(
        "fairseq",
        "lr_scheduler",
        lambda c: (
            c.text("lr_scheduler._name", "lr_scheduler") in ALONE
            or (
                c.text("lr_scheduler._name", "lr_scheduler") in FAIRSEQ
                and c.has(
                    "warmup_updates",
                    "total_num_update",
                    "lr_period_updates",
                    "max_update",
                    "phase_ratio",
                    "hold_steps",
                    "lr_decay_period",
                    "lr_scheduler._name",
                )
            )
        ),
        fairseq,
    ),
)
