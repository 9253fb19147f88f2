"""Rows held against a way to find the rate: which agree, and whether all do."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from lrcalc.logs.precision import Bounds

Rates = Callable[[int], float]
# So many rows are looked at before all of them.
PROBES = 9


def clocked(rates: Rates, by: int, times: int = 1) -> Rates:
    """The rates where the schedule counts so many times each update, and a number more, never below 0."""
    return lambda update: rates(max(0, times * update + by))


class OutOfTimeError(Exception):
    """A search that took longer than it was given."""


class Rows:
    """The logged rates of a column with the bounds of a rule, at the updates of a reading.

    until: the processor time at which a search in them ends.
    """

    def __init__(
        self,
        updates: Sequence[int],
        bounds: Bounds,
        values: Sequence[float],
        span: int = 1,
        until: float = math.inf,
    ) -> None:
        self.updates, self.bounds, self.values, self.span = updates, bounds, values, span
        self.until = until
        many = len(updates)
        spread = {round(index * (many - 1) / (PROBES - 1)) for index in range(PROBES)} if many else set()
        self._order = sorted(spread, key=lambda index: -index)

    def holds(self, rates: Rates, first: int = 0, last: int | None = None) -> bool:
        """Whether all rows from `first` to before `last` agree. Raises OutOfTimeError."""
        if time.process_time() > self.until:
            raise OutOfTimeError
        last = len(self.updates) if last is None else last
        low, high, updates = self.bounds.low, self.bounds.high, self.updates
        found = self.mean(rates)
        for index in self._order:
            if first <= index < last and not low[index] <= found(updates[index]) <= high[index]:
                return False
        return all(low[i] <= found(updates[i]) <= high[i] for i in range(first, last))

    @property
    def probes(self) -> int:
        """How many rows are looked at first."""
        return len(self._order)

    def probed(self, rates: Rates) -> int:
        """How many agree of the rows that are looked at first."""
        low, high, found = self.bounds.low, self.bounds.high, self.mean(rates)
        return sum(low[index] <= found(self.updates[index]) <= high[index] for index in self._order)

    def wrong(self, rates: Rates) -> list[int]:
        """The rows that disagree."""
        low, high, found = self.bounds.low, self.bounds.high, self.mean(rates)
        return [i for i, k in enumerate(self.updates) if not low[i] <= found(k) <= high[i]]

    def mean(self, rates: Rates) -> Rates:
        """The mean over the updates of a row, where a row is that of several."""
        span = self.span
        if span == 1:
            return rates
        return lambda update: sum(map(rates, range(update, update + span))) / span

    def means(self, rates: Rates, many: int) -> Iterator[float]:
        """The mean of the rates that a row would have at each of so many updates, from the first on."""
        if self.span == 1:
            return map(rates, range(many))
        sums = list(accumulate(map(rates, range(many + self.span)), initial=0.0))
        return ((after - before) / self.span for before, after in zip(sums[:many], sums[self.span :]))

    def fits(self, index: int, rate: float) -> bool:
        """Whether one row agrees with a rate."""
        return self.bounds.low[index] <= rate <= self.bounds.high[index]

    def part(self, first: int, last: int) -> Rows:
        """Some of the rows."""
        bounds = Bounds(self.bounds.low[first:last], self.bounds.high[first:last])
        return Rows(self.updates[first:last], bounds, self.values[first:last], self.span, self.until)

    def chosen(self, places: Sequence[int]) -> Rows:
        """Some of the rows, by their places."""

        def some(values: Sequence[float]) -> array[float]:
            return array("d", (values[place] for place in places))

        updates = [self.updates[place] for place in places]
        bounds = Bounds(some(self.bounds.low), some(self.bounds.high))
        return Rows(updates, bounds, some(self.values), self.span, self.until)

    def moved(self, by: int) -> Rows:
        """The rows so many updates later."""
        updates = [update + by for update in self.updates]
        return Rows(updates, self.bounds, self.values, self.span, self.until)
