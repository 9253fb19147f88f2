"""pytorch_warmup: warm-ups that multiply whatever the optimizer's schedule gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

from lrcalc.expression import STEP, Node, exponential, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import least
from lrcalc.frameworks.call.shapes import HALF, number
from lrcalc.frameworks.call.target import Formula, Piece, Target, Times
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import Constructed, Unknown


def _factor(a: Arguments, factor: Node) -> Target:
    """A factor of the optimizer's rate."""
    return Formula([Piece(0, number(a.lr) * factor, "warm-up")])


def linear(a: Arguments) -> Target:
    return _factor(a, _line(Fraction(a.steps("warmup_period", 1))))


def saturating(a: Arguments) -> Target:
    return _factor(a, _curve(Fraction(a.steps("warmup_period", 1))))


def _line(period: Fraction) -> Node:
    return least(number(1), (STEP + 1) / number(period))


def _curve(period: Fraction) -> Node:
    return 1 - exponential(-(STEP + 1) / number(period))


def untuned_linear(a: Arguments) -> Target:
    # cut off in doubles, as Python does: for β₂ = 0.98 that is 99
    return _factor(a, _line(Fraction(int(2.0 / (1.0 - float(_beta2(a)))))))


def untuned_saturating(a: Arguments) -> Target:
    return _factor(a, _curve(Fraction(int(1.0 / (1.0 - float(_beta2(a)))))))


def rectified(a: Arguments) -> Target:
    """√((ρ − 4)(ρ − 2)ρ∞/((ρ∞ − 4)(ρ∞ − 2)ρ)), from the first t at which ρ is above 4."""
    beta = _beta2(a)
    if beta <= Fraction(3, 5):
        refuse("the second of betas above 0.6", str(float(beta)), a.line)
    limit = 2 / (1 - beta) - 1
    offset = next(t for t in count(1) if limit - 2 * t * beta**t / (1 - beta**t) > 4)
    shown = STEP + number(offset)
    decayed = power(number(beta), shown)
    rho = number(limit) - 2 * shown * decayed / (1 - decayed)
    square = (rho - 4) * (rho - 2) * number(limit) / (number((limit - 4) * (limit - 2)) * rho)
    return _factor(a, power(square, HALF))


def _beta2(a: Arguments) -> Fraction:
    """The second of the optimizer's betas, 0.999 by default."""
    optimizer = a.raw("optimizer")
    given = optimizer.keywords.get("betas") if isinstance(optimizer, Constructed) else None
    if given is None:
        a.note("the second of betas is 0.999, the default of Adam")
        return Fraction(999, 1000)
    value = given[1] if isinstance(given, list) and len(given) > 1 else given
    if isinstance(value, Unknown):
        a.missing.unknown(value)
        return Fraction(999, 1000)
    if not isinstance(value, Fraction) or not 0 < value < 1:
        refuse("betas with a second number between 0 and 1", str(value), a.line)
    return value


def dampened(a: Arguments) -> Target:
    """A schedule times its warm-up: dampening() takes the rate of the schedule, whatever it was before."""
    parts = a.targets("schedulers")
    a.note("the warm-up multiplies the running schedule")
    return Times(parts, a.lr)


CALLS = (
    Call("pytorch_warmup", "LinearWarmup", "optimizer, warmup_period, last_step=-1", linear),
    Call("pytorch_warmup", "ExponentialWarmup", "optimizer, warmup_period, last_step=-1", saturating),
    Call("pytorch_warmup", "UntunedLinearWarmup", "optimizer, last_step=-1", untuned_linear),
    Call("pytorch_warmup", "UntunedExponentialWarmup", "optimizer, last_step=-1", untuned_saturating),
    Call("pytorch_warmup", "RAdamWarmup", "optimizer, last_step=-1", rectified),
    Call("pytorch_warmup", "Dampened", "schedulers, optimizer=None", dampened),
)
