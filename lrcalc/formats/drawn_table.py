"""A table that fits the screen where it can, drawn by Rich."""

from __future__ import annotations

import io
from itertools import chain
from typing import Any, NamedTuple

from lrcalc.report.blocks import Table
from lrcalc.terminal.screen import Screen

NO_LIMIT = 10_000


def draw(block: Table, screen: Screen) -> str:
    """A line of title and the table; a number is never cut."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as RichTable
    from rich.text import Text

    fit = _fit(block, screen.width)
    table = RichTable(
        box=box.ASCII if screen.ascii_only else box.ROUNDED,
        header_style="bold",
        padding=0 if fit.tight else (0, 1),
        show_edge=not fit.tight,
    )
    for column in block.columns:
        heading = column.heading.replace(" ", "\n") if fit.narrow else column.heading
        table.add_column(heading, justify="left" if column.is_text else "right", no_wrap=not column.is_text)
    # where nothing is broken each row is a line: Rich draws the first one, which is as wide as all of them
    is_plain = fit == Fit() and "".join(chain.from_iterable(block.rows)).isprintable()
    widths = [max(map(cell_len, cells)) for cells in zip(*block.rows)] if is_plain else []
    for row in block.rows[:1] if widths else block.rows:
        table.add_row(*map(Text, row))
    for own, width in zip(table.columns, widths):
        own.min_width = max(width, cell_len(str(own.header)))
    console, buffer = _console(screen)
    console.print(table, width=fit.width)
    lines = _lines(buffer).splitlines(keepends=True)
    if widths:
        lines[-2:-1] = [_line(row, table) for row in block.rows]
    return (in_bold(block.title, screen) if block.title else "") + "".join(lines)


def _line(row: list[str], table: Any) -> str:
    """A row as it stands in a table of one line a row."""
    from rich.cells import cell_len

    cells = []
    for text, column in zip(row, table.columns):
        space = " " * (column.min_width - cell_len(text))
        cells.append(text + space if column.justify == "left" else space + text)
    box = table.box
    return f"{box.mid_left} {f' {box.mid_vertical} '.join(cells)} {box.mid_right}\n"


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


def fits(block: Table, screen: Screen) -> bool:
    """Whether no row of the table would be wider than the screen."""
    fit = _fit(block, screen.width)
    return fit == Fit() or (fit.width is not None and fit.width <= (screen.width or NO_LIMIT))


class Fit(NamedTuple):
    """Headings broken into words, no padding and edges, and the width in which text has to wrap."""

    narrow: bool = False
    tight: bool = False
    width: int | None = None


def _fit(block: Table, width: int | None) -> Fit:
    """How a table is made to fit a screen; where even its numbers do not, it is wider than the screen by no
    more than these take."""
    from rich.cells import cell_len

    columns = list(zip(block.columns, zip(*block.rows)))
    frame = 3 * len(columns) + 1
    whole = sum(max(map(cell_len, [column.heading, *cells])) for column, cells in columns)
    if width is None or whole + frame <= width:
        return Fit()
    least = 0
    for column, cells in columns:
        words = " ".join(cells).split() if column.is_text else cells
        least += max(map(cell_len, [*column.heading.split(), *words]))
    tight = least + frame > width
    return Fit(True, tight, max(width, least + (len(columns) - 1 if tight else frame)))
