"""One JSON object a step and a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import repeat

from lrcalc.report.data import Batch, Data
from lrcalc.terminal.screen import Screen


def write_jsonl(data: Data, screen: Screen) -> Iterator[str]:
    return objects(data, before="", after="\n")


def objects(data: Data, before: str, after: str) -> Iterator[str]:
    """The rows as JSON objects, some at a time, each with the text around it."""
    keys = data.keys
    fields = ", ".join(['"step": %d', *(f'"{key}": %s' for key in keys)])
    line = f"{before}{{{fields}}}{after}"

    def render(batch: Batch) -> str:
        columns = [_cells(batch, key) for key in keys]
        return "".join(map(line.__mod__, zip(batch.steps, *columns)))

    return data.rendered(keys, render)


def _cells(batch: Batch, key: str) -> list[float] | list[str] | repeat[str]:
    if key == "phase":
        return repeat(json.dumps(batch.phase))
    if key in batch.extra:
        return repeat(json.dumps(batch.extra[key], ensure_ascii=False))
    cells = batch.columns[key]
    return repeat("null") if cells is None else cells
