"""The summary table of the document, drawn by Rich."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from lrcalc.report.rates import Report
from lrcalc.schedule.formula import title
from lrcalc.terminal.screen import Screen

NO_LIMIT = 10_000


def write_table(report: Report, screen: Screen) -> Iterator[str]:
    derivations = list(report.derivations())
    if report.work:
        from lrcalc.formats.shown_working import plain

        yield from plain(report, derivations, screen)
    if report.when:
        yield "".join(f"{filled(sentence, screen)}\n" for sentence in report.when.sentences)
    if derivations:
        yield draw(title(report.policy), report.headings, report.rows(derivations), screen)
    if report.marking:
        from lrcalc.report.marks import sentences

        for sentence in sentences(report):
            yield f"{filled(sentence, screen)}\n"
    if report.summary:
        from lrcalc.report.summary import lines

        yield "\n".join(lines(report.summary, report.digits)) + "\n"
    if report.plot:
        from lrcalc.pictures.terminal import SAMPLES
        from lrcalc.pictures.terminal import draw as draw_curve

        yield "\n" + draw_curve([report.curve(SAMPLES)], screen, digits=report.digits)


def filled(text: str, screen: Screen) -> str:
    """A sentence broken at the width of the screen, a working as it is."""
    if screen.width is None or "\n" in text:
        return text
    return textwrap.fill(text, screen.width, break_long_words=False, break_on_hyphens=False)


def draw(heading: str, headings: list[str], rows: list[list[str]], screen: Screen) -> str:
    """A line of heading and a table that fits the screen where it can; a number is never cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    text = _is_text(headings, rows)
    fit = _fit(headings, rows, text, screen.width)
    table = Table(
        box=box.ASCII if screen.ascii_only else box.ROUNDED,
        header_style="bold",
        padding=0 if fit.tight else (0, 1),
        show_edge=not fit.tight,
    )
    for name, is_text in zip(headings, text):
        heading_text = name.replace(" ", "\n") if fit.narrow else name
        table.add_column(heading_text, justify="left" if is_text else "right", no_wrap=not is_text)
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
    console.print(table, width=fit.width)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def fits(headings: list[str], rows: list[list[str]], screen: Screen) -> bool:
    """Whether no row of the table would be wider than the screen."""
    fit = _fit(headings, rows, _is_text(headings, rows), screen.width)
    return fit == Fit() or fit.width is not None


def _is_text(headings: list[str], rows: list[list[str]]) -> list[bool]:
    return [any(row[index][:1].isalpha() for row in rows) for index in range(len(headings))]


class Fit(NamedTuple):
    """Headings broken into words, no padding and edges, and the width in which text has to wrap."""

    narrow: bool = False
    tight: bool = False
    width: int | None = None


def _fit(headings: list[str], rows: list[list[str]], text: list[bool], width: int | None) -> Fit:
    """How a table is made to fit a screen; where even its numbers do not, it is wider than the screen."""
    columns = list(zip(headings, text, zip(*rows)))
    frame = 3 * len(headings) + 1
    whole = sum(max(map(len, [name, *cells])) for name, _, cells in columns)
    if width is None or whole + frame <= width:
        return Fit()
    least = 0
    for name, is_text, cells in columns:
        words = " ".join(cells).split() if is_text else cells
        least += max(map(len, [*name.split(), *words]))
    tight = least + frame > width
    fits = least + (len(headings) - 1 if tight else frame) <= width
    return Fit(True, tight, width if fits else None)
