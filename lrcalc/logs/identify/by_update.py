"""Logs with a row an epoch, of a schedule of updates: how many an epoch has is solved from the rates.

Of a run of E epochs with U updates each, after a warm-up of w epochs, the row of epoch e has gone the share
(e + c − w)/(E − w) of the way: c = (U − 1)/U where it has the rate of the last update, (U − 1)/(2U) where it
is the mean of a straight line or of a cosine wave, whose amplitude it makes smaller, and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from operator import mul
from typing import NamedTuple

from lrcalc.logs.clock import Reading, Steps, readings_of_length
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import Line, feasible
from lrcalc.logs.identify.proposals import Proposal
from lrcalc.logs.identify.rise import Unit, unit_shape
from lrcalc.logs.reading.rows import Log
from lrcalc.logs.shortest import digits_of, round_numbers, shortest_decimal

# Updates of an epoch that are tried, warm-ups for each of them, and the most that are proposed.
MOST_UPDATES, MOST_WARMUPS, MOST_PROPOSED = 3000, 3, 24
MOST_PLAIN = 40
FEWEST_AFTER, HALVINGS, CLOSE = 4, 40, 1e-7
# Chebyshev's nodes for the shares c from 0 to 1, none of which is that of an epoch, and their weights.
ANGLES = [math.pi * (2 * index + 1) / 22 for index in range(11)]
NODES = [(1 - math.cos(angle)) / 2 + 1e-12 for angle in ANGLES]
WEIGHTS = [(-1.0) ** index * math.sin(angle) for index, angle in enumerate(ANGLES)]
# The readings of an epoch of so many updates: of its last one, and the mean; each with the share of an epoch.
KINDS: tuple[tuple[int, Callable[[int], float]], ...] = (
    (0, lambda updates: (updates - 1) / updates),
    (3, lambda updates: (updates - 1) / (2 * updates)),
)


class Counted(NamedTuple):
    """A schedule of updates for a log of epochs, and the reading by which it is seen."""

    reading: Reading
    proposal: Proposal


def by_update(log: Log, features: Features) -> Iterator[Counted]:
    """Schedules that ended with the run, a cosine wave and a straight line, the roundest epochs first."""
    steps = Steps(log.rows).steps
    if not isinstance(steps, range) or steps.step != 1 or features.jumps:
        return
    found = _Epochs(features)
    for name, lengths in (("cosine", found.waves), ("linear", found.lines)):
        for proposed, (updates, kind, warmup) in enumerate(lengths()):
            if proposed == MOST_PROPOSED:
                break
            reading = list(readings_of_length(log, updates))[kind]
            ramp = {"warmup": str(warmup)} if warmup else {}
            yield Counted(reading, Proposal(name, {"T": str(updates * found.many)}, ramp))


class _Epochs:
    """The rows of the epochs after the warm-up, counted from 0."""

    def __init__(self, features: Features) -> None:
        self.rows, self.peak = features.rows, features.peak
        self.many = len(self.rows.values)
        first, last = self.peak + 2, max(self.peak + 2, min(features.settled, self.many - 1))
        self.chosen = sorted({first + round((last - first) * share) for share in (0, 0.25, 0.5, 0.75, 1)})
        self.can_tell = len(self.chosen) >= FEWEST_AFTER and last < self.many

    def _lengths(self) -> list[int]:
        return sorted(range(2, MOST_UPDATES), key=lambda n: (digits_of(n), n))

    def waves(self) -> Iterator[tuple[int, int, int]]:
        """Updates of an epoch, kinds and warm-ups with which the rows lie on half a cosine wave."""
        unit = unit_shape("cosine")
        between = self._warmups(unit) if self.can_tell else None
        for updates in self._lengths() if between is not None else ():
            for kind, share in KINDS:
                c, slack = share(updates), CLOSE * (updates + 1)
                least, most = (_at(values, c) * updates for values in between or ())
                low = max(0, math.ceil(least - slack))
                for warmup in round_numbers(low, math.floor(most + slack), MOST_WARMUPS):
                    if self._is_on(unit, c, warmup / updates):
                        yield updates, kind, warmup

    def _warmups(self, unit: Unit) -> tuple[list[float], list[float]] | None:
        """Between which warm-ups, in epochs, three rows lie on the shape, at each of the nodes; or None."""
        one, other, last = self.chosen[0], self.chosen[len(self.chosen) // 2], self.chosen[-1]
        low, high = self.rows.bounds
        fall = low[one] - high[other], high[one] - low[other]
        rest = low[other] - high[last], high[other] - low[last]
        if fall[0] <= 0 or rest[0] <= 0:
            return None
        goals = fall[0] / rest[1], fall[1] / rest[0]

        def solved(c: float) -> list[float]:
            def ratio(warm: float) -> float:
                a, b, z = (unit((e + c - warm) / (self.many - warm)) for e in (one, other, last))
                return (a - b) / (b - z) if b > z else math.inf

            # below 0 there is no warm-up, but a number that others are found between
            return sorted(_reached(ratio, goal, -float(self.many), self.peak + 2.0) for goal in goals)

        ends = [solved(c) for c in NODES]
        return [least for least, _ in ends], [most for _, most in ends]

    def _is_on(self, unit: Unit, c: float, warm: float) -> bool:
        """Whether all rows after the warm-up lie on a shape between some maximum and some minimum."""
        lines = []
        for e in (index for index in self.chosen if index >= warm):
            left = unit((e + c - warm) / (self.many - warm))
            lines.append(Line(left, 1 - left, self.rows.bounds.low[e], self.rows.bounds.high[e]))
        return feasible(lines) is not None

    def lines(self) -> Iterator[tuple[int, int, int]]:
        """Updates of an epoch, kinds and warm-ups with which the rows lie on a straight line to 0."""
        if not self.can_tell:
            return
        one, last = self.chosen[0], self.chosen[-1]
        low, high = self.rows.bounds
        # the line meets 0 at epoch E − c
        slopes = (low[one] - high[last]) / (last - one), (high[one] - low[last]) / (last - one)
        if slopes[0] <= 0:
            return
        c = self.many - last - high[last] / slopes[0], self.many - last - low[last] / slopes[1]
        for updates in self._lengths():
            for kind, share in KINDS:
                if c[0] - CLOSE / updates <= share(updates) <= c[1] + CLOSE / updates:
                    for warmup in self._ramps(updates, share(updates), slopes):
                        yield updates, kind, warmup

    def _ramps(self, updates: int, c: float, slopes: tuple[float, float]) -> list[int]:
        """Warm-ups before a line: by a row of the ramp, or those after which the maximum is plain."""
        first, slope = self.rows.values[0], sum(slopes) / 2
        if self.peak and first > 0:
            ramp = slope * self.many * c * updates / (first + slope * c)
            return round_numbers(max(0, math.floor(ramp) - 1), math.ceil(ramp) + 1, MOST_WARMUPS + 1)

        def digits(warmup: int) -> int:
            length = self.many - warmup / updates
            return len(shortest_decimal(slopes[0] * length, slopes[1] * length).strip("0."))

        return sorted([0, *round_numbers(1, updates, MOST_PLAIN)], key=digits)[:MOST_WARMUPS]


def _at(values: list[float], c: float) -> float:
    """The polynomial through the values at the nodes: what is solved there changes smoothly between them."""
    terms = [weight / (c - node) for weight, node in zip(WEIGHTS, NODES)]
    return math.fsum(map(mul, terms, values)) / math.fsum(terms)


def _reached(ratio: Callable[[float], float], goal: float, low: float, high: float) -> float:
    """Where between two numbers a ratio that rises or falls reaches a goal, or the end that is nearer."""
    rises = ratio(low) < ratio(high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if (ratio(middle) < goal) == rises else (low, middle)
    return (low + high) / 2
