"""The files of the repository that are made from the code."""

from __future__ import annotations

from lrcalc.reference.command_line import command_line
from lrcalc.reference.manual import manual_page
from lrcalc.reference.scripts import FILES, script

MANUAL = "lrcalc/reference/lrcalc.1"


def generated_files() -> dict[str, str]:
    """The text of each file, by its path in the repository."""
    line = command_line()
    scripts = {f"completions/{name}": script(shell, line) for shell, name in FILES.items()}
    return {**scripts, MANUAL: manual_page(line)}
