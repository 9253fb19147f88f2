"""An answer on its way out: rows to standard output, notes to standard error, the exit code from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import typer

from lrcalc.errors import Refusal
from lrcalc.terminal.screen import screen
from lrcalc.terminal.streams import write, write_note

# From so many rows on a person who waits for a file sees a progress bar.
MANY_ROWS = 1_000_000

if TYPE_CHECKING:
    from lrcalc.formats import Format
    from lrcalc.report.report import Report
    from lrcalc.sampling.stretch import Steps


def deliver(report: Report, form: Format, runs: Iterable[Steps] = (), at_once: bool = False) -> None:
    """Write the answer in the format. Raises Refusal, or typer.Exit, where it is not accepted.

    The rows of the runs are counted for a progress bar; `at_once`: each row is written as it comes.
    """
    chunks = form.write(report, screen())
    rows = sum(map(len, runs)) if isinstance(runs, list) else 0
    if rows > MANY_ROWS and not at_once:
        from lrcalc.terminal.progress import watched

        chunks = watched(chunks, rows)
    write(_with_notes(report, chunks if at_once else _begun(chunks)), at_once=at_once)
    if report.refusal:
        raise Refusal(report.refusal)
    if not report.accepted:
        raise typer.Exit(report.exit_code)


def _with_notes(report: Report, chunks: Iterator[str]) -> Iterator[str]:
    """The chunks; what is noted goes to standard error, also where it is found only on the way."""
    told = 0
    for chunk in _first_nothing(chunks):
        for note in report.notes[told:]:
            write_note(note)
        told = len(report.notes)
        yield chunk


def _begun(chunks: Iterator[str]) -> Iterator[str]:
    """The chunks, the head of an answer not before its first rows are found: it may have none to give."""
    yield from list(islice(chunks, 2))
    yield from chunks


def _first_nothing(chunks: Iterator[str]) -> Iterator[str]:
    """The chunks after an empty one: notes that are there from the start come before all of them."""
    yield ""
    yield from chunks
