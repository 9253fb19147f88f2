"""What a log looks like: its peak, its ramp, its end, its levels and its jumps; from them lengths to try."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from lrcalc.logs.matching import Rows
from lrcalc.logs.shortest import round_numbers

# So many equal rates at the end are a plateau.
FEWEST_KEPT = 2
# So many lengths of a warm-up are tried.
MOST_WARMUPS, MOST_CURVED = 96, 24


@dataclass
class Features:
    """The rows of a log, and the whole numbers that it suggests.

    ramps: the warm-ups that the rows allow, by their kind, once they were asked for.
    """

    rows: Rows
    total: int | None
    ramps: dict[str, list[dict[str, str]]] = field(default_factory=dict)

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
        return values[one] == values[other] or high - low > 1e-5 * width

    def _levels(self) -> list[int]:
        """The first row of each level of equal rates."""
        starts = [0]
        for index in range(1, len(self.rows.values)):
            if not self._same(index, starts[-1]):
                starts.append(index)
        return starts

    @property
    def is_kept(self) -> bool:
        """Whether a warm-up goes over into one rate, which stays to the end of the log."""
        many = len(self.rows.values)
        return self.rises and self.flat_until == many - 1 and many - self.peak > FEWEST_KEPT

    @property
    def least_total(self) -> float:
        """The least total of a decay: the rows before the last level are still on the way."""
        return self.rows.updates[max(0, self.settled - 1)] + 1.0

    @property
    def likely_totals(self) -> list[int]:
        """What the log itself says of the total, and where it ends or comes to rest."""
        last = self.rows.updates[-1]
        found = [self.total, last + 1, last, last + 2, self.rows.updates[self.settled]]
        return [total for total in found if total]

    def warmups(self) -> list[int]:
        """Whole numbers that the warm-up may be, the likeliest first; 0 where there is none."""
        if not self.rises:
            return [0]
        updates, values, bounds = self.rows.updates, self.rows.values, self.rows.bounds
        first, end = self.peak - 1, self.peak
        while first > 0 and values[first - 1] >= values[first]:
            first -= 1
        ramp = list(range(first + 1)) or [0]
        # the highest row may still be one of the ramp
        low, high = max(0, updates[first] - 1), updates[min(end + 1, len(updates) - 1)] + 1
        if len(ramp) >= 2:
            i, j = ramp[0], ramp[-1]
            run = updates[j] - updates[i]
            steep = (bounds.high[j] - bounds.low[i]) / run if run > 0 else 0.0
            # the ramp rises at least as high as the rows after it
            if steep > 0:
                low = max(low, int(updates[j] + (values[end] - bounds.high[j]) / steep) - 1)
        elif values[first] > 0 and updates[first] > 0:
            low = max(low, int(values[end] / values[first] * updates[first] * 0.97) - 2)
        return round_numbers(min(low, high), high, MOST_WARMUPS)

    def curved_warmups(self) -> list[int]:
        """Whole numbers that a warm-up may be that does not rise in a straight line."""
        updates = self.rows.updates
        # where the rate stays, its first row is not far behind the end of the ramp
        last = self.peak if self.is_kept else self.flat_until
        after = max(updates[min(last + 1, len(updates) - 1)], updates[self.peak])
        return round_numbers(updates[self.peak - 1] + 1, after + 1, MOST_CURVED)

    def starts(self) -> list[str]:
        """Rates that the warm-up may start at: 0, or where the ramp meets step 0."""
        from lrcalc.logs.shortest import shortest_decimal

        updates, bounds = self.rows.updates, self.rows.bounds
        if not self.rises or (self.peak < 2 and updates[0] != 0):
            return ["0"]
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
