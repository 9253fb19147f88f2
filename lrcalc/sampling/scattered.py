"""Steps in any order: sorted, found in blocks where they are many, and put back in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from lrcalc.errors import ScheduleError
from lrcalc.expression.named import Quantity
from lrcalc.sampling.stretch import SHORTEST_BLOCK, Steps, Stretch
from lrcalc.schedule.derivation import Phase

# Every step of so many is found where enough of them are asked for.
BLOCK = 2048


class Finder(Protocol):
    """What finds the quantities of a policy: see Trajectory."""

    @property
    def keys(self) -> Collection[str]: ...

    def over(self, run: Steps) -> Iterator[Stretch]:
        """The steps of a run, in order."""

    def one_by_one(self, run: Steps) -> Iterator[Stretch]:
        """The steps each by itself."""


Found = tuple[Phase, tuple[float, ...]]


def scattered(trajectory: Finder, steps: Sequence[int]) -> Iterator[Stretch]:
    """The quantities at the steps, in their order."""
    try:
        found = _found(trajectory, sorted(set(steps)))
    except (ArithmeticError, ValueError, ScheduleError):
        # at a step that was not asked for, perhaps
        yield from trajectory.one_by_one(steps)
        return
    for (_, formula), group in groupby(steps, key=lambda step: _kind(found[step][0])):
        part = list(group)
        phase = found[part[0]][0]
        keys = [quantity.key for quantity in formula if quantity.key in trajectory.keys]
        columns = map(list, zip(*(found[step][1] for step in part)))
        yield Stretch(part, phase, dict(zip(keys, columns)))


def _kind(phase: Phase) -> tuple[str, tuple[Quantity, ...]]:
    return phase.name, phase.quantities


def _found(trajectory: Finder, steps: list[int]) -> dict[int, Found]:
    """The phase of each step and its quantities, in the order of the phase."""
    found: dict[int, Found] = {}
    for run in _runs(steps):
        for stretch in trajectory.over(run):
            phase, first = stretch.phase, stretch.steps[0]
            columns = [stretch.columns[item.key] for item in phase.quantities if item.key in stretch.columns]
            for step in steps[bisect_left(steps, first) : bisect_right(steps, stretch.steps[-1])]:
                found[step] = phase, tuple(column[step - first] for column in columns)
    return found


def _runs(steps: list[int]) -> Iterator[range]:
    """Runs that hold all the steps: every step of a block where they are many, else one by one."""
    run = range(0)
    for _, group in groupby(steps, key=lambda step: step // BLOCK):
        part = list(group)
        if len(part) < SHORTEST_BLOCK:
            yield from (range(step, step + 1) for step in part)
        elif run and part[0] - run.stop < BLOCK // 16:
            run = range(run.start, part[-1] + 1)
        else:
            yield from [run] if run else []
            run = range(part[0], part[-1] + 1)
    yield from [run] if run else []
