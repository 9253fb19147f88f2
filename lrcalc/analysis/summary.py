"""What a schedule comes to over a run: its peak, its end, its mean and sum, its time at high rates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import islice, takewhile
from typing import NamedTuple

from lrcalc.analysis.crossings import Piece, first_at, first_for_which, highest, pieces
from lrcalc.analysis.repeating import MOST_PLACES, Repeating, repeating
from lrcalc.analysis.scan import scan, total
from lrcalc.expression import Node, Number
from lrcalc.expression.monotone import direction
from lrcalc.expression.nodes import STEP
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_constants
from lrcalc.expression.sums import summed, summed_stairs
from lrcalc.numbers.real import Real, halved
from lrcalc.sampling.total import total as smooth_total
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Summary

MOST_PIECES = 5000
# As many sums as are tried where there are many pieces.
FEW_SUMS = 64
# From so many on to walk through every step is quicker.
MANY_PIECES = 1000
MOST_SCANNED = 10_000_000
# So few are quicker added up than by polynomials.
FEW_SCANNED = 100_000
# Rates below it take many bits each, and so ten times as long.
SMALL, MOST_SMALL = 1e-100, 10_000


def summarise(policy: Policy, updates: int) -> Summary | None:
    """The summary of a run; None where the schedule has too many phases to look through."""
    again = repeating(policy, last_step_of(policy, updates))
    found = _pieces(policy, updates, again, MANY_PIECES if updates <= MOST_SCANNED else MOST_PIECES)
    added: Fraction | None = None
    if found is not None:
        peak = _peak(found)
        highest_rate = policy.derivation(peak).learning_rate
        half = halved(highest_rate)
        near = half.double()
        above = sum(_above(part.piece, half, near) * part.times for part in found)
    elif updates <= MOST_SCANNED:
        peak, above, added = scan(policy, updates)
        highest_rate = policy.derivation(peak).learning_rate
    else:
        return None
    last = updates if policy.total is None else min(updates, policy.total)
    node = _sum(policy, updates, again, MOST_PIECES if found is not None else FEW_SUMS)
    exact = node is not None
    if node is None and updates <= (MOST_SMALL if highest_rate.double() < SMALL else MOST_SCANNED):
        added = total(policy, updates) if found is not None else added
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


def _peak(parts: list[Part]) -> int:
    """The first step with the highest rate."""
    ends = [(part, at, part.piece.bounds(at)) for part in parts for at in (part.piece.first, part.piece.last)]
    least = max(low for _, _, (low, _) in ends)
    near = [(part, at) for part, at, (_, high) in ends if high >= least]
    found = highest([(part.step(at), part.piece.rate(at)) for part, at in near])
    rate = next(part.piece.rate(at) for part, at in near if part.step(at) == found)
    for part, at in near:
        if at > part.piece.first and part.step(part.piece.first) < found:
            early = first_at(part.piece, at, rate)
            found = found if early is None else min(found, part.step(early))
    return found


def last_step_of(policy: Policy, updates: int) -> int:
    """The last step of the run that is not held past the total."""
    return updates - 1 if policy.total is None else min(updates - 1, policy.total)


class Part(NamedTuple):
    """A piece of the run, and how many times it comes; or one place of every cycle, where the piece counts
    the cycles and place + size·k is the step."""

    piece: Piece
    times: int = 1
    place: int = 0
    size: int = 1

    def step(self, at: int) -> int:
        return self.place + self.size * at


def _pieces(policy: Policy, updates: int, again: Repeating | None, most: int) -> list[Part] | None:
    """The pieces of the run, what is held past the total among them.

    None where they are too many, or not known.
    """
    end = policy.searched_to
    if end is not None and end < min(updates - 1, end if policy.total is None else policy.total):
        return None
    if again is None and _are_many(policy, updates, most):
        return None
    if again is None:
        found = _within(policy, 0, updates, most)
    else:
        before = _within(policy, 0, again.first, most)
        cycles = (
            _of_places(again)
            if again.places
            else _within(policy, again.first, again.first + again.size, most)
        )
        if cycles is None:
            return None
        times = 1 if again.places else again.times
        after = _within(policy, again.after, updates, most)
        found = [*before, *(part._replace(times=times) for part in cycles), *after]
    if len(found) > most:
        return None
    last = found[-1].piece.last if again is None else max(found[-1].piece.last, again.after - 1)
    if last < updates - 1:
        held = policy.derivation(last).learning_rate
        found.append(Part(Piece(last + 1, updates - 1, lambda _: held)))
    return found


def _are_many(policy: Policy, updates: int, most: int) -> bool:
    """Whether there are more phases than that where η may turn."""
    step, tail, end = 0, policy.monotone_from, last_step_of(policy, updates) + 1
    for _ in range(most):
        last = policy.phase_at(step).last
        if last is None or last + 1 >= (end if tail is None else min(end, tail)):
            return False
        step = last + 1
    return True


def _within(policy: Policy, first: int, end: int, most: int) -> list[Part]:
    """The pieces from one step up to another, or one more than the most."""
    run = takewhile(lambda piece: piece.first < end, pieces(policy, first))
    return [Part(piece._replace(last=min(piece.last, end - 1))) for piece in islice(run, most + 1)]


def _of_places(again: Repeating) -> list[Part] | None:
    """The rates at one place of all cycles, for each place; None where some neither rise nor fall alone."""
    low, high = again.number, again.number + again.times - 1
    found = []
    for index, formula in enumerate(again.places or ()):
        if direction(formula, low, high) is None:
            return None
        folded = fold_constants(formula, low)
        place = again.first + index - again.size * low
        found.append(Part(Piece(low, high, partial(_rate, folded)), 1, place, again.size))
    return found


def _rate(formula: Node, step: int) -> Real:
    return formula.real(Point(step))


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
        if again is not None and again.places and again.first <= step < again.after:
            last, found = again.after - 1, _over_places(again)
        else:
            found = summed(formula, step, last) if stairs is None else stairs
        if found is None and again is not None and again.places and last - step < MOST_PLACES:
            # what is left of a cycle
            found = _added([formula.replace({STEP: Number(Fraction(t))}) for t in range(step, last + 1)])
        if found is None and updates > FEW_SCANNED:
            found = smooth_total(formula, step, last)
        if (
            again is not None
            and stairs is None
            and not again.places
            and again.first <= step < again.first + again.size
            and found
        ):
            found = found * again.times
            if last >= again.first + again.size - 1:
                last = again.after - 1
        yield found
        step = last + 1
    if step < updates:
        held = policy.phase_at(end).quantities[-1].replace({STEP: Number(Fraction(end))})
        yield summed(held, step, updates - 1)


def _over_places(again: Repeating) -> Node | None:
    """The sum over all cycles: at each place over their number."""
    low, high = again.number, again.number + again.times - 1
    found = [summed(formula, low, high) for formula in again.places or ()]
    known = [part for part in found if part is not None]
    return _added(known) if len(known) == len(found) else None


def _added(parts: list[Node]) -> Node:
    """The sum of the parts, as flat as it can be."""
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2])
        parts = [*(left + right for left, right in pairs), *parts[len(parts) // 2 * 2 :]]
    return parts[0]


def _above(piece: Piece, half: Real, near: float) -> int:
    """How many steps of the piece have a rate above half of the peak."""

    def above(step: int) -> bool:
        return piece.compare(step, half, near) > 0

    first, last, steps = above(piece.first), above(piece.last), piece.last - piece.first + 1
    if first == last:
        return steps if first else 0
    edge = first_for_which(lambda step: above(step) != first, piece.first + 1, piece.last)
    return edge - piece.first if first else piece.last - edge + 1
