"""Tables without a header: what their columns are where that is certain, else what is missing.

Certain are two columns of which one has whole steps throughout and the other has not; with the names of
students before them the same, or an answer for each of the steps that were asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lrcalc.marking.answer import read_answer
from lrcalc.marking.cells import Cells
from lrcalc.marking.step import is_step

# Above the rows there may be a title, a name, a date.
MOST_ABOVE = 20


class Headed(NamedTuple):
    """A table with the header that it lacks, and what is said of that."""

    table: list[Cells]
    remark: str


def with_header(table: Sequence[Cells], name: str) -> Headed | None:
    """The table of a single sheet, steps and rates, with a header; None where that is not certain."""
    rows = _labelled(table) or _rows(table, 2)
    if rows is None:
        return None
    columns = list(zip(*(cells.texts[:2] for cells in rows)))
    heads = ["step", "learning_rate"]
    if not _are_steps_and_rates(columns[0], columns[1]):
        heads = heads[::-1]
        if not _are_steps_and_rates(columns[1], columns[0]):
            return None
    return _headed(heads, rows, name)


def _labelled(table: Sequence[Cells]) -> list[Cells]:
    """The lines of a list that say of which step they are the rate: η_1250 = 0.0017, t = 1250: 0.0017."""
    answers = [(cells, read_answer(", ".join(cells.texts).lstrip("-*•+ "))) for cells in table]
    read = [(cells, answer) for cells, answer in answers if answer.value is not None]
    if any(answer.step is None for _, answer in read):
        return []
    return [cells._replace(texts=[str(answer.step), answer.text]) for cells, answer in read]


def with_class_header(
    table: Sequence[Cells],
    steps_of: Callable[[str], Sequence[int]],
    name: str,
) -> Headed | None:
    """The table of a class, a name first in each row, with a header; `steps_of` says what steps were asked
    of a row: by its second cell, which may be the code of an exercise, or for an empty text by default."""
    width = max((_width(cells) for cells in table[MOST_ABOVE:] or table), default=0)
    rows = _rows(table, width) if width > 1 else None
    if rows is None or any(_is_number(cells.texts[0]) for cells in rows):
        return None
    heads = ["student"]
    if all(cells.texts[1].startswith("#") for cells in rows):
        heads.append("exercise")
    columns = list(zip(*(cells.texts[:width] for cells in rows)))[len(heads) :]
    if len(columns) == 2 and _are_steps_and_rates(columns[0], columns[1]):
        return _headed([*heads, "step", "learning_rate"], rows, name)
    asked = {tuple(steps_of(cells.texts[1] if len(heads) > 1 else "")) for cells in rows}
    if {len(steps) for steps in asked} != {len(columns)} or not all(map(_are_rates, columns)):
        return None
    # where each has an exercise of their own, the steps differ from row to row
    questions = (
        [f"t = {step}" for step in min(asked)]
        if len(asked) == 1
        else [f"question {number}" for number in range(1, len(columns) + 1)]
    )
    return _headed([*heads, *questions], rows, name)


def _headed(heads: list[str], rows: list[Cells], name: str) -> Headed:
    return Headed(
        [Cells(heads, rows[0].place), *rows],
        f"{name} has no header; its columns were read as {', '.join(heads)}",
    )


def _rows(table: Sequence[Cells], width: int) -> list[Cells] | None:
    """The rows of a table, all as wide, without the lines of one cell above them; else None."""
    start = next((index for index, cells in enumerate(table) if _width(cells) > 1), len(table))
    rows = [
        cells._replace(texts=[*cells.texts, *[""] * (width - len(cells.texts))])
        for cells in table[start:]
        if _width(cells)
    ]
    is_table = rows and start <= MOST_ABOVE and all(_width(cells) <= width for cells in rows)
    return rows if is_table else None


def _width(cells: Cells) -> int:
    """How many cells there are, without empty ones at the end."""
    return max((index for index, text in enumerate(cells.texts, 1) if text), default=0)


def _are_steps_and_rates(steps: Sequence[str], rates: Sequence[str]) -> bool:
    """Whether one column is of steps and the other of rates: were all of these whole, they might be steps."""
    return all(is_step(text) for text in steps) and _are_rates(rates)


def _are_rates(texts: Sequence[str]) -> bool:
    values = [
        read_answer(text).value or read_answer(text, decimal_comma=True).value for text in texts if text
    ]
    return any(value is not None and value.denominator != 1 for value in values)


def _is_number(text: str) -> bool:
    return not text or is_step(text) or read_answer(text).value is not None
