"""The summary table in Markdown, as the document prints it."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.formats import Screen
from lrcalc.report import Report


def write_markdown(report: Report, screen: Screen) -> Iterator[str]:
    rows = list(report.rows())
    headings = report.headings
    yield _line(headings)
    yield "|" + "|".join("-" * (len(heading) + 2) for heading in headings) + "|\n"
    for row in rows:
        yield _line(row)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
