"""The summary table as a booktabs `tabular`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lrcalc.report.rates import MISSING, Report
from lrcalc.terminal.screen import Screen

TEXT_COLUMNS = ("Phase", "Verdict")
_NUMBER = re.compile(r"(-?)([0-9.]+)(?:e([+-][0-9]+))?")


def write_latex(report: Report, screen: Screen) -> Iterator[str]:
    derivations = list(report.derivations())
    rows = report.rows(derivations)
    if report.work:
        from lrcalc.formats.shown_working import latex

        yield from latex(report, derivations)
    yield from tabular(report.headings, rows)
    if report.marking:
        from lrcalc.formats.shown_working import latex_text
        from lrcalc.report.marks import sentences

        for sentence in sentences(report):
            yield f"\n{latex_text(sentence)}\n"


def tabular(headings: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table, numbers to the right."""
    alignment = "".join("l" if heading in TEXT_COLUMNS else "r" for heading in headings)
    yield f"\\begin{{tabular}}{{{alignment}}}\n\\toprule\n"
    yield _line(headings)
    yield "\\midrule\n"
    for row in rows:
        yield _line([_cell(text) for text in row])
    yield "\\bottomrule\n\\end{tabular}\n"


def _line(cells: list[str]) -> str:
    return f"{' & '.join(cells)} \\\\\n"


def _cell(text: str) -> str:
    if text == MISSING:
        return "--"
    match = _NUMBER.fullmatch(text)
    return number(text) if match else text.replace("%", r"\%").replace("_", r"\_")


def number(text: str) -> str:
    """A number as mathematics, so that its minus is one: $-0.707$, $1 \\times 10^{-8}$."""
    match = _NUMBER.fullmatch(text)
    assert match is not None
    sign, digits, exponent = match.groups()
    power = f" \\times 10^{{{int(exponent)}}}" if exponent else ""
    return f"${sign}{digits}{power}$" if sign or power else digits
