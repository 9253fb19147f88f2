"""What a question adds to the rates of a schedule: blocks around the table, columns, fields and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lrcalc.report.blocks import Block, Column
    from lrcalc.schedule.derivation import Derivation

    Blocks = Callable[[list[Derivation]], Iterator[Block]]


class Cell(NamedTuple):
    """What stands in one cell: for programs, and for people."""

    value: object
    text: str = ""


class ExtraColumn(NamedTuple):
    """A column beside those of the schedule: its key, and the cell of the row with an index.

    Without a head people do not see it.
    """

    key: str
    cell: Callable[[int, Derivation], Cell]
    head: Column | None = None


def no_blocks(derivations: list[Derivation]) -> Iterator[Block]:
    """No blocks."""
    return iter(())


@dataclass(eq=False, repr=False)
class Part:
    """What one question adds.

    before, after: the blocks around the table, from the derivations at the steps asked.
    columns: those that it adds; with `alone` people see them beside the step alone, as a hint has it, and
    may ask for no others; with `needs_column` one of them is always among those asked for, as without it
    the question would not be answered.
    more_rows: rows below those of the steps, each the cells of the columns that it has.
    about, outcome: fields before the rows and after them.
    values: what stands where there are values alone, in place of η.
    rate_digits: the digits that rates are shown with where none were asked for.
    notes, accepted, refusal: as of a Report.
    """

    before: Blocks = no_blocks
    after: Blocks = no_blocks
    columns: tuple[ExtraColumn, ...] = ()
    alone: bool = False
    needs_column: bool = False
    more_rows: list[dict[str, Cell]] = field(default_factory=list)
    about: Callable[[], Mapping[str, object]] = dict
    outcome: Callable[[], Mapping[str, object]] = dict
    values: Iterable[str] | None = None
    rate_digits: int | None = None
    notes: list[str] = field(default_factory=list)
    accepted: bool = True
    refusal: str = ""
