"""The rates of a schedule as rows for programs: in stretches where they are many, else one by one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lrcalc.numbers.display import program_text, quantity_text
from lrcalc.report.rows import NOTHING, Batch, Cells, Constant, Render, rendered_runs, too_large
from lrcalc.sampling.stretch import Steps, Stretch
from lrcalc.sampling.trajectory import Trajectory
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.report.part import Cell, ExtraColumn

OTHERS = ("step", "phase")


class RateRows:
    """The rates of a schedule at the steps of some runs, in the columns with some keys.

    `values` are those of them that stand where there are values alone; what is `extra` is found row by row,
    and `more` are rows below them, with the cells that they have.
    """

    def __init__(
        self,
        schedule: Policy,
        runs: Iterable[Steps],
        columns: list[str],
        values: list[str],
        digits: int | None,
        extra: Mapping[str, ExtraColumn],
        more: Sequence[Mapping[str, Cell]] = (),
    ) -> None:
        self.schedule = schedule
        self.runs = runs
        self.columns = columns
        self.values = values
        self.digits = digits
        self._extra = extra
        self._more = more
        self._is_unbounded = schedule.bounds() is None and schedule.monotone_from != 0

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        numbers = [key for key in keys if key not in OTHERS and key not in self._extra]
        if self.digits is not None or self._extra:
            return map(render, self._single_rows(numbers))
        found = Trajectory(self.schedule, numbers)
        return rendered_runs(self.runs, lambda part: self._batches(found.over(part), numbers), render)

    def _batches(self, stretches: Iterable[Stretch], numbers: list[str]) -> Iterator[Batch]:
        for stretch in stretches:
            columns: dict[str, Cells] = {
                "step": stretch.steps,
                "phase": Constant(stretch.phase.name),
            }
            for key in numbers:
                doubles = stretch.columns.get(key)
                if doubles is None:
                    columns[key] = NOTHING
                    continue
                if self._may_be_infinite(doubles, stretch.steps):
                    beyond = next((at for at, double in enumerate(doubles) if math.isinf(double)), None)
                    if beyond is not None:
                        raise too_large(stretch.steps[beyond], _said(key))
                columns[key] = doubles
            yield Batch(len(stretch.steps), columns)

    def _may_be_infinite(self, doubles: Sequence[float], steps: Sequence[int]) -> bool:
        # in order they grow beyond all doubles at an end, but where no bounds are known
        if self._is_unbounded or not isinstance(steps, range):
            return math.inf in doubles or -math.inf in doubles
        return math.isinf(doubles[0]) or math.isinf(doubles[-1])

    def _single_rows(self, numbers: list[str]) -> Iterator[Batch]:
        for index, step in enumerate(step for run in self.runs for step in run):
            derivation = self.schedule.derivation(step)
            columns: dict[str, Cells] = {"step": [step], "phase": Constant(derivation.phase.name)}
            for key in numbers:
                columns[key] = [self._number(derivation, key)] if key in derivation else NOTHING
            for key, column in self._extra.items():
                columns[key] = Constant(column.cell(index, derivation).value)
            yield Batch(1, columns)
        for row in self._more:
            cells = {key: Constant(cell.value) for key, cell in row.items()}
            yield Batch(1, {**dict.fromkeys([*OTHERS, *numbers, *self._extra], NOTHING), **cells})

    def _number(self, derivation: Derivation, key: str) -> str:
        value, unit = derivation[key], derivation.phase[key].unit
        if unit == "count":
            return quantity_text(unit, value)
        if self.digits is not None:
            text = quantity_text("rate", value, self.digits)
            if text[0] in "<>":
                raise too_large(derivation.step, _said(key))  # beyond all decimals: no number for a program
            return text
        double = value.double()
        if math.isinf(double):
            raise too_large(derivation.step, _said(key))
        return program_text(double)


def _said(key: str) -> str:
    return f"the {key.replace('_', ' ')}"
