"""A progress bar on standard error, for long work that goes to a file and would else look like nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

Item = TypeVar("Item")


def _is_seen() -> bool:
    """Whether a person sees what is drawn on standard error."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _bar(*columns: ProgressColumn) -> Progress:
    """A bar that goes when the work is done, of those columns (none: those of Rich)."""
    from rich.console import Console
    from rich.progress import Progress

    # Rich would else take what is written to standard output for the terminal
    return Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)


def is_watched() -> bool:
    """Whether a person watches standard error while standard output goes to a file."""
    try:
        to_file = stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False
    return to_file and _is_seen()


def watched(chunks: Iterator[str], rows: int) -> Iterator[str]:
    """The chunks, under a progress bar where a person waits for a file."""
    return shown(chunks, rows) if is_watched() else chunks


def shown(chunks: Iterable[str], rows: int) -> Iterator[str]:
    """The same chunks, with a bar that counts their lines."""
    from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn

    with _bar(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as progress:
        task, lines = progress.add_task("rows", total=rows), 0
        for chunk in chunks:
            yield chunk
            lines += chunk.count("\n")
            # a header is no row
            progress.update(task, completed=min(lines, rows))


# Of fewer items each is done before one looks.
MANY_ITEMS = 50


def watched_items(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The same items, under a progress bar that counts them where they are many and a person watches."""
    if total < MANY_ITEMS or not _is_seen():
        yield from items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    with _bar(TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as progress:
        yield from progress.track(items, total=total)


# Reading so much takes seconds.
LONG_FILE = 100_000_000


@contextmanager
def watched_file(stream: BinaryIO, size: int) -> Iterator[BinaryIO]:
    """The same file, under a progress bar while it is read, where it is long and a person watches."""
    if size < LONG_FILE or not _is_seen():
        yield stream
        return
    with _bar() as progress, progress.wrap_file(stream, total=size, description="reading") as source:
        yield source
