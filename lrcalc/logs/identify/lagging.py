"""Logs whose steps count more than updates: micro-batches, or updates of which some were skipped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from math import gcd

from lrcalc.logs.clock import Reading, micro_batches
from lrcalc.logs.curve import Curve
from lrcalc.logs.faults.explanation import Meant
from lrcalc.logs.faults.skipped import skipped
from lrcalc.logs.identify.candidates import Candidate
from lrcalc.logs.identify.chained import resumed_chain
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.parts import FEWEST, Broken, Part, breaks

# So many steps may make an update, the likeliest first.
TIMES = (4, 2, 8, 16, 32, 64, 3, 6, 5, 10, 12, 128)
# A lag of so many updates is looked for, in rows up to so many breaks or shares of all.
MOST_LAG, MOST_BREAKS = 20, 4
SHARES = (1.0, 0.5, 0.25, 0.75, 0.125)
# The plainest schedule of some rows, counted with a lag.
Name = Callable[[int, int, int], "Candidate | None"]


def in_micro_batches(steps: Sequence[int]) -> Iterator[Reading]:
    """Readings of a step column that counts micro-batches; none where the rows cannot tell."""
    whole = gcd(*steps)
    if whole > 1:
        # as samples are counted: each row has the end of an update
        yield from micro_batches(steps, whole)
    for times in TIMES:
        if steps[-1] // times >= FEWEST and any((step - steps[0]) % times for step in steps):
            yield from micro_batches(steps, times)


def with_lag(
    features: Features, name: Name, steps: Sequence[int], until: float
) -> tuple[Candidate, Broken | None] | None:
    """The schedule of some rows, and the updates skipped with which it gives all; or all are as late."""
    rows, many = features.rows, len(steps)
    for first, last, lag in _stretches(features):
        if time.process_time() > until:
            break
        found = name(first, last, lag)
        if found is None:
            continue
        late = found.policy.with_clock(f"t-{lag}") if lag else found.policy
        if lag and rows.holds(Curve(late).at):
            found.line, found.policy, found.explained = f"{found.line} --clock t-{lag}", late, many
            return found, None
        how = next(skipped(Meant(found.policy), rows), None)
        if how is not None:
            wrong = rows.wrong(found.policy.at)
            found.explained, row = many - len(wrong), next(iter(wrong), many)
            parts = [Part(steps[0], steps[max(0, row - 1)], row, found.line)]
            return found, Broken(row, parts, how, resumed_chain(found.policy, found.line, how, rows))
    return None


def _stretches(features: Features) -> Iterator[tuple[int, int, int]]:
    """Rows between which no update seems to be skipped, and the lag that their ramp shows."""
    many, jumps = len(features.rows.values), sorted(breaks(features, MOST_BREAKS))
    for lag, after in dict.fromkeys([*_lags_of_the_ramp(features), (0, 0)]):
        ends = [*jumps, *(after + round((many - after) * share) for share in SHARES)]
        yield from ((after, end, lag) for end in dict.fromkeys(ends) if end - after >= FEWEST)


def _lags_of_the_ramp(features: Features) -> Iterator[tuple[int, int]]:
    """By how many updates the end of a straight ramp may be late, and the first row that is so late.

    By its own slope, or by that of the rows before, on which no update was skipped yet.
    """
    rows, last = features.rows, features.peak - 1
    starts = next(
        (index for index in range(features.peak) if rows.values[index] > 0 < rows.updates[index]), None
    )
    for first in (*range(max(0, last - 1)), starts):
        if first is None or first >= last:
            continue
        before, run = (rows.values[first], rows.updates[last] - rows.updates[first])
        slope = before / rows.updates[first] if first == starts else (rows.values[last] - before) / run
        if slope <= 0:
            continue
        lag = round(rows.updates[last] - rows.values[last] / slope)
        if not 0 < lag <= MOST_LAG:
            continue
        late = [index for index in range(last + 1) if rows.fits(index, slope * (rows.updates[index] - lag))]
        if late and late == list(range(late[0], last + 1)):
            yield lag, late[0]
