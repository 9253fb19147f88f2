"""The rates of a schedule at single steps in any order, for the many variants of a search."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from lrcalc.expression.compiled import compiled
from lrcalc.schedule.policy import Policy

MOST_PHASES, MOST_REMEMBERED = 4096, 500_000
Formula = Callable[[int], float]


class Curve:
    """The rates of a policy at whole steps, each found in about a microsecond."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.total = policy.total
        # phases that were entered, by their first step: none overlaps another
        self._firsts: list[int] = []
        self._entered: list[tuple[float, Formula]] = []
        self._first, self._last = 0, -1.0
        self._formula: Formula = lambda step: 0.0
        self._beyond: Formula | None = None

    def at(self, step: int) -> float:
        """The rate at a step; a step below 0 counts as 0, and past the end the last one holds."""
        if step < 0:
            step = 0
        if self.total is not None and step > self.total:
            step = self.total
        if not self._first <= step <= self._last:
            self._enter(step)
        return self._formula(step)

    @cached_property
    def remembered(self) -> Formula:
        """The same as `at`, where the same steps are asked for many times: each is found once."""
        known: dict[int, float] = {}

        def at(step: int) -> float:
            found = known.get(step)
            if found is None:
                if len(known) == MOST_REMEMBERED:
                    known.clear()
                found = known[step] = self.at(step)
            return found

        return at

    def continued(self, step: int) -> float:
        """The rate where the last formula goes on past the end; never below 0."""
        if self.total is None or step <= self.total:
            return self.at(step)
        if self._beyond is None:
            self._enter(self.total)
            self._beyond = self._formula
        try:
            return max(0.0, self._beyond(step))
        except (ArithmeticError, ValueError):
            return self.at(step)

    def _enter(self, step: int) -> None:
        place = bisect_right(self._firsts, step) - 1
        if place >= 0 and step <= self._entered[place][0]:
            self._first, (self._last, self._formula) = self._firsts[place], self._entered[place]
            return
        phase = self.policy.phase_at(step)
        self._first, self._last = phase.first, math.inf if phase.last is None else phase.last
        if not self._first <= step <= self._last:
            self._first = self._last = step
        self._formula = compiled(phase.quantities[-1])
        if len(self._firsts) >= MOST_PHASES:
            self._firsts.clear()
            self._entered.clear()
        place = bisect_right(self._firsts, self._first)
        self._firsts.insert(place, self._first)
        self._entered.insert(place, (self._last, self._formula))
