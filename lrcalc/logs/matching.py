"""Rows held against a way to find the rate: which agree, and whether all do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lrcalc.logs.precision import Bounds

Rates = Callable[[int], float]
# So many rows are looked at before all of them.
PROBES = 9


class Rows:
    """The logged rates of a column with the bounds of a rule, at the updates of a reading."""

    def __init__(
        self, updates: Sequence[int], bounds: Bounds, values: Sequence[float], span: int = 1
    ) -> None:
        self.updates, self.bounds, self.values, self.span = updates, bounds, values, span
        many = len(updates)
        spread = {round(index * (many - 1) / (PROBES - 1)) for index in range(PROBES)} if many else set()
        self._order = sorted(spread, key=lambda index: -index)

    def holds(self, rates: Rates, first: int = 0, last: int | None = None) -> bool:
        """Whether all rows from `first` to before `last` agree."""
        last = len(self.updates) if last is None else last
        low, high, updates = self.bounds.low, self.bounds.high, self.updates
        found = self.mean(rates)
        for index in self._order:
            if first <= index < last and not low[index] <= found(updates[index]) <= high[index]:
                return False
        return all(low[i] <= found(updates[i]) <= high[i] for i in range(first, last))

    def wrong(self, rates: Rates) -> list[int]:
        """The rows that disagree."""
        low, high, found = self.bounds.low, self.bounds.high, self.mean(rates)
        return [i for i, k in enumerate(self.updates) if not low[i] <= found(k) <= high[i]]

    def mean(self, rates: Rates) -> Rates:
        """The mean over the updates of a row, where a row is that of several."""
        span = self.span
        if span == 1:
            return rates
        return lambda update: sum(rates(update + index) for index in range(span)) / span

    def fits(self, index: int, rate: float) -> bool:
        """Whether one row agrees with a rate."""
        return self.bounds.low[index] <= rate <= self.bounds.high[index]

    def part(self, first: int, last: int) -> Rows:
        """Some of the rows."""
        bounds = Bounds(self.bounds.low[first:last], self.bounds.high[first:last])
        return Rows(self.updates[first:last], bounds, self.values[first:last], self.span)
