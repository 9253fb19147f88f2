"""What goes under the table of a marking: the diagnosis, or a hint at it."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.expression.notation import Notation
from lrcalc.formats.shown_working import plain_lines
from lrcalc.marking.mark import Marked
from lrcalc.report import Report
from lrcalc.working import Writer


def sentences(report: Report) -> Iterator[str]:
    """What goes under the table: the diagnosis, or as much of it as the hint allows."""
    marking = report.marking
    assert marking is not None
    if report.hint is None:
        for row in marking.rows:
            yield from _other_columns(row)
    for finding in marking.findings:
        steps = ", ".join(str(marking.rows[index].derivation.step) for index in finding.rows)
        if report.hint is None:
            yield " ".join(finding.sentences)
        elif report.hint == 1:
            yield f"At t = {steps}: look at the {finding.column}."
        elif report.hint == 2:
            yield f"At t = {steps}: {finding.rule}."
        else:
            writer = Writer(report.policy, Notation, report.digits)
            for index in finding.rows:
                yield "\n".join(plain_lines(writer.at(marking.rows[index].derivation)))


def _other_columns(row: Marked) -> Iterator[str]:
    """The columns before η that are not accepted."""
    for key, verdict in row.verdicts.items():
        if key != "learning_rate" and not verdict.accepted:
            heading = row.derivation.phase[key].heading
            yield (
                f"At t = {row.derivation.step}, {heading}: {row.answers[key].text or 'no answer'} is "
                f"{verdict.text}; it is {verdict.expected}."
            )
