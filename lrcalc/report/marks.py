"""The marking of answers: two columns, and below the table the diagnosis, or a hint at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lrcalc.marking.explanation import rule_of
from lrcalc.marking.mark import Marked, Marking
from lrcalc.report.blocks import Block, Column, Sentences
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.report.working import equations_at
from lrcalc.schedule.derivation import Derivation

# What a hint may say: which column, which rule, the working.
HINTS = ("1", "2", "3")


class Place(NamedTuple):
    """Where to look: the heading of a column, and the rule that holds there."""

    column: str
    rule: str


def marks_part(marking: Marking, digits: int | None = None, hint: int | None = None) -> Part:
    """The answers and their verdicts, and what explains those that are wrong.

    With a hint people see neither the columns that are asked for nor the diagnosis.
    """
    shown = marking if hint is None else marking.for_hints()
    is_text = any(row.answers["learning_rate"].value is None for row in marking.rows)

    def answer(index: int, derivation: Derivation) -> Cell:
        text = shown.rows[index].answers["learning_rate"].text
        return Cell(text, text)

    def verdict(index: int, derivation: Derivation) -> Cell:
        found = shown.rows[index].verdicts["learning_rate"]
        return Cell(found.code, found.text)

    def expected(index: int, derivation: Derivation) -> Cell:
        text = marking.rows[index].verdicts["learning_rate"].expected
        return Cell(text, text)

    def mistakes(index: int, derivation: Derivation) -> Cell:
        names = marking.mistakes_of_row(index)
        return Cell(names, ", ".join(names))

    def below(derivations: list[Derivation]) -> Iterator[Block]:
        if hint == 3:
            for number, index in enumerate(_wrong_rows(marking), 1):
                yield equations_at(marking.policy, marking.rows[index].derivation, number, digits)
            return
        texts = diagnosis(marking) if hint is None else list(_hints(marking, hint))
        yield from [Sentences(texts)] if texts else []

    return Part(
        after=below,
        columns=(
            ExtraColumn("answer", answer, Column("Your Answer", is_text)),
            ExtraColumn("verdict", verdict, Column("Verdict", is_text=True)),
            ExtraColumn("expected", expected),
            ExtraColumn("mistakes", mistakes),
        ),
        alone=hint is not None,
        outcome=lambda: {"accepted": marking.accepted, "diagnosis": diagnosis(marking)},
        accepted=marking.accepted,
    )


def diagnosis(marking: Marking) -> list[str]:
    """What is said of the columns before η that are wrong, and of what explains the wrong rates."""
    others = [text for row in marking.rows for text in _other_columns(row)]
    return [*others, *(" ".join(finding.sentences) for finding in marking.findings)]


def _other_columns(row: Marked) -> Iterator[str]:
    """The columns before η that are not accepted."""
    for key, verdict in row.verdicts.items():
        if key != "learning_rate" and not verdict.accepted:
            heading, given = row.derivation.phase[key].heading, row.answers[key].text
            found = f"{given} is {verdict.text}" if given else verdict.text
            yield f"At t = {row.derivation.step}, {heading}: {found}; it is {verdict.expected}."


def _hints(marking: Marking, hint: int) -> Iterator[str]:
    """1: which column to look at, 2: the rule that holds there; a line for all rows of a place."""
    places: dict[Place, list[str]] = {}
    for index in _wrong_rows(marking):
        step = marking.rows[index].derivation.step
        places.setdefault(_place(marking, index), []).append(str(step))
    for place, steps in places.items():
        at = f"At t = {', '.join(steps)}"
        yield f"{at}: look at the {place.column}." if hint == 1 else f"{at}: {place.rule}."


def _wrong_rows(marking: Marking) -> list[int]:
    return [
        index
        for index, row in enumerate(marking.rows)
        if any(verdict.code == "wrong" for verdict in row.verdicts.values())
    ]


def _place(marking: Marking, index: int) -> Place:
    """The first column that is wrong as the student has it; where only η is, where the diagnosis says."""
    row = marking.rows[index]
    first = next(key for key, verdict in row.verdicts.items() if verdict.code == "wrong")
    finding = next((item for item in marking.findings if index in item.rows), None)
    if finding is not None and first == "learning_rate":
        return Place(finding.column, finding.rule)
    quantity = row.derivation.phase[first]
    return Place(quantity.heading, rule_of(row.derivation.phase, quantity))
