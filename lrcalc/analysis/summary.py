"""What a schedule comes to over a run: its peak, its end, its mean and sum, its time at high rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lrcalc.analysis.crossings import first_at, highest
from lrcalc.analysis.pieces import Held, Piece, Rates, of_phase
from lrcalc.analysis.repeating import MOST_PLACES, Repeating, repeating
from lrcalc.analysis.scan import scan, total
from lrcalc.expression import Node, Number, Quantity
from lrcalc.expression.in_phase import InPhase, first_for_which
from lrcalc.expression.nodes import STEP
from lrcalc.expression.point import Point
from lrcalc.expression.sums import summed, summed_stairs
from lrcalc.numbers.real import Real, halved
from lrcalc.sampling.total import total as smooth_total
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.results import Summary

if TYPE_CHECKING:
    from lrcalc.expression.doubles import Bounded

# As many phases are looked through; of a run that can be walked one in so many steps: to walk is quicker.
MOST_PIECES, FEW_PIECES, STEPS_OF_PIECE = 50_000, 10_000, 20
# As many phases with one formula have exact sums of their own, and so many phases none in closed form.
FEW_SUMS = 64
MOST_SCANNED = 10_000_000
# So few are quicker added up than by polynomials.
FEW_SCANNED = 100_000
# Rates below it take many bits each, and so ten times as long.
SMALL, MOST_SMALL = 1e-100, 10_000


class Stretch(NamedTuple):
    """Steps of one phase, and how many times these come: 0 where they are cycles told of place by place."""

    phase: Phase
    first: int
    last: int
    times: int = 1

    @property
    def is_tail(self) -> bool:
        """Whether other phases follow among the steps."""
        return self.phase.last is not None and self.phase.last < self.last


class Part(NamedTuple):
    """A piece of the run, and how many times it comes; or one place of every cycle, where the piece counts
    the cycles and place + size·k is the step."""

    piece: Piece
    times: int = 1
    place: int = 0
    size: int = 1

    def step(self, at: int) -> int:
        return self.place + self.size * at


def summarise(policy: Policy, updates: int) -> Summary | None:
    """The summary of a run; None where the schedule has too many phases to look through."""
    end = last_step_of(policy, updates)
    again = repeating(policy, end)
    places = None if again is None or again.places is None else _of_places(again)
    if again is not None and again.places is not None and places is None:
        again = None
    most = MOST_PIECES if updates > MOST_SCANNED else max(FEW_PIECES, updates // STEPS_OF_PIECE)
    run = list(islice(_stretches(policy, end, again), most + 1))
    is_whole = len(run) <= most
    found = _parts(policy, run, end, updates, places or [], most) if is_whole else None
    added: Fraction | None = None
    if found is not None:
        peak = _peak(policy, found)
        highest_rate = policy.derivation(peak).learning_rate
        half = halved(highest_rate)
        near = half.double()
        above = sum(_above(part.piece, half, near) * part.times for part in found)
    elif updates <= MOST_SCANNED:
        peak, above, added = scan(policy, updates)
        highest_rate = policy.derivation(peak).learning_rate
    else:
        return None
    node = _sum(policy, run if is_whole else run[:FEW_SUMS], is_whole, updates, again)
    exact = node is not None
    if node is None and updates <= (MOST_SMALL if highest_rate.double() < SMALL else MOST_SCANNED):
        added = total(policy, updates) if found is not None else added
        node = None if added is None else Number(added)
    last = updates if policy.total is None else min(updates, policy.total)
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


def _stretches(policy: Policy, end: int, again: Repeating | None) -> Iterator[Stretch]:
    """The phases of the run, those of cycles that come again once; where η never turns any more, one phase
    stands for all that follow."""
    step, tail = 0, policy.monotone_from
    while step <= end:
        stretch = _stretch(policy.phase_at(step), step, end)
        if tail is not None and step >= tail:
            stretch = stretch._replace(last=end)
        elif again is not None and step == again.first and again.places:
            stretch = stretch._replace(last=again.after - 1, times=0)
        elif again is not None and again.first <= step < again.first + again.size:
            last = min(stretch.last, again.first + again.size - 1)
            stretch = stretch._replace(last=last, times=again.times)
        yield stretch
        step = stretch.last + 1
        if again is not None and step == again.first + again.size:
            step = again.after


def _stretch(phase: Phase, step: int, end: int) -> Stretch:
    return Stretch(phase, step, end if phase.last is None else min(end, phase.last))


def _parts(
    policy: Policy, run: list[Stretch], end: int, updates: int, places: list[Part], most: int
) -> list[Part] | None:
    """The pieces of the run, what is held past the total among them; None where they are too many, or not
    known."""
    if policy.searched_to is not None and policy.searched_to < end:
        return None
    found: list[Part] = []
    for stretch in run:
        phase, first, last, times = stretch
        if times == 0:
            found += places
        elif stretch.is_tail:
            found.append(Part(Piece(first, last, Rates(policy))))
        else:
            within = islice(of_phase(policy, phase, first, last), most + 1 - len(found))
            found += (Part(piece, times) for piece in within)
        if len(found) > most:
            return None
    if end < updates - 1:
        found.append(Part(Piece(end + 1, updates - 1, Held(policy, end))))
    return found


def _of_places(again: Repeating) -> list[Part] | None:
    """The rates at one place of all cycles, for each place; None where some neither rise nor fall alone."""
    found = []
    for index, formula in enumerate(again.places or ()):
        rates, last = InPhase(formula, 0), again.times - 1
        if rates.way(0, last) is None:
            return None
        found.append(Part(Piece(0, last, rates), 1, again.first + index, again.size))
    return found


def _peak(policy: Policy, parts: list[Part]) -> int:
    """The first step with the highest rate."""
    ends = [
        (part, at, part.piece.rates.bounds(at))
        for part in parts
        for at in (part.piece.first, part.piece.last)
    ]
    least = max(low for _, _, (low, _) in ends)
    near = [(part.step(at), part, at) for part, at, (_, high) in ends if high >= least]
    found, part, at = min(near, key=lambda item: item[0])
    rate, bounds = part.piece.rates.exact(at), policy.bounds()
    if bounds is None or rate.exact != max(bounds):
        found = highest([(step, part.piece.rates.exact(at)) for step, part, at in near])
        rate = next(part.piece.rates.exact(at) for step, part, at in near if step == found)
    for _, part, at in near:
        if at > part.piece.first and part.step(part.piece.first) < found:
            early = first_at(part.piece, at, rate)
            found = found if early is None else min(found, part.step(early))
    return found


def _above(piece: Piece, half: Real, near: float) -> int:
    """How many steps of the piece have a rate above half of the peak."""

    def above(step: int) -> bool:
        return piece.rates.compare(step, half, near) > 0

    first, last, steps = above(piece.first), above(piece.last), piece.last - piece.first + 1
    if first == last:
        return steps if first else 0
    edge = first_for_which(lambda step: above(step) != first, piece.first + 1, piece.last)
    return edge - piece.first if first else piece.last - edge + 1


def _sum(
    policy: Policy, run: list[Stretch], is_whole: bool, updates: int, again: Repeating | None
) -> Node | None:
    """Σ η in closed form; None where a phase has none, or too many are not known to have one."""
    found: list[Node | None] = []
    many: dict[Quantity, dict[range, Bounded]] = {}
    end = last_step_of(policy, updates)
    final, known = policy.phase_at(end).quantities[-1], Counter[Quantity | None]()
    for phase, first, last, times in _phases(policy, run, end):
        formula = phase.quantities[-1]
        # stairs to the end, however many
        stairs = summed_stairs(formula, first, end) if formula is final and not known[final] else None
        if stairs is not None:
            found.append(stairs)
            break
        known[formula] += 1
        about = (
            InPhase(formula, first).total(first, last) if known[formula] > FEW_SUMS and times == 1 else None
        )
        if about is not None:
            many.setdefault(formula, {})[range(first, last + 1)] = about
            continue
        node = _over_places(again) if again is not None and times == 0 else summed(formula, first, last)
        if node is None and times:
            known[None] += 1
            node = _unclosed(formula, first, last, updates) if known[None] < FEW_SUMS else None
        if node is None or known.total() > MOST_PIECES:
            return None
        found.append(node * (times or 1))
    else:
        found += [] if is_whole else [None]
    if end < updates - 1:
        held = final.replace({STEP: Number(Fraction(end))})
        found.append(summed(held, end + 1, updates - 1))
    if many:
        from lrcalc.expression.phase_sums import PhaseSums

        found += (PhaseSums(*item) for item in many.items())
    return _added(found)


def _phases(policy: Policy, run: list[Stretch], end: int) -> Iterator[Stretch]:
    """The same with every phase alone."""
    for stretch in run:
        step = stretch.first
        while stretch.is_tail and stretch.times and step <= end:
            part = _stretch(policy.phase_at(step), step, end)
            yield part
            step = part.last + 1
        if step == stretch.first:
            yield stretch


def _unclosed(formula: Quantity, first: int, last: int, updates: int) -> Node | None:
    """The sum over steps of a phase that has no closed form: of few steps each rate."""
    if last - first < MOST_PLACES:
        return _added([formula.replace({STEP: Number(Fraction(t))}) for t in range(first, last + 1)])
    return smooth_total(formula, first, last) if updates > FEW_SCANNED else None


def _over_places(again: Repeating) -> Node | None:
    """The sum over all cycles: at each place over their number."""
    return _added([summed(formula, 0, again.times - 1) for formula in again.places or ()])


def _added(parts: list[Node | None]) -> Node | None:
    """The sum of the parts, as flat as it can be; None where one is not known."""
    rational, others = Fraction(0), []
    for part in parts:
        if part is None:
            return None
        value = part.exact(Point(0))
        rational += value or 0
        others += [part] if value is None else []
    nodes = [Number(rational), *others]
    while len(nodes) > 1:
        pairs = zip(nodes[::2], nodes[1::2])
        nodes = [*(left + right for left, right in pairs), *nodes[len(nodes) // 2 * 2 :]]
    return nodes[0]
