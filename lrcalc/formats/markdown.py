"""The summary table in Markdown, as the document prints it."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.report.rates import Report
from lrcalc.terminal.screen import Screen


def write_markdown(report: Report, screen: Screen) -> Iterator[str]:
    derivations = list(report.derivations())
    rows = report.rows(derivations)
    if report.work:
        from lrcalc.formats.shown_working import markdown

        yield from markdown(report, derivations)
    yield from table(report.headings, rows)
    if report.marking:
        from lrcalc.report.marks import sentences

        for sentence in sentences(report):
            yield f"\n```\n{sentence}\n```\n" if "\n" in sentence else f"\n{sentence}\n"


def table(headings: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table, its rule as long as the headings."""
    yield _line(headings)
    yield "|" + "|".join("-" * (len(heading) + 2) for heading in headings) + "|\n"
    for row in rows:
        yield _line(row)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
