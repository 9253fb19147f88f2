"""optax schedules: functions of the count of updates, which hold their end."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from lrcalc.expression import Node, power
from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.nodes import greatest, least, whole
from lrcalc.frameworks.call.shapes import fall, line, number, raised, share, wave
from lrcalc.frameworks.call.target import Chain, Formula, Named, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.optax_pieces import (
    cosine_onecycle,
    linear_onecycle,
    piecewise_constant,
    piecewise_interpolate,
)
from lrcalc.frameworks.torch import constant as held
from lrcalc.frameworks.torch import straight

INSIDE = "decay_steps counts the warm-up"


def constant(a: Arguments) -> Target:
    return held(a.number("value"))


def linear(a: Arguments) -> Target:
    return _polynomial(a, Fraction(1))


def polynomial(a: Arguments) -> Target:
    return _polynomial(a, a.number("power"))


def _polynomial(a: Arguments, exponent: Fraction) -> Target:
    first, last, length = a.number("init_value"), a.number("end_value"), a.number("transition_steps")
    begin = max(Fraction(0), a.number("transition_begin"))
    if length <= 0 or exponent == 0:
        return held(first)
    if length.denominator == 1 and begin.denominator == 1 and min(first, last, exponent) >= 0:
        if begin == 0 and exponent == 1:
            return straight(first, last, int(length))
        if begin == 0 and first >= last:
            return Named("polynomial", {"max": first, "min": last, "T": int(length), "power": exponent})
        if begin and exponent == 1 and first >= last:
            found = {"max": first, "min": last, "warmup": 0, "decay": int(length), "T": int(begin + length)}
            return Named("wsd", found)
    falling = fall(first, last, raised(1 - share(begin, length), exponent))
    pieces = [Piece(0, number(first)), Piece(ceil(begin), falling)]
    return Formula([*pieces, Piece(ceil(begin + length), number(last))])


def exponential(a: Arguments) -> Target:
    return _exponential(a, a.number("init_value"), 0, {})


def warmup_exponential(a: Arguments) -> Target:
    warm, start, peak = a.steps("warmup_steps"), a.number("init_value"), a.number("peak_value")
    if warm == 0:
        return _exponential(a, peak, 0, {})
    return _exponential(a, peak, warm, {"warmup": warm, "warmup_start": start})


def _exponential(a: Arguments, first: Fraction, warm: int, ramp: dict[str, Any]) -> Target:
    length, rate, begin = a.number("transition_steps"), a.number("decay_rate"), a.number("transition_begin")
    stairs, end = a.flag("staircase"), a.optional("end_value")
    if length <= 0 or rate == 0:
        return Named("fixed", {"lr": first}, ramp)
    begin = max(Fraction(0), begin)
    plain = begin == 0 and end is None and length.denominator == 1 and rate >= 0
    if plain and first >= 0:
        found = {"lr": first, "gamma": rate, "decay_steps": int(length), "staircase": stairs}
        return Named("exponential", found, ramp)
    progress: Node = share(warm + begin, length)
    scale = power(number(rate), whole(progress) if stairs else progress)
    rate_at = number(first) * scale
    held_first: Node = number(first)
    if end is not None:
        pick = greatest if rate < 1 else least
        rate_at = pick(rate_at, end)
        held_first = number(max(first, end) if rate < 1 else min(first, end))
    waves = Fraction(0) if stairs else None
    start = [Piece(0, line(ramp["warmup_start"], first, share(0, warm)), "warm-up")] if warm else []
    return Formula(
        [*start, Piece(warm, held_first, "flat"), Piece(warm + ceil(begin), rate_at, "decay", waves)]
    )


def cosine(a: Arguments) -> Target:
    top, length, alpha = a.number("init_value"), a.number("decay_steps"), a.number("alpha")
    exponent = a.number("exponent")
    if length <= 0:
        refuse("decay_steps above 0", length, a.line)
    a.note("alpha is a share of init_value")
    if length.denominator == 1 and min(top, alpha, exponent) >= 0:
        more = {} if exponent == 1 else {"power": exponent}
        floor = {"min_ratio": alpha} if alpha else {}
        return Named("cosine", {"max": top, **floor, "T": int(length), **more})
    falling = fall(top, top * alpha, raised(wave(share(0, length)), exponent))
    return Formula([Piece(0, falling), Piece(ceil(length), number(top * alpha))])


def warmup_constant(a: Arguments) -> Target:
    warm = a.steps("warmup_steps")
    if warm == 0:
        a.note("without warmup_steps optax stays at init_value")
        return held(a.rate("init_value"))
    ramp = {"warmup": warm, "warmup_start": a.rate("init_value")}
    return Named("fixed", {"lr": a.rate("peak_value")}, ramp)


def warmup_cosine(a: Arguments) -> Target:
    start, peak, end = a.rate("init_value"), a.rate("peak_value"), a.rate("end_value")
    warm, total, exponent = a.steps("warmup_steps"), a.steps("decay_steps"), a.rate("exponent")
    if not a.missing and total <= warm:
        refuse("decay_steps above warmup_steps, which it counts", f"{total} and {warm}", a.line)
    a.note(INSIDE)
    if a.missing:
        total = warm + 1
    if peak == 0:
        # the minimum is a share of the peak, and there is none of 0
        end = Fraction(0)
    ramp: dict[str, Any] = {"warmup": warm} if warm else {}
    if warm and start:
        ramp["warmup_start"] = start
    more = {} if exponent == 1 else {"power": exponent}
    return Named("cosine", {"max": peak, **({"min": end} if end else {}), "T": total, **more}, ramp)


def sgdr(a: Arguments) -> Target:
    cycles = a.raw("cosine_kwargs")
    if not isinstance(cycles, list) or not all(isinstance(item, dict) for item in cycles) or not cycles:
        refuse("a list of dicts for cosine_kwargs", "something else", a.line)
    call = next(item for item in CALLS if item.name == "warmup_cosine_decay_schedule")
    parts, starts, at = [], [], 0
    for values in cycles:
        inner = Arguments(call, values, None, a.missing, a.line)
        parts.append(call.target(inner))
        starts.append(at)
        at += inner.steps("decay_steps")
    return parts[0] if len(parts) == 1 else Chain(parts, starts[1:])


def join(a: Arguments) -> Target:
    parts, boundaries = a.targets("schedules"), [int(item) for item in a.numbers("boundaries")]
    if len(parts) != len(boundaries) + 1:
        refuse("one boundary fewer than schedules", f"{len(boundaries)} for {len(parts)}", a.line)
    if any(b < c for b, c in zip(boundaries[1:], boundaries)):
        refuse("boundaries in order", ", ".join(map(str, boundaries)), a.line)
    a.note("each schedule counts from its own boundary")
    return parts[0] if len(parts) == 1 else Chain(parts, boundaries)


def _call(name: str, parameters: str, target: object) -> Call:
    return Call("optax", name, parameters, target)  # type: ignore[arg-type]


WARM = "init_value, peak_value, warmup_steps"
CALLS = (
    _call("constant_schedule", "value", constant),
    _call("linear_schedule", "init_value, end_value, transition_steps, transition_begin=0", linear),
    _call(
        "polynomial_schedule",
        "init_value, end_value, power, transition_steps, transition_begin=0",
        polynomial,
    ),
    _call(
        "exponential_decay",
        "init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, end_value=None",
        exponential,
    ),
    _call("cosine_decay_schedule", "init_value, decay_steps, alpha=0.0, exponent=1.0", cosine),
    _call("piecewise_constant_schedule", "init_value, boundaries_and_scales=None", piecewise_constant),
    _call(
        "piecewise_interpolate_schedule",
        "interpolate_type, init_value, boundaries_and_scales=None",
        piecewise_interpolate,
    ),
    _call(
        "linear_onecycle_schedule",
        "transition_steps, peak_value, pct_start=0.3, pct_final=0.85, div_factor=25.0, "
        "final_div_factor=10000.0",
        linear_onecycle,
    ),
    _call(
        "cosine_onecycle_schedule",
        "transition_steps, peak_value, pct_start=0.3, div_factor=25.0, final_div_factor=10000.0",
        cosine_onecycle,
    ),
    _call("warmup_constant_schedule", WARM, warmup_constant),
    _call("warmup_cosine_decay_schedule", f"{WARM}, decay_steps, end_value=0.0, exponent=1.0", warmup_cosine),
    _call(
        "warmup_exponential_decay_schedule",
        f"{WARM}, transition_steps, decay_rate, transition_begin=0, staircase=False, end_value=None",
        warmup_exponential,
    ),
    _call("sgdr_schedule", "cosine_kwargs", sgdr),
    _call("join_schedules", "schedules, boundaries", join),
)
