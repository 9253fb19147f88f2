"""The columns that say how many epochs, tokens and samples are over at a step."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.numbers.display import quantity_text, whole_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Column
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.units import UNITS, Unit, Units


def units_part(units: Units) -> Part:
    """A column beside the rates for each unit that it is said of how much a step is."""
    per_step = [(unit, units.per_step(unit)) for unit in UNITS]
    return Part(columns=tuple(_column(unit, each) for unit, each in per_step if each is not None))


def _column(unit: Unit, per_step: Fraction) -> ExtraColumn:
    def cell(index: int, derivation: Derivation) -> Cell:
        over = derivation.step * per_step
        if not unit.is_of_steps and over.denominator == 1:
            return Cell(over.numerator, whole_text(over.numerator))
        return Cell(Real(over).double(), quantity_text("rate", Real(over)))

    return ExtraColumn(unit.heading.lower(), cell, Column(unit.heading))
