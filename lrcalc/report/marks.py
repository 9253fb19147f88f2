"""What goes under the table of a marking: the diagnosis, or a hint at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lrcalc.expression.notation import Notation
from lrcalc.marking.explanation import rule_of
from lrcalc.marking.mark import Marked, Marking
from lrcalc.report.plain_working import plain_lines
from lrcalc.report.rates import Report
from lrcalc.schedule.working import Writer


class Place(NamedTuple):
    """Where to look: the heading of a column, and the rule that holds there."""

    column: str
    rule: str


def sentences(report: Report) -> Iterator[str]:
    """What goes under the table: the diagnosis, or as much of it as the hint allows."""
    marking = report.marking
    assert marking is not None
    if report.hint is None:
        for row in marking.rows:
            yield from _other_columns(row)
        for finding in marking.findings:
            yield " ".join(finding.sentences)
    elif report.hint == 3:
        writer = Writer(report.policy, Notation, report.digits)
        rows = [marking.rows[index] for index in _wrong_rows(marking)]
        # one sentence, its lines as they are: Markdown fences it, and nothing wraps it
        workings = ["\n".join(plain_lines(writer.at(row.derivation))) for row in rows]
        yield from ["\n\n".join(workings)] if workings else []
    else:
        yield from _hints(marking, report.hint)


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
