"""A schedule that is told parts of its step: every length so many times as long."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.expression import STEP
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.call.target import Formula, Named, Past, Target
from lrcalc.policies import policy_class

# Those of which each length scales, and nothing else.
SCALE = (
    "cosine", "restarts", "step", "multistep", "exponential", "polynomial", "linear", "piecewise", "fixed",
    "cyclic",
)  # fmt: skip
LENGTHS = ("steps", "length", "steps list", "whole number")


def in_parts(target: Target, every: int) -> Target | None:
    """The schedule at t/every, for each whole t; None where it does not come down to longer lengths."""
    if isinstance(target, Past):
        inner = in_parts(target.inner, every)
        end = None if target.end is None else target.end * every
        return inner and Past(inner, end, None if target.waves is None else target.waves * every)
    if isinstance(target, Named):
        return _named(target, every)
    if not isinstance(target, Formula):
        return None
    share = STEP / every
    pieces = [
        piece._replace(
            first=piece.first * every,
            rate=replace_together([piece.rate], {STEP: share})[piece.rate],
            waves=None if piece.waves is None else piece.waves * every,
        )
        for piece in target.pieces
    ]
    return Formula(pieces, None if target.end is None else target.end * every)


def _named(target: Named, every: int) -> Target | None:
    if target.policy not in SCALE or target.parameters.get("mode") == "exp_range":
        return None
    own = policy_class(target.policy).parameters()
    found = {
        name: _times(value, every) if own[name].unit in LENGTHS and name != "T_mult" else value
        for name, value in target.parameters.items()
    }
    if target.policy == "exponential":
        found["decay_steps"] = target.parameters.get("decay_steps", 1) * every
    warmup = {
        name: _times(value, every) if name == "warmup" else value for name, value in target.warmup.items()
    }
    return Named(target.policy, found, warmup)


def _times(value: Any, every: int) -> Any:
    if isinstance(value, (list, tuple)):
        return [_times(item, every) for item in value]
    return value * every if isinstance(value, (int, Fraction)) and not isinstance(value, bool) else value
