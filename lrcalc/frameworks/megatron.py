"""Megatron-LM's flags, and gpt-neox, which has its scheduler."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import STEP, Node, power
from lrcalc.frameworks.call.nodes import greatest
from lrcalc.frameworks.call.shapes import HALF, fall, line, number, root_left, share, wave
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import number_shown, refuse, refuse_word

STYLES = ("constant", "linear", "cosine", "inverse-square-root", "WSD")


def megatron(c: Config) -> Target:
    """Lengths in updates; those in samples are the same curve where the batch does not grow."""
    lr, low = c.rate("lr"), c.number("min_lr", default=0)
    style = c.text("lr_decay_style", default="linear")
    if c.has("rampup_batch_size"):
        wanted, why = (
            "a batch of one size",
            "--rampup-batch-size, by which an update has more and more samples",
        )
        refuse(wanted, why, c.line("rampup_batch_size"))
    if c.has("lr_decay_samples", "lr_warmup_samples", "train_samples", "lr_wsd_decay_samples"):
        unit, size = "samples", c.number("global_batch_size")
    else:
        unit, size = "iters", Fraction(1)

    def length(name: str, default: int | None = None) -> Fraction:
        return c.number(f"{name}_{unit}", default=default) / size

    if c.has(f"lr_decay_{unit}"):
        end = length("lr_decay")
    elif unit == "samples" and c.settings.total is None:
        end = length("train")
    else:
        end = Fraction(c.total("train_iters", ask="the number of updates (--train-iters)"))
    warm = length("lr_warmup", default=0)
    if c.has("lr_warmup_fraction"):
        if warm:
            refuse(f"lr-warmup-fraction or lr-warmup-{unit}", "both", c.line("lr_warmup_fraction"))
        warm = c.number("lr_warmup_fraction") * end
        c.note(f"lr-warmup-fraction is a share of lr-decay-{unit}, and is not rounded")
    first = c.number("lr_warmup_init", default=0)
    _check(c, lr, low, first, warm, end)
    decay = length("lr_wsd_decay") if style == "wsd" else Fraction(0)
    return annealed(c, lr, low, first, warm, end, style, decay)


def _check(c: Config, lr: Fraction, low: Fraction, first: Fraction, warm: Fraction, end: Fraction) -> None:
    """Raise ReadError where Megatron asserts that it is otherwise."""
    if c.missing:
        return
    if low < 0 or low > lr:
        refuse("min-lr from 0 up to lr, as Megatron asserts", low, c.line("min_lr"))
    if first > lr:
        refuse("lr-warmup-init up to lr, as Megatron asserts", first, c.line("lr_warmup_init"))
    if warm >= end:
        line = c.line("lr_warmup_fraction") or c.line("lr_warmup_iters") or c.line("lr_warmup_samples")
        refuse(f"a warm-up shorter than the decay of {number_shown(end)}, as Megatron asserts", warm, line)


def _sample(c: Config) -> Fraction:
    """A sample as a share of an update: Megatron counts samples, and takes a warm-up of 0 as one of 1."""
    return 1 / max(c.number("global_batch_size"), Fraction(1)) if c.has("global_batch_size") else Fraction(1)


def annealed(
    c: Config,
    lr: Fraction,
    low: Fraction,
    first: Fraction,
    warm: Fraction,
    end: Fraction,
    style: str,
    decay: Fraction = Fraction(0),
) -> Target:
    """Megatron's scheduler: the ramp up to and with W, the style, and the minimum past the end.

    `decay` is the length of the last leg of WSD, in updates as all the others.
    """
    whole_lengths = warm.denominator == 1 and end.denominator == 1 and end > warm
    ramp = {"warmup": int(warm), **({"warmup_start": first} if first else {})} if warm else {}
    bottom = {"min": low} if low else {}
    if style == "constant" and warm.denominator == 1:
        return Named("fixed", {"lr": lr}, ramp)
    if whole_lengths and style in ("linear", "cosine"):
        return Named(style, {"max": lr, **bottom, "T": int(end)}, ramp)
    pieces = [Piece(0, line(first, lr, share(0, warm)), "warm-up")] if warm else []
    begin = int(warm // 1) + 1 if warm else 0
    after = int(end // 1) + 1
    if style == "constant":
        return Formula([*pieces, Piece(begin, number(lr), "constant")])
    length = end - warm if end > warm else Fraction(1)
    progress = share(warm, length)
    if style == "inverse-square-root" or style == "inverse_square_root":
        falling: Node = number(lr) * power(number(max(warm, _sample(c))) / STEP, HALF)
        falling = greatest(falling, low) if low else falling
        pieces.append(Piece(max(1, begin), falling, "decay"))
        if not warm:
            pieces.insert(0, Piece(0, number(lr), "decay"))
        c.note(f"past {after - 1} the rate falls to min_lr at once")
    elif style == "wsd":
        return _wsd(c, lr, low, pieces, begin, end, decay)
    elif style in ("linear", "cosine"):
        scale = 1 - progress if style == "linear" else wave(progress)
        pieces.append(Piece(begin, fall(lr, low, scale), style))
    else:
        refuse_word(style, STYLES, c.line("lr_decay_style"))
    return Formula([*pieces, Piece(max(after, begin), number(low), "end")])


def _wsd(
    c: Config,
    lr: Fraction,
    low: Fraction,
    pieces: list[Piece],
    begin: int,
    end: Fraction,
    decay: Fraction,
) -> Target:
    kind = c.text("lr_wsd_decay_style", default="exponential")
    start = end - decay
    p = share(start, decay)
    scales: dict[str, Node] = {
        "linear": 1 - p,
        "cosine": wave(p),
        "exponential": 2 * power(number(HALF), p) - 1,
        "minus_sqrt": root_left(p),
    }
    if kind not in scales:
        refuse_word(kind, list(scales), c.line("lr_wsd_decay_style"))
    found = [*pieces, Piece(begin, number(lr), "stable")]
    found.append(Piece(max(begin, int(start // 1) + 1), fall(lr, low, scales[kind]), "decay"))
    return Formula([*found, Piece(int(end // 1) + 1, number(low), "end")])


def gpt_neox(c: Config) -> Target:
    """gpt-neox: the warm-up is a share of the updates, from update 1 on, the result at least min_lr."""
    lr, low = c.rate("optimizer.params.lr"), c.number("min_lr", default=0)
    total = c.total("lr_decay_iters", "train_iters", ask="the number of updates (train_iters)")
    warm = c.number("warmup", default=Fraction(1, 100)) * total
    style = c.text("lr_decay_style", default="linear")
    c.note("the warm-up is a share of the updates and begins with that of update 1; min_lr is a floor of all")
    progress = share(warm, total - warm)
    scales = {"linear": 1 - progress, "cosine": wave(progress), "constant": number(1)}
    if style not in scales:
        refuse_word(style, list(scales), c.line("lr_decay_style"))
    end = int(Fraction(total))
    falling: Node = fall(lr, low, scales[style]) if style == "cosine" else number(lr) * scales[style]
    begin = int(warm // 1) + 1 if warm else 0
    rising = greatest(number(lr) * share(0, warm), low) if warm else number(lr)
    first = greatest(number(lr) / number(warm), low) if warm else number(lr)
    pieces = [Piece(0, first, "warm-up"), Piece(1, rising, "warm-up")] if warm else []
    held = low if style != "constant" else lr
    floored = greatest(falling, low) if low else falling
    return Formula([*pieces, Piece(begin, floored, style), Piece(end + 1, number(held), "end")])


LAYOUTS = (
    Layout(
        "gpt-neox", "config", lambda c: c.has("lr_decay_style") and c.has("optimizer.params.lr"), gpt_neox
    ),
    Layout(
        "Megatron-LM",
        "flags",
        lambda c: (
            c.has("lr_decay_style", "lr_warmup_fraction", "lr_decay_samples", "lr_warmup_iters")
            or (c.has("train_iters", "train_samples") and c.has("lr"))
        ),
        megatron,
    ),
)
