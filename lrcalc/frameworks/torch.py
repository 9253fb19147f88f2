"""torch.optim.lr_scheduler: what each scheduler is, at every update, the end and the odd cases included."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import STEP, Node, power
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import least, whole
from lrcalc.frameworks.call.shapes import line, number, share, swell
from lrcalc.frameworks.call.stretches import product_of_factors
from lrcalc.frameworks.call.target import Formula, Named, Past, Piece, Target, is_length
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import Whole
from lrcalc.frameworks.torch_composed import chained, sequential

RISES = "past T_max torch goes on with the wave, and the rate rises again"


def constant(rate: Fraction) -> Target:
    """The same rate at every step."""
    return Named("fixed", {"lr": rate}) if rate >= 0 else Formula([Piece(0, number(rate))])


def step(a: Arguments) -> Target:
    return Named("step", {"lr": a.lr, "step_size": a.steps("step_size", 1), "gamma": a.rate("gamma")})


def multistep(a: Arguments) -> Target:
    given, gamma = a.numbers("milestones"), a.rate("gamma")
    milestones = sorted(item for item in given if item > 0 and item.denominator == 1)
    at_first = sum(item == 0 for item in given)
    lr = a.lr * gamma**at_first
    if at_first:
        a.note("a milestone at 0 is in force at the first update")
    if len(milestones) + at_first < len(given):
        a.note("a milestone below 0 or between two updates never comes")
    if not milestones:
        return constant(lr)
    return Named("multistep", {"lr": lr, "gamma": gamma, "milestones": milestones})


def constant_lr(a: Arguments) -> Target:
    factor, length = a.rate("factor"), a.steps("total_iters")
    if factor > 1:
        refuse("factor from 0 to 1", factor, a.line)
    if factor == 0 and length:
        a.note(f"torch divides by the factor 0 at update {length}, and raises an error")
        return Formula([Piece(0, number(0))], end=length - 1)
    a.note("ConstantLR multiplies the rate for total_iters updates, then the optimizer's rate comes back")
    if length == 0:
        return constant(a.lr * factor)
    return Named("piecewise", {"values": [a.lr * factor, a.lr], "boundaries": [length]})


def linear(a: Arguments) -> Target:
    start, end, length = a.rate("start_factor"), a.rate("end_factor"), a.steps("total_iters")
    if not 0 < start <= 1:
        refuse("start_factor above 0 and up to 1", start, a.line)
    if not 0 <= end <= 1:
        refuse("end_factor from 0 to 1", end, a.line)
    if length == 0:
        return constant(a.lr * start)
    return straight(a.lr * start, a.lr * end, length)


def straight(first: Fraction, last: Fraction, length: int) -> Target:
    """A straight line, whose end is held: a warm-up where it rises."""
    if first < last:
        return Named("fixed", {"lr": last}, {"warmup": length, "warmup_start": first})
    return Named("linear", {"max": first, "min": last, "T": length})


def exponential(a: Arguments) -> Target:
    return Named("exponential", {"lr": a.lr, "gamma": a.rate("gamma")})


def polynomial(a: Arguments) -> Target:
    length, exponent = a.steps("total_iters"), a.rate("power")
    if length == 0:
        return constant(a.lr)
    return Named("polynomial", {"max": a.lr, "T": length, "power": exponent})


def cosine(a: Arguments) -> Target:
    length, low = a.steps("T_max", 1), a.rate("eta_min")
    a.note(RISES)
    return Past(Named("cosine", {"max": a.lr, "min": low, "T": length}), waves=Fraction(length))


def warm_restarts(a: Arguments) -> Target:
    first, mult = a.integer("T_0", 1), a.integer("T_mult", 1)
    return Named("restarts", {"max": a.lr, "min": a.rate("eta_min"), "T0": first, "T_mult": mult})


def cyclic(a: Arguments) -> Target:
    up = a.number("step_size_up")
    down = up if a.raw("step_size_down") is None else a.number("step_size_down")
    if up <= 0 or down < 0:
        refuse("step_size_up above 0 and step_size_down from 0 on", f"{up} and {down}", a.line)
    a.note("CyclicLR takes base_lr and max_lr, whatever the optimizer's rate")
    if a.given("scale_fn"):
        per_step = a.text("scale_mode", "cycle", "iterations") == "iterations"
        scale = a.function("scale_fn", STEP if per_step else 1 + whole(share(0, up + down)))
        a.note("scale_fn goes before mode")
        return constant(a.first("base_lr")) if scale is None else _scaled_cycles(a, up, down, scale)
    mode = a.text("mode", "triangular", "triangular2", "exp_range")
    if down == 0 or not (is_length(up, 1) and is_length(down, 1)):
        halved = power(number(Fraction(1, 2)), whole(share(0, up + down)))
        scales = {"triangular2": halved, "exp_range": power(number(a.rate("gamma")), STEP)}
        return _scaled_cycles(a, up, down, scales.get(mode, number(1)))
    found = {
        "max": a.first("max_lr"),
        "min": a.first("base_lr"),
        "step_up": int(up),
        "step_down": int(down),
        "mode": mode,
    }
    if mode == "exp_range":
        found["gamma"] = a.rate("gamma")
    return Named("cyclic", found)


def _scaled_cycles(a: Arguments, up: Fraction, down: Fraction, scale: Node) -> Target:
    """The triangles times a scale, which is of the step or of the cycle."""
    low, top = a.first("base_lr"), a.first("max_lr")
    position = STEP - number(up + down) * whole(share(0, up + down))
    height = position / number(up)
    if down:
        height = least(height, (number(up + down) - position) / number(down))
    return Formula([Piece(0, number(low) + number(top - low) * height * scale, "cycles", Fraction(0))])


def one_cycle(a: Arguments) -> Target:
    if a.given("total_steps"):
        total = a.integer("total_steps", 1)
    elif a.given("epochs") or a.given("steps_per_epoch"):
        total = a.integer("epochs", 1) * a.integer("steps_per_epoch", 1)
    else:
        refuse("total_steps, or epochs and steps_per_epoch", "neither", a.line)
    anneal = a.text("anneal_strategy", "cos", "linear")
    top, share_up = a.first("max_lr"), a.rate("pct_start")
    if share_up > 1 or isinstance(a.raw("pct_start"), Whole):
        wanted = "pct_start from 0.0 to 1.0, with a point, as torch raises an error for another"
        refuse(wanted, share_up, a.line)
    if share_up * total == 1 and not a.missing:
        refuse("pct_start·total_steps other than 1, at which torch divides by 0", "1", a.line)
    found = {
        "max": top,
        "T": total,
        "pct_start": share_up,
        "div_factor": a.rate("div_factor"),
        "final_div_factor": a.rate("final_div_factor"),
        "anneal": anneal,
        "three_phase": a.flag("three_phase"),
    }
    usual = {
        "pct_start": Fraction(3, 10), "div_factor": 25, "final_div_factor": 10000, "anneal": "cos",
        "three_phase": False,
    }  # fmt: skip
    shown = {name: value for name, value in found.items() if name not in usual or value != usual[name]}
    a.note("OneCycleLR takes max_lr, whatever the optimizer's rate")
    # where the last leg begins, 1 short of which the legs of torch end
    turn = 2 * share_up * total - 1 if a.flag("three_phase") else share_up * total
    if turn == total:
        a.note(f"update {total - 1} is the last; at the next torch divides by 0, and raises an error")
        return Past(Named("one-cycle", shown), end=total - 1)
    a.note(f"update {total - 1} is the last; torch goes on for one more, and then raises an error")
    return Past(Named("one-cycle", shown), end=total)


def swa(a: Arguments) -> Target:
    final, length = a.number("swa_lr"), a.steps("anneal_epochs")
    if length == 0:
        return constant(final)
    strategy = a.text("anneal_strategy", "cos", "linear")
    progress = share(0, length)
    scale = swell(progress) if strategy == "cos" else progress
    return Formula([Piece(0, line(a.lr, final, scale)), Piece(length, number(final))])


def lambda_lr(a: Arguments) -> Target:
    factor = a.function("lr_lambda", STEP)
    base = a.lr
    if factor is None:
        return constant(base)
    return Formula([Piece(0, factor if base == 1 else number(base) * factor, waves=Fraction(0))])


def multiplicative(a: Arguments) -> Target:
    factor = a.function("lr_lambda", STEP)
    base = a.lr
    if factor is None:
        return constant(base)
    value = None if varies(factor) else factor.exact(Point(0))
    if value is not None and value >= 0:
        return Named("exponential", {"lr": base, "gamma": value})
    return product_of_factors(base, factor, 1, a.line)


def _call(name: str, parameters: str, target: object, *notes: str) -> Call:
    return Call("torch", name, f"optimizer, {parameters}, last_epoch=-1, verbose=False", target, notes)  # type: ignore[arg-type]


CALLS = (
    _call("StepLR", "step_size, gamma=0.1", step),
    _call("MultiStepLR", "milestones, gamma=0.1", multistep),
    _call("ConstantLR", "factor=1/3, total_iters=5", constant_lr),
    _call("LinearLR", "start_factor=1/3, end_factor=1.0, total_iters=5", linear),
    _call("ExponentialLR", "gamma", exponential),
    _call("PolynomialLR", "total_iters=5, power=1.0", polynomial),
    _call("CosineAnnealingLR", "T_max, eta_min=0", cosine),
    _call("CosineAnnealingWarmRestarts", "T_0, T_mult=1, eta_min=0", warm_restarts),
    _call(
        "CyclicLR",
        "base_lr, max_lr, step_size_up=2000, step_size_down=None, mode=triangular, gamma=1.0, scale_fn=None, "
        "scale_mode=cycle, cycle_momentum=True, base_momentum=0.8, max_momentum=0.9",
        cyclic,
    ),
    _call(
        "OneCycleLR",
        "max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy=cos, "
        "cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, "
        "final_div_factor=10000.0, "
        "three_phase=False",
        one_cycle,
    ),
    _call("SWALR", "swa_lr, anneal_epochs=10, anneal_strategy=cos", swa),
    _call("LambdaLR", "lr_lambda", lambda_lr),
    _call("MultiplicativeLR", "lr_lambda", multiplicative),
    _call("SequentialLR", "schedulers, milestones", sequential),
    Call("torch", "ChainedScheduler", "schedulers, optimizer=None", chained),
)
