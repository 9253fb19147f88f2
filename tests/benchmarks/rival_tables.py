"""The tables of the rivals, in Markdown as the README has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from tests.benchmarks.measure import Time, Times

POWERS = {10_000: "10⁴", 100_000: "10⁵", 1_000_000: "10⁶", 10_000_000: "10⁷"}

Cell = Callable[[int, Times, str], str]


def speed_table(own: str, taken: Mapping[int, Times]) -> str:
    """Rows a second, and how many times those of the program called `own` they are."""

    def cell(total: int, times: Times, name: str) -> str:
        rate = (total + 1) / median(time.elapsed for time in times[name])
        pairs = zip(times[own], times[name], strict=True)
        multiple = median(mine.elapsed / other.elapsed for mine, other in pairs)
        return f"{rate / 1000:,.0f} ({multiple:.2f})"

    return _table(taken, cell)


def memory_table(taken: Mapping[int, Times]) -> str:
    """The most memory that one process of each program took, in megabytes."""
    return _table(taken, lambda total, times, name: f"{_peak(times[name]):,.0f}")


def _peak(times: Sequence[Time]) -> float:
    return median(time.memory for time in times)


def _table(taken: Mapping[int, Times], cell: Cell) -> str:
    names = list(taken[min(taken)])
    lines = ["| | " + " | ".join(f"T = {POWERS[total]}" for total in taken) + " |"]
    lines.append("| --- |" + " ---: |" * len(taken))
    for name in names:
        cells = [cell(total, times, name) if name in times else "–" for total, times in taken.items()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
