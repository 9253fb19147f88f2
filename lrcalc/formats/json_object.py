"""One JSON object: what the rows are of, such as the policy and its parameters as typed, and the rows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lrcalc.formats.json_lines import objects
from lrcalc.report.data import Data
from lrcalc.terminal.screen import Screen


def write_json(data: Data, screen: Screen) -> Iterator[str]:
    head = json.dumps(data.about(), ensure_ascii=screen.ascii_only, indent=2)
    yield head[: -len("\n}")] + ',\n  "rows": ['
    comma = ","
    for text in objects(data, before=",\n    ", after=""):
        yield text.removeprefix(comma)
        comma = ""
    yield "\n  ]"
    if outcome := data.outcome():
        yield "," + json.dumps(outcome, ensure_ascii=screen.ascii_only, indent=2)[1 : -len("\n}")]
    yield "\n}\n"
