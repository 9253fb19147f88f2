"""LaTeX: tables as booktabs `tabular`, mathematics in `align*` environments of amsmath."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lrcalc.formats import Format
from lrcalc.formats.latex_text import ASCII, latex_text
from lrcalc.formats.markdown import with_title
from lrcalc.formats.mathematics import aligned, answer_of
from lrcalc.numbers.display import MISSING
from lrcalc.report.blocks import Block, Code, Equations, Figures, Listing, Sentences, Table
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen

# What the blocks below need; with it a text compiles alone, by whatever engine.
PREAMBLE = r"""\documentclass{article}
\usepackage{iftex}
\ifPDFTeX\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\fi
\usepackage[margin=2cm]{geometry}
\usepackage{amsmath,booktabs}
\setlength{\tabcolsep}{4pt}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\begin{document}
"""
# How many characters a page of A4 is wide, how few a column of words, and a character in the size of type.
WIDEST, NARROWEST, EM = 92, 16, 0.5
_NUMBER = re.compile(r"(-?)([0-9.]+)(?:e([+-][0-9]+))?")


def write_latex(report: Report, screen: Screen) -> Iterator[str]:
    blocks = with_title(list(report.blocks()))
    if report.standalone:
        yield PREAMBLE
    caption = report.caption
    for number, block in enumerate(blocks):
        text = RENDER[type(block)](block)
        if caption and isinstance(block, Table):
            head = f"\\begin{{table}}[htbp]\n\\centering\n\\caption{{{latex_text(caption)}}}\n"
            text, caption = f"{head}{text}\\end{{table}}\n", ""
        yield ("\n" if number else "") + text
    if report.standalone:
        yield "\n\\end{document}\n"


def _table(block: Table) -> str:
    alignment = "".join(_alignments(block))
    head = _line([latex_text(column.heading) for column in block.columns])
    rows = "".join(_line(list(map(_cell, row))) for row in block.rows)
    body = f"\\toprule\n{head}\\midrule\n{rows}\\bottomrule\n"
    return f"\\begin{{tabular}}{{{alignment}}}\n{body}\\end{{tabular}}\n"


def _alignments(block: Table) -> Iterator[str]:
    """How each column is set: numbers to the right, words to the left, and what is too wide for the page in
    lines of its own."""
    widths = [
        max(map(len, (column.heading, *(row[place] for row in block.rows))))
        for place, column in enumerate(block.columns)
    ]
    over = sum(widths) + 2 * len(widths) - WIDEST
    words = [width if column.is_text else 0 for width, column in zip(widths, block.columns)]
    widest = words.index(max(words)) if over > 0 and max(words) > NARROWEST else None
    for place, column in enumerate(block.columns):
        if place == widest:
            yield f"p{{{max(NARROWEST, widths[place] - over) * EM:.3g}em}}"
        else:
            yield "l" if column.is_text else "r"


def _line(cells: list[str]) -> str:
    # behind the end of a row LaTeX takes a star or a bracket for an option of it
    apart = "{}" if cells[0][:1] in ("*", "[") else ""
    return f"{apart}{' & '.join(cells)} \\\\\n"


def _cell(text: str) -> str:
    if text == MISSING:
        return "--"
    return number(text) if _NUMBER.fullmatch(text) else latex_text(text)


def number(text: str) -> str:
    """A number as mathematics, so that its minus is one: $-0.707$, $1 \\times 10^{-8}$."""
    match = _NUMBER.fullmatch(text)
    assert match is not None
    sign, digits, exponent = match.groups()
    power = f" \\times 10^{{{int(exponent)}}}" if exponent else ""
    return f"${sign}{digits}{power}$" if sign or power else digits


def _sentences(block: Sentences) -> str:
    return "\n\n".join(map(latex_text, block.texts)) + "\n"


def _equations(block: Equations) -> str:
    from lrcalc.expression.latex_notation import LatexNotation

    title = "" if block.step is None else f"\\paragraph{{Step $t = {block.step}$}}\n"
    remarks = "".join(f"{latex_text(remark)}\n" for remark in block.remarks)
    lines = block.lines(LatexNotation)
    answer = "" if block.step is None else f"\\textbf{{Answer:}} ${answer_of(lines)}$\n"
    return f"{title}{remarks}\\begin{{align*}}\n{aligned(lines)}\n\\end{{align*}}\n{answer}"


def _figures(block: Figures) -> str:
    rows = "".join(_line([latex_text(name), latex_text(text)]) for name, text in block.lines)
    return f"\\begin{{tabular}}{{ll}}\n{rows}\\end{{tabular}}\n"


def _listing(block: Listing) -> str:
    items = map(latex_text, block.lines)
    rows = "".join(f"\\item \\texttt{{{item}}}\n" for item in items)
    return f"\\begin{{enumerate}}\n{rows}\\end{{enumerate}}\n"


def _code(block: Code) -> str:
    return f"\\begin{{verbatim}}\n{ASCII.spelled(block.text)}\n\\end{{verbatim}}\n"


RENDER: dict[type[Block], Callable[[Any], str]] = {
    Table: _table,
    Sentences: _sentences,
    Equations: _equations,
    Figures: _figures,
    Listing: _listing,
    Code: _code,
}
LATEX = Format("latex", frozenset(RENDER), write_latex, takes=("caption", "standalone"))
