"""What a text was read as, above the rates; and a schedule in the words of a framework, in place of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lrcalc.numbers.display import MISSING, quantity_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Block, Code, Column, Sentences, Table
from lrcalc.report.part import Part
from lrcalc.report.report import Report
from lrcalc.report.rows import NOTHING, Batch, Cells, Render
from lrcalc.schedule.derivation import Derivation


def reading_part(sentence: str, notes: list[str], fields: Mapping[str, object], is_shown: bool) -> Part:
    """What was recognised and its equal here, then the conventions; where sentences are not shown, noted."""

    def blocks(derivations: list[Derivation]) -> Iterator[Block]:
        yield Sentences([sentence, *notes])

    if is_shown:
        return Part(before=blocks, about=lambda: fields)
    return Part(about=lambda: fields, notes=[sentence, *notes])


def code_report(text: str, language: str, notes: list[str]) -> Report:
    """Code to be pasted."""

    def blocks() -> Iterator[Block]:
        yield Code(text.rstrip("\n"), language)

    return Report(blocks=blocks, notes=notes)


class ConventionRows:
    """The rates of each framework as rows, a column each."""

    def __init__(
        self, names: Sequence[str], steps: Sequence[int], rates: Sequence[Sequence[Real | None]]
    ) -> None:
        self.columns = ["step", *(_key(name) for name in names)]
        self.values = self.columns[1:]
        self.steps = steps
        self.rates = rates

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        for step, rates in zip(self.steps, self.rates):
            cells: dict[str, Cells] = {"step": [step]}
            for key, rate in zip(self.values, rates):
                # some framework raises an error there
                cells[key] = NOTHING if rate is None else [rate.double()]
            yield render(Batch(1, cells))


def _key(name: str) -> str:
    return name.lower().replace(" ", "_").replace("-", "_")


def conventions_report(
    title: str,
    names: Sequence[str],
    steps: Sequence[int],
    rates: Sequence[Sequence[Real | None]],
    remarks: list[str],
    digits: int | None = None,
) -> Report:
    """The rates of the same words in each framework, a column each, and under them what differs."""

    def blocks() -> Iterator[Block]:
        cells = [
            [
                str(step),
                *(MISSING if rate is None else quantity_text("rate", rate, digits or 4) for rate in row),
            ]
            for step, row in zip(steps, rates)
        ]
        yield Table(title, [Column("Step"), *(Column(name) for name in names)], cells)
        yield Sentences(remarks)

    rows = ConventionRows(names, steps, rates)
    return Report(blocks=blocks, rows=rows, about=lambda: {"title": title, "remarks": remarks})
