"""A line of a table as cells, where it stands, and the error that names the place."""

from __future__ import annotations

from typing import NamedTuple

from lrcalc.errors import ScheduleError, counted


class Place(NamedTuple):
    """Where something stands: the line, the column, or the character of the line."""

    line: int = 0
    column: int = 0
    character: int = 0

    def at(self, column: int) -> Place:
        return self._replace(column=column)


NOWHERE = Place()


class WorksheetError(ScheduleError):
    """A worksheet that cannot be read; the message names the file, the line and the column."""

    def __init__(self, name: str, reason: str, place: Place = NOWHERE) -> None:
        words = [f"{word} {number}" for word, number in zip(Place._fields, place) if number]
        self.where = ", ".join([name, *words])
        super().__init__(f"{self.where}: {reason}")
        self.reason = reason


class Cells(NamedTuple):
    """The cells of a line, where they stand, and in which of several tables that are drawn."""

    texts: list[str]
    place: Place
    is_by_commas: bool = False
    table: int = 0

    def too_many_for(self, columns: int) -> str:
        """What is wrong where they are more than so many columns."""
        commas = "; is there a decimal comma? write 0.002, or put it in quotes" if self.is_by_commas else ""
        width = counted(columns, "column")
        return f"expected a cell a column, got {len(self.texts)} cells under {width}{commas}"
