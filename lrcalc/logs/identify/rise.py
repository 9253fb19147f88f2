"""The rows of a warm-up: what they say of the maximum, once its length and its kind are given."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from lrcalc.expression.compiled import compiled
from lrcalc.logs.curve import Curve
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import TINY, Line
from lrcalc.policies import policy_class
from lrcalc.schedule.warmup_parameters import RAMPS
from lrcalc.schedule.wrappers import wrapping

Unit = Callable[[float], float]
# So many rows of the warm-up are looked at.
LOOKED_AT = 12


@cache
def unit_shape(name: str, more: tuple[tuple[str, str], ...] = ()) -> Unit:
    """What is left of the range from the maximum to the minimum, at a share of the way."""
    policy = policy_class(name)(**{"max": "1", "min": "0", "T": "1", **dict(more)})
    formula = compiled(policy.phase_at(0).quantities[-1])

    def remaining(share: float) -> float:
        return formula(min(1.0, max(0.0, share)))  # type: ignore[arg-type]

    return remaining


def _half_wave(share: float, warm: int) -> float:
    return 1 - unit_shape("cosine")(share)


@cache
def _logarithm(warm: int) -> Callable[[int], float]:
    """The ramp of so many steps that rises with the logarithm, as the policy has it."""
    constant: Any = policy_class("fixed")
    policy = wrapping("warmup").around(constant(lr="1"), warmup=str(warm), warmup_shape="log")
    return Curve(policy).at


def _by_logarithm(share: float, warm: int) -> float:
    return _logarithm(warm)(round(share * warm)) if warm > 1 else share


# How far a ramp has come that is no straight line, by its share and its length.
_SHAPES = {"cosine": _half_wave, "log": _by_logarithm}


def warmup_of(ramp: dict[str, str]) -> int:
    """The length of a warm-up; 0 where there is none."""
    return int(ramp.get("warmup", "0"))


def begins_after(ramp: dict[str, str]) -> int:
    """The update from which the schedule counts: the end of the warm-up, or 0 where it runs under it."""
    return 0 if ramp.get("warmup_mode") == "over" else warmup_of(ramp)


def rising(features: Features, ramp: dict[str, str], chosen: Iterable[int]) -> list[Line]:
    """What those of the chosen rows that lie in the warm-up say of the maximum."""
    warm, rows = warmup_of(ramp), features.rows
    _, ahead, longer = RAMPS[ramp.get("warmup_ramp", "t/W")]
    start = float(ramp.get("warmup_start", "0"))
    length = max(1, warm + longer)
    shape = _SHAPES.get(ramp.get("warmup_shape", "linear"))
    found = []
    for index in chosen:
        k = max(0, rows.updates[index])
        if k < warm:
            share = min(1.0, max(0.0, (k + ahead) / length))
            if shape is not None:
                share = shape(share, warm)
            c = start * (1 - share)
            found.append(Line(share, 0.0, rows.bounds.low[index] - c, rows.bounds.high[index] - c))
    return found


def top(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Between what the maximum lies, as the rows of a warm-up say it; None where they agree on nothing."""
    low, high = 0.0, math.inf
    for a, _, down, up in lines:
        if a > TINY:
            low, high = max(low, down / a), min(high, up / a)
        elif down > 0 or up < 0:
            return None
    return (low, high) if low <= high else None


def is_possible(features: Features, ramp: dict[str, str]) -> bool:
    """Whether the rows allow a warm-up, and it rises at least as high as they do."""
    many = features.peak + 1
    chosen = sorted({round(index * (many - 1) / (LOOKED_AT - 1)) for index in range(LOOKED_AT)})
    found = top(rising(features, ramp, chosen))
    return found is not None and found[1] >= features.rows.bounds.low[features.peak]
