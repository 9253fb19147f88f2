"""The column that says how many epochs are over at a step."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.numbers.display import quantity_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Column
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.schedule.derivation import Derivation


def epochs_part(steps_per_epoch: Fraction) -> Part:
    """A column beside the rates, from the steps of an epoch."""

    def cell(index: int, derivation: Derivation) -> Cell:
        epochs = Real(Fraction(derivation.step) / steps_per_epoch)
        return Cell(epochs.double(), quantity_text("rate", epochs))

    return Part(columns=(ExtraColumn("epoch", cell, Column("Epoch")),))
