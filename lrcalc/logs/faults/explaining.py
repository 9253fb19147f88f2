"""What explains the rows of a log that disagree: families of faults, the plainest first, and their ties."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Callable, Iterable, Iterator

from lrcalc.logs.clock import UNSAID, Reading, times_past
from lrcalc.logs.faults.clock_faults import (
    kept_constant,
    late_from_the_start,
    past_end,
    shifted,
    shifted_a_little,
    stepped_seldom,
    stepped_times,
)
from lrcalc.logs.faults.explanation import Explanation, Meant
from lrcalc.logs.faults.form_faults import another_policy, another_ramp
from lrcalc.logs.faults.likely import NAMES, is_less_likely
from lrcalc.logs.faults.parameter_faults import (
    another_rate,
    another_total,
    another_warmup,
    scaled,
    two_changes,
    two_lengths,
)
from lrcalc.logs.faults.resumed import resumed, resumed_often
from lrcalc.logs.faults.skipped import skipped
from lrcalc.logs.matching import OutOfTimeError, Rows
from lrcalc.logs.precision import Rule, rules
from lrcalc.logs.shortest import digits_of
from lrcalc.logs.verification import Verification

Family = Callable[[Meant, Rows], Iterable[Explanation]]
# So many seconds are spent on looking for an explanation.
LONGEST = 3.0
MOST_TOLD = 4
# Of longer logs so many rows are looked at first, and so many about where they begin to disagree.
MOST_LOOKED_AT, NEAR = 10_000, 5
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
    scaled: (shifted, skipped),
    another_total: (stepped_seldom, skipped, resumed, another_rate),
    stepped_seldom: (two_lengths,),
    another_warmup: (stepped_seldom,),
    resumed: (skipped,),
    late_from_the_start: (skipped,),
    shifted: (skipped,),
    shifted_a_little: (skipped, resumed),
}
# Families of which the same rates come by another reading of the clock, with other numbers.
BY_CLOCK: tuple[Family, ...] = (another_total, another_warmup, skipped)


def _ties(family: Family, explanations: list[Explanation]) -> tuple[Family, ...]:
    """The families in which a tie is looked for; two lengths take long, and few stand beside them."""
    if family is stepped_seldom and not any(map(is_less_likely, explanations)):
        return ()
    return TIES.get(family, ())


def rows_in(meant: Meant, found: Verification, reading: Reading, until: float = math.inf) -> Rows:
    """The rates of a verification by its rule, at the updates of a reading."""
    bounds = meant.bounds(found.rule, found.rates)
    return Rows(reading.updates, bounds, found.rates.values, reading.span, until)


def explain(meant: Meant, found: Verification) -> None:
    """Put what explains every row into a verification, with the rule and the reading by which it does."""
    until = time.process_time() + LONGEST
    for rule in rules(found.rates, found.log.found.kind.in_full):
        try:
            if _by_rule(meant, found, rule, until):
                return
        except OutOfTimeError:
            return


def told(
    meant: Meant, found: Verification, reading: Reading, rows: Rows, explanations: list[Explanation]
) -> None:
    """Put explanations into a verification, and the reading by which they explain the rows."""
    found.reading, found.explanations = reading, explanations
    found.expected = array("d", map(rows.mean(meant.curve.at), reading.updates))
    found.wrong = rows.wrong(meant.curve.at)


def _by_rule(meant: Meant, found: Verification, rule: Rule, until: float) -> bool:
    bounds = meant.bounds(rule, found.rates)
    some = _looked_at(found)
    ordered = list({reading.formula: reading for reading in found.tried}.values())
    every = [Rows(one.updates, bounds, found.rates.values, one.span, until) for one in ordered]
    looked_at = [rows.chosen(some) if some else rows for rows in every]
    is_unsaid = found.log.found.counts in UNSAID
    for family in FAMILIES:
        explained: list[tuple[Reading, Rows, list[Explanation]]] = []
        for reading, whole, rows in zip(ordered, every, looked_at):
            if family is past_end and is_unsaid and times_past(found.log, reading, meant.total):
                # a length that the log does not say: a run that ends, and was stepped too often
                continue
            explanations = list(_likeliest(family, meant, rows))
            if some:
                explanations = [item for item in explanations if whole.holds(item.rates)]
            if explanations:
                explained.append((reading, whole, explanations))
        if explained:
            explained.sort(key=lambda each: _unusual(each[2][0], is_unsaid))
            reading, rows, explanations = explained[0]
            if found.log.found.kind.is_known and family in BY_CLOCK:
                explanations = _other_clocks(meant, family, ordered, explained)
            found.rule = rule
            told(meant, found, reading, rows, explanations)
            return True
    return False


def _looked_at(found: Verification) -> list[int]:
    """The rows of a long log by which an explanation is looked for before all are held against it, or none.

    Those where rows begin and end to disagree are among them: there something happened.
    """
    many = len(found.rates)
    if many <= MOST_LOOKED_AT:
        return []
    near = [index + by for index in (found.wrong[0], found.wrong[-1]) for by in range(-NEAR, NEAR + 1)]
    spread = range(0, many, -(-many // MOST_LOOKED_AT))
    return sorted({*spread, *(index for index in near if 0 <= index < many), many - 1})


def _unusual(item: Explanation, is_unsaid: bool) -> tuple[int, int]:
    """How far an explanation is from a plain one: at how many rows something happened, with what numbers."""
    # a skip that the clock explains is none
    places, digits = len(item.numbers.get("rows", ())), 0
    length = item.numbers.get(NAMES.get(item.id, "per"))
    meant = item.numbers.get("meant", 0)
    if is_unsaid and isinstance(length, int) and length and (not meant or meant % length * (length % meant)):
        digits = digits_of(length)
    return places, digits


def _other_clocks(
    meant: Meant, family: Family, ordered: list[Reading],
    explained: list[tuple[Reading, Rows, list[Explanation]]],
) -> list[Explanation]:  # fmt: skip
    """The explanations, and with them one by another reading of the clock that the form may have."""
    reading, rows, explanations = explained[0]
    others = [(one, items[0]) for one, _, items in explained[1:]]
    if reading.formula != ordered[0].formula:
        first = Rows(ordered[0].updates, rows.bounds, rows.values, ordered[0].span, rows.until)
        later = BY_CLOCK[BY_CLOCK.index(family) + 1 :]
        others += [(ordered[0], item) for other in later for item in other(meant, first)]
    for one, item in others:
        by = one.updates[0] - reading.updates[0]
        if all(b - a == by for a, b in zip(reading.updates, one.updates)):

            def rates(update: int, by: int = by, item: Explanation = item) -> float:
                return item.rates(update + by)

            text = f"{item.text}, where a row has the rate of update t = {one.formula}"
            numbers = {**item.numbers, "clock": one.formula}
            return [explanations[0], Explanation(item.id, numbers, text, rates), *explanations[1:]][
                :MOST_TOLD
            ]
    return explanations


def _likeliest(family: Family, meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """What a family explains the rows by, and what ties with it; the likeliest first."""
    explanations = list(family(meant, rows))
    if explanations:
        ties = (item for other in _ties(family, explanations) for item in other(meant, rows))
        # a resume with another total is no tie of one parameter
        explanations += [item for item in ties if "total_before" not in item.numbers]
    yield from sorted(explanations, key=is_less_likely)[:MOST_TOLD]
