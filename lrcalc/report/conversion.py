"""What a text was read as, above the rates; and a schedule in the words of a framework, in place of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lrcalc.report.blocks import Block, Code, Column, Sentences, Table
from lrcalc.report.part import Part
from lrcalc.report.report import Report
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


def conventions_report(title: str, names: list[str], rows: list[list[str]], remarks: list[str]) -> Report:
    """The rates of the same words in each framework, a column each, and under them what differs."""

    def blocks() -> Iterator[Block]:
        yield Table(title, [Column("Step"), *(Column(name) for name in names)], rows)
        yield Sentences(remarks)

    fields = {name: [row[index] for row in rows] for index, name in enumerate(["step", *names])}
    return Report(blocks=blocks, about=lambda: {"title": title, "rates": fields, "remarks": remarks})
