"""Schedules that rise again: warm restarts, triangles, half a cosine wave that goes on past its end."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import feasible
from lrcalc.logs.identify.proposals import Proposal, ramps
from lrcalc.logs.identify.rise import rising, unit_shape, warmup_of
from lrcalc.logs.identify.shapes import decay
from lrcalc.logs.identify.solved import from_step
from lrcalc.logs.shortest import round_numbers, shortest_decimal

# A rise of more of the peak may be a restart, one of less the turn of a wave.
SHARP, SMOOTH = 0.1, 0.5
# What is usual of restarts: the next cycle so many times as long, and its peak so many times as high.
TIMES, PEAKS = ("1", "2", "3"), ("0.8", "0.5", "0.9", "0.7", "0.75", "0.6")
MOST_LENGTHS, MOST_RAMPS, LOWER = 60, 12, 0.995


def cycles(features: Features) -> Iterator[Proposal]:
    """Triangles, warm restarts, and a wave that goes on, the plainest first."""
    updates, values = features.rows.updates, features.rows.values
    first, peak = features.jumps[0], max(values)
    rise = values[first] - values[first - 1]
    if rise < SMOOTH * peak or features.peak <= 1:
        half = updates[features.peak] if features.rises else updates[first - 1]
        lengths = round_numbers(max(1, half - features.spacing), half + features.spacing, MOST_LENGTHS)
        for mode in ({}, {"mode": "triangular2"}):
            yield from (Proposal("cyclic", {"step_up": str(up), **mode}, {}) for up in lengths)
    if rise > SHARP * peak:
        yield from restarts(features, first)
    if rise < SMOOTH * peak:
        for total in round_numbers(updates[first - 1] - features.spacing, updates[first], 20):
            for ramp in ramps(features)[:4]:
                yield Proposal("cosine", {"T": str(total)}, ramp, outer=(("past_end", "continue"),))


def restarts(features: Features, first: int) -> Iterator[Proposal]:
    """Warm restarts whose first cycle gives the rows before the first rise."""
    updates, values, unit = features.rows.updates, features.rows.values, unit_shape("cosine")
    before = list(range(max(0, first - 60), first))
    for ramp in ramps(features)[:MOST_RAMPS]:
        warm, share = warmup_of(ramp), from_step(warmup_of(ramp))
        low, high = updates[first - 1] - warm, updates[first] - warm + 1
        for length in round_numbers(max(1, low), high, MOST_LENGTHS):
            lines = rising(features, ramp, before)
            if feasible(lines + decay(features, before, warm, warm + length, unit, share)) is None:
                continue
            for mult in TIMES:
                given = {"T0": str(length), **({"T_mult": mult} if mult != "1" else {})}
                yield Proposal("restarts", given, ramp)
                if max(values[first:]) < LOWER * values[features.peak]:
                    for lower in dict.fromkeys([*PEAKS, _lower(features, first)]):
                        yield Proposal("restarts", {**given, "peak_decay": lower}, ramp)


def _lower(features: Features, first: int) -> str:
    """How high the second peak is, where the first row of the rise is it."""
    bounds, peak = features.rows.bounds, features.peak
    return shortest_decimal(bounds.low[first] / bounds.high[peak], bounds.high[first] / bounds.low[peak])
