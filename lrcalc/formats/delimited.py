"""Comma- and tab-separated values: a header, then a line a row, at full precision."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.formats import Format
from lrcalc.formats.row_text import RowText
from lrcalc.numbers.display import program_text
from lrcalc.report.blocks import Table
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen

SHOWS = frozenset({Table})


def write_csv(report: Report, screen: Screen) -> Iterator[str]:
    return _write(report, ",")


def write_tsv(report: Report, screen: Screen) -> Iterator[str]:
    return _write(report, "\t")


def _write(report: Report, separator: str) -> Iterator[str]:
    assert report.rows is not None
    keys = report.rows.columns
    yield separator.join(keys) + "\n"
    pieces = ["", *[separator] * (len(keys) - 1), "\n"]
    yield from report.rows.rendered(RowText(keys, pieces, _text), keys)


def _text(value: object) -> str:
    if value is None:
        return ""
    return _quoted(" ".join(value) if isinstance(value, list) else program_text(value))


def _quoted(text: str) -> str:
    """A text that may hold a separator, as CSV quotes it."""
    if not set(text) & set(',;"\t\r\n'):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


CSV = Format("csv", SHOWS, write_csv)
TSV = Format("tsv", SHOWS, write_tsv)
