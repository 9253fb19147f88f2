"""A log held against a schedule: the rows that disagree, what explains them, and how the log was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lrcalc.errors import capital, counted
from lrcalc.logs.verification import Verification
from lrcalc.numbers.display import program_text, written_out
from lrcalc.report.blocks import Block, Column, Drawing, Sentences, Table
from lrcalc.report.report import Report
from lrcalc.report.rows import Batch, Constant, Render
from lrcalc.sampling.trajectory import trajectory

# So many of the rows that disagree are shown to people.
MOST_SHOWN = 5
COLUMNS = ["step", "update", "logged", "expected", "verdict"]
# Those that people see of the rows that disagree, where they ask for no others.
SEEN = ["step", "logged", "expected"]


class LogRows:
    """Every row of the log, with the rate that was expected and whether it agrees."""

    def __init__(self, found: Verification, columns: Sequence[str] | None) -> None:
        self.found = found
        self.columns = list(columns or COLUMNS)
        self.values = self.columns

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        found = self.found
        wrong = set(found.wrong)
        for is_wrong, group in groupby(range(len(found.rates)), key=wrong.__contains__):
            part = list(group)
            yield render(
                Batch(
                    len(part),
                    {
                        "step": [found.log.rows[index].step or 0 for index in part],
                        "update": [found.reading.updates[index] for index in part],
                        "logged": [program_text(found.rates[index].value) for index in part],
                        "expected": exact(found, part),
                        "verdict": Constant("disagrees" if is_wrong else "agrees"),
                    },
                )
            )


def exact(found: Verification, rows: Sequence[int]) -> list[float]:
    """The rates that were expected in some rows: the doubles nearest to the exact values."""
    if found.reading.span > 1:
        return [found.expected[index] for index in rows]
    steps = [max(0, found.reading.updates[index]) for index in rows]
    rates: list[float] = []
    for stretch in trajectory(found.policy, _runs(steps)):
        rates += stretch.columns["learning_rate"]
    return rates


def _runs(steps: Sequence[int]) -> Iterator[range]:
    """The steps as runs of steps equally far apart."""
    first = 0
    while first < len(steps):
        last = first + 1
        stride = steps[last] - steps[first] if last < len(steps) else 1
        while stride and last + 1 < len(steps) and steps[last + 1] - steps[last] == stride:
            last += 1
        if not stride or last >= len(steps):
            last = first
        yield (
            range(steps[first], steps[last] + 1, stride)
            if stride > 0
            else range(steps[first], steps[first] + 1)
        )
        first = first + 1 if stride <= 0 else last + 1


def log_report(
    found: Verification, columns: Sequence[str] | None = None, drawing: Drawing | None = None
) -> Report:
    """The answer: accepted where every row agrees."""

    def blocks() -> Iterator[Block]:
        yield Sentences(read_sentences(found))
        if found.wrong:
            yield _table(found, columns or SEEN)
        yield Sentences(verdict_sentences(found))
        if drawing is not None:
            yield drawing

    ids = [item.id for item in found.explanations] or ["disagrees" if found.wrong else "agrees"]
    return Report(
        blocks=blocks,
        rows=LogRows(found, columns),
        about=lambda: about(found),
        outcome=lambda: {
            "accepted": found.accepted,
            "maybe": found.maybe._asdict() if found.maybe else None,
            "explanations": [
                {"id": item.id, "numbers": item.numbers, "text": item.text} for item in found.explanations
            ],
            "telling": found.telling._asdict() if found.telling else None,
            "remarks": [
                {"id": item.id, "numbers": item.numbers, "text": item.text} for item in found.remarks
            ],
        },
        values=ids,
        accepted=found.accepted,
    )


def about(found: Verification) -> dict[str, Any]:
    """What was read and how: the log, the column, the clock, the rule."""
    return {
        "log": found.log.recognised,
        "left_out": found.log.left_out,
        "policy": found.policy.name,
        "parameters": found.policy.typed,
        "column": found.column,
        "clock": found.reading.formula,
        "clock_also": [item.formula for item in found.also],
        "rule": str(found.rule),
        "rows_read": len(found.rates),
        "rows_wrong": len(found.wrong),
    }


def read_sentences(found: Verification) -> list[str]:
    """What was read, what was left out, and how the steps count."""
    log = found.log
    column = f", column {found.column}" if len(log.columns) > 1 else ""
    texts = [f"{log.recognised}{column}."]
    if log.left_out:
        texts.append(f"{capital(log.left_out)}.")
    also = " or ".join(f"t = {item.formula}" for item in found.also)
    more = f"; these digits cannot tell it from {also}" if also else ""
    texts.append(f"A row has the rate of update t = {found.reading.formula}{more}.")
    return texts


def verdict_sentences(found: Verification) -> list[str]:
    """Whether the rows agree, what explains those that do not, and what is worth knowing besides."""
    many = found.held or len(found.rates)
    if not found.wrong:
        texts = [f"All {many} rates agree {found.rule}." if many > 1 else f"The rate agrees {found.rule}."]
    elif found.explanations:
        first, *others = found.explanations
        sure = (
            "this explains every row" if found.can_tell else "maybe: this explains every row, as others may"
        )
        texts = [f"{capital(first.text)} ({first.id}); {sure}."]
        texts += [f"Or: {item.text} ({item.id})." for item in others]
        if found.telling is not None:
            update, one, other = found.telling
            texts.append(f"The rate of update {update} would tell: {one:.4g} or {other:.4g}.")
        elif others:
            texts.append("No row of this run would tell them apart.")
    else:
        index = found.wrong[0]
        logged, expected = found.rates[index].value, found.expected[index]
        off = (
            f"{abs(logged / expected - 1):.2%} too {'large' if logged > expected else 'small'}"
            if (expected)
            else "not 0"
        )
        texts = [
            f"No single change explains these. The first is step {found.log.rows[index].step}: "
            f"{written_out(found.rates[index].text)} is {off}."
        ]
        if found.maybe is not None:
            rows, text = found.maybe.rows, found.maybe.text
            wrong = counted(len(found.wrong), "row")
            texts.append(f"Maybe {text}: that explains {rows} of the {wrong} ({found.maybe.id}).")
    every = found.log.found.kept_every
    if every > 1:
        texts.append(_thinned(found, every))
    return texts + [f"{capital(item.text)}." for item in found.remarks if item.text]


def _thinned(found: Verification, every: int) -> str:
    """What was looked at of a log of which only some rows are kept."""
    read = found.log.found.rows_read
    if found.held is not None:
        return f"All {read} rows were looked at; one in {every} is kept to show and to explain."
    return f"One in {every} of {read} rows is kept, shown and held against the schedule."


def _table(found: Verification, columns: Sequence[str]) -> Table:
    def cells(index: int, rate: float) -> dict[str, str]:
        row = found.log.rows[index]
        update = found.reading.updates[index]
        return {
            "step": str(row.step),
            "update": str(update),
            "logged": written_out(found.rates[index].text),
            "expected": written_out(f"{rate:.6g}"),
            "verdict": "disagrees",
        }

    first = found.wrong[:MOST_SHOWN]
    shown = [cells(index, rate) for index, rate in zip(first, exact(found, first))]
    title = (
        f"{len(found.wrong)} of {counted(len(found.rates), 'rate')} disagree{'s' * (len(found.wrong) == 1)}"
        + (f"; the first {MOST_SHOWN} of them" if len(found.wrong) > MOST_SHOWN else "")
    )
    heads = [Column(key.capitalize(), is_text=key == "verdict") for key in columns]
    return Table(title, heads, [[row[key] for key in columns] for row in shown])
