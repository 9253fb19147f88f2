"""What is asked of a policy, in the two shapes that formats print: rows of text, and streams of doubles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lrcalc.display import quantity_text
from lrcalc.errors import ScheduleError
from lrcalc.policies.formula import phases
from lrcalc.policies.policy import HEADINGS, Derivation, Policy
from lrcalc.second_process import in_two_processes, worth_two
from lrcalc.trajectory import trajectory

MOST_ROWS = 10_000
# What the machine formats carry, of those that a policy has.
DATA_COLUMNS = ("phase", "cosine", "scale", "learning_rate")
MISSING = "–"


class Batch(NamedTuple):
    """Consecutive rows for the machine formats: the steps, the phase, and the numbers.

    A number is a double, or text where it was rounded. A column is None where the phase lacks it.
    """

    steps: range
    phase: str
    columns: dict[str, list[float] | list[str] | None]


class Report(NamedTuple):
    """A policy, the steps asked, and to how many significant digits (None: each format's own)."""

    policy: Policy
    runs: Iterable[range]
    digits: int | None = None

    @property
    def headings(self) -> list[str]:
        named = {item.key: item.heading for phase in phases(self.policy) for item in phase.quantities}
        return ["Step", *(named.get(key) or HEADINGS[key] for key in self.policy.columns)]

    @property
    def data_columns(self) -> list[str]:
        return [key for key in DATA_COLUMNS if key in self.policy.columns]

    def derivations(self) -> Iterator[Derivation]:
        """The derivation at each step asked, in order. Raises ScheduleError where they are too many."""
        count = 0
        for run in self.runs:
            count += len(run)
            if count > MOST_ROWS:
                raise ScheduleError(
                    f"--at: more than {MOST_ROWS} rows are too many for a table; taken: fewer, or -f csv"
                )
            yield from map(self.policy.derivation, run)

    def rows(self) -> Iterator[list[str]]:
        """The cells of each row, as a person reads them."""
        for derivation in list(self.derivations()):
            yield [str(derivation.step), *(self._cell(derivation, key) for key in self.policy.columns)]

    def _cell(self, derivation: Derivation, key: str) -> str:
        if key == "phase":
            return derivation.phase.name
        if key not in derivation:
            return MISSING
        return quantity_text(derivation.phase[key].unit, derivation[key], self.digits)

    def rendered(self, keys: list[str], render: Callable[[Batch], str]) -> Iterator[str]:
        """The rows for the machine formats as text, as many at a time as come together."""
        numbers = [key for key in keys if key != "phase"]
        for run in self.runs:
            if self.digits is not None:
                yield from map(render, self._rounded_batches(run, numbers, self.digits))
            elif worth_two(run):
                yield from in_two_processes(run, lambda part: map(render, self._batches(part, numbers)))
            else:
                yield from map(render, self._batches(run, numbers))

    def _batches(self, run: range, numbers: list[str]) -> Iterator[Batch]:
        for stretch in trajectory(self.policy, [run], numbers):
            columns: dict[str, list[float] | list[str] | None] = {}
            for key in numbers:
                doubles = stretch.columns.get(key)
                if doubles is not None and math.inf in (doubles[0], doubles[-1]):
                    step = stretch.steps[doubles.index(math.inf)]
                    raise ScheduleError(
                        f"--at: at step {step} the {key.replace('_', ' ')} is beyond the largest double, "
                        "1.8e308; taken: steps where it is not, or -f table"
                    )
                columns[key] = doubles
            yield Batch(stretch.steps, stretch.phase.name, columns)

    def _rounded_batches(self, run: range, numbers: list[str], digits: int) -> Iterator[Batch]:
        for index, step in enumerate(run):
            derivation = self.policy.derivation(step)
            columns: dict[str, list[float] | list[str] | None] = {
                key: [quantity_text("rate", derivation[key], digits)] if key in derivation else None
                for key in numbers
            }
            yield Batch(run[index : index + 1], derivation.phase.name, columns)
