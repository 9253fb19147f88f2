"""Shapes with a total after a warm-up: the formula of each policy from 0 to 1, its total solved."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import Line, feasible
from lrcalc.logs.identify.proposals import Proposal, ramps, unseen_ramps
from lrcalc.logs.identify.rise import Unit, begins_after, rising, top, unit_shape, warmup_of
from lrcalc.logs.identify.solved import Point, Share, between, from_percent, from_step, whole
from lrcalc.logs.shortest import digits_of, round_numbers
from lrcalc.schedule.warmup_parameters import RAMPS

# Policies with a total, and what each is tried with; the likeliest first.
Shape = tuple[str, tuple[tuple[str, str], ...]]
COMMON: tuple[Shape, ...] = (("cosine", ()), ("linear", ()))
OTHERS: tuple[Shape, ...] = (
    ("polynomial", (("power", "2"),)),
    ("rex", ()),
    ("tanh", ()),
    ("polynomial", (("power", "0.5"),)),
    ("polynomial", (("power", "3"),)),
    ("polynomial", (("power", "0.9"),)),
    ("polynomial", (("power", "1.5"),)),
    ("cosine", (("power", "2"),)),
)
# Shares of the total, in percent, that a warm-up before the log may have had.
PERCENTS = (10, 5, 3, 1, 20, 2, 6)
# Minima, as shares of the maximum, that are usual.
FLOORS = (0.1, 0.01, 0.05, 0.001, 0.2, 0.5, 0.02)
MOST_TOTALS, MOST_STARTS, MOST_STABLE = 14, 120, 10
# Half a cosine wave stands still for so much of its way, by the digits that logs have.
STANDS_STILL = 0.06


def common(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Half a cosine wave and a straight line, after the plainest warm-up."""
    if not (features.jumps or features.is_kept):
        yield from _after(features, screen, COMMON, [*ramps(features), *unseen_ramps(features)])
        yield from _after_unseen(features, screen, COMMON)


def uncommon(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Other shapes between a maximum and a minimum."""
    if not (features.jumps or features.is_kept):
        yield from _after(features, screen, OTHERS, [*ramps(features), *unseen_ramps(features)])
        yield from _after_unseen(features, screen, OTHERS)


def with_other_ramps(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """The commonest shapes after a warm-up that counts something else, or that the schedule runs under."""
    if not features.rises or features.is_kept:
        return
    others = [{"warmup_ramp": ramp} for ramp in list(RAMPS)[1:]] + [{"warmup_mode": "over"}]
    if features.peak >= 3:
        others.append({"warmup_shape": "cosine"})
    for other in others:
        yield from _after(features, screen, (*COMMON, OTHERS[0]), list(ramps(features, **other)))


def _after(
    features: Features, screen: list[int], shapes: Iterable[Shape], tried: list[dict[str, str]]
) -> Iterator[Proposal]:
    """The shapes after each of some warm-ups."""
    for name, more in shapes:
        for ramp in tried:
            for total in _totals(features, screen, ramp, unit_shape(name, more)):
                yield Proposal(name, {"T": str(total), **dict(more)}, ramp)


def _totals(features: Features, screen: list[int], ramp: dict[str, str], unit: Unit) -> Iterator[int]:
    """The totals with which the screened rows allow a shape after a warm-up: to 0, or else to any minimum."""
    rise = rising(features, ramp, screen)
    highest, start = top(rise), begins_after(ramp)
    if highest is None:
        return
    some = points(features, warmup_of(ramp), start, highest)
    least = max(features.least_total, start + 1.0, warmup_of(ramp) + 1.0)
    share, likely = from_step(start), features.likely_totals

    def fitting(found: tuple[float, float] | None) -> list[int]:
        return [
            total
            for total in (whole(found, likely, MOST_TOTALS) if found else ())
            if feasible(rise + decay(features, screen, warmup_of(ramp), total, unit, share)) is not None
        ]

    to_zero = fitting(between(unit, share, some, True, least))
    yield from to_zero
    found = None if to_zero else between(unit, share, some, False, least)
    if found is not None:
        for floor in FLOORS:
            yield from fitting(between(_above(unit, floor), share, some, True, least))
        yield from fitting(found)


def _above(unit: Unit, floor: float) -> Unit:
    """A shape that ends at a share of the maximum."""
    return lambda share: floor + (1 - floor) * unit(share)


def _after_unseen(features: Features, screen: list[int], shapes: Iterable[Shape]) -> Iterator[Proposal]:
    """The shapes after a warm-up, a share of the total, that was over before the log begins."""
    first = features.rows.updates[0]
    if features.rises or first < 2:
        return
    some = points(features, 0, 0, (0.0, math.inf))
    for name, more in shapes:
        unit = unit_shape(name, more)
        for percent in PERCENTS:
            found = between(unit, from_percent(percent), some, True, features.least_total)
            for total in whole(found, features.likely_totals, MOST_TOTALS) if found else ():
                warm = total * percent // 100
                lines = decay(features, screen, 0, total, unit, from_step(warm))
                if 0 < warm <= first + 1 and feasible(lines) is not None:
                    yield Proposal(name, {"T": str(total), **dict(more)}, {"warmup": str(warm)})


def points(features: Features, after: int, start: int, highest: tuple[float, float]) -> list[Point]:
    """Rows from an update on that tell the length of a decay, after its highest rate where that is known."""
    rows, many = features.rows, len(features.rows.values)
    first = bisect_left(rows.updates, after)
    end = max(first, features.settled - 1)
    chosen = {first + round((end - first) * share) for share in (0.35, 0.7, 1.0)} | {many - 1}
    if highest[1] == math.inf:
        chosen.add(first)
    found = [
        Point(max(0, rows.updates[index]), rows.bounds.low[index], rows.bounds.high[index])
        for index in sorted(chosen)
        if index < many
    ]
    return found if highest[1] == math.inf else [Point(start, *highest), *found]


def decay(
    features: Features, screen: list[int], after: int, total: int, unit: Unit, share: Share
) -> list[Line]:
    """What the rows from an update on say of a shape with a total."""
    rows, found = features.rows, []
    for index in screen:
        k = max(0, rows.updates[index])
        if k >= after:
            left = unit(share(k, total))
            found.append(Line(left, 1 - left, rows.bounds.low[index], rows.bounds.high[index]))
    return found


def stable(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Warm-up, a plateau, a decay: those whose decay the rows after the plateau allow."""
    rows, many = features.rows, len(features.rows.values)
    if features.jumps or features.flat_until - features.peak < max(3, 0.05 * many):
        return
    flat = range(features.peak, features.flat_until + 1)
    level = max(rows.bounds.low[index] for index in flat), min(rows.bounds.high[index] for index in flat)
    if level[0] > level[1] or features.flat_until == many - 1:
        return
    falling = [index for index in screen if index >= features.flat_until]
    falling = sorted(
        {*falling, *range(features.flat_until, many, max(1, (many - features.flat_until) // 60))}
    )
    some = [ramp for ramp in ramps(features) if _reaches(features, screen, ramp, level)][:8]
    for shape in ("linear", "cosine", "1-sqrt"):
        for total, length in _plateaus(features, falling, shape, level):
            given = {"T": str(total), "decay": str(length), **({"shape": shape} if shape != "linear" else {})}
            for ramp in some:
                yield Proposal("wsd", {**given, **(ramp or {"warmup": "0"})}, {})


def _reaches(features: Features, screen: list[int], ramp: dict[str, str], level: tuple[float, float]) -> bool:
    highest = top(rising(features, ramp, screen))
    return highest is not None and highest[0] <= level[1] and level[0] <= highest[1]


def _plateaus(
    features: Features, falling: list[int], shape: str, level: tuple[float, float]
) -> list[tuple[int, int]]:
    """The totals and the lengths of a decay after a plateau that the rows allow, the roundest first."""
    updates, unit = (
        features.rows.updates,
        unit_shape("wsd", (("warmup", "0"), ("decay", "1"), ("shape", shape))),
    )
    end, after = updates[features.flat_until], updates[features.flat_until + 1]
    slack = round(STANDS_STILL * (updates[-1] - end)) if shape == "cosine" else 0
    for to_zero in (True, False):
        found: list[tuple[int, int]] = []
        for start in round_numbers(max(0, end - 2 - slack), after + 1, MOST_STARTS):
            some = points(features, max(start, end), start, level)
            solved = between(unit, from_step(start), some, to_zero, max(features.least_total, start + 1.0))
            for total in whole(solved, features.likely_totals, MOST_TOTALS) if solved else ():
                lines = decay(features, falling, start, total, unit, from_step(start))
                if feasible(lines) is not None:
                    found.append((total, total - start))
        if found:
            return sorted(set(found), key=_roundness)[:MOST_STABLE]
    return []


def _roundness(found: tuple[int, int]) -> int:
    total, length = found
    ends = [digits_of(number) for number in (total, length, total - length)]
    # a decay of a round share of the total is as plain as one of round length
    is_share = any(length == total * percent // 100 for percent in (10, 20, 5, 15, 25, 30, 50))
    return ends[0] + (1 if is_share else min(ends[1:]))
