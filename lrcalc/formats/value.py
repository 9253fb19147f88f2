"""η alone, one a line: for a shell variable."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.formats import Screen
from lrcalc.report import Report


def write_value(report: Report, screen: Screen) -> Iterator[str]:
    return report.rendered(
        ["learning_rate"], lambda batch: "\n".join(map(str, batch.columns["learning_rate"] or ())) + "\n"
    )
