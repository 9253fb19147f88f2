"""The output formats, each in a file of its own with one function `write(report, screen)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrcalc.report.data import Data
    from lrcalc.report.rates import Report
    from lrcalc.terminal.screen import Screen

    Write = Callable[[Report, Screen], Iterator[str]]
    WriteData = Callable[[Data, Screen], Iterator[str]]


# The name on the command line, and the file it is in.
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
# Those that a program reads: they write numbers, whatever these are of.
DATA_FORMATS = ("csv", "tsv", "json", "jsonl", "value")


def write_function(name: str) -> Write:
    """The function that writes a format; its module is imported only now."""
    found: Write = _function(name)
    return found


def write_data_function(name: str) -> WriteData:
    """The same for one of the DATA_FORMATS, which takes any data."""
    assert name in DATA_FORMATS
    found: WriteData = _function(name)
    return found


def _function(name: str) -> Any:
    return getattr(import_module(f"lrcalc.formats.{FORMATS[name]}"), f"write_{name}")
