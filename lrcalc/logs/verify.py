"""A log held against the schedule that was meant: which rows agree, and what explains those that do not."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Iterator

from lrcalc.logs.clock import Reading, chosen_reading, other_readings, plain_readings
from lrcalc.logs.clock_faults import (
    kept_constant,
    late_from_the_start,
    past_end,
    shifted,
    stepped_seldom,
    stepped_times,
)
from lrcalc.logs.explanation import Explanation, Meant
from lrcalc.logs.form_faults import another_policy, another_ramp
from lrcalc.logs.likely import is_less_likely
from lrcalc.logs.matching import Rows
from lrcalc.logs.maybe import maybe
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
# So many seconds are spent on looking for an explanation.
LONGEST = 4.0
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
    yield from plain_readings(log)


def _column(log: Log, meant: Meant, column: str, rates: Numerals, clock: str | None) -> Verification:
    """The rule and the reading with which all rows agree, or else most."""
    peak = max(meant.peak, max(rates.values))
    values = rates.values
    plain = list(_readings(log, meant, clock))
    best: tuple[int, Rule, Reading] | None = None
    possible = rules(rates)
    for rule in possible:
        bounds = rule.bounds(rates, peak)
        fitting = [r for r in plain if Rows(r.updates, bounds, values, r.span).holds(meant.curve.at)]
        if fitting:
            return _agreed(log, meant, column, rates, rule, fitting)
    for rule in possible:
        bounds = rule.bounds(rates, peak)
        for reading in other_readings(log, meant.total) if clock is None else ():
            if Rows(reading.updates, bounds, values, reading.span).holds(meant.curve.at):
                return _agreed(log, meant, column, rates, rule, [reading])
    bounds = possible[0].bounds(rates, peak)
    plain = plain or list(other_readings(log, meant.total))[:1]
    for reading in plain:
        count = len(Rows(reading.updates, bounds, values).wrong(meant.curve.at))
        if best is None or count < best[0] * 0.7:
            best = count, possible[0], reading
    assert best is not None
    return _agreed(log, meant, column, rates, best[1], [best[2]], bounds)


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
    """What explains every row; the reading of the verification becomes that of the explanation."""
    peak = max(meant.peak, max(found.rates.values))
    values = found.rates.values
    bounds = found.rule.bounds(found.rates, peak)
    plain = list(_readings(found.log, meant, clock)) or [found.reading]
    ordered = sorted(plain, key=lambda reading: reading.formula != found.reading.formula)
    until = time.process_time() + LONGEST
    for family in FAMILIES:
        for reading in ordered:
            if time.process_time() > until:
                return []
            rows = Rows(reading.updates, bounds, values, reading.span)
            explanations = list(family(meant, rows))
            if explanations:
                ties = (item for other in _ties(family, explanations) for item in other(meant, rows))
                # a resume with another total is no tie of one parameter
                explanations += [item for item in ties if "total_before" not in item.numbers]
                explanations.sort(key=is_less_likely)
                if reading is not found.reading:
                    found.reading = reading
                    found.expected = array("d", map(meant.curve.at, reading.updates))
                    found.wrong = rows.wrong(meant.curve.at)
                return explanations[:3]
    return []
