"""The marking of answers: two columns, and below the table the diagnosis, or a hint at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lrcalc.marking.explanation import rule_of
from lrcalc.marking.mark import Found, Marked, Marking
from lrcalc.marking.worksheet import FOUND, RATE
from lrcalc.numbers.display import quantity_text
from lrcalc.report.blocks import Block, Column, Sentences
from lrcalc.report.part import Cell, ExtraColumn, Part
from lrcalc.report.working import equations_at
from lrcalc.schedule.derivation import Derivation


class Place(NamedTuple):
    """Where to look: the heading of a column, and the rule that holds there."""

    column: str
    rule: str


def marks_part(marking: Marking, digits: int | None = None, hint: int | None = None) -> Part:
    """The answers and their verdicts, and what explains those that are wrong.

    With a hint people see neither the columns that are asked for nor the diagnosis.
    """
    shown = marking if hint is None else marking.for_hints()
    is_text = any(row.answers[RATE].value is None for row in marking.rows)

    def answer(index: int, derivation: Derivation) -> Cell:
        text = shown.rows[index].answers[RATE].text
        return Cell(text, text)

    def verdict(index: int, derivation: Derivation) -> Cell:
        found = shown.rows[index].verdicts[RATE]
        return Cell(found.code, found.text)

    def expected(index: int, derivation: Derivation) -> Cell:
        text = marking.rows[index].verdicts[RATE].expected
        return Cell(text, text)

    def mistakes(index: int, derivation: Derivation) -> Cell:
        names = marking.mistakes_of_row(index)
        return Cell(names, ", ".join(names))

    def below(derivations: list[Derivation]) -> Iterator[Block]:
        if hint == 3:
            for number, index in enumerate(_wrong_rows(marking), 1):
                yield equations_at(marking.policy, marking.rows[index].derivation, number, digits)
            texts = list(_fault(marking))
        else:
            texts = diagnosis(marking) if hint is None else list(_hints(marking, hint))
        yield from [Sentences(texts)] if texts else []

    others = [key for key in marking.columns if key != RATE]
    return Part(
        after=below,
        columns=(
            ExtraColumn("answer", answer, Column("Your Answer", is_text)),
            ExtraColumn("verdict", verdict, Column("Verdict", is_text=True)),
            ExtraColumn("expected", expected),
            ExtraColumn("mistakes", mistakes),
            *(column for key in others for column in _of_another(marking, key)),
        ),
        alone=hint is not None,
        needs_column=True,
        outcome=lambda: {"accepted": marking.accepted, "diagnosis": diagnosis(marking)},
        accepted=marking.accepted,
        notes=list(marking.remarks),
        more_rows=[_of_what_was_found(marking.found)] if marking.found else [],
    )


def _of_what_was_found(found: Found) -> dict[str, Cell]:
    """The row of a step, γ or T that was to be found."""
    return {
        "step": Cell(FOUND, FOUND),
        "answer": Cell(found.text, found.text),
        "verdict": Cell(found.verdict.code, found.verdict.text),
        "expected": Cell(found.verdict.expected, found.verdict.expected),
        "mistakes": Cell([]),
    }


def _of_another(marking: Marking, key: str) -> Iterator[ExtraColumn]:
    """The answers of a column before η, and the verdict on each, for programs."""

    def answer(index: int, derivation: Derivation) -> Cell:
        given = marking.rows[index].answers.get(key)
        text = None if given is None else given.text
        return Cell(text, text or "")

    def verdict(index: int, derivation: Derivation) -> Cell:
        found = marking.rows[index].verdicts.get(key)
        code = None if found is None else found.code
        return Cell(code, code or "")

    yield ExtraColumn(f"{key}_answer", answer)
    yield ExtraColumn(f"{key}_verdict", verdict)


def diagnosis(marking: Marking) -> list[str]:
    """What is said of the columns before η that are wrong, and of what explains the wrong rates."""
    others = [text for row in marking.rows for text in _other_columns(row)]
    return [*others, *(" ".join(finding.sentences) for finding in marking.findings), *_fault(marking)]


def _fault(marking: Marking) -> Iterator[str]:
    """What is wrong with what was to be found."""
    if marking.found is not None and marking.found.fault:
        yield f"{marking.found.fault}."


def _other_columns(row: Marked) -> Iterator[str]:
    """The columns before η that are not accepted."""
    for key, verdict in row.verdicts.items():
        if key != RATE and not verdict.accepted:
            quantity, given = row.derivation.phase[key], row.answers[key].text
            found = f"{given} is {verdict.text}" if given else verdict.text
            right = quantity_text(quantity.unit, row.derivation[key])
            yield f"At t = {row.derivation.step}, {quantity.heading}: {found}; it is {right}."


def _hints(marking: Marking, hint: int) -> Iterator[str]:
    """1: which column to look at, 2: the rule that holds there; a line for all rows of a place."""
    places: dict[Place, list[str]] = {}
    for index in _wrong_rows(marking):
        step = marking.rows[index].derivation.step
        places.setdefault(_place(marking, index), []).append(str(step))
    for place, steps in places.items():
        at = f"At t = {', '.join(steps)}"
        where = f"look at the {place.column}" if place.column else "the answer alone does not say where"
        yield f"{at}: {where}." if hint == 1 else f"{at}: {place.rule}."
    if hint > 1:
        yield from _fault(marking)


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
    if finding is not None and first == RATE:
        # what is wrong in η alone, with right columns before it, is wrong in its own line
        before = [key for key in row.verdicts if key != RATE]
        column = row.derivation.phase[RATE].heading if before and not finding.column else finding.column
        return Place(column, finding.rule)
    quantity = row.derivation.phase[first]
    return Place(quantity.heading, rule_of(row.derivation.phase, quantity))
