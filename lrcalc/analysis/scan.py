"""A run walked through step by step, in doubles: for schedules of very many phases."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from lrcalc.analysis.crossings import highest
from lrcalc.numbers.real import Real, halved
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.policy import Policy

# As many steps as have the highest double and are told apart.
MOST_HIGHEST = 50


# Up to so many rates are kept, and found once.
MOST_KEPT = 2_000_000


class Scan(NamedTuple):
    """The first step with the highest rate, how many rates are above half of it, and the sum of the doubles,
    rounded once; None where one is beyond all doubles."""

    peak: int
    above_half: int
    total: Fraction | None


def scan(policy: Policy, updates: int) -> Scan:
    """Steps 0 to updates − 1 walked through."""
    columns = [array("d", column) for column in _columns(policy, updates)] if updates <= MOST_KEPT else None
    total_of = _sum(columns or _columns(policy, updates))
    peak = _peak(policy, columns or _columns(policy, updates))
    rate = policy.derivation(peak).learning_rate
    half = rate.double() / 2
    low, high = math.nextafter(half, -math.inf), math.nextafter(half, math.inf)
    count = first = 0
    for column in columns or _columns(policy, updates):
        above = [double for double in column if double >= low]
        near = [double for double in above if double <= high]
        count += len(above) - len(near)
        if near:
            steps = [step for step, double in enumerate(column, first) if low <= double <= high]
            count += sum(_is_above(policy, step, rate) for step in steps)
        first += len(column)
    return Scan(peak, count, total_of)


def _columns(policy: Policy, updates: int) -> Iterator[Sequence[float]]:
    return (part.columns["learning_rate"] for part in trajectory(policy, [range(updates)]))


def _is_above(policy: Policy, step: int, peak: Real) -> bool:
    """Whether the rate is above half of the peak, exactly."""
    return policy.derivation(step).learning_rate.compare(halved(peak)) > 0


def _peak(policy: Policy, columns: Iterable[Sequence[float]]) -> int:
    """The first step with the highest rate."""
    best, steps, first = -math.inf, list[int](), 0
    for column in columns:
        top = max(column)
        if top > best:
            best, steps = top, []
        if top == best and len(steps) < MOST_HIGHEST:
            steps += [step for step, double in enumerate(column, first) if double == best]
        first += len(column)
    bounds = policy.bounds()
    rate = policy.derivation(steps[0]).learning_rate
    if bounds is not None and rate.exact == max(bounds):
        return steps[0]
    return highest([(step, policy.derivation(step).learning_rate) for step in steps[:MOST_HIGHEST]])


def total(policy: Policy, updates: int) -> Fraction | None:
    """The sum of the doubles, rounded once; None where one is beyond all doubles."""
    return _sum(_columns(policy, updates))


def _sum(columns: Iterable[Sequence[float]]) -> Fraction | None:
    try:
        return Fraction(math.fsum(chain.from_iterable(columns)))
    except OverflowError:
        return None
