"""One JSON object a row and a line; of an answer without rows one alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lrcalc.formats import Format
from lrcalc.report.blocks import Equations, Table
from lrcalc.report.report import Report
from lrcalc.report.rows import Batch, Rows
from lrcalc.terminal.screen import Screen


def write_jsonl(report: Report, screen: Screen) -> Iterator[str]:
    if report.rows is None:
        return iter([json.dumps(report.about(), ensure_ascii=screen.ascii_only) + "\n"])
    return objects(report.rows, before="", after="\n")


def objects(rows: Rows, before: str, after: str) -> Iterator[str]:
    """The rows as JSON objects, some at a time, each with the text around it."""
    keys = rows.columns
    fields = ", ".join(f'"{key}": %s' for key in keys)
    line = f"{before}{{{fields}}}{after}"

    def render(batch: Batch) -> str:
        columns = [batch.cells(key, _text) for key in keys]
        return "".join(map(line.__mod__, zip(*columns)))

    return rows.rendered(render, keys)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


JSONL = Format("jsonl", frozenset({Table, Equations}), write_jsonl)
