"""The schedules that a log may have been made by, the best first."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from lrcalc.logs.clock import Reading
from lrcalc.logs.curve import Curve
from lrcalc.logs.identify.candidates import MOST_CERTAIN, Candidate, Identification
from lrcalc.logs.identify.cycles import cycles
from lrcalc.logs.identify.decays import (
    exponentials,
    floored,
    in_levels,
    inverse_times,
    is_plateau,
    kept,
    milestones,
    piecewise,
    steps,
    warmed,
)
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.fit import fitted
from lrcalc.logs.identify.one_cycles import one_cycles
from lrcalc.logs.identify.proposals import Proposal, endless
from lrcalc.logs.identify.shapes import common, stable, uncommon, with_other_ramps
from lrcalc.logs.identify.stairs import epoch_lengths
from lrcalc.logs.matching import Rows
from lrcalc.logs.precision import Bounds
from lrcalc.logs.reading.rows import Log
from lrcalc.logs.shortest import shortest_decimal

MOST_FITTING = 12
Group = Callable[[Features, list[int]], Iterator[Proposal]]
# After the first that fits so many others are tried: a number, as a time would hang on the machine's load.
ENOUGH = 250
SCREENED = 26
# A plateau over more than one of so many rows is tried as one at once.
STABLE = 5


def total_of(log: Log) -> int | None:
    """The total that the log says, or that whole epochs come to."""
    found = log.found
    if found.total or not found.per_epoch or found.epoch_slack:
        return found.total
    last = log.rows[-1].step or 0
    return -(-last // found.per_epoch) * found.per_epoch


def search(
    found: Identification,
    readings: list[Reading],
    bounds: Bounds,
    until: float,
    enough: int = ENOUGH,
    groups: tuple[Group, ...] = (),
) -> None:
    """Put what fits among the candidates: until a time of the process's clock, or so many after the first."""
    values = [rate.value for rate in found.rates]
    all_features = []
    for index, reading in enumerate(readings):
        rows = Rows(reading.updates, bounds, values, reading.span)
        features = Features(rows, total_of(found.log))
        all_features.append((index, reading, features))
        for length in epoch_lengths(features):
            epochs = Rows([update // length for update in reading.updates], bounds, values)
            all_features.append((index, reading._replace(per_epoch=length), Features(epochs, None)))
    if _constant(found, all_features[0][2], readings[0]):
        return
    if in_levels(all_features[0][2]):
        found.note = _note(all_features[0][2])
    # a ramp that begins at 0 is the likelier reading
    order = sorted(all_features, key=lambda item: (item[2].rises and item[2].starts() != ["0"], item[0]))
    groups = groups or GROUPS
    pairs = [(group, item) for group in groups for item in order]
    if found.log.found.counts == "row":
        # how far rows lie apart is a guess that changes the lengths, not the shape
        pairs = [(group, item) for item in order for group in groups]
    left, known = enough, set()
    for group, (index, reading, features) in pairs:
        screen = _screen(features)
        for proposal in group(features, screen):
            left -= 1 if found.candidates else 0
            if time.process_time() > until or not left:
                return
            candidate = _tried(found, features, reading, proposal, screen)
            if candidate is not None:
                candidate.count_epochs()
                if (candidate.line, reading.formula) in known:
                    continue
                known.add((candidate.line, reading.formula))
                candidate.cost = _cost(candidate, found, index)
                found.candidates.append(candidate)
                if sum(item.cost < MOST_CERTAIN - 12 for item in found.candidates) > MOST_FITTING:
                    return


def _note(features: Features) -> str:
    """What a log in levels is called, where drops of one factor come at irregular places."""
    if not is_plateau(features):
        return ""
    return "drops of one factor at irregular places: a plateau scheduler (ReduceLROnPlateau), or milestones"


def _by_look(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """What the look of the log says."""
    if features.is_kept:
        yield from kept(features)
    if in_levels(features):
        yield from steps(features)
        yield from milestones(features)
        yield from piecewise(features)
    if not features.rises and not features.jumps:
        yield from exponentials(features)
        yield from floored(features)
    if features.jumps:
        yield from cycles(features)
    elif features.flat_until - features.peak > len(features.rows.values) // STABLE:
        yield from stable(features, screen)


def _without_a_total(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Decays after a warm-up that have no end, and one cycle."""
    if not features.jumps:
        yield from warmed(features)
        yield from one_cycles(features, screen)
        yield from endless(features)


def _other_ramps(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """Ramps of other shapes, and decays that are rare."""
    if not features.jumps:
        if features.flat_until - features.peak <= len(features.rows.values) // STABLE:
            yield from stable(features, screen)
        yield from with_other_ramps(features, screen)
        yield from inverse_times(features)


GROUPS: tuple[Group, ...] = (_by_look, common, _without_a_total, uncommon, _other_ramps)


def _screen(features: Features) -> list[int]:
    """Rows that tell shapes apart: some of all, the ends and those about the peak."""
    many = len(features.rows.values)
    spread = {round(index * (many - 1) / (SCREENED - 1)) for index in range(SCREENED)}
    near = {features.peak + d for d in (-1, 0, 1)} | {features.settled, features.settled - 1}
    near |= {index + d for index in features.jumps[:3] for d in (-1, 0)}
    return sorted(index for index in spread | near if 0 <= index < many)


def _constant(found: Identification, features: Features, reading: Reading) -> bool:
    common = features.rows.bounds.common()
    if common is None:
        return False
    proposal = Proposal("fixed", {}, {}, ("lr",))
    text = shortest_decimal(*common)
    policy = proposal.policy(text)
    assert policy is not None
    found.candidates.append(Candidate(proposal.command_line(text), policy, reading, len(found.rates), 0.0))
    return True


def _tried(
    found: Identification, features: Features, reading: Reading, proposal: Proposal, screen: list[int]
) -> Candidate | None:
    """The proposal with the rates that fit, where all rows agree with it."""
    rows = features.rows
    for chosen in (screen, list(range(len(rows.values)))):
        rates: tuple[str, ...] | None
        if not proposal.rates:
            rates = ()
        elif len(proposal.rates) == 2:
            rates = fitted(proposal.curve, rows, chosen)
        else:
            rates = _scale(proposal, rows, chosen)
        if rates is None:
            return None
        policy = proposal.policy(*rates)
        if policy is None:
            return None
        curve = Curve(policy)
        if rows.holds(curve.at):
            return Candidate(
                proposal.command_line(*rates), policy, reading, len(found.rates), _largest(found, rows, curve)
            )
    return None


def _scale(proposal: Proposal, rows: Rows, chosen: list[int]) -> tuple[str] | None:
    """The one rate of a proposal that all others are multiples of."""
    floor = float(dict(proposal.outer).get("floor", "-1"))
    curve = proposal._replace(outer=()).curve("1")
    base = proposal.curve("0") if "warmup_start" in {**proposal.given, **proposal.warmup} else None
    if curve is None:
        return None
    low, high, at = 0.0, float("inf"), rows.mean(curve.at)
    for index in chosen:
        update = max(0, rows.updates[index])
        start = rows.mean(base.at)(update) if base else 0.0
        unit = at(update) - start
        down, up = rows.bounds.low[index] - start, rows.bounds.high[index] - start
        if rows.bounds.low[index] <= floor:
            continue
        if unit <= 0:
            if down > 0:
                return None
            continue
        low, high = max(low, down / unit), min(high, up / unit)
        if low > high:
            return None
    return (shortest_decimal(low, high),) if high < float("inf") else None


def _largest(found: Identification, rows: Rows, curve: Curve) -> float:
    """The largest difference, in units of the last digit."""
    worst, at = 0.0, rows.mean(curve.at)
    for index, update in enumerate(rows.updates):
        unit = (rows.bounds.high[index] - rows.bounds.low[index]) or 1e-300
        worst = max(worst, abs(at(max(0, update)) - rows.values[index]) / unit)
    return worst


def _cost(candidate: Candidate, found: Identification, reading: int) -> float:
    """How much had to be typed: the parameters, their digits, and how unlikely the clock is."""
    words = candidate.line.split()
    digits = 0.0
    for part in ",".join(word for word in words[1:] if not word.startswith("--")).split(","):
        # a name or a formula is one thing to say, besides the numbers in it
        digits += 0 if part[:1].isdigit() or part[:1] == "." else 1
        for number in re.findall(r"[\d.]+(?:[eE][+-]?\d+)?", part):
            digits += len(number.lower().partition("e")[0].replace(".", "").strip("0"))
    # a list says one thing more with each of its numbers
    digits += candidate.line.count(",")
    names = sum(word.startswith("--") for word in words)
    total = found.log.found.total
    bonus = -2.0 if total and str(total) in words else 0.0
    return 2.5 * names + digits + 1.5 * reading + bonus
