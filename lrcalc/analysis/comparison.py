"""Several schedules side by side: their rates, the ratio to the first, and where they differ most."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby, islice
from typing import NamedTuple

from lrcalc.analysis.pieces import Rates, pieces
from lrcalc.expression import STEP, Node, Number, Quantity
from lrcalc.expression.doubles import Bounded
from lrcalc.expression.nodes import Divide, Subtract
from lrcalc.numbers.real import Real
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.derivation import Phase, learning_rate
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Difference

CHUNK = 4096
# Up to so many steps every one is looked at; beyond, ever finer grids around the largest difference.
MOST_SCANNED = 200_000
GRID = 2_000
# Where a rate is beyond the doubles so many steps are looked at for a difference that is so too.
MOST_BEYOND = 100
# As many phases as are looked at for the first of differences that are next to equal.
MOST_PHASES = 1_000
# No double is as large.
BEYOND = Fraction(2) ** 1024
# As many pieces as have both their ends looked at besides.
MOST_PIECES = 1_000
# What a difference of doubles is rounded by, as a part of these.
ROUNDING = 2.0**-52


Limits = tuple[Fraction, Fraction]


class Schedule(NamedTuple):
    """A schedule and the line it was written as."""

    line: str
    policy: Policy


def default_steps(schedules: list[Schedule]) -> list[range]:
    """The steps that a textbook would take of each, up to the longest total."""
    totals = [schedule.policy.total for schedule in schedules if schedule.policy.total is not None]
    steps = {step for schedule in schedules for step in schedule.policy.default_steps()}
    last = max(totals, default=max(steps))
    return [range(step, step + 1) for step in sorted(steps) if step <= last]


class CombinedPolicy(Policy):
    """Two schedules as one, whose rate is found from both of theirs."""

    def __init__(self, one: Policy, other: Policy, operation: Callable[[Node, Node], Node]) -> None:
        self.keep(both=(one, other), operation=operation)

    both: tuple[Policy, Policy]
    operation: Callable[[Node, Node], Node]

    def phase_at(self, step: int) -> Phase:
        one, other = (_phase(policy, step) for policy in self.both)
        ends = [phase.last for phase in (one, other) if phase.last is not None]
        rate = learning_rate(self.operation(one.quantities[-1], other.quantities[-1]))
        return Phase(max(one.first, other.first), min(ends, default=None), (rate,))


def _phase(policy: Policy, step: int) -> Phase:
    """The phase at a step; beyond the total the last value for ever."""
    total = policy.total
    if total is None or step <= total:
        phase = policy.phase_at(step)
        last = total if phase.last is None or total is None else min(phase.last, total)
        return Phase(phase.first, phase.last if total is None else last, phase.quantities[-1:])
    held = policy.phase_at(total).quantities[-1].replace({STEP: Number(Fraction(total))})
    assert isinstance(held, Quantity)
    return Phase(total + 1, None, (held,))


def ratio_of(schedule: Schedule, first: Schedule) -> CombinedPolicy:
    """How many times the rate of the first that of the other is, where the first is not 0."""
    return CombinedPolicy(schedule.policy, first.policy, Divide)


def rates(policy: Policy, run: range) -> list[float]:
    """The doubles at the steps of a run."""
    return [rate for part in trajectory(policy, [run]) for rate in part.columns["learning_rate"]]


def compared(
    schedules: list[Schedule], run: range
) -> Iterator[tuple[range, list[list[float]], list[list[float | None]]]]:
    """The rates of every schedule at the steps of a run, and the ratios to the first, in parts."""
    pairs = [ratio_of(schedule, schedules[0]) for schedule in schedules[1:]]
    while run:
        part, run = run[:CHUNK], run[CHUNK:]
        columns = [rates(schedule.policy, part) for schedule in schedules]
        yield part, columns, [_ratios(pair, part, columns[0]) for pair in pairs]


def _ratios(pair: CombinedPolicy, run: range, first: list[float]) -> list[float | None]:
    """The doubles nearest to the ratios; None where the first rate is 0."""
    found: list[float | None] = []
    for is_zero, group in groupby(range(len(run)), lambda index: first[index] == 0):
        indices = list(group)
        if is_zero:
            found += [None] * len(indices)
        else:
            found += rates(pair, run[indices[0] : indices[-1] + 1])
    return found


def largest_difference(schedule: Schedule, first: Schedule, end: int) -> Difference:
    """The largest |η − η₁| over the steps from 0 to the end, and the first step at which it is so.

    Steps at which both have the same double count as no different.
    """
    pair = CombinedPolicy(schedule.policy, first.policy, Subtract)
    if end <= MOST_SCANNED:
        step, every_step = _widest(pair, [range(end + 1)])
    else:
        step, every_step = _refined(pair, end), False
    if step is None:
        return Difference(0, Real(Fraction(0)), every_step)
    amount = pair.derivation(step).learning_rate
    if amount.sign() < 0:
        amount = CombinedPolicy(first.policy, schedule.policy, Subtract).derivation(step).learning_rate
    return Difference(step, amount, every_step)


def _widest(pair: CombinedPolicy, runs: Iterable[range]) -> tuple[int | None, bool]:
    """The first step with the largest difference, as doubles; None where the doubles do not differ. And
    whether all steps were looked at.

    The difference of two doubles is near enough to leave few steps. Only these are told apart exactly:
    where the rates are equal no number of digits would tell the difference from 0.
    """
    found, beyond = _within(pair, runs)
    looked = beyond[:MOST_BEYOND]
    for step in looked:
        if math.isinf(rates(pair, range(step, step + 1))[0]):
            return step, True
    largest = max((rate for both in found.values() for rate in both), default=0.0)
    distances = {step: abs(one - other) for step, (one, other) in found.items()}
    least = max(distances.values(), default=0.0) - 4 * math.ulp(largest)
    near = [step for step, distance in distances.items() if distance and distance >= least]
    exact, whole = _first_widest(pair, near, found)
    if looked:
        exact += [
            (abs(rate), -step) for run in _consecutive(looked) for step, rate in zip(run, rates(pair, run))
        ]
    told = [item for item in exact if item[0] or -item[1] in found]
    return -max(told)[1] if told else None, whole and looked == beyond


def _first_widest(
    pair: CombinedPolicy, near: list[int], found: Mapping[int, tuple[float, float]]
) -> tuple[list[tuple[float, int]], bool]:
    """The exact differences at steps where they are next to equal, up to the first that none can be above;
    and whether more phases than are looked at can be. A decay has the difference of its end at nearly every
    step."""
    exact: list[tuple[float, int]] = []
    if not near:
        return exact, True
    limits = [_limits(policy, near[-1]) for policy in pair.both]
    one, other = zip(*(found[step] for step in near))
    most = max(_at_most(both, limits) for both in ((max(one), min(other)), (min(one), max(other))))
    phases = 0
    for run in _consecutive(near):
        while run:
            last = pair.phase_at(run[0]).last
            part = run if last is None else run[: last - run[0] + 1]
            run = run[len(part) :]
            exact += [(abs(rate), -step) for step, rate in zip(part, rates(pair, part))]
            phases += 1
            if max(item[0] for item in exact[-len(part) :]) >= most:
                return exact, True
            if phases == MOST_PHASES:
                return exact, part[-1] == near[-1]
    return exact, True


def _at_most(both: tuple[float, float], limits: list[Limits]) -> float:
    """The largest double that the difference of two rates can be, whose doubles are those."""
    ends = []
    for double, (low, high) in zip(both, limits):
        half = Fraction(math.ulp(double)) / 2
        ends.append((max(Fraction(double) - half, low), min(Fraction(double) + half, high)))
    (low, high), (other_low, other_high) = ends
    most = max(high - other_low, other_high - low)
    return float(most) if most < BEYOND else math.inf


def _limits(policy: Policy, end: int) -> Limits:
    """What a rate never leaves up to a step."""
    known = policy.bounds()
    if known is not None:
        return min(known), max(known)
    if policy.monotone_from != 0:
        return -BEYOND, BEYOND
    ends = [_around(policy.derivation(step).learning_rate) for step in (0, end)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _around(rate: Real) -> Limits:
    if rate.exact is not None:
        return rate.exact, rate.exact
    double = rate.double()
    if math.isinf(double):
        return -BEYOND, BEYOND
    low, high = (Fraction(double) + sign * Fraction(math.ulp(double)) for sign in (-1, 1))
    return max(low, Fraction(0)) if rate.sign() > 0 else low, high


def _within(pair: CombinedPolicy, runs: Iterable[range]) -> tuple[dict[int, tuple[float, float]], list[int]]:
    """Both rates at each step as far as both are doubles; and the steps from the first at which one is
    beyond them on."""
    found: dict[int, tuple[float, float]] = {}
    steps: set[int] = set()
    end = math.inf
    for run in runs:
        steps.update(run)
        for start in range(0, len(run), CHUNK):
            part = run[start : start + CHUNK]
            if part[0] >= end:
                break
            both = list(zip(*(rates(policy, part) for policy in pair.both)))
            end = min([end, *(step for step, values in zip(part, both) if any(map(math.isinf, values)))])
            found.update(zip(part, both))
    kept = {step: both for step, both in sorted(found.items()) if step < end}
    return kept, sorted(step for step in steps if step >= end)


def _consecutive(steps: list[int]) -> Iterator[range]:
    """The same steps as runs."""
    for _, group in groupby(enumerate(sorted(set(steps))), lambda item: item[1] - item[0]):
        together = [step for _, step in group]
        yield range(together[0], together[-1] + 1)


def _refined(pair: CombinedPolicy, end: int) -> int | None:
    """The step with the largest difference of those on a grid and at the ends of pieces, then around it."""
    besides = [
        step
        for policy in pair.both
        for piece in islice(pieces(policy), MOST_PIECES)
        for step in (piece.first, piece.last)
        if step <= end
    ]
    low, high = 0, end
    while True:
        stride = max(1, (high - low) // GRID)
        steps = sorted({*range(low, high + 1, stride), high, *besides})
        step, _ = _widest(pair, _consecutive(_far_apart(pair, steps)))
        if stride == 1 or step is None:
            return step
        low, high, besides = max(0, step - stride), min(end, step + stride), [step]


def _far_apart(pair: CombinedPolicy, steps: list[int]) -> list[int]:
    """Those of the steps at which the difference may be the largest, for all that doubles tell."""
    one, other = map(Rates, pair.both)
    apart = [_distances(one.bounds(step), other.bounds(step)) for step in steps]
    largest = max(least for least, _ in apart)
    return [step for step, (_, most) in zip(steps, apart) if most >= largest]


def _distances(one: Bounded, other: Bounded) -> Bounded:
    """Between which two doubles the difference of two rates is, of which each is between two."""
    room = sum(map(abs, (*one, *other))) * ROUNDING
    return max(one[0] - other[1], other[0] - one[1]) - room, max(one[1] - other[0], other[1] - one[0]) + room
