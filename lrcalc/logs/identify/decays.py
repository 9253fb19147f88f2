"""Decays whose factors are found from the log: exponential, in steps, at milestones, plateaus, 1/(1 + t)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from fractions import Fraction

from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.proposals import Proposal, ramps
from lrcalc.logs.matching import Rows
from lrcalc.logs.shortest import round_numbers, shortest_decimal

LENGTHS = (1, 10, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20, 25, 250, 2500)


def warmed(features: Features) -> Iterator[Proposal]:
    """A decay without a total after a warm-up, or running from step 0 under it."""
    if not features.rises:
        return
    many = len(features.rows.values)
    rest = features.rows.part(features.peak, many)
    for ramp in [] if features.is_kept else filter(None, ramps(features)):
        for start, mode in ((int(ramp["warmup"]), {}), (0, {"warmup_mode": "over"})):
            after = [update - start for update in rest.updates]
            part = Features(Rows(after, rest.bounds, rest.values), None)
            for decay in (steps, milestones) if in_levels(part) else (exponentials,):
                for proposal in decay(part):
                    yield proposal._replace(warmup={**ramp, **mode})


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


def is_plateau(features: Features) -> bool:
    """Whether drops of one factor come at irregular places that nobody would have typed."""
    if factor(features) is None or len(features.levels) < 3:
        return False
    places = [(a + 1, b) for a, b in drops(features)]
    last = features.rows.updates[-1]
    unit = 10 if last >= 100 else 5
    return not all(any(n % unit == 0 for n in range(a, min(b, a + unit) + 1)) for a, b in places)
