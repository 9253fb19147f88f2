"""What a person reads in a terminal: tables drawn by Rich, sentences, mathematics, figures and curves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lrcalc.formats import Format
from lrcalc.formats.plain import aligned, broken, filled
from lrcalc.report.blocks import Block, Code, Drawing, Equations, Figures, Listing, Sentences, Table
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen

# Blocks that follow one another without a blank line between.
TOGETHER = {
    (Table, Sentences),
    (Sentences, Table),
    (Sentences, Sentences),
    (Table, Figures),
    (Listing, Table),
}


def write_table(report: Report, screen: Screen) -> Iterator[str]:
    before: type | None = None
    for block in report.blocks():
        kind = type(block)
        apart = before is not None and (before, kind) not in TOGETHER
        yield ("\n" if apart else "") + RENDER[kind](block, screen)
        before = kind


def _table(block: Table, screen: Screen) -> str:
    from lrcalc.formats.drawn_table import draw, parts

    return "".join(draw(part, screen) for part in parts(_spelled(block, screen), screen))


def _spelled(block: Table, screen: Screen) -> Table:
    """The table in the signs that the screen has: what it is spelled with is wider, and measured later."""
    if not screen.ascii_only:
        return block
    heads = [column._replace(heading=screen.spelled(column.heading)) for column in block.columns]
    rows = [list(map(screen.spelled, row)) for row in block.rows]
    return block._replace(title=screen.spelled(block.title), columns=heads, rows=rows)


def _sentences(block: Sentences, screen: Screen) -> str:
    return "".join(f"{filled(text, screen)}\n" for text in block.texts)


def _equations(block: Equations, screen: Screen) -> str:
    from lrcalc.expression.notation import Notation

    title = [] if block.step is None else [f"Step t = {block.step}"]
    remarks = [part for remark in block.remarks for part in broken(remark, "", screen)]
    return "\n".join([*title, *remarks, *aligned(block.lines(Notation), screen)]) + "\n"


def _figures(block: Figures, screen: Screen) -> str:
    width = max(len(screen.spelled(name)) for name, _ in block.lines)
    return "".join(
        "\n".join(broken(text, f"{screen.spelled(name):<{width}}  ", screen)) + "\n"
        for name, text in block.lines
    )


def _listing(block: Listing, screen: Screen) -> str:
    from lrcalc.formats.drawn_table import in_bold

    if len(block.lines) == 1:
        return in_bold(screen.spelled(block.lines[0]), screen, whole=True)
    lines = [
        part for number, line in enumerate(block.lines, 1) for part in broken(line, f"{number}  ", screen)
    ]
    return in_bold("\n".join(lines), screen, whole=True)


def _code(block: Code, screen: Screen) -> str:
    return f"{block.text}\n"


def _drawing(block: Drawing, screen: Screen) -> str:
    from lrcalc.pictures.terminal import SAMPLES, draw

    return draw(block.curves(SAMPLES), screen, block.labels, block.digits, block.log_scale)


RENDER: dict[type[Block], Callable[[Any, Screen], str]] = {
    Table: _table,
    Sentences: _sentences,
    Equations: _equations,
    Figures: _figures,
    Listing: _listing,
    Code: _code,
    Drawing: _drawing,
}
TABLE = Format("table", frozenset(RENDER), write_table)
