"""What a schedule comes to over a run: its peak, its end, its mean and sum, its time at high rates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, takewhile

from lrcalc.analysis.crossings import Piece, first_for_which, highest, pieces
from lrcalc.expression import Node, Number
from lrcalc.expression.nodes import STEP, Point
from lrcalc.expression.sums import summed, summed_stairs
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.real import Real
from lrcalc.sampling.trajectory import trajectory
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Summary

MOST_PIECES = 5000
MOST_SCANNED = 10_000_000
# Rates below it take many bits each, and so ten times as long.
SMALL, MOST_SMALL = 1e-100, 10_000


def summarise(policy: Policy, updates: int) -> Summary | None:
    """The summary of a run; None where the schedule has too many phases to look through."""
    found = _pieces(policy, updates)
    if found is None:
        return None
    peak = highest([(step, piece.rate(step)) for piece in found for step in (piece.first, piece.last)])
    highest_rate = policy.derivation(peak).learning_rate
    last = updates if policy.total is None else min(updates, policy.total)
    node = _sum(policy, updates)
    exact = node is not None
    if node is None and updates <= (MOST_SMALL if highest_rate.double() < SMALL else MOST_SCANNED):
        node = _scanned(policy, updates)
    return Summary(
        updates,
        (peak, highest_rate),
        (last, policy.derivation(last).learning_rate),
        None if node is None else node.real(Point(0)),
        None if node is None else (node / updates).real(Point(0)),
        sum(_above(piece, highest_rate) for piece in found),
        exact,
    )


def _pieces(policy: Policy, updates: int) -> list[Piece] | None:
    """The pieces of the run, what is held past the total among them; None where they are too many."""
    run = takewhile(lambda piece: piece.first < updates, pieces(policy))
    found = [piece._replace(last=min(piece.last, updates - 1)) for piece in islice(run, MOST_PIECES + 1)]
    if len(found) > MOST_PIECES:
        return None
    end = policy.searched_to
    if end is not None and end < min(updates - 1, end if policy.total is None else policy.total):
        return None
    if found[-1].last < updates - 1:
        held = policy.derivation(found[-1].last).learning_rate
        found.append(Piece(found[-1].last + 1, updates - 1, lambda _: held))
    return found


def _sum(policy: Policy, updates: int) -> Node | None:
    """Σ η in closed form; None where a phase has none, or there are too many."""
    rational, others = Fraction(0), []
    parts = list(islice(_sums(policy, updates), MOST_PIECES + 1))
    if len(parts) > MOST_PIECES:
        return None
    for part in parts:
        if part is None:
            return None
        value = part.exact(Point(0))
        if value is None:
            others.append(part)
        else:
            rational += value
    return _added([Number(rational), *others])


def _sums(policy: Policy, updates: int) -> Iterator[Node | None]:
    """The sum over each phase of the run, and over what is held past the total."""
    end = updates - 1 if policy.total is None else min(updates - 1, policy.total)
    step, final = 0, policy.phase_at(end).quantities[-1]
    while step <= end:
        phase = policy.phase_at(step)
        last = end if phase.last is None else min(end, phase.last)
        formula = phase.quantities[-1]
        # stairs to the end, however many
        stairs = summed_stairs(formula, step, end) if formula is final else None
        if stairs is not None:
            last = end
        yield summed(formula, step, last) if stairs is None else stairs
        step = last + 1
    if step < updates:
        held = policy.phase_at(end).quantities[-1].replace({STEP: Number(Fraction(end))})
        yield summed(held, step, updates - 1)


def _added(parts: list[Node]) -> Node:
    """The sum of the parts, as flat as it can be."""
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2])
        parts = [*(left + right for left, right in pairs), *parts[len(parts) // 2 * 2 :]]
    return parts[0]


def _scanned(policy: Policy, updates: int) -> Node | None:
    """The sum of the doubles, for a formula without a closed form; None where one is beyond all doubles."""
    rates = (rate for part in trajectory(policy, [range(updates)]) for rate in part.columns["learning_rate"])
    try:
        return Number(Fraction(math.fsum(rates)))
    except OverflowError:
        return None


def _above(piece: Piece, peak: Real) -> int:
    """How many steps of the piece have a rate above half of the peak."""

    def above(step: int) -> bool:
        rate = piece.rate(step)
        return _doubled(rate).compare(peak) > 0

    first, last, steps = above(piece.first), above(piece.last), piece.last - piece.first + 1
    if first == last:
        return steps if first else 0
    edge = first_for_which(lambda step: above(step) != first, piece.first + 1, piece.last)
    return edge - piece.first if first else piece.last - edge + 1


def _doubled(rate: Real) -> Real:
    if rate.exact is not None:
        return Real(2 * rate.exact)
    return Real(None, lambda digits: arithmetic(digits).add(rate.enclosure(digits), rate.enclosure(digits)))
