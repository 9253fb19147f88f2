"""OLMo, llm-foundry and litgpt: schedules in tokens, batches and shares of the run."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil

from lrcalc.errors import counted
from lrcalc.expression import STEP, power
from lrcalc.frameworks.call.shapes import HALF, fall, line, number, share, wave
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse_word


def olmo(c: Config) -> Target:
    """The schedulers of allenai/OLMo: the clock shows t + 1, the warm-up starts at a tenth of the rate."""
    lr, kind = c.rate("optimizer.learning_rate", "learning_rate"), c.text("scheduler.name")
    in_tokens = c.text("scheduler.units") == "tokens"
    size = Fraction(1)
    if in_tokens:
        if c.has("tokens_per_step"):
            size = c.number("tokens_per_step")
        else:
            size = c.number("global_train_batch_size") * c.number("max_sequence_length")
    warm = c.number("scheduler.t_warmup", "t_warmup") / size
    end = Fraction(c.settings.total) if c.settings.total is not None else None
    if end is None:
        end = c.number("scheduler.t_max", "t_max", option="--total 10000") / size if c.has("t_max") else None
    if end is None:
        end = Fraction(c.total("max_duration", ask="the number of updates (t_max)"))
    low = c.number("scheduler.alpha_f", "alpha_f", default=Fraction(1, 10)) * lr
    first = c.number("scheduler.warmup_min_lr", "warmup_min_lr", default=lr / 10)
    c.note("the clock shows t + 1: the last update has exactly the minimum")
    now = STEP + 1
    progress = (now - number(warm)) / number(max(Fraction(1), end - warm))
    rising = line(first, lr, now / number(warm)) if warm else number(lr)
    scales = {
        "cosine_with_warmup": fall(lr, low, wave(progress)),
        "linear_with_warmup": fall(lr, low, 1 - progress),
        "inverse_sqrt_with_warmup": number(low) + number(lr - low) * power(number(warm) / now, HALF),
        "constant_with_warmup": number(lr),
        "constant": number(lr),
    }
    if kind not in scales:
        refuse_word(kind, list(scales), c.line("name"))
    if kind == "constant":
        return Named("fixed", {"lr": lr})
    begin = max(0, ceil(warm - 1))
    pieces = [Piece(0, rising, "warm-up")] if begin else []
    pieces.append(Piece(begin, scales[kind], "decay"))
    if kind in ("cosine_with_warmup", "linear_with_warmup"):
        pieces.append(Piece(max(begin, ceil(end - 1)), number(low), "end"))
    return Formula(pieces)


def llm_foundry(c: Config) -> Target:
    """Composer's schedulers by name, in llm-foundry: the clock shows max(0, t − 1)."""
    lr, kind = c.rate("optimizer.lr"), c.text("scheduler.name")
    total = c.settings.total
    if total is None:
        total = _length(c, c.text("max_duration"), None)
    warm = _length(c, c.text("scheduler.t_warmup", default="0ba"), total)
    low = c.number("scheduler.alpha_f", default=0) * lr
    c.note("Composer is one update late: its clock shows max(0, t − 1)")
    progress = share(warm + 1, max(1, total - warm))
    scales = {
        "cosine_with_warmup": fall(lr, low, wave(progress)),
        "linear_decay_with_warmup": fall(lr, low, 1 - progress),
        "constant_with_warmup": number(lr),
    }
    if kind not in scales:
        refuse_word(kind, list(scales), c.line("name"))
    pieces = []
    if warm:
        pieces = [Piece(0, number(0), "warm-up"), Piece(1, number(lr) * share(1, warm), "warm-up")]
    else:
        pieces = [Piece(0, number(lr), "first")]
    end = number(low) if kind != "constant_with_warmup" else number(lr)
    return Formula([*pieces, Piece(warm + 1, scales[kind], "decay"), Piece(total + 1, end, "end")])


def _length(c: Config, text: str, total: int | None) -> int:
    """`100ba`, `0.02dur` or a number as updates."""
    match = re.fullmatch(r"([0-9._]+(?:e[0-9]+)?)(ba|dur|ep|tok|sp|)", text)
    if match is None or (match[2] in ("dur",) and total is None):
        c.missing.add("max_duration", 0, "--total 10000")
        return 10**6
    from lrcalc.numbers.literal import parse_number

    value = parse_number(match[1].replace("_", ""))
    if match[2] == "dur":
        return int(value * (total or 0))
    if match[2] == "sp":
        return int(value / c.number("global_train_batch_size"))
    if match[2] in ("ep", "tok"):
        per = c.settings.steps_per_epoch if match[2] == "ep" else None
        if per is None:
            c.missing.add(
                f"the updates of {text}", 0, "--total 10000" if total is None else "--steps-per-epoch 391"
            )
            return 10**6
        return int(value * per)
    return int(value)


def litgpt(c: Config) -> Target:
    """litgpt pretrain without accumulation: t/W, a cosine to min_lr."""
    lr, low = c.rate("optimizer.init_args.lr", "lr"), c.number("min_lr", default=Fraction(6, 100000))
    warm = c.steps("lr_warmup_steps", default=2000)
    total = c.settings.total
    if total is None:
        size, length = (
            c.number("global_batch_size", default=512),
            c.number("max_seq_length", "block_size", default=2048),
        )
        total = int(c.number("max_tokens", option="--total 10000") / (size * length))
        c.note(f"max_tokens over global_batch_size and a length of {length}: {counted(total, 'update')}")
    ramp = {"warmup": warm} if warm else {}
    total = max(total, warm + 1)
    return Named("cosine", {"max": lr, "min": low, "T": total}, ramp)


def _is_timed(c: Config) -> bool:
    """Whether a time is one of Composer's, in batches or a share of the run."""
    return any(c.text(name).endswith(("ba", "dur", "sp")) for name in ("t_warmup", "max_duration"))


def _is_litgpt(c: Config) -> bool:
    """Whether it is litgpt's: others have max_tokens too, for the size of a batch."""
    if c.has("lr_scheduler", "lr_scheduler_type"):
        return False
    return c.has("init_args.lr") or (c.has("max_tokens") and c.has("global_batch_size", "lr_warmup_steps"))


LAYOUTS = (
    Layout(
        "llm-foundry",
        "scheduler",
        lambda c: c.has("scheduler.name") and (c.has("max_duration") and not c.has("t_max") and _is_timed(c)),
        llm_foundry,
    ),
    Layout(
        "OLMo", "scheduler", lambda c: c.has("scheduler.name", "scheduler.units") and c.has("t_warmup"), olmo
    ),
    Layout("litgpt", "pretrain", _is_litgpt, litgpt),
)
