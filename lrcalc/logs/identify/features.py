"""What a log looks like: its peak, its ramp, its end, its levels and its jumps; from them lengths to try."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from lrcalc.logs.matching import Rows
from lrcalc.logs.shortest import round_numbers

# What is left of the peak at the end of a run that ended early.
FAR = 0.25


def _straight_way(left: float) -> float:
    """The share of the way at which a straight line has so much left."""
    return 1 - left


def _cosine_way(left: float) -> float:
    """The share of the way at which half a cosine wave has so much left."""
    return math.acos(2 * left - 1) / math.pi


@dataclass
class Features:
    """The rows of a log, and the whole numbers that it suggests."""

    rows: Rows
    total: int | None

    def __post_init__(self) -> None:
        values, updates = self.rows.values, self.rows.updates
        many = len(values)
        # the first rates that rise are a ramp; of a plateau after it the first row is the peak
        peak = 0
        while peak + 1 < many and values[peak + 1] >= values[peak]:
            peak += 1
        while peak > 0 and self._same(peak - 1, peak):
            peak -= 1
        self.peak = peak
        spaces = sorted(b - a for a, b in itertools.pairwise(updates) if b > a) or [1]
        self.spacing = max(spaces[len(spaces) // 2], spaces[int(len(spaces) * 0.95)])
        self.rises = peak > 0
        # where the peak is a plateau, the ramp ends at its first row
        self.flat_until = self.peak
        while self.flat_until + 1 < many and self._same(self.flat_until + 1, self.peak):
            self.flat_until += 1
        self.settled = many - 1
        while self.settled > 0 and self._same(self.settled - 1, many - 1):
            self.settled -= 1
        self.jumps = [
            index
            for index in range(self.flat_until + 1, many)
            if values[index] > values[index - 1] and not self._same(index, index - 1)
        ]
        self.levels = self._levels()

    def _same(self, one: int, other: int) -> bool:
        bounds, values = self.rows.bounds, self.rows.values
        low, high = max(bounds.low[one], bounds.low[other]), min(bounds.high[one], bounds.high[other])
        # neighbours in the last digit, such as 0.09 and 0.10, only touch
        width = min(bounds.high[index] - bounds.low[index] for index in (one, other))
        return values[one] == values[other] or high - low > 1e-6 * width

    def _levels(self) -> list[int]:
        """The first row of each level of equal rates."""
        starts = [0]
        for index in range(1, len(self.rows.values)):
            if not self._same(index, starts[-1]):
                starts.append(index)
        return starts

    def totals(self) -> list[int]:
        """Whole numbers that the total may be, the likeliest first."""
        updates = self.rows.updates
        last = updates[-1]
        found = [self.total] if self.total else []
        if self.settled < len(updates) - 1:
            # it ends where the rate settles
            low, high = updates[max(0, self.settled - 1)], updates[self.settled] + 1
            found += round_numbers(low + 1, high, 14)
        found += [last + 1, last, last + 2]
        if self.rows.values[-1] > max(self.rows.values) / 10:
            found += round_numbers(last, 2 * last, 6)
        found = [*found[:3], *self._far_totals(), *found[3:]]
        found += round_numbers(last, last + self.spacing + 1, 26)
        found += [t + d for t in found[:2] for d in (-1, 1)]
        # a run may have ended early
        found += round_numbers(last, 3 * last, 16)
        return list(dict.fromkeys(total for total in found if total > 0))

    def _far_totals(self) -> list[int]:
        """Totals with which a run ended early, if it was a straight line or half a cosine wave to 0."""
        last, peak = len(self.rows.values) - 1, self.rows.values[self.peak]
        shares = self.rows.bounds.low[last] / peak, self.rows.bounds.high[last] / peak
        if not FAR < shares[0] <= shares[1] < 1 or self.flat_until == last:
            return []
        found = []
        for start in dict.fromkeys([0, *(self.warmups()[:3] if self.rises else [])]):
            run = self.rows.updates[last] - start
            for way in (_straight_way, _cosine_way):
                low, high = (start + run / way(share) for share in shares)
                found += round_numbers(math.ceil(low - 0.01), math.floor(high + 0.01), 3)
        return found

    def warmups(self) -> list[int]:
        """Whole numbers that the warm-up may be, the likeliest first; 0 where there is none."""
        if not self.rises:
            return [0]
        updates, values, bounds = self.rows.updates, self.rows.values, self.rows.bounds
        first, end = self.peak - 1, self.peak
        while first > 0 and values[first - 1] >= values[first]:
            first -= 1
        ramp = list(range(first + 1)) or [0]
        low, high = max(0, updates[first] - 1), updates[end] + 1
        narrow = None
        if len(ramp) >= 2:
            i, j = ramp[0], ramp[-1]
            run = updates[j] - updates[i]
            if run > 0:
                steep = (bounds.high[j] - bounds.low[i]) / run
                slow = max((bounds.low[j] - bounds.high[i]) / run, 1e-300)
                near = updates[j] + (values[end] - bounds.high[j]) / steep
                far = updates[j] + (values[end] * 1.02 - bounds.low[j]) / slow
                narrow = max(low, int(near) - 1), min(high, int(far) + 2)
        elif values[first] > 0 and updates[first] > 0:
            guess = values[end] / values[first] * updates[first]
            narrow = max(low, int(guess * 0.97) - 2), min(high, int(guess * 1.1) + 3)
        found = round_numbers(*narrow, 24) if narrow and narrow[0] <= narrow[1] else []
        return list(dict.fromkeys(found + round_numbers(low, high, 12)))

    def curved_warmups(self) -> list[int]:
        """Whole numbers that a warm-up may be that does not rise in a straight line."""
        updates = self.rows.updates
        after = updates[min(self.flat_until + 1, len(updates) - 1)]
        return round_numbers(updates[self.peak - 1] + 1, max(after, updates[self.peak]), 16)

    def starts(self) -> list[str]:
        """Rates that the warm-up may start at: 0, or where the ramp meets step 0."""
        from lrcalc.logs.shortest import shortest_decimal

        if not self.rises or self.peak < 2:
            return ["0"]
        updates, bounds = self.rows.updates, self.rows.bounds
        if updates[0] == 0:
            return ["0"] if bounds.low[0] <= 0 else [shortest_decimal(bounds.low[0], bounds.high[0])]
        i, j = 0, max(1, self.peak - 1)
        run = updates[j] - updates[i]
        if run <= 0:
            return ["0"]
        low = bounds.low[i] - (bounds.high[j] - bounds.low[i]) / run * updates[i]
        high = bounds.high[i] - (bounds.low[j] - bounds.high[i]) / run * updates[i]
        if low <= 0:
            return ["0"]
        return [shortest_decimal(low, high)] if high >= low else ["0"]
