"""The comparison of several schedules, in the shapes that formats print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from lrcalc.analysis.comparison import Difference, Schedule, Together, compared, largest_difference, ratio_of
from lrcalc.errors import ScheduleError
from lrcalc.numbers.display import quantity_text
from lrcalc.report.data import Batch, Column, Render, rendered_runs, too_large
from lrcalc.report.rates import MISSING, MOST_ROWS

if TYPE_CHECKING:
    from lrcalc.pictures.curve import Curve


class Comparison:
    """Two schedules or more, the steps asked, and to how many significant digits (None: each format's own).

    For formats that are read there are headings, rows and sentences; for machines it is Data.
    """

    def __init__(self, schedules: list[Schedule], runs: list[range], digits: int | None = None) -> None:
        self.schedules = schedules
        self.runs = runs
        self.digits = digits
        self.last = max((max(run[0], run[-1]) for run in runs), default=0)
        self.end = max([self.last, *(schedule.policy.total or 0 for schedule in schedules)])
        numbers = range(1, len(schedules) + 1)
        self.rate_keys = [f"learning_rate_{number}" for number in numbers]
        self.ratio_keys = [f"ratio_{number}" for number in numbers[1:]]
        self.keys = [*self.rate_keys, *self.ratio_keys]

    @property
    def lines(self) -> list[str]:
        """The schedules as they were written."""
        return [schedule.line for schedule in self.schedules]

    @property
    def headings(self) -> list[str]:
        names = [f"{number} {item.policy.name}" for number, item in enumerate(self.schedules, 1)]
        return ["Step", *names, *(f"{number} : 1" for number in range(2, len(names) + 1))]

    def rows(self) -> list[list[str]]:
        """The cells of each row, as a person reads them. Raises ScheduleError where they are too many."""
        if sum(map(len, self.runs)) > MOST_ROWS:
            raise ScheduleError(f"--at: more than {MOST_ROWS} rows are too many for a table; taken: -f csv")
        return [[str(step), *self._cells(step, MISSING)] for run in self.runs for step in run]

    def _cells(self, step: int, missing: str) -> list[str]:
        found = [schedule.policy.derivation(step).learning_rate for schedule in self.schedules]
        has_ratios = found[0].sign() != 0
        found += [pair.derivation(step).learning_rate for pair in self._ratios if has_ratios]
        cells = [quantity_text("rate", value, self.digits) for value in found]
        return [*cells, *([] if has_ratios else [missing] * len(self._ratios))]

    @cached_property
    def _ratios(self) -> list[Together]:
        return [ratio_of(schedule, self.schedules[0]) for schedule in self.schedules[1:]]

    @cached_property
    def differences(self) -> list[Difference]:
        """Where each schedule but the first differs most from it."""
        return [largest_difference(item, self.schedules[0], self.end) for item in self.schedules[1:]]

    def sentences(self) -> Iterator[str]:
        """The differences in words."""
        for number, found in enumerate(self.differences, 2):
            is_endless = None in (self.schedules[0].policy.total, self.schedules[number - 1].policy.total)
            looked = f"Up to t = {self.end}, " if is_endless else ""
            grid = "" if found.every_step else ", as far as was looked"
            if found.amount.sign() == 0:
                yield f"{looked}{number} is the same as 1 at every step{grid}."
                continue
            amount = quantity_text("rate", found.amount, self.digits)
            yield f"{looked}{number} differs most from 1 at t = {found.step}: by {amount}{grid}."

    def curves(self, samples: int) -> list[Curve]:
        """The curves to draw over one another."""
        from lrcalc.pictures.curve import curve

        return [curve(schedule.policy, [], samples, self.end) for schedule in self.schedules]

    def rendered(self, keys: list[str], render: Render) -> Iterator[str]:
        """The rows for the machine formats as text, as many at a time as come together."""
        if self.digits is not None:
            return map(render, self._single_rows())
        return rendered_runs(self.runs, self._batches, render)

    def _single_rows(self) -> Iterator[Batch]:
        for step in (step for run in self.runs for step in run):
            columns: dict[str, Column] = {
                key: [cell] if cell else None for key, cell in zip(self.keys, self._cells(step, ""))
            }
            yield Batch(range(step, step + 1), "", columns)

    def _batches(self, run: range) -> Iterator[Batch]:
        for part, rates, ratios in compared(self.schedules, run):
            for number, column in enumerate(rates, 1):
                if math.inf in column:
                    raise too_large(part[column.index(math.inf)], f"the rate of schedule {number}")
            # a ratio may be beyond all doubles though the rates are not
            gaps = [[value is None or value == math.inf for value in column] for column in ratios]
            for missing, indices in groupby(range(len(part)), key=list(zip(*gaps)).__getitem__):
                places = list(indices)
                cut = slice(places[0], places[-1] + 1)
                columns: dict[str, Column] = {key: column[cut] for key, column in zip(self.rate_keys, rates)}
                for key, values, is_missing in zip(self.ratio_keys, ratios, missing):
                    known = [value for value in values[cut] if value is not None]
                    columns[key] = None if is_missing else known
                yield Batch(part[cut], "", columns)

    def about(self) -> dict[str, object]:
        """The schedules as written, and where each differs most from the first."""
        return {
            "schedules": [
                {"line": item.line, "policy": item.policy.name, "parameters": item.policy.typed}
                for item in self.schedules
            ],
            "largest_differences": [
                {
                    "step": found.step,
                    "difference": _finite(found.amount.double()),
                    "every_step": found.every_step,
                }
                for found in self.differences
            ],
        }

    def outcome(self) -> dict[str, object]:
        return {}


def _finite(value: float) -> float | None:
    return None if math.isinf(value) else value
