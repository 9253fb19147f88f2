"""A schedule on another clock: what it counts in place of the steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from lrcalc.errors import ParameterError, expected
from lrcalc.expression import STEP, Node, Number, Quantity, floor
from lrcalc.numbers.literal import MOST_STEPS, shown
from lrcalc.schedule.derivation import Phase
from lrcalc.schedule.moved import MovedPhase, Mover
from lrcalc.schedule.parameters import declared
from lrcalc.schedule.wrapper import Wrapper
from lrcalc.schedule.wrappers import CLOCK

FORMS = "a clock such as t//391, 4*t, t+1, t-1 or 4*t+3"
_FORM = re.compile(
    r"(?:(?P<times>[0-9]{1,15})\*)?t(?://(?P<over>[0-9]{1,15}))?(?P<shift>[+-][0-9]{1,15})?"
    r"|\(t(?P<inner>[+-][0-9]{1,15})\)//(?P<over_all>[0-9]{1,15})"
)


class Clock(NamedTuple):
    """⌊(times·t + inner)/over⌋ + shift, and 0 where that is below 0."""

    times: int
    inner: int
    over: int
    shift: int

    @classmethod
    def read(cls, text: str) -> Clock | None:
        match = _FORM.fullmatch(re.sub(r"\s+", "", text).replace("−", "-").replace("·", "*"))
        if match is None:
            return None
        over = int(match["over"] or match["over_all"] or 1)
        found = cls(int(match["times"] or 1), int(match["inner"] or 0), over, int(match["shift"] or 0))
        return found if found.times and found.over else None

    def at(self, step: int) -> int:
        return max(0, (self.times * step + self.inner) // self.over + self.shift)

    def first_at(self, count: int) -> int:
        """The first step at which the clock shows the count or more."""
        if count <= 0:
            return 0
        return max(0, -(-((count - self.shift) * self.over - self.inner) // self.times))

    @property
    def node(self) -> Node:
        counted: Node = STEP if self.times == 1 else self.times * STEP
        counted = _shifted(counted, self.inner)
        counted = counted if self.over == 1 else floor(counted / self.over)
        return _shifted(counted, self.shift)


def _shifted(node: Node, by: int) -> Node:
    return node if by == 0 else node + by if by > 0 else node - -by


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Clocked(Wrapper):
    """A schedule that counts something else than the steps.

    η_t is the rate of the schedule at its clock.

    clock: t//391 for one that is stepped once in 391 updates, as once an epoch; 4*t for one that is stepped
    by each of 4 processes; t+1 for one that counts from 1; t-1 for one that is stepped late. What is below 0
    counts as 0.
    Raises ParameterError for another clock.
    Source: Lightning interval="epoch"; accelerate; OLMo-core t+1; DeepSpeed and Composer t−1.

    >>> from lrcalc import Multistep
    >>> Multistep(lr="0.1", milestones=30).with_clock("t//391").at(30 * 391)
    0.01
    """

    clock: str = declared(CLOCK["clock"])

    def validate(self) -> None:
        super().validate()
        if Clock.read(self.clock) is None:
            raise ParameterError(self.parameters()["clock"].label, expected(FORMS, shown(self.clock)))

    def entitled(self, title: str) -> str:
        return f"{title}, on the clock {self.clock}"

    @cached_property
    def _clock(self) -> Clock:
        found = Clock.read(self.clock)
        assert found is not None
        return found

    def step_of(self, inside: int) -> int:
        return min(MOST_STEPS, self._clock.first_at(inside))

    def _at(self, count: int | None) -> int | None:
        """The step at which the clock shows a count of the schedule inside."""
        return None if count is None else self.step_of(count)

    @property
    def total(self) -> int | None:
        return self._at(self.inner.total)

    @property
    def updates(self) -> int | None:
        return self._at(self.inner.updates)

    @property
    def run_end(self) -> int | None:
        return self._at(self.inner.run_end)

    @property
    def monotone_from(self) -> int | None:
        found = self.inner.monotone_from
        if found is None or self._clock.over > 1:
            return None
        return self._clock.first_at(found) if found else 0

    def phase_at(self, step: int) -> Phase:
        clock, end = self._clock, self.inner.total
        count = clock.at(step)
        if end is not None and count > end:  # the clock goes past the end between two steps
            return self._stopped_at(end)(self.inner.phase_at(end), step, None, condition=())
        before = self.phase_inside(count)
        # a phase may be told of as longer than the schedule is
        inside = [item for item in (before.last, end) if item is not None]
        first, last = clock.first_at(before.first), min(inside, default=None)
        if clock.over > 1:  # what is rounded down is the same within a phase
            first, last = max(first, clock.first_at(count)), count
        ends = None if last is None else clock.first_at(last + 1) - 1
        below = clock.first_at(1) - 1
        if clock.inner // clock.over + clock.shift < 0 and step <= below:
            # before the clock shows 1 it counts as 0
            return self._stopped_at(0)(before, 0, below, before.name)
        first = max(first, below + 1) if clock.inner // clock.over + clock.shift < 0 else first
        return self._running(before, first, ends, before.name)

    @cached_property
    def _running(self) -> Mover:
        if self._clock.over == 1:
            return Mover(self.inner, {STEP: self._clock.node})
        # what is rounded down is a count of its own
        count = Quantity("clock", "clock", r"\text{clock}", "Clock", self._clock.node, "count")
        return Mover(self.inner, {STEP: count}, lambda quantities: (count, *quantities))

    def _stopped_at(self, count: int) -> Mover:
        if count not in self._stopped:
            self._stopped[count] = Mover(self.inner, {STEP: Number(Fraction(count))})
        return self._stopped[count]

    @cached_property
    def _stopped(self) -> dict[int, Mover]:
        return {}

    def check_step(self, step: int) -> None:
        self.inner.check_step(self._clock.at(step))

    def turns(self, phase: Phase) -> Iterator[int]:
        if isinstance(phase, MovedPhase) and self._clock.over == 1:
            for turn in self.inner.turns(phase.before):
                step = self._clock.first_at(turn)
                if step >= phase.first and (phase.last is None or step <= phase.last):
                    yield step

    def default_steps(self) -> list[int]:
        if self.total is not None:
            return super(Wrapper, self).default_steps()
        steps = {self._clock.first_at(step) for step in self.inner.default_steps()}
        return sorted(step for step in steps if step <= MOST_STEPS)
