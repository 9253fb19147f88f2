"""η alone, one a line, for a shell variable; of several schedules side by side, separated by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.report.data import Batch, Data
from lrcalc.terminal.screen import Screen


def write_value(data: Data, screen: Screen) -> Iterator[str]:
    keys = data.rate_keys

    def render(batch: Batch) -> str:
        first, *others = (map(str, batch.columns[key] or ()) for key in keys)
        return "\n".join(map("\t".join, zip(first, *others)) if others else first) + "\n"

    return data.rendered(keys, render)
