"""The rates of a schedule at the steps asked, and around them what further questions add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from lrcalc.errors import ScheduleError
from lrcalc.numbers.display import MISSING, quantity_text
from lrcalc.report.rate_rows import RateRows
from lrcalc.report.report import Report, check_readable
from lrcalc.sampling.stretch import Steps, furthest
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.report.blocks import Block, Table
    from lrcalc.report.part import Part

# Steps at which a negative rate is looked for.
MOST_LOOKED_AT = 100


class Answer:
    """A schedule, the steps asked, and the parts of the answer about them.

    `digits` are the significant digits of every number (None: those that each format has of its own),
    `columns` the keys of the columns to show (None: those that the schedule has). Raises ScheduleError for a
    column that there is not.
    """

    def __init__(
        self,
        schedule: Policy,
        runs: Iterable[Steps],
        digits: int | None = None,
        columns: Sequence[str] | None = None,
        parts: Sequence[Part] = (),
    ) -> None:
        self.schedule = schedule
        self.runs = runs
        self.digits = digits
        self.parts = parts
        self.notes = [*schedule.notes(), *(note for part in parts for note in part.notes)]
        self._extra = {column.key: column for part in parts for column in part.columns}
        # those that people see, and whether they see no others beside them
        self._seen = [key for key, column in self._extra.items() if column.head is not None]
        self._alone = any(part.alone for part in parts)
        self._asked = None if columns is None else self._chosen(columns)
        self._rate_digits = next((part.rate_digits for part in parts if part.rate_digits), None)

    def _chosen(self, columns: Sequence[str]) -> list[str]:
        """The columns asked for: where a part stands alone, only of those that people see."""
        from lrcalc.report.columns import chosen

        if self._alone:
            return chosen(columns, ["step", *self._seen], where=", for no others go with a hint")
        for part in self.parts:
            own = [column.key for column in part.columns]
            if part.needs_column and not {*own} & {*columns}:
                raise ScheduleError(f"expected one of {', '.join(own)} among them, got none")
        return chosen(columns, ["step", *self.schedule.columns, *self._extra])

    def report(self) -> Report:
        """The answer as a whole."""
        runs = self._noting_the_end()
        self._note_negative()
        columns = self._asked or ["step", *self.schedule.columns, *self._extra]
        values = ["learning_rate"] if self._asked is None else columns
        more = [row for part in self.parts for row in part.more_rows]
        rows = RateRows(self.schedule, runs, columns, values, self.digits, self._extra, more)
        return Report(
            blocks=self._blocks,
            rows=rows,
            about=self._about,
            outcome=lambda: _merged(part.outcome() for part in self.parts),
            values=next((part.values for part in self.parts if part.values is not None), None),
            notes=self.notes,
            accepted=all(part.accepted for part in self.parts),
            refusal=next((part.refusal for part in self.parts if part.refusal), ""),
        )

    def _noting_the_end(self) -> Iterable[Steps]:
        """The same runs; a note comes with the first that reaches beyond the total."""
        end = self.schedule.run_end
        note = "" if end is None else self.schedule.past_run(end)
        if end is None or not note:
            return self.runs
        if isinstance(self.runs, list):
            self.notes += [note] if any(_is_beyond(run, end) for run in self.runs) else []
            return self.runs
        return self._noting(self.runs, end, note)

    def _noting(self, runs: Iterable[Steps], total: int, note: str) -> Iterator[Steps]:
        for run in runs:
            if _is_beyond(run, total) and note not in self.notes:
                self.notes.append(note)
            yield run

    def _note_negative(self) -> None:
        """That a rate is below 0, which the formulas of the policies never give."""
        bounds = self.schedule.bounds()
        if not isinstance(self.runs, list) or (bounds is not None and min(bounds) >= 0):
            return
        steps = islice((step for run in self.runs for step in run), MOST_LOOKED_AT)
        # what has no value is said where it stands
        with suppress(ScheduleError, ArithmeticError):
            below = next((step for step in steps if self.schedule.at(step) < 0), None)
            if below is not None:
                self.notes.append(f"the rate is negative at t = {below}; a learning rate never is")

    def _about(self) -> dict[str, object]:
        """The schedule, its formula and the parameters as typed, and what the parts say."""
        from lrcalc.schedule.formula import formula_lines

        return {
            "policy": self.schedule.name,
            "formula": "; ".join(formula_lines(self.schedule)),
            "parameters": self.schedule.typed,
            **_merged(part.about() for part in self.parts),
        }

    def _blocks(self) -> Iterator[Block]:
        derivations = list(self._derivations())
        for part in self.parts:
            yield from part.before(derivations)
        if derivations:
            yield self._table(derivations)
        for part in self.parts:
            yield from part.after(derivations)

    def _derivations(self) -> Iterator[Derivation]:
        """The derivation at each step asked, in order. Raises ScheduleError where they are too many."""
        count = 0
        for run in self.runs:
            count += len(run)
            check_readable(count)
            yield from map(self.schedule.derivation, run)

    def _table(self, derivations: list[Derivation]) -> Table:
        # of the formats for programs none asks for a table
        from lrcalc.report.blocks import Column, Table
        from lrcalc.report.columns import headings
        from lrcalc.schedule.formula import title

        own = headings(self.schedule)
        heads = {"step": Column("Step"), **own}
        heads |= {key: column.head or Column(key.capitalize()) for key, column in self._extra.items()}
        keys = self._asked or ["step", *(() if self._alone else own), *self._seen]
        rows = [
            [self._cell(index, derivation, key) for key in keys]
            for index, derivation in enumerate(derivations)
        ]
        more = (row for part in self.parts for row in part.more_rows)
        rows += [[row[key].text if key in row else MISSING for key in keys] for row in more]
        # what a part adds may stand in a table of its own
        second = 1 + len(own) if self._seen and not (self._alone or self._asked) else None
        return Table(title(self.schedule), [heads[key] for key in keys], rows, second)

    def _cell(self, index: int, derivation: Derivation, key: str) -> str:
        if key == "step":
            return str(derivation.step)
        if key == "phase":
            return derivation.phase.name
        if key in self._extra:
            return self._extra[key].cell(index, derivation).text or MISSING
        if key not in derivation:
            return MISSING
        unit = derivation.phase[key].unit
        digits = self.digits or (self._rate_digits if unit == "rate" else None)
        return quantity_text(unit, derivation[key], digits)


def _is_beyond(run: Steps, total: int) -> bool:
    return furthest(run) > total


def _merged(fields: Iterable[Mapping[str, object]]) -> dict[str, object]:
    return {name: value for mapping in fields for name, value in mapping.items()}
