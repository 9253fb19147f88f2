"""LearningRate of PaddleDetection: a decay in epochs, and the warm-up before it, in updates."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.expression import Node, power
from lrcalc.frameworks.call.shapes import fall, line, number, share, wave
from lrcalc.frameworks.call.target import Formula, Piece, Target
from lrcalc.frameworks.configuration.config import Config, Layout
from lrcalc.frameworks.errors import refuse, refuse_word

DECAYS = ("PiecewiseDecay", "CosineDecay")
WARMUPS = ("LinearWarmup", "ExpWarmup", "BurninWarmup")
PLACE = "learningrate.schedulers"


def learning_rate(c: Config) -> Target:
    """schedulers[0] is the decay, schedulers[1] the warm-up that it follows."""
    lr = c.rate("learningrate.base_lr", "learningrate.learning_rate")
    run, every = c.raw("epoch"), c.settings.steps_per_epoch
    if every is None:
        c.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
        every = 1
    kind = _kind(c, 0)
    if kind not in DECAYS:
        refuse_word(kind, DECAYS, c.line("schedulers"))
    is_warmed = c.flag(f"{PLACE}.0.use_warmup", default=True)
    if is_warmed and not _kind(c, 1):
        refuse("a warm-up after the decay, or use_warmup: false", "neither", c.line("schedulers"))
    ramp, warm = _warmup(c, lr, every) if is_warmed else ([], 0)
    made = _piecewise(c, lr, every, warm) if kind == "PiecewiseDecay" else _cosine(c, lr, every, warm, run)
    return Formula([*ramp, *made])


def _kind(c: Config, place: int) -> str:
    """The class of a scheduler: its tag, or its name; empty where there is none."""
    return str(c.raw(f"{PLACE}.{place}._tag_", f"{PLACE}.{place}.name") or "")


def _warmup(c: Config, lr: Fraction, every: int) -> tuple[list[Piece], int]:
    """The warm-up, and the update from which on the decay holds."""
    kind, own = _kind(c, 1), f"{PLACE}.1"
    if kind not in WARMUPS:
        refuse_word(kind, WARMUPS, c.line("schedulers"))
    if c.has(f"{own}.epochs"):
        length = c.steps(f"{own}.epochs") * every
    else:
        length = c.steps(f"{own}.steps", default=500 if kind == "LinearWarmup" else 1000)
    if kind == "BurninWarmup":
        length = min(length, every)
    length = max(1, length)
    rising: Node
    if kind == "LinearWarmup":
        rising = line(lr * c.number(f"{own}.start_factor", default=Fraction(1, 3)), lr, share(0, length))
    else:
        exponent = c.number(f"{own}.power", default=2) if kind == "ExpWarmup" else Fraction(4)
        rising = number(lr) * power(share(0, length), number(exponent))
    return [Piece(0, rising, "warm-up")], length


def _piecewise(c: Config, lr: Fraction, every: int, warm: int) -> list[Piece]:
    own = f"{PLACE}.0"
    milestones = [int(item) for item in c.numbers(f"{own}.milestones") or (Fraction(8), Fraction(11))]
    values = c.numbers(f"{own}.values")
    if values is not None:
        if warm or len(values) != len(milestones) + 1:
            refuse("values without a warm-up, one more than milestones", str(len(values)), c.line("values"))
        rates = values
    else:
        rates = [lr, *(lr * factor for factor in _factors(c, f"{own}.gamma", len(milestones)))]
    firsts = [0, *(at * every for at in milestones)]
    return [
        Piece(max(at, warm), number(rate), f"drops {n}") for n, (at, rate) in enumerate(zip(firsts, rates))
    ]


def _factors(c: Config, name: str, count: int) -> list[Fraction]:
    """The factors of the optimizer's rate: a list, or a number that is divided by 10 at each further one."""
    given: Any = c.raw(name)
    if isinstance(given, (list, tuple)):
        return c.numbers(name) or []
    first = Fraction(1, 10) if given is None else c.number(name)
    if count > 1 and given is not None:
        c.note("gamma is divided by 10 at each further milestone, and is a factor of the base rate")
    return [first / 10**n for n in range(count)]


def _cosine(c: Config, lr: Fraction, every: int, warm: int, run: Any) -> list[Piece]:
    own = f"{PLACE}.0"
    total = c.steps(f"{own}.max_epochs", default=1000) * every
    held = c.steps(f"{own}.last_plateau_epochs", default=0) * every
    low = lr * c.number(f"{own}.min_lr_ratio", default=0)
    if run is not None and c.number("epoch") * every < total:
        c.note(f"the run of {c.number('epoch')} epochs is over before the cosine, whose max_epochs are more")
    length = total - warm - held
    if length < 1:
        refuse("max_epochs above the warm-up and the plateau", "fewer", c.line("max_epochs"))
    falling = fall(lr, low, wave(share(warm, length)))
    if not (warm or held):
        c.note("past max_epochs paddle goes on with the wave, and the rate rises again")
        return [Piece(0, falling, "cosine", Fraction(length))]
    if held:
        return [Piece(warm, falling, "cosine"), Piece(total - held, number(low), "plateau")]
    # what is written out ends with the rate of the last update
    last = fall(lr, low, wave(number(Fraction(length - 1, length))))
    return [Piece(warm, falling, "cosine"), Piece(total, last, "end")]


LAYOUTS = (
    Layout(
        "PaddleDetection",
        "LearningRate",
        lambda c: any(path.startswith(PLACE) for path in c.paths),
        learning_rate,
    ),
)
