"""One JSON object a step and a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import repeat

from lrcalc.formats import Screen
from lrcalc.report import Batch, Report


def write_jsonl(report: Report, screen: Screen) -> Iterator[str]:
    for lines in objects(report):
        yield "\n".join(lines) + "\n"


def objects(report: Report) -> Iterator[list[str]]:
    """The rows as JSON objects, some at a time."""
    keys = report.data_columns
    for batch in report.batches():
        line = ", ".join(['{"step": %d', *(f'"{key}": %s' for key in keys)]) + "}"
        columns = [_cells(batch, key) for key in keys]
        yield list(map(line.__mod__, zip(batch.steps, *columns)))


def _cells(batch: Batch, key: str) -> list[str] | repeat[str]:
    if key == "phase":
        return repeat(json.dumps(batch.phase))
    cells = batch.columns[key]
    return repeat("null") if cells is None else cells
