"""What a log says: rows with a step, a rate as it was written and what else tells the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lrcalc.errors import ScheduleError, counted
from lrcalc.logs.reading.every import EveryRow
from lrcalc.logs.reading.names import is_rate, step_column

# What several forms leave out, or a remark is made of.
NO_NUMBER, NO_RATE, NO_STEP = "rates that are no number", "rows without a rate", "rows without a step"
OTHER_VALUES, EVALUATION = "values that are no rate", "evaluation rows"
WRITTEN_AGAIN, EARLIER_RUNS = "rows that a resumed run wrote again", "rows of runs before the last"
RESTARTS = "restarts of the step column, counted on"


class LogError(ScheduleError):
    """A log that cannot be read; the message says where."""


class Row(NamedTuple):
    """One logged rate: the rates as text by their column, the step as it was logged, and the place.

    step: None where the form has no step. epoch: as logged, may be a fraction. per_epoch: the steps of an
    epoch, where the line says so. skipped: the updates skipped so far, where the line says so.
    """

    rates: dict[str, str]
    step: int | None = None
    epoch: float | None = None
    per_epoch: int | None = None
    skipped: int = 0
    place: int = 0


def step_of(row: Row) -> int:
    """The step of a row that is known to have one."""
    assert row.step is not None
    return row.step


class Form(NamedTuple):
    """What is known of a form that logs are written in.

    offsets: what is added to the logged step to get the update, the likeliest first. is_known: whether one
    program writes it, with a clock that is known. in_full: whether rates are written with all of their
    digits, so that 0.1 is not 0.14. has_two_clocks: whether one version logged the rate of the next update,
    and another that of the step. row_a_line: whether no row takes more than the start of a line.
    """

    name: str
    offsets: tuple[int, ...] = (0, -1, 1)
    is_known: bool = False
    in_full: bool = False
    has_two_clocks: bool = False
    row_a_line: bool = False


@dataclass
class Found:
    """What was noticed on the way through a log.

    form: what it is called, more closely than by its kind. left_out: what was passed over, and how often.
    taken: what was taken for what, where the log does not say so itself. total, per_epoch: the whole run and
    an epoch in steps, where the log says so. counted_by: the column that counts steps. rows_read,
    kept_every: the rows of the log, and of how many one is kept. cut_line: the number of the last line,
    where no line end follows it. names: the columns of a table.
    """

    form: str = ""
    kind: Form = Form("")
    left_out: Counter[str] = field(default_factory=Counter)
    taken: list[str] = field(default_factory=list)
    total: int | None = None
    per_epoch: int | None = None
    counts: str = "step"
    epoch_slack: int = 0
    step_name: str | None = None
    rate_name: str | None = None
    counted_by: str | None = None
    names: list[str] = field(default_factory=list)
    rows_read: int = 0
    kept_every: int = 1
    cut_line: int | None = None

    def take(self, kind: Form) -> None:
        """Take a log for one of a form."""
        self.kind, self.form = kind, kind.name

    def is_rate(self, name: str) -> bool:
        """Whether a column has a rate: the one that was asked for, or by its name."""
        return is_rate(name) if self.rate_name is None else name == self.rate_name

    def step_column(self, names: Sequence[str]) -> str | None:
        """The column that counts steps: the one that was asked for, or by its name."""
        if self.step_name is None:
            self.counted_by = step_column(names)
            return self.counted_by
        return self.step_name if self.step_name in names else None


@dataclass
class Log:
    """A log read: the rows of one column of rates, and what was found on the way.

    whole: all rows, where only some are among `rows`.
    """

    rows: Sequence[Row]
    found: Found
    columns: list[str]
    whole: EveryRow | None = None

    @property
    def recognised(self) -> str:
        """One line: what was read."""
        first, last = (
            next((row.step for row in rows if row.step is not None), None)
            for rows in (self.rows, reversed(self.rows))
        )
        unit = self.found.counts
        span = f", no {unit}s" if first is None else f", {unit} {first} to {last}"
        many = self.found.rows_read if self.found.kept_every > 1 else len(self.rows)
        taken = "; ".join(dict.fromkeys(self.found.taken))
        form = f"{self.found.form} ({taken})" if taken else self.found.form
        return f"{form}: {counted(many, 'rate')}{span}"

    @property
    def left_out(self) -> str | None:
        """One line: what was passed over, or None."""
        if not left_out_text(self.found):
            return None
        return f"left out: {left_out_text(self.found)}"


def left_out_text(found: Found) -> str:
    """What was passed over, and how often."""
    return ", ".join(f"{what} ({count})" for what, count in found.left_out.items() if count)
