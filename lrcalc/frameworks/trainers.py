"""Trainers with a schedule of their own: nanoGPT, torchtitan, NeMo."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.errors import counted
from lrcalc.expression import STEP, Node, power
from lrcalc.frameworks.call.nodes import greatest
from lrcalc.frameworks.call.shapes import HALF, fall, number, root_left, share, wave
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse, refuse_word

# What a block lr_scheduler of torchtitan may hold.
TORCHTITAN = {"warmup_steps", "total_steps", "decay_ratio", "decay_type", "min_lr_factor", "lr_min"}


def nano_gpt(c: Config) -> Target:
    """(t + 1)/(W + 1) up to the peak, a cosine to lr_decay_iters, then min_lr."""
    lr = c.rate("learning_rate", default=Fraction(6, 10000))
    if c.has("decay_lr") and not c.flag("decay_lr"):
        return Named("fixed", {"lr": lr})
    if c.settings.total is not None and not c.has("lr_decay_iters"):
        end = c.settings.total
    else:
        end = c.steps("lr_decay_iters", default=600_000)
    warm = c.steps("warmup_iters", default=2000)
    low = c.number("min_lr", default=Fraction(6, 100000))
    c.note("the warm-up is (t + 1)/(W + 1), as in nanoGPT since 2024-12; it runs max_iters + 1 updates")
    pieces = [Piece(0, number(lr) * ((STEP + 1) / number(warm + 1)), "warm-up")] if warm else []
    if end > warm:
        pieces.append(Piece(warm, fall(lr, low, wave(share(warm, end - warm))), "cosine"))
    return Formula([*pieces, Piece(max(end, warm) + (0 if end > warm else 1), number(low), "end")])


def torchtitan(c: Config) -> Target:
    """(t + 1)/W, the peak, and a decay that would reach the floor one update past the last."""
    # the registry of configurations in Python has the rate elsewhere
    lr = c.rate("optimizer.lr", "lr", default=None if c.kind == "python" else Fraction(8, 10000))
    total = c.settings.total or (
        c.steps("lr_scheduler.total_steps", "total_steps")
        if c.has("lr_scheduler.total_steps")
        else c.total("training.steps", "steps", ask="the number of updates (training.steps)")
    )
    warm = min(c.steps("lr_scheduler.warmup_steps", "warmup_steps", default=200), total)
    ratio = c.raw("lr_scheduler.decay_ratio", "decay_ratio")
    decay = total - warm if ratio is None else round(c.number("decay_ratio") * total)
    decay = min(decay, total - warm)
    kind = c.text("lr_scheduler.decay_type", "decay_type", default="linear")
    low = c.number("lr_scheduler.min_lr_factor", "min_lr_factor", "lr_min", default=0) * lr
    c.note("the warm-up is (t + 1)/W, and the peak is used twice; the last update is one short of the floor")
    p = share(total - decay, max(1, decay))
    scales: dict[str, Node] = {"linear": 1 - p, "sqrt": root_left(p), "cosine": wave(p)}
    if kind not in scales:
        refuse_word(kind, list(scales), c.line("decay_type"))
    pieces = [Piece(0, number(lr) * ((STEP + 1) / number(warm)), "warm-up")] if warm else []
    pieces.append(Piece(warm, number(lr), "stable"))
    waves = Fraction(max(1, decay)) if kind == "cosine" else None
    if decay:
        pieces.append(Piece(max(warm, total + 1 - decay), fall(lr, low, scales[kind]), "decay", waves))
    return Formula(pieces)


def nemo(c: Config) -> Target:
    """optim.sched of NeMo."""
    kind = c.text("sched.name")
    lr, low = c.rate("optim.lr", "lr"), c.number("sched.min_lr", default=0)
    total = c.settings.total
    if total is None and kind != "noamannealing":
        total = c.total(
            "sched.max_steps", "trainer.max_steps", "max_steps", ask="the number of updates (max_steps)"
        )
    if c.has("sched.warmup_steps"):
        warm = c.steps("sched.warmup_steps")
    elif c.has("sched.warmup_ratio"):
        warm = int(c.number("sched.warmup_ratio") * (total or c.total("max_steps")))
        c.note(f"warmup_ratio is cut off: {counted(warm, 'update')}")
    else:
        warm = 0
    if kind == "noamannealing":
        return _noam(c, lr, low, warm)
    assert total is not None
    held = c.steps("sched.constant_steps", default=0)
    if kind == "cosineannealing":
        return _nemo_held(lr, low, warm, held, total) if held else _nemo_cosine(c, lr, low, warm, total)
    if kind in ("polynomialdecayannealing", "polynomialholddecayannealing", "squarerootannealing"):
        return _nemo_power(c, kind, lr, low, warm, total)
    words = ("CosineAnnealing", "NoamAnnealing", "SquareRootAnnealing", "PolynomialDecayAnnealing")
    refuse_word(kind, words, c.line("name"))


def _up(lr: Fraction, warm: int) -> list[Piece]:
    """(t + 1)/(W + 1), for t ≤ W."""
    return [Piece(0, number(lr) * ((STEP + 1) / number(warm + 1)), "warm-up")] if warm else []


def _nemo_cosine(c: Config, lr: Fraction, low: Fraction, warm: int, total: int) -> Target:
    c.note("the warm-up is (t + 1)/(W + 1); with constant_steps it would be t/W")
    begin = warm + 1 if warm else 0
    falling = fall(lr, low, wave(share(warm, max(1, total - warm))))
    return Formula([*_up(lr, warm), Piece(begin, falling, "cosine"), Piece(total + 1, number(low), "end")])


def _nemo_held(lr: Fraction, low: Fraction, warm: int, held: int, total: int) -> Target:
    pieces = [Piece(0, number(lr) * share(0, warm), "warm-up")] if warm else []
    length = max(1, total - warm - held)
    falling = fall(lr, low, wave(share(warm, length)))
    return Formula([*pieces, Piece(warm, falling, "cosine"), Piece(warm + length, number(low), "constant")])


def _nemo_power(c: Config, kind: str, lr: Fraction, low: Fraction, warm: int, total: int) -> Target:
    begin, exponent = (warm + 1 if warm else 0), c.number("sched.power", default=1)
    progress = share(warm, max(1, total - warm))
    if kind == "squarerootannealing":
        falling: Node = greatest(number(lr) * power(1 - share(0, total), HALF), low)
    else:
        falling = fall(lr, low, power(1 - progress, number(exponent)) if exponent != 1 else 1 - progress)
    return Formula([*_up(lr, warm), Piece(begin, falling, "decay"), Piece(total + 1, number(low), "end")])


def _noam(c: Config, lr: Fraction, low: Fraction, warm: int) -> Target:
    size = c.number("sched.d_model", "d_model")
    c.note(
        "NoamAnnealing: lr/√d_model is a factor, so that a rate of 2 is usual; updates 0 and 1 have one rate"
    )
    scale = number(lr) / power(number(size), HALF)
    if warm == 0:
        refuse("warmup_steps above 0 in NoamAnnealing", "0", c.line("warmup_steps"))
    rising = scale * STEP / power(number(warm), Fraction(3, 2))
    falling = scale / power(STEP, HALF)
    first = scale / power(number(warm), Fraction(3, 2))
    down = greatest(falling, low) if low else falling
    return Formula([Piece(0, first, "warm-up"), Piece(1, rising, "warm-up"), Piece(warm + 1, down, "decay")])


def _is_torchtitan(c: Config) -> bool:
    """Whether a block lr_scheduler has no other names than torchtitan's: many programs have such a block."""
    own = {path.removeprefix("lr_scheduler.") for path in c.paths if path.startswith("lr_scheduler.")}
    if own - TORCHTITAN:
        return False
    return bool(own and c.has("optimizer.lr")) or c.has("min_lr_factor", "decay_ratio")


LAYOUTS = (
    Layout("NeMo", "optim.sched", lambda c: c.has("sched.name"), nemo),
    Layout("torchtitan", "config", _is_torchtitan, torchtitan),
    Layout(
        "nanoGPT",
        "config",
        lambda c: c.has("lr_decay_iters", "warmup_iters", "decay_lr") and c.has("learning_rate"),
        nano_gpt,
    ),
)
