"""At which step η reaches a rate: found by bisection on whole steps, with exact comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain, islice, takewhile
from math import inf
from typing import NamedTuple

from lrcalc.expression.estimate import Bounded, bounded_estimate
from lrcalc.expression.monotone import direction
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_constants, varies
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.numbers.real import Real
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Crossings

MOST_CROSSINGS = 10
# How many pieces of a long schedule are looked through for a rate that may never come.
MOST_PIECES = 2_000
# Two rates that agree in so many digits are taken as equal where a piece is looked for.
DIGITS = 76
# What the nearest double of a rate is off by at most, and the difference from it, with some room.
NEAREST = 2.0**-50
# As many of them as the range of a schedule is taken from.
MOST_RANGED = 200


class Piece(NamedTuple):
    """Steps in which η only rises or only falls, and η at each of them, also in doubles with a bound."""

    first: int
    last: int
    rate: Callable[[int], Real]
    about: Callable[[int], Bounded] | None = None

    def bounds(self, step: int) -> tuple[float, float]:
        """Two doubles between which η is; infinite where doubles do not tell."""
        try:
            value, off = self.about(step) if self.about else (0.0, inf)
        except (ArithmeticError, ValueError):
            return -inf, inf
        return (value - off, value + off) if off < inf else (-inf, inf)

    def compare(self, step: int, other: Real, near: float) -> int:
        """−1, 0 or 1: η is below a rate, equal to it or above; `near` is the double nearest to that."""
        (low, high), room = self.bounds(step), abs(near) * NEAREST
        if low > near + room or high < near - room:
            return 1 if low > near else -1
        return self.rate(step).compare(other)


def last_step(policy: Policy) -> int:
    """The step at which the schedule ends, or the last that can be asked for."""
    return MOST_STEPS if policy.total is None else policy.total


def crossings(policy: Policy, rate: Fraction, most: int | None = None) -> Crossings:
    """The steps at which η reaches the rate: where it has it, or has passed it since the step before.

    Without a `most` all of them up to the total; of a schedule that has none, and so perhaps no end of
    them, the first ten.
    """
    if most is None:
        most = MOST_CROSSINGS if policy.total is None else MOST_PIECES
    bounds = policy.bounds()
    if bounds is not None and not min(bounds) <= rate <= max(bounds):
        return Crossings([], False, None)
    looked: list[int] = []
    steps = list(islice(_crossings(policy, rate, looked), most + 1))
    cut_short = len(steps) <= most and looked[-1] < last_step(policy)
    return Crossings(steps[:most], len(steps) > most, looked[-1] if cut_short else None)


def _crossings(policy: Policy, rate: Fraction, looked: list[int]) -> Iterator[int]:
    before: int | None = None
    goal, near = Real(rate), Real(rate).double()
    for piece in islice(pieces(policy), MOST_PIECES):

        def side(step: int, piece: Piece = piece) -> int:
            return piece.compare(step, goal, near)

        start = side(piece.first)
        if start == 0 if before is None else before and start != before:
            yield piece.first
        before = side(piece.last)
        if start and before != start:
            # the first step on the other side, or on the rate itself
            passed: Callable[[int], bool] = lambda step: side(step) != start  # noqa: B023, E731
            yield first_for_which(passed, piece.first + 1, piece.last)
        looked.append(piece.last)


def pieces(policy: Policy, step: int = 0) -> Iterator[Piece]:
    """The schedule from a step on, in stretches of steps in which η only rises or only falls."""
    end, tail = last_step(policy), policy.monotone_from
    if policy.searched_to is not None:
        end = min(end, policy.searched_to)
    while step <= end:
        if tail is not None and step >= tail:
            yield Piece(step, end, lambda step: policy.derivation(step).learning_rate)
            return
        phase = policy.phase_at(step)
        last = end if phase.last is None else min(end, phase.last)
        yield from _of_phase(policy, phase, step, last)
        step = last + 1


def _of_phase(policy: Policy, phase: Phase, first: int, last: int) -> Iterator[Piece]:
    formula, known = fold_constants(phase.quantities[-1], first), dict[Node, Bounded]()

    def rate(step: int) -> Real:
        return formula.real(Point(step))

    def about(step: int) -> Bounded:
        return bounded_estimate(formula, Point(step), known)

    if not varies(phase.quantities[-1]):
        yield Piece(first, last, rate)
        return
    if direction(formula, first, last) is not None:
        yield Piece(first, last, rate, about)
        return
    for stop in chain(takewhile(lambda turn: turn < last, policy.turns(phase)), [last]):
        if stop < first:
            continue
        turn = _turn(rate, first, stop)
        yield Piece(first, turn, rate, about)
        if turn < stop:
            yield Piece(turn + 1, stop, rate, about)
        first = stop + 1


def _turn(rate: Callable[[int], Real], first: int, last: int) -> int:
    """The step at which η stops rising or falling within a stretch in which it turns once at most."""
    if last - first < 2:
        return last

    def direction(step: int) -> int:
        here, there = rate(step), rate(step + 1)
        if here.exact is not None and there.exact is not None:
            return there.compare(here.exact)
        before, after = here.double(), there.double()
        if before != after:
            return 1 if before < after else -1
        near, far = here.enclosure(DIGITS), there.enclosure(DIGITS)
        return (near.high < far.low) - (near.low > far.high)

    start = direction(first)
    if start in (0, direction(last - 1)):
        return last
    return first_for_which(lambda step: direction(step) != start, first + 1, last - 1)


def first_for_which(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first step from low to high for which something holds, that holds ever after."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def first_at(piece: Piece, step: int, rate: Real) -> int | None:
    """The first step of a piece with a rate that it has up to that step; None where it has another there."""
    near = rate.double()
    if piece.compare(step, rate, near):
        return None
    return first_for_which(lambda early: piece.compare(early, rate, near) == 0, piece.first, step)


def extremes(policy: Policy) -> tuple[int, int]:
    """The first step with the lowest rate and the first with the highest, as far as pieces are looked at."""
    found = list(islice(pieces(policy), MOST_RANGED))
    ends = [(step, piece.rate(step)) for piece in found for step in (piece.first, piece.last)]

    def first(step: int) -> int:
        piece = next(piece for piece in found if piece.first <= step <= piece.last)
        early = first_at(piece, step, piece.rate(step))
        return step if early is None else early

    return first(lowest(ends)), first(highest(ends))


def highest(rates: list[tuple[int, Real]]) -> int:
    """The first step with the highest of some rates, told apart by 40 digits."""
    doubles = [rate.double() for _, rate in rates]
    best = max(doubles)
    near = [item for item, double in zip(rates, doubles) if double == best]
    return max(near, key=lambda item: (item[1].significant(40), -item[0]))[0]


def lowest(rates: list[tuple[int, Real]]) -> int:
    """The first step with the lowest of some rates."""
    doubles = [rate.double() for _, rate in rates]
    best = min(doubles)
    near = [item for item, double in zip(rates, doubles) if double == best]
    return min(near, key=lambda item: (item[1].significant(40), item[0]))[0]
