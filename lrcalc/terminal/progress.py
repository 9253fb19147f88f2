"""A progress bar on standard error, for long work that goes to a file and would else look like nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeVar

Item = TypeVar("Item")


def is_watched() -> bool:
    """Whether a person watches standard error while standard output goes to a file."""
    try:
        to_file = stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False
    return to_file and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def watched(chunks: Iterator[str], rows: int) -> Iterator[str]:
    """The chunks, under a progress bar where a person waits for a file."""
    return shown(chunks, rows) if is_watched() else chunks


def shown(chunks: Iterable[str], rows: int) -> Iterator[str]:
    """The same chunks, with a bar that counts their lines."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Rich would else take what is written to standard output for the terminal
    progress = Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
    with progress:
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
    if total < MANY_ITEMS or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
    with progress:
        yield from progress.track(items, total=total)


# Reading so much takes seconds.
LONG_FILE = 100_000_000


@contextmanager
def watched_file(stream: BinaryIO, size: int) -> Iterator[BinaryIO]:
    """The same file, under a progress bar while it is read, where it is long and a person watches."""
    if size < LONG_FILE or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield stream
        return
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
    with progress, progress.wrap_file(stream, total=size, description="reading") as source:
        yield source
