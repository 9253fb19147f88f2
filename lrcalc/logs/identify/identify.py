"""The schedules that may have made a log, the best first."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from lrcalc.logs.clock import Reading, chosen_reading, guessed_readings, plain_readings, unrolled_readings
from lrcalc.logs.curve import Curve
from lrcalc.logs.identify.by_update import by_update
from lrcalc.logs.identify.candidates import Candidate, Identification
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.lagging import in_micro_batches, with_lag
from lrcalc.logs.identify.parts import breaks, in_parts
from lrcalc.logs.identify.proposals import Proposal
from lrcalc.logs.identify.search import Group, search
from lrcalc.logs.identify.shapes import common
from lrcalc.logs.identify.warmed_by_batch import warmed_by_batch
from lrcalc.logs.matching import Rows
from lrcalc.logs.never_run import never_run
from lrcalc.logs.precision import Bounds, Rule, rules
from lrcalc.logs.reading.numerals import Numeral
from lrcalc.logs.reading.rows import Log, LogError
from lrcalc.logs.reading.stored import Numerals, rates_of
from lrcalc.logs.verification import Verification
from lrcalc.schedule.policy import Policy

# So long is looked for candidates, in seconds: for the whole, for one that seems to be in parts, for a part.
LONGEST, LONGEST_BROKEN, LONGEST_PART, LONGEST_OF_ALL = 1.6, 1.0, 0.8, 1.9
# So many rows are searched; of more some, and all are held against what is found.
MOST_SEARCHED = 5_000
# A part has its name soon after the first schedule that fits it.
ENOUGH_FOR_A_PART = 50
# A clock takes so much more to type.
WAITING = 2.0
# What takes no more to type is plain; of two rules the later one has to give what takes so much less.
PLAIN, MUCH_PLAINER = 18.0, 6.0
# So many schedules of updates are enough for a log of epochs.
MOST_BY_UPDATE = 3
# A schedule that counts from the part's first row takes so much more to say.
BEGUN_ANEW = 3.0


def identify(log: Log, clock: str | None = None) -> Identification:
    """Name the schedule of a log. Raises LogError."""
    column = log.columns[0]
    some = rates_of(log.rows, column)
    if some is None:
        raise LogError(f"expected numbers in {column}, got rows with none")
    rows, rates = some
    if len(rates) > MOST_SEARCHED:
        return _by_some(Log(rows, log.found, log.columns), rates, clock)
    part = Log(rows, log.found, log.columns)
    readings = _readings(part, clock)
    possible = rules(rates, log.found.kind.in_full)
    found = Identification(log, column, rates, possible[0], [])
    bounds = found.rule.bounds(rates.values, max(rates.values))
    features = Features(Rows(readings[0].updates, bounds, rates.values), None)
    is_broken = bool(breaks(features))
    started = time.process_time()
    until = started + (LONGEST_BROKEN if is_broken else LONGEST)
    _by_rules(found, possible, rates, readings, until)
    if not found.candidates and features.jumps:
        _without_the_last(found, rates, readings, bounds)
    # what has been found in the time for a log in parts is told as surely as in the time for a whole one
    found.gave_up = time.process_time() > (started + LONGEST if found.candidates else until)
    if not found.candidates and is_broken:
        _look_at_parts(found, readings, features, bounds)
    if not found.candidates and found.log.found.counts == "epoch" and clock is None:
        _look_for_updates(found, readings, features, bounds, started + LONGEST_OF_ALL)
    if not found.accepted and not (found.broken and found.broken.explanation) and clock is None:
        _look_for_other_counts(found, readings, features, bounds, started + LONGEST_OF_ALL)
    if not log.found.kind.is_known and clock is None:
        _begin_at_0(found, part)
    found.candidates.sort(key=lambda item: (-item.explained, item.cost))
    if found.candidates and found.candidates[0].policy.name == "step":
        # drops equally far apart are at regular places, however odd the distance
        found.note = ""
    return found


def _by_rules(
    found: Identification, possible: list[Rule], rates: Numerals, readings: list[Reading], until: float
) -> None:
    """Put what fits among the candidates, by the first rule by which something does; or by a later one, where
    what fits the first takes far more to type, as rates that float32 put beside the last digit do."""
    best = None
    for rule in possible:
        some = replace(found, rule=rule, candidates=[])
        search(some, readings, rule.bounds(rates.values, max(rates.values)), until)
        cost = min((item.cost for item in some.candidates), default=None)
        if cost is not None and (best is None or cost < best[0] - MUCH_PLAINER):
            best = cost, some
        if best is not None and (best[0] <= PLAIN or time.process_time() > until):
            break
        found.note = some.note
    if best is not None:
        found.rule, found.candidates, found.note = best[1].rule, best[1].candidates, best[1].note


def _begin_at_0(found: Identification, log: Log) -> None:
    """Let a schedule wait for an update, where the first row would be one before the first: the first two
    updates have one rate, as DeepSpeed's have."""
    plain = chosen_reading(log, "step")
    for item in found.candidates:
        first = item.reading.updates[0]
        if first == -1 and plain is not None and plain.updates[0] == 0 and item.reading.span == 1:
            item.line, item.policy = f"{item.line} --clock t-1", item.policy.with_clock("t-1")
            item.reading, item.cost = plain, item.cost + WAITING


def _by_some(log: Log, rates: Numerals, clock: str | None) -> Identification:
    """Name the schedule by some of many rows, evenly and the last, and hold it against them all."""
    many = len(rates)
    chosen = sorted({*range(0, many, -(-many // MOST_SEARCHED)), many - 1})
    found = identify(Log([log.rows[index] for index in chosen], log.found, log.columns), clock)
    bounds, whole = found.rule.bounds(rates.values, max(rates.values)), _readings(log, clock)
    for item in found.candidates:
        reading = next((one for one in whole if one.formula == item.reading.formula), None)
        if reading is not None:
            item.explained = many - len(
                Rows(reading.updates, bounds, rates.values).wrong(Curve(item.policy).at)
            )
    found.log, found.rates = log, rates
    found.candidates.sort(key=lambda item: (-item.explained, item.cost))
    return found


def _readings(log: Log, clock: str | None) -> list[Reading]:
    if clock is None:
        return unrolled_readings(log) or plain_readings(log) or guessed_readings(log)
    chosen = chosen_reading(log, clock)
    if chosen is None:
        raise LogError(f"expected step, next or previous, got {clock!r}")
    return [chosen]


def _without_the_last(
    found: Identification, rates: Numerals, readings: Sequence[Reading], bounds: Bounds
) -> None:
    """Name the schedule of all rows but the last, where that one is of an update that was never run."""
    many = len(rates)
    some = _part(found, readings, bounds, 0, many - 1, anew=False)
    if some is None:
        return
    reading = next(item for item in readings if item.formula == some.reading.formula)
    one = Verification(
        found.log, some.policy, found.column, rates, found.rule, reading, array("d"), [many - 1]
    )
    if never_run(one) is not None:
        some.explained, some.reading = many, reading
        found.candidates = [some]


def _look_at_parts(
    found: Identification, readings: Sequence[Reading], features: Features, bounds: Bounds
) -> None:
    """Name the parts of a log, and those schedules that give the first of them."""
    values = [rate.value for rate in found.rates]
    named: list[Candidate] = []

    def name(first: int, last: int) -> tuple[Policy, str, Rows] | None:
        some = _part(found, readings, bounds, first, last)
        if some is None:
            return None
        if first == 0:
            named.append(some)
        whole = next(item for item in readings if item.formula == some.reading.formula)
        return some.policy, some.line, Rows(whole.updates, bounds, values)

    steps = [row.step or 0 for row in found.log.rows]
    found.broken = in_parts(features, name, steps)
    if found.broken is not None:
        row = found.broken.row
        found.gave_up = found.gave_up and found.broken.explanation is None
        found.candidates += [item for item in named if item.explained == row]


def _look_for_updates(
    found: Identification, readings: Sequence[Reading], features: Features, bounds: Bounds, until: float
) -> None:
    """Name a schedule that counts updates, or one whose warm-up does, of a log with a row an epoch."""

    def name(first: int, last: int) -> Candidate | None:
        return _part(found, readings[:1], bounds, first, last, anew=False)

    some = replace(found, candidates=[])
    interpolated = warmed_by_batch(found.log, features, name)
    for reading, proposal in by_update(found.log, features) if interpolated is None else ():
        group: Group = partial(_alone, proposal)
        search(some, [reading], bounds, until, groups=(group,))
        if time.process_time() > until or len(some.candidates) >= MOST_BY_UPDATE:
            break
    named = some.candidates if interpolated is None else [interpolated]
    if named:
        found.candidates, found.broken = named, None


def _alone(proposal: Proposal, features: Features, screen: list[int]) -> Iterator[Proposal]:
    yield proposal


def _look_for_other_counts(
    found: Identification, readings: Sequence[Reading], features: Features, bounds: Bounds, until: float
) -> None:
    """Name a schedule whose steps are micro-batches, or one of which updates were skipped."""
    steps = [row.step or 0 for row in found.log.rows]
    if found.log.found.counts == "step":
        counted = list(in_micro_batches(steps))
        some = replace(found, candidates=[])
        search(some, counted, bounds, until, ENOUGH_FOR_A_PART, (common,))
        if some.candidates:
            found.candidates, found.broken = some.candidates, None
            return

    def name(first: int, last: int, lag: int) -> Candidate | None:
        late = readings[0]._replace(updates=[max(0, update - lag) for update in readings[0].updates])
        return _part(found, [late], bounds, first, last, anew=False)

    lagging = with_lag(features, name, steps, until)
    if lagging is not None:
        found.candidates, found.broken = [replace(lagging[0], reading=readings[0])], lagging[1]


def _part(
    found: Identification,
    readings: Sequence[Reading],
    bounds: Bounds,
    first: int,
    last: int,
    anew: bool = True,
) -> Candidate | None:
    """The plainest schedule of some rows; of those after the first, also one that begins with them."""
    rates: Sequence[Numeral] = found.rates[first:last]
    log = Log(found.log.rows[first:last], found.log.found, found.log.columns)
    some = Identification(log, found.column, rates, found.rule, [])
    inner = Bounds(bounds.low[first:last], bounds.high[first:last])
    cut = [item._replace(updates=item.updates[first:last]) for item in readings]
    search(some, cut, inner, time.process_time() + LONGEST_PART, ENOUGH_FOR_A_PART)
    start = readings[0].updates[first]
    if anew and first and start > 0:
        later = cut[0]._replace(updates=[update - start for update in cut[0].updates])
        again = replace(some, candidates=[])
        search(again, [later], inner, time.process_time() + LONGEST_PART, ENOUGH_FOR_A_PART)
        for item in again.candidates:
            item.line, item.cost = f"{item.line} --clock t-{start}", item.cost + BEGUN_ANEW
        some.candidates += again.candidates
    return min(some.candidates, key=lambda item: item.cost, default=None)
