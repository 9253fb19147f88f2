"""paddle.optimizer.lr: torch's and keras' schedules by other names, the rate among the arguments."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.expression import STEP, exponential
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.shapes import number
from lrcalc.frameworks.call.target import Chain, Formula, Named, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.keras import CALLS as KERAS
from lrcalc.frameworks.python.values import Constructed, Unknown
from lrcalc.frameworks.torch import CALLS as TORCH
from lrcalc.frameworks.torch import constant

RISES = "past T_max paddle goes on with the wave, and the rate rises again"
THEIRS = {call.name: call for call in (*KERAS, *TORCH)}


def _as(a: Arguments, name: str, *same: str, **others: Any) -> Target:
    """What a call of torch or keras is, with the parameters of the same name and others."""
    values = {word: a.raw(word) for word in same} | others
    rate = a.raw("learning_rate") if "learning_rate" in a.call.signature() else None
    inner = Arguments(THEIRS[name], values, rate, a.missing, a.line, a._nested, a._apply)
    return THEIRS[name].target(inner)


def cosine(a: Arguments) -> Target:
    a.note(RISES)
    return _as(a, "CosineAnnealingLR", "T_max", "eta_min")


def natural_exponential(a: Arguments) -> Target:
    lr, gamma = a.rate("learning_rate"), a.rate("gamma")
    return Formula([Piece(0, number(lr) * exponential(-number(gamma) * STEP))])


def polynomial(a: Arguments) -> Target:
    ends = {"initial_learning_rate": a.raw("learning_rate"), "end_learning_rate": a.raw("end_lr")}
    return _as(a, "PolynomialDecay", "decay_steps", "power", "cycle", **ends)


def inverse_time(a: Arguments) -> Target:
    rates = {"initial_learning_rate": a.raw("learning_rate"), "decay_rate": a.raw("gamma")}
    return _as(a, "InverseTimeDecay", **rates, decay_steps=Fraction(1))


def piecewise(a: Arguments) -> Target:
    boundaries, values = a.numbers("boundaries"), a.numbers("values")
    if a.missing:
        return constant(values[0])
    if len(values) != len(boundaries) + 1:
        refuse("one value more than boundaries", f"{len(values)} for {len(boundaries)}", a.line)
    return Named("piecewise", {"values": values, "boundaries": boundaries})


def noam(a: Arguments) -> Target:
    size, warm = a.steps("d_model", 1), a.steps("warmup_steps", 1)
    a.note("learning_rate is no peak: that is learning_rate/√(d_model·warmup_steps)")
    return Named("noam", {"d_model": size, "warmup": warm, "factor": a.rate("learning_rate")})


def warmup(a: Arguments) -> Target:
    warm, start, end = a.steps("warmup_steps", 1), a.rate("start_lr"), a.rate("end_lr")
    after = a.raw("learning_rate")
    if isinstance(after, (Constructed, Unknown)) and a._nested is not None:
        made = a._nested(after) if isinstance(after, Constructed) else constant(a.number("learning_rate"))
    else:
        made = constant(a.number("learning_rate"))
    a.note("the schedule after the warm-up counts from its end")
    return Chain([Named("linear", {"max": start, "min": end, "T": warm}), made], [warm])


def one_cycle(a: Arguments) -> Target:
    top, div, end = a.rate("max_learning_rate"), a.rate("divide_factor"), a.rate("end_learning_rate")
    if not (top and div and end):
        refuse("max_learning_rate, divide_factor and end_learning_rate above 0", "0", a.line)
    a.note("end_learning_rate is a rate, not a factor")
    same = {
        "max_lr": top,
        "div_factor": div,
        "final_div_factor": top / div / end,
        "pct_start": a.raw("phase_pct"),
    }
    return _as(a, "OneCycleLR", "total_steps", "anneal_strategy", "three_phase", **same)


def cyclic(a: Arguments) -> Target:
    rates = {
        "base_lr": a.raw("base_learning_rate"),
        "max_lr": a.raw("max_learning_rate"),
        "gamma": a.raw("exp_gamma"),
    }
    return _as(a, "CyclicLR", "step_size_up", "step_size_down", "mode", "scale_fn", "scale_mode", **rates)


def _call(name: str, parameters: str, target: Any) -> Call:
    return Call("paddle", name, f"{parameters}, last_epoch=-1, verbose=False", target)


RATE = "learning_rate"
CALLS = (
    _call("NoamDecay", "d_model, warmup_steps, learning_rate=1.0", noam),
    _call("PiecewiseDecay", "boundaries, values", piecewise),
    _call("NaturalExpDecay", f"{RATE}, gamma", natural_exponential),
    _call("InverseTimeDecay", f"{RATE}, gamma", inverse_time),
    _call("PolynomialDecay", f"{RATE}, decay_steps, end_lr=0.0001, power=1.0, cycle=False", polynomial),
    _call("LinearWarmup", f"{RATE}, warmup_steps, start_lr, end_lr", warmup),
    _call("ExponentialDecay", f"{RATE}, gamma", lambda a: _as(a, "ExponentialLR", "gamma")),
    _call(
        "MultiStepDecay",
        f"{RATE}, milestones, gamma=0.1",
        lambda a: _as(a, "MultiStepLR", "milestones", "gamma"),
    ),
    _call("StepDecay", f"{RATE}, step_size, gamma=0.1", lambda a: _as(a, "StepLR", "step_size", "gamma")),
    _call("LambdaDecay", f"{RATE}, lr_lambda", lambda a: _as(a, "LambdaLR", "lr_lambda")),
    _call("MultiplicativeDecay", f"{RATE}, lr_lambda", lambda a: _as(a, "MultiplicativeLR", "lr_lambda")),
    _call("CosineAnnealingDecay", f"{RATE}, T_max, eta_min=0", cosine),
    _call(
        "CosineAnnealingWarmRestarts",
        f"{RATE}, T_0, T_mult=1, eta_min=0",
        lambda a: _as(a, "CosineAnnealingWarmRestarts", "T_0", "T_mult", "eta_min"),
    ),
    _call(
        "LinearLR",
        f"{RATE}, total_steps, start_factor=1/3, end_factor=1.0",
        lambda a: _as(a, "LinearLR", "start_factor", "end_factor", total_iters=a.raw("total_steps")),
    ),
    _call(
        "OneCycleLR",
        "max_learning_rate, total_steps, divide_factor=25.0, end_learning_rate=0.0001, phase_pct=0.3, "
        "anneal_strategy=cos, three_phase=False",
        one_cycle,
    ),
    _call(
        "CyclicLR",
        "base_learning_rate, max_learning_rate, step_size_up, step_size_down=None, mode=triangular, "
        "exp_gamma=1.0, scale_fn=None, scale_mode=cycle",
        cyclic,
    ),
)
