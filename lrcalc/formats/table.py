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
    """A line of heading and a table; the numbers are never cut, a heading may wrap on a narrow screen."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ASCII if screen.ascii_only else box.ROUNDED, header_style="bold")
    for index, name in enumerate(headings):
        widest = max((len(row[index]) for row in rows), default=0)
        is_text = any(row[index][:1].isalpha() for row in rows)
        table.add_column(
            name, justify="left" if is_text else "right", min_width=widest, no_wrap=False, overflow="fold"
        )
    for row in rows:
        table.add_row(*map(Text, row))
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=screen.width or NO_LIMIT,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        highlight=False,
        legacy_windows=False,
    )
    console.print(Text(heading, style="bold"), soft_wrap=screen.width is None)
    console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"
