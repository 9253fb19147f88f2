"""One JSON object a row and a line; of an answer without rows one alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from lrcalc.formats import Format
from lrcalc.formats.row_text import RowText
from lrcalc.numbers.display import program_text
from lrcalc.report.blocks import Equations, Table
from lrcalc.report.report import Report
from lrcalc.report.rows import Rows
from lrcalc.terminal.screen import Screen


def write_jsonl(report: Report, screen: Screen) -> Iterator[str]:
    if report.rows is None:
        return iter([object_text(report.about(), screen.ascii_only) + "\n"])
    return objects(report.rows, before="", after="\n")


def objects(rows: Rows, before: str, after: str) -> Iterator[str]:
    """The rows as JSON objects, some at a time, each with the text around it."""
    keys = rows.columns
    before_each = [f'"{key}": ' for key in keys]
    pieces = [f"{before}{{{before_each[0]}", *(f", {text}" for text in before_each[1:]), f"}}{after}"]
    return rows.rendered(RowText(keys, pieces, _text), keys)


def object_text(value: object, ascii_only: bool, indent: int | None = None) -> str:
    """A value as JSON, its numbers written as those of the rows."""
    text = json.dumps(_marked(value), ensure_ascii=ascii_only, indent=indent)
    return _MARKED.sub(r"\1", text)


# A double written otherwise than json does; no text that comes in holds a 0 character.
_MARKED = re.compile(r'"\\u0000([^"]*)"')


def _marked(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _marked(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_marked(item) for item in value]
    if isinstance(value, float) and (text := program_text(value)) != repr(value):
        return f"\0{text}"
    return value


def _text(value: object) -> str:
    return object_text(value, ascii_only=False)


JSONL = Format("jsonl", frozenset({Table, Equations}), write_jsonl)
