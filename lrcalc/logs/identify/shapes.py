"""Shapes with a total after a warm-up: the formula of each policy from 0 to 1, without one made a length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import Line, feasible
from lrcalc.logs.identify.proposals import Proposal, ramps
from lrcalc.logs.quick import compiled
from lrcalc.policies import policy_class

# Policies with a total, and what each is tried with; the likeliest first.
SHAPES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("cosine", ()),
    ("linear", ()),
    ("polynomial", (("power", "2"),)),
    ("rex", ()),
    ("tanh", ()),
    ("polynomial", (("power", "0.5"),)),
    ("polynomial", (("power", "3"),)),
    ("polynomial", (("power", "0.9"),)),
    ("cosine", (("power", "2"),)),
)
Unit = Callable[[float], float]


@cache
def unit_shape(name: str, more: tuple[tuple[str, str], ...]) -> Unit:
    """What is left of the range from the maximum to the minimum, at a share of the way."""
    policy = policy_class(name)(**{"max": "1", "min": "0", "T": "1", **dict(more)})
    formula = compiled(policy.phase_at(0))

    def remaining(share: float) -> float:
        return formula(min(1.0, max(0.0, share)))  # type: ignore[arg-type]

    return remaining


def with_total(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Shapes between a maximum and a minimum that end at a total, where the screened rows allow them."""
    for total in features.totals():
        for ramp in ramps(features):
            warm = int(ramp.get("warmup", "0"))
            if warm >= total:
                continue
            rising = _ramp(features, screen, warm, float(ramp.get("warmup_start", "0")))
            for name, more in SHAPES:
                found = rising + _decay(features, screen, warm, total, unit_shape(name, more))
                if feasible(found) is not None:
                    yield Proposal(name, {"T": str(total), **dict(more)}, ramp)


def _ramp(features: Features, screen: list[int], warm: int, start: float) -> list[Line]:
    """What the rows of the warm-up say of the maximum."""
    rows, found = features.rows, []
    for index in screen:
        k = max(0, rows.updates[index])
        if warm and k <= warm:
            share = k / warm
            c = start * (1 - share)
            found.append(Line(share, 0.0, rows.bounds.low[index] - c, rows.bounds.high[index] - c))
    return found


def _decay(features: Features, screen: list[int], warm: int, total: int, shape: Unit) -> list[Line]:
    rows, found, length = features.rows, [], total - warm
    for index in screen:
        k = max(0, rows.updates[index])
        if not (warm and k <= warm):
            left = shape((k - warm) / length)
            found.append(Line(left, 1 - left, rows.bounds.low[index], rows.bounds.high[index]))
    return found
