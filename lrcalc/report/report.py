"""An answer: blocks for people, rows for programs, notes, and whether all of it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from lrcalc.errors import ScheduleError

if TYPE_CHECKING:
    from lrcalc.report.blocks import Block
    from lrcalc.report.rows import Rows

# More rows than these are too many to be read.
MOST_ROWS = 10_000


def check_readable(rows: int) -> None:
    """Raise ScheduleError for more rows than a person reads."""
    if rows > MOST_ROWS:
        raise ScheduleError(f"expected up to {MOST_ROWS} rows for a table, got more; use -f csv")


def nothing() -> Iterator[Block]:
    """No blocks."""
    return iter(())


class Report:
    """An answer, in the two shapes that formats write: blocks, and rows with what is said around them.

    blocks: made when a format asks for them, in order.
    rows: None where an answer has none.
    about, outcome: what stands before the rows and after them in an object.
    values: what stands where there are values alone, if it is not a column of the rows.
    notes: remarks that go with the answer; some come only while the rows are made.
    accepted: whether the answer is what was hoped for; `refusal` says why it is not, `exit_code` what the
    program then ends with.
    caption: what stands with the first table; standalone: whether a text is to be a document of its own.
    """

    def __init__(
        self,
        blocks: Callable[[], Iterator[Block]] = nothing,
        rows: Rows | None = None,
        about: Callable[[], Mapping[str, object]] = dict,
        outcome: Callable[[], Mapping[str, object]] = dict,
        values: Iterable[str] | None = None,
        notes: list[str] | None = None,
        accepted: bool = True,
        refusal: str = "",
        exit_code: int = 1,
    ) -> None:
        self.blocks = blocks
        self.rows = rows
        self.about = about
        self.outcome = outcome
        self.values = values
        self.notes = [] if notes is None else notes
        self.accepted = accepted
        self.refusal = refusal
        self.exit_code = exit_code
        self.caption = ""
        self.standalone = False
