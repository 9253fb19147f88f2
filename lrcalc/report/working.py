"""The working: the general formula, then for each step the way to η."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.expression.notation import Notation
from lrcalc.report.blocks import Block, Equations, Sentences
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.schedule.derivation import Derivation
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.working import CARRIED, Line, Writer


def working_part(schedule: Policy, digits: int | None = None) -> Part:
    """The working of every step asked; for programs each quantity of it, in a column."""

    def quantities(index: int, derivation: Derivation) -> Cell:
        return Cell(Writer(schedule, Notation, digits).quantities(derivation))

    def blocks(derivations: list[Derivation]) -> Iterator[Block]:
        yield Equations(lambda notation: _general(schedule, notation, digits))
        yield Sentences([CARRIED])
        for number, derivation in enumerate(derivations, 1):
            yield equations_at(schedule, derivation, number, digits)

    return Part(before=blocks, columns=(ExtraColumn("working", quantities),))


def equations_at(schedule: Policy, derivation: Derivation, number: int, digits: int | None) -> Equations:
    """The working at one step, which is the one with that number among those asked. Raises ScheduleError
    where η has no value there: its parts would not say at which step."""
    _ = derivation.learning_rate
    remarks = Writer(schedule, Notation, digits).at(derivation).remarks
    return Equations(
        lambda notation: Writer(schedule, notation, digits).at(derivation).lines,
        derivation.step,
        number,
        tuple(remarks),
    )


def _general(schedule: Policy, notation: type[Notation], digits: int | None) -> list[Line]:
    """The formula of each phase, and below it the same with the values substituted."""
    lines = []
    for phase_lines in Writer(schedule, notation, digits).general():
        lines += [line if index == 0 else line._replace(left="") for index, line in enumerate(phase_lines)]
    return lines
