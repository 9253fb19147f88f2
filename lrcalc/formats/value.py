"""Values alone, one a line, for a shell variable: η, or what else was asked for, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.formats import Format
from lrcalc.formats.row_text import RowText
from lrcalc.numbers.display import program_text
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen


def write_value(report: Report, screen: Screen) -> Iterator[str]:
    if report.values is not None:
        return (f"{value}\n" for value in report.values)
    assert report.rows is not None
    keys = report.rows.values

    pieces = ["", *["\t"] * (len(keys) - 1), "\n"]
    return report.rows.rendered(RowText(keys, pieces, _text), keys)


def _text(value: object) -> str:
    return "" if value is None else program_text(value)


VALUE = Format("value", frozenset(), write_value)
