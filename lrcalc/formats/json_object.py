"""One JSON object: what the answer is about, such as the policy and its parameters as typed, and the rows."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.formats import Format
from lrcalc.formats.json_lines import object_text, objects
from lrcalc.report.blocks import Equations, Figures, Table
from lrcalc.report.report import Report
from lrcalc.terminal.screen import Screen


def write_json(report: Report, screen: Screen) -> Iterator[str]:
    head = object_text(report.about(), screen.ascii_only, indent=2)
    if report.rows is None:
        yield head + "\n"
        return
    yield head[: -len("\n}")] + ',\n  "rows": ['
    comma = ","
    for text in objects(report.rows, before=",\n    ", after=""):
        yield text.removeprefix(comma)
        comma = ""
    yield "\n  ]"
    if outcome := report.outcome():
        yield "," + object_text(outcome, screen.ascii_only, indent=2)[1 : -len("\n}")]
    yield "\n}\n"


JSON = Format("json", frozenset({Table, Equations, Figures}), write_json)
