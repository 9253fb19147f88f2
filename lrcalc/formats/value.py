"""Values alone, one a line, for a shell variable: η, or what else was asked for, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.formats import Format
from lrcalc.report.report import Report
from lrcalc.report.rows import Batch
from lrcalc.terminal.screen import Screen


def write_value(report: Report, screen: Screen) -> Iterator[str]:
    if report.values is not None:
        return (f"{value}\n" for value in report.values)
    assert report.rows is not None
    keys = report.rows.values

    def render(batch: Batch) -> str:
        columns = [map(str, batch.cells(key, _text)) for key in keys]
        return "\n".join(columns[0] if len(columns) == 1 else map("\t".join, zip(*columns))) + "\n"

    return report.rows.rendered(render, keys)


def _text(value: object) -> str:
    return "" if value is None else str(value)


VALUE = Format("value", frozenset(), write_value)
