"""optax schedules through given values: constant, in lines or in half waves, and its one-cycles."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.frameworks.arguments import Arguments
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.shapes import fall, number, share, wave
from lrcalc.frameworks.target import Formula, Named, Piece, Target
from lrcalc.frameworks.torch import constant as held


def piecewise_constant(a: Arguments) -> Target:
    values, boundaries = [a.rate("init_value")], []
    for boundary, scale in a.pairs("boundaries_and_scales"):
        if boundary <= 0:
            values[0] *= scale
            continue
        values.append(values[-1] * scale)
        boundaries.append(_up(boundary))
    a.note("the scales multiply up")
    if not boundaries:
        return held(values[0])
    return Named("piecewise", {"values": values, "boundaries": boundaries})


def piecewise_interpolate(a: Arguments) -> Target:
    kind = a.text("interpolate_type", "linear", "cosine")
    values, boundaries = [a.rate("init_value")], [0]
    for boundary, scale in a.pairs("boundaries_and_scales"):
        values.append(values[-1] * scale)
        boundaries.append(_up(boundary))
    a.note("the scales multiply up")
    return _between(values, boundaries, kind)


def _between(values: list[Fraction], boundaries: list[int], kind: str) -> Target:
    """Through the values at the boundaries, in lines or half waves, and then the last of them."""
    if len(values) == 1:
        return held(values[0])
    if kind == "linear":
        return Named("piecewise", {"values": values, "boundaries": boundaries[1:], "interpolate": True})
    pieces = []
    for first, last, a, b in zip(boundaries, boundaries[1:], values, values[1:]):
        if last > first:
            pieces.append(Piece(first, fall(a, b, wave(share(first, last - first)))))
    return Formula([*pieces, Piece(boundaries[-1], number(values[-1]))])


def linear_onecycle(a: Arguments) -> Target:
    return _onecycle(a, "linear", a.number("pct_final"))


def cosine_onecycle(a: Arguments) -> Target:
    return _onecycle(a, "cosine", None)


def _onecycle(a: Arguments, kind: str, final: Fraction | None) -> Target:
    total, peak = a.steps("transition_steps"), a.rate("peak_value")
    first = peak / (a.rate("div_factor") or 1)
    last = first / (a.rate("final_div_factor") or 1)
    if total <= 0:
        refuse("transition_steps above 0", str(total), a.line)
    up = int(a.rate("pct_start") * total)
    boundaries = [0, up, total] if final is None else [0, up, int(final * total), total]
    values = [first, peak, last] if final is None else [first, peak, first, last]
    a.note("the peak is at int(pct_start·T), the last rate is peak/(div·final) at T")
    return _between(values, boundaries, kind)


def _up(value: Fraction) -> int:
    return -int(-value // 1)
