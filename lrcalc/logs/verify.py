"""A log held against the schedule that was meant: which rows agree, and what explains those that do not."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lrcalc.logs.agreeing import in_time, worth_looking_at
from lrcalc.logs.clock import Reading, chosen_reading, other_readings, plain_readings
from lrcalc.logs.clock_faults import (
    kept_constant,
    late_from_the_start,
    past_end,
    shifted,
    shifted_a_little,
    stepped_seldom,
    stepped_times,
)
from lrcalc.logs.explanation import Explanation, Meant
from lrcalc.logs.form_faults import another_policy, another_ramp
from lrcalc.logs.likely import is_less_likely
from lrcalc.logs.matching import OutOfTimeError, Rows
from lrcalc.logs.maybe import maybe
from lrcalc.logs.never_run import never_run
from lrcalc.logs.parameter_faults import (
    another_rate,
    another_total,
    another_warmup,
    scaled,
    two_changes,
    two_lengths,
)
from lrcalc.logs.precision import Rule, rules
from lrcalc.logs.remarks import remarks
from lrcalc.logs.resumed import resumed, resumed_often
from lrcalc.logs.rows import Log, LogError
from lrcalc.logs.skipped import skipped
from lrcalc.logs.stored import Numerals, rates_of
from lrcalc.logs.telling import telling_update
from lrcalc.logs.verification import Verification
from lrcalc.schedule.policy import Policy

Family = Callable[[Meant, Rows], Iterable[Explanation]]
# So many seconds are spent on looking for the clock, and for an explanation.
LONGEST_CLOCK, LONGEST = 1.0, 3.0
MOST_TOLD = 3
# The plainest first: what one family explains, the later ones are not asked about.
FAMILIES: tuple[Family, ...] = (
    kept_constant,
    past_end,
    scaled,
    stepped_times,
    another_total,
    another_warmup,
    another_ramp,
    another_policy,
    late_from_the_start,
    shifted_a_little,
    resumed,
    shifted,
    skipped,
    stepped_seldom,
    another_rate,
    resumed_often,
    two_lengths,
    two_changes,
)
# What else gives the same rates as seen by few rows or digits: told as a tie.
TIES: dict[Family, tuple[Family, ...]] = {
    kept_constant: (another_total, stepped_seldom, resumed),
    stepped_times: (another_total, shifted),
    scaled: (shifted,),
    another_total: (stepped_seldom, skipped, another_rate),
    stepped_seldom: (two_lengths,),
    another_warmup: (stepped_seldom,),
    resumed: (skipped,),
    late_from_the_start: (skipped,),
    shifted: (skipped,),
    shifted_a_little: (skipped, resumed),
}


def verify(log: Log, policy: Policy, clock: str | None = None) -> Verification:
    """Hold a log against a schedule. Raises LogError where no column has a rate in every row."""
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
    if found.wrong:
        found.explanations = _explanations(meant, found, clock)
        if not found.explanations:
            found.maybe = maybe(meant, _rows(meant, found, found.reading))
        found.telling = telling_update(found.explanations, found.reading.updates, meant.total)
    found.remarks = remarks(found)
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
        if reading.updates[0] >= 0 or log.found.is_known or reading is readings[0]
    )


def _column(log: Log, meant: Meant, column: str, rates: Numerals, clock: str | None) -> Verification:
    """The rule and the reading with which all rows agree, or else most."""
    peak = max(meant.peak, max(rates.values))
    values = rates.values
    plain = list(_readings(log, meant, clock))
    best: tuple[int, Rule, Reading] | None = None
    possible = rules(rates, log.found.in_full)
    for rule in possible:
        bounds = rule.bounds(rates, peak)
        fitting = [r for r in plain if Rows(r.updates, bounds, values, r.span).holds(meant.curve.at)]
        if fitting:
            return _agreed(log, meant, column, rates, rule, fitting)
    until, at = time.process_time() + LONGEST_CLOCK, meant.curve.remembered()
    for rule in possible:
        bounds = rule.bounds(rates, peak)
        for reading in in_time(other_readings(log, meant.total), until) if clock is None else ():
            if Rows(reading.updates, bounds, values, reading.span).holds(at):
                return _agreed(log, meant, column, rates, rule, [reading])
    bounds = possible[0].bounds(rates, peak)
    until = time.process_time() + LONGEST_CLOCK
    unsaid = [] if clock is not None else worth_looking_at(log, meant, rates, bounds, until)
    for reading in [*plain, *unsaid] or list(islice(other_readings(log, meant.total), 1)):
        count = len(Rows(reading.updates, bounds, values, reading.span).wrong(meant.curve.at))
        if best is None or count < best[0] * 0.7:
            best = count, possible[0], reading
    assert best is not None
    return _agreed(log, meant, column, rates, best[1], [best[2], *unsaid], bounds)


def _agreed(
    log: Log, meant: Meant, column: str, rates: Numerals, rule: Rule, readings: list[Reading],
    bounds: object = None,
) -> Verification:  # fmt: skip
    reading, *also = readings
    peak = max(meant.peak, max(rates.values))
    rows = Rows(reading.updates, rule.bounds(rates, peak), rates.values, reading.span)
    expected = array("d", map(rows.mean(meant.curve.at), reading.updates))
    wrong = rows.wrong(meant.curve.at) if bounds is not None else []
    return Verification(log, meant.policy, column, rates, rule, reading, expected, wrong, also)


def _ties(family: Family, explanations: list[Explanation]) -> tuple[Family, ...]:
    """The families in which a tie is looked for; two lengths take long, and few stand beside them."""
    if family is stepped_seldom and not any(map(is_less_likely, explanations)):
        return ()
    return TIES.get(family, ())


def _rows(meant: Meant, found: Verification, reading: Reading) -> Rows:
    values = found.rates.values
    bounds = found.rule.bounds(found.rates, max(meant.peak, max(values)))
    return Rows(reading.updates, bounds, values, reading.span)


def _explanations(meant: Meant, found: Verification, clock: str | None) -> list[Explanation]:
    """What explains every row; the rule and the reading of the verification become its own."""
    until = time.process_time() + LONGEST
    for rule in rules(found.rates, found.log.found.in_full):
        try:
            if explanations := _by_rule(meant, found, clock, rule, until):
                return explanations
        except OutOfTimeError:
            break
    return []


def _by_rule(
    meant: Meant, found: Verification, clock: str | None, rule: Rule, until: float
) -> list[Explanation]:
    values = found.rates.values
    bounds = rule.bounds(found.rates, max(meant.peak, max(values)))
    readings = [found.reading, *found.also, *_readings(found.log, meant, clock)]
    ordered = {reading.formula: reading for reading in readings}.values()
    for family in FAMILIES:
        explained: list[tuple[Reading, Rows, list[Explanation]]] = []
        for reading in ordered:
            rows = Rows(reading.updates, bounds, values, reading.span, until)
            if explanations := list(_likeliest(family, meant, rows)):
                explained.append((reading, rows, explanations))
        if explained:
            # a skip that the clock explains is none
            reading, rows, explanations = min(explained, key=lambda each: _places(each[2][0]))
            found.rule, found.reading = rule, reading
            found.expected = array("d", map(rows.mean(meant.curve.at), reading.updates))
            found.wrong = rows.wrong(meant.curve.at)
            return explanations
    return []


def _places(explanation: Explanation) -> int:
    """At how many rows something happened."""
    return len(explanation.numbers.get("rows", ()))


def _likeliest(family: Family, meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """What a family explains the rows by, and what ties with it; the likeliest first."""
    explanations = list(family(meant, rows))
    if explanations:
        ties = (item for other in _ties(family, explanations) for item in other(meant, rows))
        # a resume with another total is no tie of one parameter
        explanations += [item for item in ties if "total_before" not in item.numbers]
    yield from sorted(explanations, key=is_less_likely)[:MOST_TOLD]
