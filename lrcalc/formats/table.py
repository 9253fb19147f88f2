"""The summary table of the document, drawn by Rich."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lrcalc.formats import Screen
from lrcalc.policies.formula import title
from lrcalc.report import Report

NO_LIMIT = 10_000


def write_table(report: Report, screen: Screen) -> Iterator[str]:
    rows = list(report.rows())
    yield draw(title(report.policy), report.headings, rows, screen)


def draw(heading: str, headings: list[str], rows: list[list[str]], screen: Screen) -> str:
    """A line of heading and a table that fits the screen where it can; a number is never cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    narrow, tight = _fit(headings, rows, screen.width)
    names = [name.replace(" ", "\n") if narrow else name for name in headings]
    table = Table(
        box=box.ASCII if screen.ascii_only else box.ROUNDED,
        header_style="bold",
        padding=0 if tight else (0, 1),
        show_edge=not tight,
    )
    for index, name in enumerate(names):
        is_text = any(row[index][:1].isalpha() for row in rows)
        table.add_column(name, justify="left" if is_text else "right", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
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
    console.print(Text(heading, style="bold"), width=screen.width, soft_wrap=screen.width is None)
    console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _fit(headings: list[str], rows: list[list[str]], width: int | None) -> tuple[bool, bool]:
    """Whether to break the headings into words, and whether to go without padding and edges too."""

    def needed(words: list[list[str]]) -> int:
        cells = [max(map(len, [*names, *column])) for names, column in zip(words, zip(*rows))]
        return sum(cells)

    count = len(headings)
    whole, broken = needed([[name] for name in headings]), needed([name.split() for name in headings])
    if width is None or whole + 3 * count + 1 <= width:
        return False, False
    return True, broken + 3 * count + 1 > width
