"""Decays whose factors are found from the log: exponential, in steps, at milestones, plateaus, 1/(1 + t)."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction

from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.proposals import Proposal, ramps
from lrcalc.logs.identify.rise import rising, top
from lrcalc.logs.matching import Rows
from lrcalc.logs.shortest import round_numbers, shortest_decimal

# Factors and rates that are usual, whose steps are then solved.
FACTORS = (
    "0.1",
    "0.5",
    "0.9",
    "0.95",
    "0.96",
    "0.8",
    "0.7",
    "0.3",
    "0.2",
    "0.99",
    "0.98",
    "0.94",
    "0.97",
    "0.6",
)
RATES, CLOSE = ("0.5", "1", "0.1", "2"), 1e-6
# So many drops at uneven places may be those of a plateau.
FEWEST_DROPS = 3
# So many rows after a warm-up tell a decay.
FEWEST_AFTER = 3
# More levels are rather those of a schedule that counts epochs.
MOST_LEVELS = 8
LENGTHS = (1, 10, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20, 25, 250, 2500)


def warmed(features: Features) -> Iterator[Proposal]:
    """A decay without a total after a warm-up, or running from step 0 under it."""
    if not features.rises:
        return
    updates, parts = features.rows.updates, {}
    tried = [] if features.is_kept else [*ramps(features), *ramps(features, warmup_ramp="(t+1)/W")]
    for ramp in filter(None, tried):
        highest = top(rising(features, ramp, range(features.peak + 1)))
        first = max(features.peak, bisect_left(updates, int(ramp["warmup"])))
        for start, mode in ((int(ramp["warmup"]), {}), (0, {"warmup_mode": "over"})):
            if len(updates) - first < FEWEST_AFTER:
                continue
            if (first, start) not in parts:
                parts[first, start] = _counted_from(features, first, start)
            part = parts[first, start]
            if not _begins_at(part, highest):
                continue
            for decay in (steps, milestones) if in_levels(part) else (exponentials,):
                for proposal in decay(part):
                    yield proposal._replace(warmup={**ramp, **mode})


def _counted_from(features: Features, first: int, start: int) -> Features:
    """The rows from one on, counted from an update."""
    rest = features.rows.part(first, len(features.rows.values))
    return Features(Rows([update - start for update in rest.updates], rest.bounds, rest.values), None)


def _begins_at(part: Features, highest: tuple[float, float] | None) -> bool:
    """Whether a decay by a factor that gives some rows comes from the top of the ramp."""
    rows, many = part.rows, len(part.rows.values)
    if highest is None or rows.bounds.low[-1] <= 0:
        return highest is not None
    if in_levels(part):
        return highest[0] <= rows.bounds.high[0] and rows.bounds.low[0] <= highest[1]
    run, before = rows.updates[many - 1] - rows.updates[0], max(0, rows.updates[0])
    low, high = _ratio(part, 0, many - 1)
    back = -before / run
    return bool(
        highest[0] <= rows.bounds.high[0] * low**back and rows.bounds.low[0] * high**back <= highest[1]
    )


def kept(features: Features) -> Iterator[Proposal]:
    """One rate after a warm-up."""
    for ramp in (
        *ramps(features),
        *ramps(features, warmup_shape="log"),
        *ramps(features, warmup_shape="cosine"),
    ):
        yield Proposal("fixed", {}, ramp, ("lr",))


def floored(features: Features) -> Iterator[Proposal]:
    """A decay without a total that stops at a floor."""
    settled, rows = features.settled, features.rows
    if features.rises or not 3 <= settled <= len(rows.values) - 3 or in_levels(features):
        return
    low, high = max(rows.bounds.low[settled:]), min(rows.bounds.high[settled:])
    if not 0 < low <= high:
        return
    floor = shortest_decimal(low, high)
    part = Features(rows.part(0, settled), None)
    for proposal in itertools.chain(exponentials(part), inverse_times(part)):
        yield proposal._replace(outer=(("floor", floor),))


def exponentials(features: Features) -> Iterator[Proposal]:
    """γ^t, or γ^(t/d) with a round d."""
    rows = features.rows
    first, last = features.flat_until if features.rises else 0, len(rows.values) - 1
    run = rows.updates[last] - rows.updates[first]
    low, high = _ratio(features, first, last)
    if run <= 0 or not 0 < low <= high or high >= 1.5:
        return
    for usual in FACTORS:
        # so many steps that a usual factor fits
        around = (run * math.log(float(usual)) / math.log(min(end, 1 - 1e-12)) for end in (low, high))
        shortest, longest = sorted(around)
        for length in round_numbers(max(2, math.ceil(shortest - CLOSE)), math.floor(longest + CLOSE), 3):
            yield Proposal("exponential", {"gamma": usual, "decay_steps": str(length)}, {}, ("lr",))
    for length in (*LENGTHS, *([features.total] if features.total else [])):
        ends = low ** (length / run), high ** (length / run)
        if ends[1] < 1e-12:
            continue
        gamma = shortest_decimal(*ends)
        if gamma == "1":
            continue
        given = {"gamma": gamma, **({"decay_steps": str(length)} if length > 1 else {})}
        yield Proposal("exponential", given, {}, ("lr",))


def inverse_times(features: Features) -> Iterator[Proposal]:
    """η_0/(1 + d·t/s): 1/η is a straight line."""
    rows = features.rows
    last = len(rows.values) - 1
    low, high = _ratio(features, 0, last)
    if rows.updates[0] != 0 or low <= 0 or high >= 1:
        return
    run = rows.updates[last]
    for usual in RATES:
        around = sorted(float(usual) * run / (1 / share - 1) for share in (low, high))
        for length in round_numbers(max(2, math.ceil(around[0])), math.floor(around[1]), 3):
            yield Proposal("inverse-time", {"decay_rate": usual, "decay_steps": str(length)}, {}, ("lr",))
    for length in LENGTHS:
        rate = shortest_decimal((1 / high - 1) * length / run, (1 / low - 1) * length / run)
        given = {"decay_rate": rate, **({"decay_steps": str(length)} if length > 1 else {})}
        yield Proposal("inverse-time", given, {}, ("lr",))


def _ratio(features: Features, first: int, last: int) -> tuple[float, float]:
    bounds = features.rows.bounds
    if bounds.low[first] <= 0 or bounds.low[last] <= 0:
        return 0.0, 0.0
    return bounds.low[last] / bounds.high[first], bounds.high[last] / bounds.low[first]


def in_levels(features: Features) -> bool:
    """Whether the rates stand still but for a few drops."""
    levels, many = len(features.levels), len(features.rows.values)
    return 2 <= levels <= max(2, many // 3)


def drops(features: Features) -> list[tuple[int, int]]:
    """Between which updates each drop lies: after the first, up to the second."""
    updates = features.rows.updates
    return [(updates[index - 1], updates[index]) for index in features.levels[1:]]


def factor(features: Features) -> str | None:
    """The factor of every drop, where it is the same; None where it is not."""
    starts, bounds = features.levels, features.rows.bounds
    low, high = 0.0, 1.0
    for a, b in itertools.pairwise(starts):
        if bounds.low[b] <= 0:
            return None
        low, high = max(low, bounds.low[b] / bounds.high[a]), min(high, bounds.high[b] / bounds.low[a])
    # a rate that grows in steps is no decay
    return shortest_decimal(low, high) if low <= high else None


def steps(features: Features) -> Iterator[Proposal]:
    """Drops by one factor, equally far apart."""
    gamma = factor(features)
    if gamma is None:
        return
    places = drops(features)
    low = max(Fraction(a + 1, index) for index, (a, _) in enumerate(places, 1))
    high = min(Fraction(b, index) for index, (_, b) in enumerate(places, 1))
    for length in round_numbers(math.ceil(low), math.floor(high), 8):
        yield Proposal("step", {"step_size": str(length), "gamma": gamma}, {}, ("lr",))


def milestones(features: Features) -> Iterator[Proposal]:
    """Drops by one factor at milestones, the roundest that the rows allow."""
    gamma = factor(features)
    if gamma is None:
        return
    at = [round_numbers(a + 1, b, 1)[0] for a, b in drops(features)]
    given = {"milestones": ",".join(map(str, at)), "gamma": gamma}
    yield Proposal("multistep", given, {}, ("lr",))


def piecewise(features: Features) -> Iterator[Proposal]:
    """One rate after another, by no one factor."""
    bounds, starts = features.rows.bounds, features.levels
    if not 2 <= len(starts) <= MOST_LEVELS or features.rises:
        return
    ends = [*starts[1:], len(features.rows.values)]
    values = [
        shortest_decimal(max(bounds.low[first:end]), min(bounds.high[first:end]))
        for first, end in zip(starts, ends)
    ]
    at = [round_numbers(a + 1, b, 1)[0] for a, b in drops(features)]
    given = {"values": ",".join(values), "boundaries": ",".join(map(str, at))}
    yield Proposal("piecewise", given, {}, ())


def is_plateau(features: Features) -> bool:
    """Whether drops of one factor come at places that nobody would have typed, or three and more unevenly."""
    if factor(features) is None or len(features.levels) < 3:
        return False
    places = [(a + 1, b) for a, b in drops(features)]
    unit = 10 if features.rows.updates[-1] >= 100 else 5
    if not all(any(n % unit == 0 for n in range(a, min(b, a + unit) + 1)) for a, b in places):
        return True
    # how far two drops lie apart, at most and at least
    gaps = [(other[0] - one[1], other[1] - one[0]) for one, other in itertools.pairwise([(0, 0), *places])]
    return len(places) >= FEWEST_DROPS and max(least for least, _ in gaps) > min(most for _, most in gaps)
