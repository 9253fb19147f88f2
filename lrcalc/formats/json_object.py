"""One JSON object: the policy, its formula, the parameters as typed, and the rows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lrcalc.formats import Screen
from lrcalc.formats.json_lines import objects
from lrcalc.policies.formula import formula_lines
from lrcalc.report import Report


def write_json(report: Report, screen: Screen) -> Iterator[str]:
    about: dict[str, object] = {
        "policy": report.policy.name,
        "formula": "; ".join(formula_lines(report.policy)),
        "parameters": report.policy.typed,
    }
    if report.when:
        about["when"] = report.when.as_objects()
    if report.summary:
        from lrcalc.formats.summary import as_object

        about["summary"] = as_object(report.summary)
    head = json.dumps(about, ensure_ascii=screen.ascii_only, indent=2)
    yield head[: -len("\n}")] + ',\n  "rows": ['
    comma = ","
    for text in objects(report, before=",\n    ", after=""):
        yield text.removeprefix(comma)
        comma = ""
    yield "\n  ]"
    if report.marking:
        from lrcalc.formats.marks import sentences

        marks = {"accepted": report.marking.accepted, "diagnosis": list(sentences(report))}
        yield "," + json.dumps(marks, ensure_ascii=screen.ascii_only, indent=2)[1 : -len("\n}")]
    yield "\n}\n"
