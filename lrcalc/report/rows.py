"""The rows of an answer for programs: numbers by column, as many rows at a time as come together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar, cast

from lrcalc.errors import ScheduleError
from lrcalc.sampling.stretch import Steps

# From so many steps on a second process pays.
SHORTEST_DIVIDED = 100_000


class Constant:
    """What every row of a batch has in a column: text, a list, an object; None where there is nothing."""

    def __init__(self, value: object) -> None:
        self.value = value


# Doubles, whole numbers, or the texts of numbers that were rounded.
Cells = Sequence[float] | Sequence[int] | Sequence[str] | Constant
NOTHING = Constant(None)


class Batch:
    """Rows that come together: how many, and what stands in each column."""

    def __init__(self, length: int, columns: dict[str, Cells]) -> None:
        self.length = length
        self.columns = columns


Kind = TypeVar("Kind", bound=Steps)
Render = Callable[[Batch], str]


class Rows(Protocol):
    """Numbers by column, the step among them."""

    @property
    def columns(self) -> list[str]:
        """The keys of the columns, in order."""

    @property
    def values(self) -> list[str]:
        """Those of them that stand where there are values alone: an η."""

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        """The rows as text, as many at a time as come together; each has at least the columns with those
        keys."""


def rendered_runs(
    runs: Iterable[Kind], batches: Callable[[Kind], Iterator[Batch]], render: Render
) -> Iterator[str]:
    """The batches of each run as text, in order: by two processes where that pays."""
    for run in runs:
        if len(run) < SHORTEST_DIVIDED or not isinstance(run, range):
            yield from map(render, batches(run))
        else:
            from lrcalc.sampling.two_processes import divided

            yield from divided(run, lambda part: map(render, batches(cast(Kind, part))))


def too_large(step: int, what: str) -> ScheduleError:
    """Why a format of doubles stops where a number is none."""
    return ScheduleError(
        f"expected {what} up to the largest double, 1.8e308, got a larger one at step {step}; "
        "use other steps, or -f table"
    )
