"""Schedules that count epochs in a log that counts updates: the rate stands still for so many rows."""

from __future__ import annotations

import itertools

from lrcalc.logs.identify.decays import in_levels
from lrcalc.logs.identify.features import Features
from lrcalc.logs.shortest import round_numbers

# Fewer levels are as well told by milestones.
FEWEST_LEVELS = 5
MOST_LENGTHS = 2


def epoch_lengths(features: Features) -> list[int]:
    """How many updates an epoch may have, so that every change of the rate lies at the end of one."""
    levels, updates = features.levels, features.rows.updates
    if len(levels) < FEWEST_LEVELS or not in_levels(features):
        return []
    changes = [(updates[index - 1], updates[index]) for index in levels[1:]]
    apart = min(b - a for (_, a), (_, b) in itertools.pairwise(changes))
    widest = max(b - a for a, b in changes)
    # rows further apart than an epoch say nothing of its length
    near = round_numbers(max(2, features.spacing + 1, apart - widest), apart + widest, 4000)
    fits = (length for length in near if all(b // length > a // length for a, b in changes))
    return list(itertools.islice(fits, MOST_LENGTHS))
