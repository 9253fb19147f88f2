"""The total steps of a run from its epochs: the arithmetic, and what another way of rounding gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc.analysis.epochs import Epochs, Line
from lrcalc.report.blocks import Block, Figures, Sentences
from lrcalc.report.report import Report

OTHERWISE = "Where they make an update too, as in transformers from 4.52 on:"


def epochs_report(epochs: Epochs, typed: Mapping[str, str]) -> Report:
    """The way to the total; as a value the total alone."""

    def blocks() -> Iterator[Block]:
        yield _figures(epochs.arithmetic())
        if epochs.total_rounded_up != epochs.total:
            yield Sentences([f"{_left_over(epochs.left_over)} {OTHERWISE}"])
            yield _figures(epochs.arithmetic_rounded_up())

    return Report(blocks=blocks, about=lambda: _about(epochs, typed), values=[str(epochs.total)])


def _about(epochs: Epochs, typed: Mapping[str, str]) -> dict[str, object]:
    """The parameters as typed, and the quantities."""
    return {
        "tool": "steps",
        "parameters": {**typed, **({"drop_last": "true"} if epochs.drop_last else {})},
        "batches_per_epoch": epochs.batches,
        "updates_per_epoch": epochs.updates,
        "batches_left_over": epochs.left_over,
        "total_steps": epochs.total,
        "total_steps_rounded_up": epochs.total_rounded_up,
    }


def _left_over(batches: int) -> str:
    return "1 batch an epoch is left over." if batches == 1 else f"{batches} batches an epoch are left over."


def _figures(lines: list[Line]) -> Figures:
    return Figures([(line.name, f"{line.formula} = {line.value}") for line in lines])
