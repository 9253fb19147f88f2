"""What a schedule comes to over a run: its peak, its end, its mean and sum, its time at high rates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, takewhile

from lrcalc.analysis.crossings import Piece, first_for_which, highest, pieces
from lrcalc.analysis.repeating import Repeating, repeating
from lrcalc.analysis.scan import scan, total
from lrcalc.expression import Node, Number
from lrcalc.expression.nodes import STEP
from lrcalc.expression.point import Point
from lrcalc.expression.sums import summed, summed_stairs
from lrcalc.numbers.real import Real, doubled
from lrcalc.sampling.total import total as smooth_total
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Summary

MOST_PIECES = 5000
# From so many on to walk through every step is quicker.
MANY_PIECES = 200
MOST_SCANNED = 10_000_000
# So few are quicker added up than by polynomials.
FEW_SCANNED = 100_000
# Rates below it take many bits each, and so ten times as long.
SMALL, MOST_SMALL = 1e-100, 10_000


def summarise(policy: Policy, updates: int) -> Summary | None:
    """The summary of a run; None where the schedule has too many phases to look through."""
    again = repeating(policy, last_step_of(policy, updates))
    found = _pieces(policy, updates, again, MANY_PIECES if updates <= MOST_SCANNED else MOST_PIECES)
    if found is not None:
        ends = [(step, piece.rate(step)) for piece, _ in found for step in (piece.first, piece.last)]
        peak = highest(ends)
        highest_rate = policy.derivation(peak).learning_rate
        above = sum(_above(piece, highest_rate) * times for piece, times in found)
    elif updates <= MOST_SCANNED:
        peak, above = scan(policy, updates)
        highest_rate = policy.derivation(peak).learning_rate
    else:
        return None
    last = updates if policy.total is None else min(updates, policy.total)
    node = _sum(policy, updates, again, MOST_PIECES if found is not None else MANY_PIECES)
    exact = node is not None
    if node is None and updates <= (MOST_SMALL if highest_rate.double() < SMALL else MOST_SCANNED):
        added = total(policy, updates)
        node = None if added is None else Number(added)
    return Summary(
        updates,
        (peak, highest_rate),
        (last, policy.derivation(last).learning_rate),
        None if node is None else node.real(Point(0)),
        None if node is None else (node / updates).real(Point(0)),
        above,
        exact,
    )


def last_step_of(policy: Policy, updates: int) -> int:
    """The last step of the run that is not held past the total."""
    return updates - 1 if policy.total is None else min(updates - 1, policy.total)


def _pieces(
    policy: Policy, updates: int, again: Repeating | None, most: int
) -> list[tuple[Piece, int]] | None:
    """The pieces of the run, each with how many times it comes, what is held past the total among them.

    None where they are too many, or not known.
    """
    end = policy.searched_to
    if end is not None and end < min(updates - 1, end if policy.total is None else policy.total):
        return None
    if again is None:
        found = _within(policy, 0, updates, most)
    else:
        before = _within(policy, 0, again.first, most)
        cycle = _within(policy, again.first, again.first + again.size, most)
        after = _within(policy, again.after, updates, most)
        found = [*before, *((piece, again.times) for piece, _ in cycle), *after]
    if len(found) > most:
        return None
    last = found[-1][0].last if again is None else max(found[-1][0].last, again.after - 1)
    if last < updates - 1:
        held = policy.derivation(last).learning_rate
        found.append((Piece(last + 1, updates - 1, lambda _: held), 1))
    return found


def _within(policy: Policy, first: int, end: int, most: int) -> list[tuple[Piece, int]]:
    """The pieces from one step up to another, or one more than the most."""
    run = takewhile(lambda piece: piece.first < end, pieces(policy, first))
    return [(piece._replace(last=min(piece.last, end - 1)), 1) for piece in islice(run, most + 1)]


def _sum(policy: Policy, updates: int, again: Repeating | None, most: int) -> Node | None:
    """Σ η in closed form; None where a phase has none, or there are too many."""
    rational, others = Fraction(0), []
    parts = list(islice(_sums(policy, updates, again), most + 1))
    if len(parts) > most:
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


def _sums(policy: Policy, updates: int, again: Repeating | None) -> Iterator[Node | None]:
    """The sum over each phase of the run, and over what is held past the total."""
    end = last_step_of(policy, updates)
    step, final = 0, policy.phase_at(end).quantities[-1]
    while step <= end:
        phase = policy.phase_at(step)
        last = end if phase.last is None else min(end, phase.last)
        formula = phase.quantities[-1]
        # stairs to the end, however many
        stairs = summed_stairs(formula, step, end) if formula is final else None
        if stairs is not None:
            last = end
        found = summed(formula, step, last) if stairs is None else stairs
        if found is None and updates > FEW_SCANNED:
            found = smooth_total(formula, step, last)
        if again is not None and again.first <= step < again.first + again.size and found is not None:
            found = found * again.times
            if last >= again.first + again.size - 1:
                last = again.after - 1
        yield found
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


def _above(piece: Piece, peak: Real) -> int:
    """How many steps of the piece have a rate above half of the peak."""

    def above(step: int) -> bool:
        rate = piece.rate(step)
        return doubled(rate).compare(peak) > 0

    first, last, steps = above(piece.first), above(piece.last), piece.last - piece.first + 1
    if first == last:
        return steps if first else 0
    edge = first_for_which(lambda step: above(step) != first, piece.first + 1, piece.last)
    return edge - piece.first if first else piece.last - edge + 1
