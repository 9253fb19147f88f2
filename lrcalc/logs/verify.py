"""A log held against the schedule that was meant: which rows agree, and what explains those that do not."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import islice

from lrcalc.logs.agreeing import in_time, worth_looking_at
from lrcalc.logs.clock import UNSAID, Reading, chosen_reading, other_readings, plain_readings
from lrcalc.logs.faults.explaining import explain, rows_in
from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.faults.maybe import maybe
from lrcalc.logs.faults.past_total import stepped_past_the_total
from lrcalc.logs.faults.telling import telling_update
from lrcalc.logs.matching import Rows
from lrcalc.logs.never_run import never_run
from lrcalc.logs.precision import Rule, rules
from lrcalc.logs.reading.rows import Log, LogError
from lrcalc.logs.reading.stored import Numerals, rates_of
from lrcalc.logs.remarks import remarks
from lrcalc.logs.verification import Remark, Verification
from lrcalc.schedule.policy import Policy

# So many seconds are spent on looking for the clock.
LONGEST_CLOCK = 1.0
# Of longer logs no rows are counted that a fault explains in part.
MOST_COUNTED = 100_000


def verify(log: Log, policy: Policy, clock: str | None = None, per_epoch: int | None = None) -> Verification:
    """Hold a log against a schedule. Raises LogError where no column has a rate in every row.

    clock: what a step counts (step, next, previous), else it is found. per_epoch: the updates of an epoch,
    for logs that do not say them.
    """
    if per_epoch is not None and log.found.counts in UNSAID:
        log.found.per_epoch = per_epoch
    meant = Meant(policy)
    found: Verification | None = None
    for column in log.columns:
        some = rates_of(log.rows, column)
        if some is None:
            continue
        rows, rates = some
        one = _column(Log(rows, log.found, log.columns), meant, column, rates, clock)
        if found is None or len(one.wrong) < len(found.wrong):
            found = one
        if found.accepted:
            break
    if found is None:
        raise LogError(f"expected numbers in {log.columns[0]}, got rows with none")
    if found.wrong == [len(found.rates) - 1] and (end := never_run(found)) is not None:
        found.expected[-1], found.wrong = end, []
    longer: list[Remark] = []
    if found.wrong:
        explain(meant, found)
        if not found.explanations and len(found.rates) <= MOST_COUNTED:
            found.maybe = maybe(meant, rows_in(meant, found, found.reading))
        found.telling = telling_update(found.explanations, found.reading.updates, meant.total)
    elif clock is None:
        longer = stepped_past_the_total(meant, found)
    found.remarks = longer + remarks(found)
    return found


def _readings(log: Log, meant: Meant, clock: str | None) -> Iterator[Reading]:
    if clock is not None:
        chosen = chosen_reading(log, clock)
        if chosen is None:
            raise LogError(f"expected step, next or previous, got {clock!r}")
        yield chosen
        return
    readings = plain_readings(log)
    # there is no update before the first, save where a framework is known to count so
    yield from (
        reading
        for reading in readings
        if reading.updates[0] >= 0 or log.found.kind.is_known or reading is readings[0]
    )


def _column(log: Log, meant: Meant, column: str, rates: Numerals, clock: str | None) -> Verification:
    """The rule and the reading with which all rows agree, or else most."""
    plain = list(_readings(log, meant, clock))
    possible = rules(rates, log.found.kind.in_full)
    bounds = cache(partial(meant.bounds, rates=rates))

    def rows(reading: Reading, rule: Rule) -> Rows:
        return Rows(reading.updates, bounds(rule), rates.values, reading.span)

    def by(rule: Rule, reading: Reading, also: Sequence[Reading] = ()) -> Verification:
        """By a rule and a reading, with others that fit as well; no row disagrees so far."""
        expected = array("d", map(rows(reading, rule).mean(meant.curve.at), reading.updates))
        return Verification(log, meant.policy, column, rates, rule, reading, expected, [], list(also))

    for rule in possible:
        fitting = [reading for reading in plain if rows(reading, rule).holds(meant.curve.at)]
        if fitting:
            return by(rule, fitting[0], fitting[1:])
    until, at = time.process_time() + LONGEST_CLOCK, meant.curve.remembered
    for rule in possible:
        for reading in in_time(other_readings(log, meant.total), until) if clock is None else ():
            if rows(reading, rule).holds(at):
                return by(rule, reading)
    first = possible[0]
    until = time.process_time() + LONGEST_CLOCK
    unsaid = [] if clock is not None else worth_looking_at(log, meant, rates, bounds(first), until)
    best: tuple[list[int], Reading] | None = None
    for reading in [*plain, *unsaid] or list(islice(other_readings(log, meant.total), 1)):
        wrong = rows(reading, first).wrong(meant.curve.at)
        if best is None or len(wrong) < len(best[0]) * 0.7:
            best = wrong, reading
    assert best is not None
    found = by(first, best[1])
    found.wrong, found.tried = best[0], [best[1], *unsaid, *plain]
    return found
