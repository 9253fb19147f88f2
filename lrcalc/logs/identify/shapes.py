"""Shapes with a total after a warm-up: the formula of each policy from 0 to 1, without one made a length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from lrcalc.expression.compiled import compiled
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import Line, feasible
from lrcalc.logs.identify.proposals import Proposal, ramps, unseen_ramps
from lrcalc.logs.shortest import round_numbers
from lrcalc.policies import policy_class
from lrcalc.schedule.warmup_parameters import RAMPS

# Policies with a total, and what each is tried with; the likeliest first.
SHAPES = (
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
Shapes = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
Unit = Callable[[float], float]


@cache
def unit_shape(name: str, more: tuple[tuple[str, str], ...]) -> Unit:
    """What is left of the range from the maximum to the minimum, at a share of the way."""
    policy = policy_class(name)(**{"max": "1", "min": "0", "T": "1", **dict(more)})
    formula = compiled(policy.phase_at(0).quantities[-1])

    def remaining(share: float) -> float:
        return formula(min(1.0, max(0.0, share)))  # type: ignore[arg-type]

    return remaining


def with_total(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Shapes between a maximum and a minimum that end at a total, where the screened rows allow them."""
    for total in features.totals():
        for ramp in (*ramps(features), *unseen_ramps(features, total)):
            yield from _with(features, screen, total, ramp, SHAPES)


def with_other_ramps(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """The commonest shapes after a warm-up that counts something else, or that the schedule runs under."""
    if not features.rises:
        return
    others = [{"warmup_ramp": ramp} for ramp in list(RAMPS)[1:]] + [{"warmup_mode": "over"}]
    for total in features.totals()[:10]:
        for ramp in filter(None, ramps(features)):
            for other in others:
                for start in dict.fromkeys(["0", ramp.get("warmup_start", "0")]):
                    given = {"warmup": ramp["warmup"], **({"warmup_start": start} if start != "0" else {})}
                    yield from _with(features, screen, total, {**given, **other}, SHAPES[:3])


def _with(
    features: Features, screen: list[int], total: int, ramp: dict[str, str], shapes: Shapes
) -> Iterator[Proposal]:
    warm = int(ramp.get("warmup", "0"))
    if warm >= total:
        return
    _, ahead, longer = RAMPS[ramp.get("warmup_ramp", "t/W")]
    start = float(ramp.get("warmup_start", "0"))
    if warm and warm + longer <= 0:
        return
    rising = _ramp(features, screen, warm, start, ahead, longer)
    under = ramp.get("warmup_mode") == "over"
    for name, more in shapes:
        found = rising + _decay(features, screen, warm, total, unit_shape(name, more), under)
        if feasible(found) is not None:
            yield Proposal(name, {"T": str(total), **dict(more)}, ramp)


def _ramp(
    features: Features, screen: list[int], warm: int, start: float, ahead: int, longer: int
) -> list[Line]:
    """What the rows of the warm-up say of the maximum."""
    rows, found = features.rows, []
    for index in screen:
        k = max(0, rows.updates[index])
        if warm and k < warm:
            share = min(1.0, max(0.0, (k + ahead) / (warm + longer)))
            c = start * (1 - share)
            found.append(Line(share, 0.0, rows.bounds.low[index] - c, rows.bounds.high[index] - c))
    return found


def _decay(
    features: Features, screen: list[int], warm: int, total: int, shape: Unit, under: bool = False
) -> list[Line]:
    """What the rows after the warm-up say; `under` it the schedule runs from step 0."""
    rows, found = features.rows, []
    before = 0 if under else warm
    length = total - before
    for index in screen:
        k = max(0, rows.updates[index])
        if not (warm and k < warm):
            left = shape((k - before) / length)
            found.append(Line(left, 1 - left, rows.bounds.low[index], rows.bounds.high[index]))
    return found


def stable(features: Features) -> Iterator[Proposal]:
    """Warm-up, a plateau, a decay: those whose decay the rows after the plateau allow."""
    rows, updates = features.rows, features.rows.updates
    if features.flat_until - features.peak < max(3, 0.05 * len(rows.values)):
        return
    end = updates[features.flat_until]
    after = updates[min(features.flat_until + 1, len(rows.values) - 1)]
    falling = list(range(features.flat_until, len(rows.values)))
    screen = falling[:: max(1, len(falling) // 20)]
    some = list(ramps(features))[:8]
    # the roundest total first: with another one the decay ends above 0
    for total in sorted(features.totals()[:12], key=lambda total: len(str(total).rstrip("0"))):
        nearest = round_numbers(end - 2, after + 1, 9)
        lengths = [total - at for at in nearest] + round_numbers(total - after - 1, total - end + 2, 8)
        for decay in dict.fromkeys(length for length in lengths if 0 < length <= total):
            for shape in ("linear", "cosine", "1-sqrt"):
                unit = unit_shape("wsd", (("warmup", "0"), ("decay", "1"), ("shape", shape)))
                if feasible(_decay(features, screen, total - decay, total, unit)) is None:
                    continue
                given = {"T": str(total), "decay": str(decay)}
                if shape != "linear":
                    given["shape"] = shape
                for ramp in some:
                    yield Proposal("wsd", {**given, **(ramp or {"warmup": "0"})}, {})
