"""What is asked of a policy, in the two shapes that formats print: rows of text, and streams of doubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lrcalc.display import quantity_text
from lrcalc.errors import ScheduleError
from lrcalc.policies.formula import phases
from lrcalc.policies.policy import Derivation, Policy
from lrcalc.trajectory import trajectory

MOST_ROWS = 10_000
# What the machine formats carry, of those that a policy has.
DATA_COLUMNS = ("phase", "cosine", "scale", "learning_rate")
MISSING = "–"


@dataclass(frozen=True)
class Batch:
    """Consecutive rows for the machine formats: the steps, the phase, and the numbers as text.

    A column is None where the phase has no such quantity.
    """

    steps: range
    phase: str
    columns: dict[str, list[str] | None]


@dataclass(frozen=True)
class Report:
    """A policy, the steps asked, and to how many significant digits (None: each format's own)."""

    policy: Policy
    runs: Iterable[range]
    digits: int | None = None

    @property
    def headings(self) -> list[str]:
        named = {item.key: item.heading for phase in phases(self.policy) for item in phase.quantities}
        return ["Step", *(named.get(key, "Phase") for key in self.policy.columns)]

    @property
    def data_columns(self) -> list[str]:
        return [key for key in DATA_COLUMNS if key in self.policy.columns]

    @property
    def number_columns(self) -> list[str]:
        return [key for key in self.data_columns if key != "phase"]

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

    def batches(self) -> Iterator[Batch]:
        """The rows for the machine formats, as many at a time as come together."""
        if self.digits is not None:
            yield from self._rounded_batches(self.digits)
            return
        for stretch in trajectory(self.policy, self.runs):
            columns: dict[str, list[str] | None] = {}
            for key in self.number_columns:
                doubles = stretch.columns.get(key)
                if doubles is not None and abs(doubles[0]) == abs(doubles[-1]) == float("inf"):
                    raise ScheduleError(
                        f"--at: at step {stretch.steps[0]} the {key.replace('_', ' ')} is beyond the largest "
                        "double, 1.8e308; taken: steps where it is not, or -f table"
                    )
                columns[key] = None if doubles is None else list(map(repr, doubles))
            yield Batch(stretch.steps, stretch.phase.name, columns)

    def _rounded_batches(self, digits: int) -> Iterator[Batch]:
        for run in self.runs:
            for index, step in enumerate(run):
                derivation = self.policy.derivation(step)
                columns: dict[str, list[str] | None] = {
                    key: [quantity_text("rate", derivation[key], digits)] if key in derivation else None
                    for key in self.number_columns
                }
                yield Batch(run[index : index + 1], derivation.phase.name, columns)
