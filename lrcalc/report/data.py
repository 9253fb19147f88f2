"""What the machine formats write: numbers by column, as many rows at a time as come together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol, Union

from lrcalc.errors import ScheduleError

# From so many steps on a second process pays.
SHORTEST_DIVIDED = 100_000

Column = Union[list[float], list[str], None]


class Batch(NamedTuple):
    """Consecutive rows for the machine formats: the steps, the phase, and the numbers.

    A number is a double, or text where it was rounded. A column is None where the phase lacks it.
    `extra` holds what goes with a single row beyond its numbers: its working, its marks.
    """

    steps: range
    phase: str
    columns: dict[str, Column]
    extra: Mapping[str, object] = MappingProxyType({})


Render = Callable[[Batch], str]


class Data(Protocol):
    """What the machine formats write: numbers by column, and what json says of them around the rows."""

    @property
    def keys(self) -> list[str]:
        """The columns beside the step."""

    @property
    def rate_keys(self) -> list[str]:
        """Those of them that are an η."""

    def rendered(self, keys: list[str], render: Render) -> Iterator[str]:
        """The rows as text, as many at a time as come together."""

    def about(self) -> dict[str, object]:
        """What json says before the rows."""

    def outcome(self) -> dict[str, object]:
        """What json says after them."""


def rendered_runs(
    runs: Iterable[range], batches: Callable[[range], Iterator[Batch]], render: Render
) -> Iterator[str]:
    """The batches of each run as text, in order: by two processes where that pays."""
    for run in runs:
        if len(run) < SHORTEST_DIVIDED:
            yield from map(render, batches(run))
        else:
            from lrcalc.sampling.two_processes import divided

            yield from divided(run, lambda part: map(render, batches(part)))


def too_large(step: int, what: str) -> ScheduleError:
    """Why a machine format stops where a number is no double."""
    return ScheduleError(
        f"at step {step} {what} is beyond the largest double, 1.8e308; "
        "taken: an --at where it is not, or -f table"
    )
