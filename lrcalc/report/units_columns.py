"""The columns that say how many epochs, tokens and samples are over at a step."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.numbers.display import quantity_text, whole_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Column
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.units import Units


def units_part(units: Units) -> Part:
    """A column beside the rates for each unit that it is said of how much a step is."""
    per_step = {
        "Epoch": units.steps_per_epoch and 1 / units.steps_per_epoch,
        "Tokens": units.tokens_per_step,
        "Samples": units.samples_per_step,
    }
    return Part(columns=tuple(_column(name, each) for name, each in per_step.items() if each is not None))


def _column(name: str, per_step: Fraction) -> ExtraColumn:
    def cell(index: int, derivation: Derivation) -> Cell:
        over = derivation.step * per_step
        if name != "Epoch" and over.denominator == 1:
            return Cell(over.numerator, whole_text(over.numerator))
        return Cell(Real(over).double(), quantity_text("rate", Real(over)))

    return ExtraColumn(name.lower(), cell, Column(name))
