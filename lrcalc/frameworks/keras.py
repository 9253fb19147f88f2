"""keras.optimizers.schedules: a schedule counts updates (batches), in 32 bits; here its exact values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil

from lrcalc.expression import STEP, power
from lrcalc.expression.logarithm import floor_logarithm
from lrcalc.expression.point import Point
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.call.shapes import fall, number, raised, share, wave
from lrcalc.frameworks.call.stretches import product_of_factors
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target, is_length
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import Defined, Whole
from lrcalc.frameworks.torch import constant, straight


def exponential(a: Arguments) -> Target:
    return _decay(a, "exponential", "gamma")


def inverse_time(a: Arguments) -> Target:
    return _decay(a, "inverse-time", "decay_rate")


def _decay(a: Arguments, policy: str, name: str) -> Target:
    lr, length, rate = a.rate("initial_learning_rate"), a.number("decay_steps"), a.number("decay_rate")
    stairs = a.flag("staircase")
    if is_length(length, 1) and rate >= 0:
        found = {"lr": lr, name: rate, "decay_steps": int(length), "staircase": stairs}
        return Named(policy, found)
    if length <= 0:
        refuse("decay_steps above 0", length, a.line)
    progress = whole(STEP / number(length)) if stairs else STEP / number(length)
    if policy == "exponential":
        return Formula([Piece(0, number(lr) * power(rate, progress))])
    return Formula([Piece(0, number(lr) / (1 + number(rate) * progress))])


def piecewise(a: Arguments) -> Target:
    values, boundaries = a.numbers("values"), a.numbers("boundaries")
    if a.missing:
        return constant(values[0])
    if len(values) != len(boundaries) + 1:
        refuse("one value more than boundaries", f"{len(values)} for {len(boundaries)}", a.line)
    a.note("keras takes the next value one step after the boundary")
    # a boundary between two steps is passed at the next one
    after = [Fraction(item.numerator // item.denominator + 1) for item in boundaries]
    return Named("piecewise", {"values": values, "boundaries": after})


def polynomial(a: Arguments) -> Target:
    top, low = a.rate("initial_learning_rate"), a.rate("end_learning_rate")
    length, exponent = a.number("decay_steps"), a.number("power")
    if length <= 0:
        refuse("decay_steps above 0", length, a.line)
    if a.flag("cycle"):
        a.note("with cycle=True the length grows to the next multiple of decay_steps: a saw-tooth")
        longer = -whole(-STEP / number(length)) * number(length)
        falling = fall(top, low, raised(1 - STEP / longer, exponent))
        return Formula([Piece(0, number(top)), Piece(1, falling, waves=Fraction(0))])
    if exponent == 0:
        return constant(top)
    if is_length(length, 1) and exponent == 1 and top < low:
        return straight(top, low, int(length))
    if is_length(length, 1) and exponent >= 0 and top >= low:
        return Named("polynomial", {"max": top, "min": low, "T": int(length), "power": exponent})
    falling = fall(top, low, raised(1 - STEP / number(length), exponent))
    return Formula([Piece(0, falling), Piece(ceil(length), number(low))])


def cosine(a: Arguments) -> Target:
    first, length, alpha = a.rate("initial_learning_rate"), a.number("decay_steps"), a.number("alpha")
    warm, target = a.number("warmup_steps"), a.optional("warmup_target")
    if length <= 0:
        refuse("decay_steps above 0", length, a.line)
    a.note("decay_steps does not count the warm-up; alpha is a share of the highest rate")
    if target is None:
        if is_length(length, 1):
            return Named("cosine", {"max": first, "min_ratio": alpha, "T": int(length)})
        return Formula(_wave(first, alpha, Fraction(0), length))
    if is_length(length, 1) and is_length(warm, 1) and target >= 0:
        total = int(warm + length)
        return Named(
            "cosine",
            {"max": target, "min_ratio": alpha, "T": total},
            {"warmup": int(warm), "warmup_start": first},
        )
    ramp = [Piece(0, fall(target, first, share(0, warm)), "warm-up")] if warm else []
    return Formula([*ramp, *_wave(target, alpha, warm, length)])


def _wave(top: Fraction, alpha: Fraction, start: Fraction, length: Fraction) -> list[Piece]:
    """Half a wave from a start on, neither of which need be whole, then the minimum."""
    low = top * alpha
    falling = Piece(ceil(start), fall(top, low, wave(share(start, length))), "cosine")
    return [falling, Piece(ceil(start + length), number(low), "end")]


def restarts(a: Arguments) -> Target:
    top, first = a.rate("initial_learning_rate"), a.number("first_decay_steps")
    mult, shrink, alpha = a.number("t_mul"), a.number("m_mul"), a.number("alpha")
    if first <= 0 or mult < 1:
        refuse("first_decay_steps above 0 and t_mul of 1 or more", f"{first} and {mult}", a.line)
    a.note("the minimum alpha·lr is the same in every cycle; m_mul shrinks what is above it")
    if is_length(first, 1) and (shrink == 1 or alpha == 0):
        found = {"max": top, "min_ratio": alpha, "T0": int(first), "T_mult": mult, "peak_decay": shrink}
        return Named("restarts", {name: value for name, value in found.items() if value or name == "max"})
    if top == 0:
        return constant(top)
    if mult == 1:
        cycle = whole(STEP / number(first))
        progress = STEP / number(first) - cycle
    else:
        cycle = floor_logarithm(number(mult), 1 + STEP * number(mult - 1) / number(first))
        begun = number(first / (mult - 1)) * (power(mult, cycle) - 1)
        progress = (STEP - begun) / (number(first) * power(mult, cycle))
    above = number(top * (1 - alpha)) * power(shrink, cycle) * wave(progress)
    return Formula([Piece(0, number(top * alpha) + above, waves=Fraction(0))])


def callback(a: Arguments) -> Target:
    a.note("LearningRateScheduler is called once an epoch: t is an epoch, or give --steps-per-epoch")
    function = a.raw("schedule")
    if isinstance(function, Defined) and len(free := function.free()) > 1 and function.uses(free[1]):
        factor = a.function("schedule", STEP, {free[1]: Fraction(1)})
        twice = a.function("schedule", STEP, {free[1]: Fraction(2)})
        if factor is None or twice is None:
            return constant(a.lr)
        if any(
            twice.real(Point(step)).double() != 2 * factor.real(Point(step)).double() for step in range(64)
        ):
            refuse("a schedule that multiplies the rate it is given", "one that does something else", a.line)
        a.note("the schedule multiplies the rate it is given, from the optimizer's on, in epoch 0 too")
        return product_of_factors(a.lr, factor, 0, a.line)
    found = a.function("schedule", STEP)
    return Formula([Piece(0, number(0) if found is None else found, waves=Fraction(0))])


def _call(name: str, parameters: str, target: Callable[[Arguments], Target]) -> Call:
    named = parameters if "name=" in parameters else f"{parameters}, name=None"

    def checked(a: Arguments) -> Target:
        first = a.values.get("initial_learning_rate")
        if isinstance(first, Whole):
            a.note(
                f"from {first}, without a point, keras counts in whole numbers and its rates are not these: "
                f"write {first}.0"
            )
        return target(a)

    return Call("keras", name, named, checked)


DECAY = "initial_learning_rate, decay_steps, decay_rate, staircase=False"
CALLS = (
    _call("ExponentialDecay", DECAY, exponential),
    _call("InverseTimeDecay", DECAY, inverse_time),
    _call("PiecewiseConstantDecay", "boundaries, values", piecewise),
    _call(
        "PolynomialDecay",
        "initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False",
        polynomial,
    ),
    _call(
        "CosineDecay",
        "initial_learning_rate, decay_steps, alpha=0.0, name=None, warmup_target=None, warmup_steps=0",
        cosine,
    ),
    _call(
        "CosineDecayRestarts",
        "initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0",
        restarts,
    ),
    Call("keras", "LearningRateScheduler", "schedule, verbose=0", callback, clock="epochs"),
)
