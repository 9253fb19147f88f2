"""composer.optim: schedulers in batches, epochs and shares of the run, whose clock is one update late."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil

from lrcalc.expression import Node, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.shapes import fall, line, number, raised, share, wave
from lrcalc.frameworks.call.target import Clock, Formula, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import described
from lrcalc.numbers.literal import LiteralError, parse_number

LATE = "Composer is one update late: its clock shows max(0, t − 1)"


def batches(a: Arguments, name: str) -> Fraction:
    """A time as batches: 100ba, 2ep, 0.02dur or a number."""
    value = a.raw(name)
    match = re.fullmatch(r"([0-9._]+(?:e[0-9]+)?)(ba|ep|dur)", value) if isinstance(value, str) else None
    if match is None:
        if isinstance(value, str):
            refuse(f"{name} in ba, ep or dur", described(value), a.line)
        return a.number(name)
    try:
        size = parse_number(match[1].replace("_", ""))
    except LiteralError:
        refuse(f"a time for {name}", described(value), a.line)
    if match[2] == "ba":
        return size
    if match[2] == "ep":
        return size * _of_an_epoch(a)
    if a.raw("max_duration") is None:
        a.missing.add("max_duration", a.line, "--total 10000")
        return Fraction(1)
    return Fraction(int(size * batches(a, "max_duration")))


def _of_an_epoch(a: Arguments) -> Fraction:
    if a.raw("steps_per_epoch") is None:
        a.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
        return Fraction(1)
    return a.number("steps_per_epoch")


def _late(a: Arguments, *pieces: Piece) -> Target:
    a.note(LATE)
    return Clock(Formula(pieces), plus=-1)


def _falls(scale: Callable[[Arguments, Node], Node], has_warmup: bool) -> Callable[[Arguments], Target]:
    """A scheduler from 1 down to alpha_f over t_max, after the warm-up where it has one."""

    def target(a: Arguments) -> Target:
        lr, end, low = a.lr, batches(a, "t_max"), a.number("alpha_f") * a.lr
        warm = batches(a, "t_warmup") if has_warmup else Fraction(0)
        run = batches(a, "max_duration") if has_warmup and a.given("max_duration") else Fraction(0)
        if end < run and not a.missing:
            refuse(f"t_max from max_duration, {run}, on, as Composer raises an error below it", end, a.line)
        top = lr * (a.number("alpha_i") if "alpha_i" in a.call.signature() else 1)
        pieces = [Piece(0, line(0, top, share(0, warm)), "warm-up")] if warm else []
        if end <= warm:
            return _late(a, *pieces, Piece(ceil(warm), number(top), "held"))
        falling = fall(top, low, scale(a, share(warm, end - warm)))
        return _late(a, *pieces, Piece(ceil(warm), falling, "decay"), Piece(ceil(end), number(low), "end"))

    return target


def _linear(a: Arguments, progress: Node) -> Node:
    return 1 - progress


def _cosine(a: Arguments, progress: Node) -> Node:
    return wave(progress)


def _polynomial(a: Arguments, progress: Node) -> Node:
    return raised(1 - progress, a.rate("power"))


def constant(a: Arguments) -> Target:
    held, end = a.lr * a.rate("alpha"), batches(a, "t_max")
    return _late(a, Piece(0, number(held)), Piece(ceil(end), number(a.lr)))


def constant_with_warmup(a: Arguments) -> Target:
    top, warm = a.lr * a.rate("alpha"), batches(a, "t_warmup")
    pieces = [Piece(0, line(0, top, share(0, warm)), "warm-up")] if warm else []
    return _late(a, *pieces, Piece(ceil(warm), number(top), "constant"))


def step(a: Arguments) -> Target:
    every = batches(a, "step_size")
    if every <= 0:
        refuse("step_size above 0", every, a.line)
    drops = whole(share(0, every))
    return _late(a, Piece(0, number(a.lr) * power(number(a.rate("gamma")), drops), "step", Fraction(0)))


def exponential(a: Arguments) -> Target:
    every = batches(a, "decay_period")
    if every <= 0:
        refuse("decay_period above 0", every, a.line)
    return _late(a, Piece(0, number(a.lr) * power(number(a.rate("gamma")), share(0, every)), "decay"))


def multistep(a: Arguments) -> Target:
    lr, gamma, times = a.lr, a.rate("gamma"), a.raw("milestones")
    pieces = [Piece(0, number(lr), "drops 0")]
    own = sorted(
        batches(Arguments(a.call, {**a.values, "milestones": time}, lr, a.missing, a.line), "milestones")
        for time in (times if isinstance(times, list) else [times])
    )
    pieces += [Piece(ceil(at), number(lr * gamma**n), f"drops {n}") for n, at in enumerate(own, 1)]
    if "t_warmup" in a.call.signature() and (warm := batches(a, "t_warmup")):
        late = [piece._replace(first=max(piece.first, ceil(warm))) for piece in pieces]
        pieces = [Piece(0, line(0, lr, share(0, warm)), "warm-up"), *late]
    return _late(a, *pieces)


def warm_restarts(a: Arguments) -> Target:
    first, mult, low = batches(a, "t_0"), a.number("t_mult"), a.number("alpha_f") * a.lr
    if mult != 1 or first < 1:
        refuse("t_mult of 1, and t_0 above 0, in CosineAnnealingWarmRestartsScheduler", mult, a.line)
    progress = share(0, first) - whole(share(0, first))
    return _late(a, Piece(0, fall(a.lr, low, wave(progress)), "cosine", Fraction(0)))


def _call(name: str, parameters: str, target: Callable[[Arguments], Target]) -> Call:
    more = "max_duration=None, steps_per_epoch=None"
    return Call("Composer", name, f"{parameters}, {more}", target)


WARM = "t_warmup"
ENDS = "t_max=1dur, alpha_f=0.0"
CALLS = (
    _call("StepScheduler", "step_size, gamma=0.1", step),
    _call("MultiStepScheduler", "milestones, gamma=0.1", multistep),
    _call("ConstantScheduler", "alpha=1.0, t_max=1dur", constant),
    _call("LinearScheduler", "alpha_i=1.0, alpha_f=0.0, t_max=1dur", _falls(_linear, False)),
    _call("ExponentialScheduler", "gamma, decay_period=1ep", exponential),
    _call("CosineAnnealingScheduler", ENDS, _falls(_cosine, False)),
    _call("CosineAnnealingWarmRestartsScheduler", "t_0, t_mult=1.0, alpha_f=0.0", warm_restarts),
    _call("PolynomialScheduler", f"power, {ENDS}", _falls(_polynomial, False)),
    _call("MultiStepWithWarmupScheduler", f"{WARM}, milestones, gamma=0.1, scale_warmup=False", multistep),
    _call(
        "ConstantWithWarmupScheduler",
        f"{WARM}, alpha=1.0, t_max=1dur, scale_warmup=False",
        constant_with_warmup,
    ),
    _call(
        "LinearWithWarmupScheduler",
        f"{WARM}, alpha_i=1.0, alpha_f=0.0, t_max=1dur, scale_warmup=False",
        _falls(_linear, True),
    ),
    _call("CosineAnnealingWithWarmupScheduler", f"{WARM}, {ENDS}, scale_warmup=False", _falls(_cosine, True)),
    _call(
        "PolynomialWithWarmupScheduler",
        f"{WARM}, power=2.0, {ENDS}, scale_warmup=False",
        _falls(_polynomial, True),
    ),
)
