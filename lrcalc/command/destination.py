"""Files that a command writes beside its answer; what goes wrong with one is said of the option."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lrcalc.errors import ParameterError
from lrcalc.terminal.screen import Screen

if TYPE_CHECKING:
    from lrcalc.formats import Format
    from lrcalc.report.report import Report


@contextmanager
def writing(option: str) -> Iterator[None]:
    """Say of the option what file cannot be written."""
    try:
        yield
    except OSError as error:
        raise ParameterError(option, f"{error.filename} cannot be written: {error.strerror}") from None


def write_text(path: Path, text: str) -> None:
    """Write a file that is the same on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_report(path: Path, report: Report, form: Format) -> None:
    """Write a report into a file, which is as wide as its lines, whatever the terminal is."""
    write_text(path, "".join(form.write(report, Screen())))
