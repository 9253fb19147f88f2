"""The summary of a run, as figures to read and as an object for programs."""

from __future__ import annotations

import math

from lrcalc.errors import counted
from lrcalc.numbers.display import quantity_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Figures
from lrcalc.report.part import Part
from lrcalc.schedule.results import Summary

UNKNOWN = "not computed (no closed form, and too many steps to add)"


def summary_part(summary: Summary, digits: int | None = None) -> Part:
    """The figures below the table, and the object before the rows."""
    return Part(
        after=lambda derivations: iter([Figures(figures(summary, digits))]),
        about=lambda: {"summary": as_object(summary)},
    )


def figures(summary: Summary, digits: int | None) -> list[tuple[str, str]]:
    """Each figure by its name."""
    updates = summary.updates
    of_doubles = "" if summary.sum_is_exact or summary.sum is None else " (of the rates rounded to doubles)"
    return [
        ("Updates", f"t = 0 to {updates - 1}" if updates > 1 else "t = 0"),
        ("Peak", f"{_text(summary.peak[1], digits)} at t = {summary.peak[0]}"),
        ("Final", f"{_text(summary.final[1], digits)} at t = {summary.final[0]}"),
        ("Mean", _text(summary.mean, digits) + of_doubles),
        ("Sum", _text(summary.sum, digits) + of_doubles),
        (
            "Above half the peak",
            f"{counted(summary.above_half, 'update')} ({100 * summary.above_half / updates:.3g} %)",
        ),
    ]


def _text(value: Real | None, digits: int | None) -> str:
    return UNKNOWN if value is None else quantity_text("rate", value, digits)


def as_object(summary: Summary) -> dict[str, object]:
    """The figures at full precision; null for what takes too long to find or is beyond all doubles."""
    return {
        "updates": summary.updates,
        "peak": {"step": summary.peak[0], "learning_rate": _number(summary.peak[1])},
        "final": {"step": summary.final[0], "learning_rate": _number(summary.final[1])},
        "mean": _number(summary.mean),
        "sum": _number(summary.sum),
        "sum_is_exact": summary.sum_is_exact,
        "above_half_the_peak": summary.above_half,
    }


def _number(value: Real | None) -> float | None:
    double = None if value is None else value.double()
    return None if double is None or math.isinf(double) else double
