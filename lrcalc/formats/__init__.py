"""The output formats: a file each, and this list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lrcalc.report.report import Report
    from lrcalc.terminal.screen import Screen

# The name of a format, and the module here that has it, as NAME in capitals.
FORMATS = {
    "table": "table",
    "markdown": "markdown",
    "latex": "latex",
    "csv": "delimited",
    "tsv": "delimited",
    "json": "json_object",
    "jsonl": "json_lines",
    "value": "value",
}


class Format:
    """A format: its name, the kinds of block that it has room for, how an answer is written in it, and what
    of a text to be printed it takes: a caption, or to be a document of its own (standalone)."""

    def __init__(
        self,
        name: str,
        shows: frozenset[type],
        write: Callable[[Report, Screen], Iterator[str]],
        takes: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.shows = shows
        self.write = write
        self.takes = takes


def format_named(name: str) -> Format:
    """The format with a name of the list; its module is imported only now."""
    found: Format = getattr(import_module(f"lrcalc.formats.{FORMATS[name]}"), name.upper())
    return found


def formats_writing(*kinds: type) -> list[str]:
    """The names of the formats for an answer of those kinds of block, those of a value alone among them."""
    return [name for name in FORMATS if not (shows := format_named(name).shows) or shows.issuperset(kinds)]


def formats_taking(what: str) -> list[str]:
    """The names of the formats that take that of a text to be printed, in the order of the alphabet."""
    return sorted(name for name in FORMATS if what in format_named(name).takes)


def formats_showing(*kinds: type) -> list[str]:
    """The names of the formats that have room for those kinds of block."""
    return [name for name in FORMATS if format_named(name).shows.issuperset(kinds)]
