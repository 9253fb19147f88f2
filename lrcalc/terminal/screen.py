"""What the outside can show: its width, its colours, its signs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Screen:
    """Where the output goes: its width in columns (None: no limit), and whether it takes colour."""

    def __init__(self, width: int | None = None, colour: bool = False, ascii_only: bool = False) -> None:
        self.width = width
        self.colour = colour
        self.ascii_only = ascii_only

    def spelled(self, text: str) -> str:
        """The text in the signs it has."""
        return _in_ascii(text) if self.ascii_only else text


def ascii_only(stream: TextIO) -> bool:
    """Whether η and the lines of a box cannot be printed there."""
    try:
        "η─".encode(getattr(stream, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return True
    return False


def printable(text: str) -> str:
    """The text as standard output can show it: for what is measured before it is printed."""
    return _in_ascii(text) if ascii_only(sys.stdout) else text


def _in_ascii(text: str) -> str:
    # few screens need the spellings
    from lrcalc.terminal.ascii import spelled

    return spelled(text)


# The screen to print for, where it is another than the one there is.
_instead: list[Screen] = []


@contextmanager
def printing_on(instead: Screen) -> Iterator[None]:
    """Print for another screen than the one there is: for a part of it."""
    _instead.append(instead)
    try:
        yield
    finally:
        _instead.pop()


def screen() -> Screen:
    """What standard output can show."""
    if _instead:
        return _instead[-1]
    terminal = sys.stdout.isatty()
    colour = terminal and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR"):
        colour = True
    if os.environ.get("NO_COLOR"):
        colour = False
    width = shutil.get_terminal_size().columns if terminal else None
    return Screen(width, colour, ascii_only(sys.stdout))
