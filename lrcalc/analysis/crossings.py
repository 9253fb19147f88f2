"""At which step η reaches a rate: found by bisection on whole steps, with exact comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice

from lrcalc.analysis.pieces import Piece, last_step, pieces
from lrcalc.expression.in_phase import first_for_which
from lrcalc.numbers.real import Real
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Crossings

MOST_CROSSINGS = 10
# How many pieces of a long schedule are looked through for a rate that may never come.
MOST_PIECES = 2_000
# As many of them as the range of a schedule is taken from.
MOST_RANGED = 200


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
            return piece.rates.compare(step, goal, near)

        start = side(piece.first)
        if start == 0 if before is None else before and start != before:
            yield piece.first
        before = side(piece.last)
        if start and before != start:
            # the first step on the other side, or on the rate itself
            passed: Callable[[int], bool] = lambda step: side(step) != start  # noqa: B023, E731
            yield first_for_which(passed, piece.first + 1, piece.last)
        looked.append(piece.last)


def extremes(policy: Policy) -> tuple[int, int]:
    """The first step with the lowest rate and the first with the highest, as far as pieces are looked at."""
    found = list(islice(pieces(policy), MOST_RANGED))
    ends = [(step, piece.rates.exact(step)) for piece in found for step in (piece.first, piece.last)]

    def first(step: int) -> int:
        piece = next(piece for piece in found if piece.first <= step <= piece.last)
        early = first_at(piece, step, piece.rates.exact(step))
        return step if early is None else early

    return first(lowest(ends)), first(highest(ends))


def first_at(piece: Piece, step: int, rate: Real) -> int | None:
    """The first step of a piece with a rate that it has up to that step; None where it has another there."""
    near = rate.double()
    if piece.rates.compare(step, rate, near):
        return None
    return first_for_which(lambda early: piece.rates.compare(early, rate, near) == 0, piece.first, step)


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
