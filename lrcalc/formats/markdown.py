"""Markdown: tables as the document prints them, mathematics in the blocks that its hosts render."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lrcalc.formats import Format
from lrcalc.formats.mathematics import aligned, answer_of, with_formulas
from lrcalc.report.blocks import Block, Code, Equations, Figures, Listing, Sentences, Table
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen

BAR = r"\|"


def write_markdown(report: Report, screen: Screen) -> Iterator[str]:
    blocks = list(report.blocks())
    caption = report.caption
    for number, block in enumerate(with_title(blocks)):
        text = RENDER[type(block)](block)
        if caption and isinstance(block, Table):
            text, caption = f"*{with_formulas(caption, str)}*\n\n{text}", ""
        yield ("\n" if number else "") + text


def with_title(blocks: list[Block]) -> list[Block]:
    """The blocks; where there is more than a table, what the table is about comes before all of them."""
    title = next((block.title for block in blocks if isinstance(block, Table) and block.title), "")
    has_working = any(isinstance(block, Equations) for block in blocks)
    return [Sentences([f"{title}."]), *blocks] if title and has_working else blocks


def _table(block: Table) -> str:
    headings = [column.heading for column in block.columns]
    rule = "|" + "|".join("-" * (len(heading) + 2) for heading in headings) + "|\n"
    return _line(headings) + rule + "".join(map(_line, block.rows))


def _line(cells: list[str]) -> str:
    # a bar in a cell would be the end of it
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |\n"


def _sentences(block: Sentences) -> str:
    return "\n\n".join(with_formulas(text, str) for text in block.texts) + "\n"


def _equations(block: Equations) -> str:
    from lrcalc.expression.latex_notation import LatexNotation

    title = "General Formula" if block.step is None else f"Step {block.number}: t = {block.step}"
    remarks = "".join(f"{with_formulas(remark, str)}\n\n" for remark in block.remarks)
    lines = block.lines(LatexNotation)
    answer = "" if block.step is None else f"\n**Answer:** ${answer_of(lines)}$\n"
    if len(lines) == 1:
        return f"#### {title}\n\n{remarks}```math\n{lines[0].left} = {lines[0].right}\n```\n{answer}"
    rows = aligned(lines)
    return f"#### {title}\n\n{remarks}```math\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n```\n{answer}"


def _figures(block: Figures) -> str:
    return "".join(f"- {name}: {text}\n" for name, text in block.lines)


def _listing(block: Listing) -> str:
    return "".join(f"{number}. `{line}`\n" for number, line in enumerate(block.lines, 1))


def _code(block: Code) -> str:
    return f"```{block.language}\n{block.text}\n```\n"


RENDER: dict[type[Block], Callable[[Any], str]] = {
    Table: _table,
    Sentences: _sentences,
    Equations: _equations,
    Figures: _figures,
    Listing: _listing,
    Code: _code,
}
MARKDOWN = Format("markdown", frozenset(RENDER), write_markdown, takes=("caption",))
