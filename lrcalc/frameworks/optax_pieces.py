"""optax schedules through given values: constant, in lines or in half waves, and its one-cycles."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.shapes import fall, number, share, wave
from lrcalc.frameworks.call.target import Formula, Named, Piece, Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.torch import constant as held


def piecewise_constant(a: Arguments) -> Target:
    values, boundaries = [a.rate("init_value")], []
    for boundary, scale in a.pairs("boundaries_and_scales"):
        if boundary <= 0:
            values[0] *= scale
            continue
        values.append(values[-1] * scale)
        boundaries.append(ceil(boundary))
    a.note("the scales multiply up")
    if not boundaries:
        return held(values[0])
    return Named("piecewise", {"values": values, "boundaries": boundaries})


def piecewise_interpolate(a: Arguments) -> Target:
    kind = a.text("interpolate_type", "linear", "cosine")
    a.note("the scales multiply up")
    return _through(a.rate("init_value"), a.pairs("boundaries_and_scales"), kind)


def _through(first: Fraction, scales: Iterable[tuple[Fraction, Fraction]], kind: str) -> Target:
    """From a first value on through those that the scales make of it at their boundaries."""
    values, boundaries = [first], [0]
    for boundary, scale in scales:
        values.append(values[-1] * scale)
        boundaries.append(ceil(boundary))
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
    div, final_div = a.rate("div_factor"), a.rate("final_div_factor")
    if not (total and div and final_div):
        refuse("transition_steps, div_factor and final_div_factor above 0", "0", a.line)
    a.note("the peak is at int(pct_start·T), the last rate is peak/(div·final) at T")
    # scales by their boundary: of two at the same boundary, optax keeps the later
    scales = {Fraction(int(a.rate("pct_start") * total)): div}
    if final is None:
        scales[Fraction(total)] = 1 / (div * final_div)
    else:
        scales |= {Fraction(int(final * total)): 1 / div}
        scales |= {Fraction(total): 1 / final_div}
    return _through(peak / div, sorted(scales.items()), kind)
