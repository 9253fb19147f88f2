"""A run walked through step by step, in doubles: for schedules of very many phases."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from lrcalc.analysis.crossings import highest
from lrcalc.numbers.real import Real, doubled
from lrcalc.sampling.stretch import Stretch
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.policy import Policy

# As many steps as have the highest double and are told apart.
MOST_HIGHEST = 50


class Scan(NamedTuple):
    """The first step with the highest rate, and how many rates are above half of it."""

    peak: int
    above_half: int


def scan(policy: Policy, updates: int) -> Scan:
    """The first step with the highest rate of steps 0 to updates − 1, and how many are above half of it."""
    peak = _peak(policy, updates)
    rate = policy.derivation(peak).learning_rate
    half = rate.double() / 2
    low, high = math.nextafter(half, -math.inf), math.nextafter(half, math.inf)
    count = 0
    for part in _stretches(policy, updates):
        column = part.columns["learning_rate"]
        count += len([None for double in column if double > high])
        near = [step for step, double in zip(part.steps, column) if low <= double <= high]
        count += sum(_is_above(policy, step, rate) for step in near)
    return Scan(peak, count)


def _stretches(policy: Policy, updates: int) -> Iterator[Stretch]:
    return trajectory(policy, [range(updates)])


def _is_above(policy: Policy, step: int, peak: Real) -> bool:
    """Whether the rate is above half of the peak, exactly."""
    return doubled(policy.derivation(step).learning_rate).compare(peak) > 0


def _peak(policy: Policy, updates: int) -> int:
    """The first step with the highest rate."""
    best, steps = -math.inf, list[int]()
    for part in _stretches(policy, updates):
        column = part.columns["learning_rate"]
        top = max(column)
        if top > best:
            best, steps = top, []
        if top == best and len(steps) < MOST_HIGHEST:
            steps += [step for step, double in zip(part.steps, column) if double == best]
    bounds = policy.bounds()
    first = policy.derivation(steps[0]).learning_rate
    if bounds is not None and first.exact == max(bounds):
        return steps[0]
    return highest([(step, policy.derivation(step).learning_rate) for step in steps[:MOST_HIGHEST]])


def total(policy: Policy, updates: int) -> Fraction | None:
    """The sum of the doubles, rounded once; None where one is beyond all doubles."""
    rates = (rate for part in _stretches(policy, updates) for rate in part.columns["learning_rate"])
    try:
        return Fraction(math.fsum(rates))
    except OverflowError:
        return None
