"""Comma- and tab-separated values: a header, then a line a step, at full precision."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from lrcalc.report.data import Batch, Data
from lrcalc.terminal.screen import Screen


def write_csv(data: Data, screen: Screen) -> Iterator[str]:
    return _write(data, ",")


def write_tsv(data: Data, screen: Screen) -> Iterator[str]:
    return _write(data, "\t")


def _write(data: Data, separator: str) -> Iterator[str]:
    keys = data.keys
    yield separator.join(["step", *keys]) + "\n"
    line = separator.join(["%d", *("%s" for _ in keys)])

    def render(batch: Batch) -> str:
        columns = [_cells(batch, key) for key in keys]
        return "\n".join(map(line.__mod__, zip(batch.steps, *columns))) + "\n"

    yield from data.rendered(keys, render)


def _quoted(text: str) -> str:
    """A text that may hold a separator, as CSV quotes it."""
    if not set(text) & set(',;"\t\r\n'):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _cells(batch: Batch, key: str) -> list[float] | list[str] | repeat[str]:
    if key == "phase":
        return repeat(batch.phase)
    if key in batch.extra:
        value = batch.extra[key]
        text = " ".join(value) if isinstance(value, list) else str(value)
        return repeat(_quoted(text))
    cells = batch.columns[key]
    return repeat("") if cells is None else cells
