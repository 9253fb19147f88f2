"""A table that fits the screen where it can, drawn by Rich."""

from __future__ import annotations

import io
import re
from typing import Any, NamedTuple

from lrcalc.report.blocks import Table
from lrcalc.terminal.screen import Screen

NO_LIMIT = 10_000


def draw(block: Table, screen: Screen) -> str:
    """A line of title and the table; a number is never cut."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    fit = _fit(block, screen.width)
    table = RichTable(
        box=box.ASCII2 if screen.ascii_only else box.ROUNDED,
        header_style="bold",
        padding=0 if fit.tight else (0, 1),
        show_edge=not fit.tight,
    )
    for column in block.columns:
        heading = "\n".join(_words(column.heading)) if fit.narrow else column.heading
        table.add_column(heading, justify="left" if column.is_text else "right", no_wrap=not column.is_text)
    rows = block.rows
    if fit == Fit() and all(cell.isprintable() for row in rows for cell in row):
        # nothing is broken: for Rich all rows are the lines of one, which is much quicker
        rows = [["\n".join(cells) for cells in zip(*rows)]] if rows else []
    for row in rows:
        table.add_row(*map(Text, row))
    console, buffer = _console(screen)
    console.print(table, width=fit.width)
    return (in_bold(block.title, screen) if block.title else "") + _lines(buffer)


def in_bold(text: str, screen: Screen, whole: bool = False) -> str:
    """Lines that stand above a table; `whole` where they are to be copied, however narrow the screen is."""
    from rich.text import Text

    console, buffer = _console(screen)
    console.print(Text(text, style="bold"), width=screen.width, soft_wrap=whole or screen.width is None)
    return _lines(buffer)


def _console(screen: Screen) -> tuple[Any, io.StringIO]:
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=NO_LIMIT,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        highlight=False,
        legacy_windows=False,
    )
    return console, buffer


def _lines(buffer: io.StringIO) -> str:
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def parts(block: Table, screen: Screen) -> list[Table]:
    """The table, or where a row of it would be wider than the screen, several, each with the first column
    and as many of the others as fit: what may stand in a table of its own begins one."""
    if _is_within(_fit(block, screen.width), screen):
        return [block]
    groups: list[list[int]] = [[0]]
    for index in range(1, len(block.columns)):
        fit = _fit(_with(block, [*groups[-1], index]), screen.width)
        if len(groups[-1]) > 1 and (index == block.second or not _is_within(fit, screen)):
            groups.append([0])
        groups[-1].append(index)
    first, *others = (_with(block, group) for group in groups)
    return [first, *(part._replace(title="") for part in others)]


def _with(block: Table, columns: list[int]) -> Table:
    """The table with some of its columns."""
    rows = [[row[index] for index in columns] for row in block.rows]
    return Table(block.title, [block.columns[index] for index in columns], rows)


def _is_within(fit: Fit, screen: Screen) -> bool:
    return fit.width is None or fit.width <= (screen.width or NO_LIMIT)


def _words(heading: str) -> list[str]:
    """What a heading is broken into: a ratio, 2 : 1, is one."""
    return re.split(r"(?<=\w) (?=\w)", heading)


class Fit(NamedTuple):
    """Headings broken into words, no padding and edges, and the width in which text has to wrap."""

    narrow: bool = False
    tight: bool = False
    width: int | None = None


def _fit(block: Table, width: int | None) -> Fit:
    """How a table is made to fit a screen; where even its numbers do not, it is wider than the screen by no
    more than these take."""
    if width is None:
        return Fit()
    from rich.cells import cell_len

    columns = list(zip(block.columns, zip(*block.rows)))
    frame = 3 * len(columns) + 1
    whole = sum(max(map(cell_len, [column.heading, *cells])) for column, cells in columns)
    if whole + frame <= width:
        return Fit()
    least = 0
    for column, cells in columns:
        words = " ".join(cells).split() if column.is_text else cells
        least += max(map(cell_len, [*_words(column.heading), *words]))
    tight = least + frame > width
    return Fit(True, tight, max(width, least + (len(columns) - 1 if tight else frame)))
