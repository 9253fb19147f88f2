"""Several schedules side by side: their rates, the ratios to the first, and where they differ most."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from lrcalc.analysis.comparison import (
    CombinedPolicy,
    Schedule,
    compared,
    largest_difference,
    ratio_of,
)
from lrcalc.numbers.display import MISSING, quantity_text
from lrcalc.report.blocks import Block, Column, Drawing, Listing, Sentences, Table
from lrcalc.report.columns import chosen
from lrcalc.report.report import Report, check_readable
from lrcalc.report.rows import NOTHING, Batch, Cells, Render, rendered_runs, too_large
from lrcalc.schedule.results import Difference


class Comparison:
    """Two schedules or more, the steps asked, and to how many significant digits (None: each format's own).

    `asked` are the keys of the columns to show (None: all). The rows of it are itself.
    """

    def __init__(
        self,
        schedules: list[Schedule],
        runs: list[range],
        digits: int | None = None,
        asked: Sequence[str] | None = None,
    ) -> None:
        self.schedules = schedules
        self.runs = runs
        self.digits = digits
        self.last = max((max(run[0], run[-1]) for run in runs), default=0)
        self.end = max([self.last, *(schedule.policy.total or 0 for schedule in schedules)])
        numbers = range(1, len(schedules) + 1)
        self._rate_keys = [f"learning_rate_{number}" for number in numbers]
        self._ratio_keys = [f"ratio_{number}" for number in numbers[1:]]
        known = ["step", *self._rate_keys, *self._ratio_keys]
        self.columns = known if asked is None else chosen(asked, known)
        self.values = self._rate_keys if asked is None else self.columns

    def report(self, with_curves: bool = False, log_scale: bool = False) -> Report:
        """The comparison as an answer, with the curves where they are asked for."""

        def blocks() -> Iterator[Block]:
            table = self._table()  # it refuses too many rows, before anything is written
            yield Listing([schedule.line for schedule in self.schedules])
            yield table
            yield Sentences(list(self._sentences()))
            yield from [self.drawing(log_scale)] if with_curves else []

        return Report(blocks=blocks, rows=self, about=self._about, notes=list(self._notes()))

    def _notes(self) -> Iterator[str]:
        for number, schedule in enumerate(self.schedules, 1):
            yield from (f"schedule {number}: {text}" for text in schedule.policy.notes())
        for number, schedule in enumerate(self.schedules, 1):
            total = schedule.policy.total
            if total is not None and total < self.last:
                yield f"beyond step {total}, the end of schedule {number}, its last value is held"

    def drawing(self, log_scale: bool = False) -> Drawing:
        """The curves over one another."""
        from lrcalc.pictures.curve import curve

        return Drawing(
            lambda samples: [curve(item.policy, [], samples, self.end) for item in self.schedules],
            [schedule.line for schedule in self.schedules],
            self.digits,
            log_scale,
        )

    def _table(self) -> Table:
        """The rows as a person reads them. Raises ScheduleError where they are too many."""
        check_readable(sum(map(len, self.runs)))
        names = [f"{number} {item.policy.name}" for number, item in enumerate(self.schedules, 1)]
        ratios = [f"{number} : 1" for number in range(2, len(names) + 1)]
        heads = dict(zip(["step", *self._rate_keys, *self._ratio_keys], ["Step", *names, *ratios]))
        cells = [{"step": str(step), **self._cells(step, MISSING)} for run in self.runs for step in run]
        return Table(
            "",
            [Column(heads[key]) for key in self.columns],
            [[row[key] for key in self.columns] for row in cells],
            next((index for index, key in enumerate(self.columns) if key in self._ratio_keys), None),
        )

    def _cells(self, step: int, missing: str) -> dict[str, str]:
        """The rates and the ratios at a step, rounded."""
        found = [schedule.policy.derivation(step).learning_rate for schedule in self.schedules]
        has_ratios = found[0].sign() != 0
        found += [pair.derivation(step).learning_rate for pair in self._ratios if has_ratios]
        cells = [quantity_text("rate", value, self.digits) for value in found]
        cells += [] if has_ratios else [missing] * len(self._ratios)
        return dict(zip([*self._rate_keys, *self._ratio_keys], cells))

    @cached_property
    def _ratios(self) -> list[CombinedPolicy]:
        return [ratio_of(schedule, self.schedules[0]) for schedule in self.schedules[1:]]

    @cached_property
    def differences(self) -> list[Difference]:
        """Where each schedule but the first differs most from it."""
        return [largest_difference(item, self.schedules[0], self.end) for item in self.schedules[1:]]

    def _sentences(self) -> Iterator[str]:
        """The differences in words."""
        for number, found in enumerate(self.differences, 2):
            is_endless = None in (self.schedules[0].policy.total, self.schedules[number - 1].policy.total)
            limits = [f"up to t = {self.end}"] if is_endless else []
            limits += [] if found.every_step else ["as far as searched"]
            limit = f" ({', '.join(limits)})" if limits else ""
            if found.amount.sign() == 0:
                yield f"Schedule {number} equals schedule 1 at every step{limit}."
                continue
            amount = quantity_text("rate", found.amount, self.digits)
            yield (f"Schedule {number} differs most from schedule 1 at t = {found.step}: by {amount}{limit}.")

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        if self.digits is not None:
            return map(render, self._single_rows())
        return rendered_runs(self.runs, self._batches, render)

    def _single_rows(self) -> Iterator[Batch]:
        for step in (step for run in self.runs for step in run):
            columns: dict[str, Cells] = {
                key: [cell] if cell else NOTHING for key, cell in self._cells(step, "").items()
            }
            yield Batch(1, {"step": [step], **columns})

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
                columns: dict[str, Cells] = {"step": part[cut]}
                columns |= {key: column[cut] for key, column in zip(self._rate_keys, rates)}
                for key, values, is_missing in zip(self._ratio_keys, ratios, missing):
                    known = [value for value in values[cut] if value is not None]
                    columns[key] = NOTHING if is_missing else known
                yield Batch(len(places), columns)

    def _about(self) -> dict[str, object]:
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


def _finite(value: float) -> float | None:
    return None if math.isinf(value) else value
