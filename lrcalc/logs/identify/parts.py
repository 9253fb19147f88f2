"""Logs of several parts: where a run was resumed, or a schedule was followed by another one."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from lrcalc.logs.faults.clock_faults import past_end
from lrcalc.logs.faults.explanation import Explanation, Meant
from lrcalc.logs.faults.resumed import resumed, resumed_often
from lrcalc.logs.faults.skipped import skipped
from lrcalc.logs.identify.chained import Link, chain_of, resumed_chain
from lrcalc.logs.identify.decays import in_levels
from lrcalc.logs.identify.features import Features
from lrcalc.logs.matching import Rows
from lrcalc.schedule.policy import Policy

# A part of fewer rows tells nothing.
FEWEST = 6
MOST_BREAKS = 2
# How a run may have gone on with the schedule that it began with, the plainest first.
WAYS = (past_end, resumed, skipped, resumed_often)


Named = tuple[Policy, str, Rows]


class Part(NamedTuple):
    """Rows that one schedule gives: from which step to which, and its command line; none where none does."""

    first: int
    last: int
    rows: int
    line: str | None


class Broken(NamedTuple):
    """A log in parts: the first row of the second one, the parts, and how the first schedule went on.

    line: the command that gives every rate, a chain; None where there is none.
    """

    row: int
    parts: list[Part]
    explanation: Explanation | None
    line: str | None = None


def breaks(features: Features, most: int = MOST_BREAKS) -> list[int]:
    """Rows before which the rate jumps off the curve that it was on, the furthest first."""
    values, updates, bounds = features.rows.values, features.rows.updates, features.rows.bounds
    many = len(values)
    if many < 2 * FEWEST or in_levels(features):
        return []
    gaps = [max(1, b - a) for a, b in pairwise(updates)]
    slopes = [(b - a) / gap for (a, b), gap in zip(pairwise(values), gaps)]
    usual = statistics.median(abs(slope * gap) for slope, gap in zip(slopes, gaps))
    found = []
    for row in range(FEWEST, many - 2):
        gap = gaps[row - 1]
        # a bend lies on the curve to its left or to its right, a jump on neither
        left = abs(values[row] - values[row - 1] - slopes[row - 2] * gap)
        right = abs(values[row] - values[row - 1] - slopes[row] * gap)
        off = min(left, right)
        width = sum(bounds.high[index] - bounds.low[index] for index in range(row - 2, row + 2))
        # a bend between two rows lies at most half way off both
        bend = 0.55 * gap * abs(slopes[row] - slopes[row - 2])
        if off > 2 * width + (0.05 + 10 / many) * usual + bend:
            found.append((off, row))
    return [row for _, row in sorted(found, reverse=True)[:most]]


def went_on(policy: Policy, rows: Rows) -> Explanation | None:
    """How a run that began with a schedule went on, where that explains every row."""
    meant = Meant(policy)
    return next((found for way in WAYS for found in way(meant, rows)), None)


def in_parts(
    features: Features,
    name: Callable[[int, int], Named | None],
    steps: Sequence[int],
) -> Broken | None:
    """The parts of a log that no schedule gives as a whole; `name` finds the schedule of some rows."""
    many = len(steps)
    best: Broken | None = None
    for row in sorted(breaks(features)):
        first = name(0, row)
        if first is None:
            continue
        policy, line, rows = first
        explanation = went_on(policy, rows)
        parts = [Part(steps[0], steps[row - 1], row, line)]
        if explanation is not None:
            return Broken(row, parts, explanation, resumed_chain(policy, line, explanation, rows))
        if best is None:
            second = name(row, many) if many - row >= FEWEST else None
            last = Part(steps[row], steps[-1], many - row, second[1] if second else None)
            chain = None if second is None else _chain(first, second, rows, row)
            best = Broken(row, [*parts, last], None, chain)
    return best


def _chain(first: Named, second: Named, rows: Rows, row: int) -> str | None:
    """The chain of two schedules, each with its command line."""
    at = rows.updates[row]
    (policy, line, _), (later, other, _) = first, second
    begun_anew = f" --clock t-{at}"
    if other.endswith(begun_anew):
        # a part of a chain counts from its beginning anyway
        anew = Link(at, later, other.removesuffix(begun_anew), 0)
        return chain_of([Link(0, policy, line, 0), anew], rows)
    return chain_of([Link(0, policy, line, 0), Link(at, later, other, at)], rows)
