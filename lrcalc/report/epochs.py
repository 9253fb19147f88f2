"""The total steps of a run from its epochs: the arithmetic, and what another way of rounding gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc.analysis.epochs import Epochs, Line
from lrcalc.report.blocks import Block, Figures, Sentences
from lrcalc.report.report import Report

RULES = {
    "ceil": "Batches left over at the end of an epoch make an update too, as in transformers from 4.52 on.",
    "floor": "Batches left over at the end of an epoch are left out, as in transformers up to 4.51.",
}
OTHERWISE = {
    "ceil": "Where they are left out, as in transformers up to 4.51 (--round floor):",
    "floor": "Where they make an update too, as in transformers from 4.52 on (--round ceil):",
}


def epochs_report(epochs: Epochs, typed: Mapping[str, str], rounding: str = "ceil") -> Report:
    """The way to the total; as a value the total alone."""
    rounded_up = rounding == "ceil"
    total = epochs.total_rounded_up if rounded_up else epochs.total
    differ = epochs.total_rounded_up != epochs.total

    def blocks() -> Iterator[Block]:
        lines, other = epochs.arithmetic(), epochs.arithmetic_rounded_up()
        if rounded_up and differ:
            lines, other = [*lines[:-2], *other], lines[-2:]
        yield _figures(lines)
        if differ:
            yield Sentences([f"{_left_over(epochs.left_over)} {OTHERWISE[rounding]}"])
            yield _figures(other)

    return Report(
        blocks=blocks,
        about=lambda: _about(epochs, typed, rounding, total),
        values=[str(total)],
    )


def rule_of(epochs: Epochs, rounding: str) -> str:
    """Which rule the total follows, where another gives another; else nothing."""
    return RULES[rounding] if epochs.total_rounded_up != epochs.total else ""


def _about(epochs: Epochs, typed: Mapping[str, str], rounding: str, total: int) -> dict[str, object]:
    """The parameters as typed, and the quantities."""
    return {
        "tool": "steps",
        "parameters": {**typed, **({"drop_last": "true"} if epochs.drop_last else {})},
        "rounding": rounding,
        "batches_per_epoch": epochs.batches,
        "updates_per_epoch": epochs.updates_rounded_up if rounding == "ceil" else epochs.updates,
        "batches_left_over": epochs.left_over,
        "total_steps": total,
        "total_steps_rounded_up": epochs.total_rounded_up,
        "total_steps_rounded_down": epochs.total,
    }


def _left_over(batches: int) -> str:
    return "1 batch an epoch is left over." if batches == 1 else f"{batches} batches an epoch are left over."


def _figures(lines: list[Line]) -> Figures:
    return Figures([(line.name, f"{line.formula} = {line.value}") for line in lines])
