"""The files of the repository that are made from the code."""

from __future__ import annotations

from collections.abc import Mapping

from lrcalc.reference.command_line import CommandLine
from lrcalc.reference.manual import manual_page
from lrcalc.reference.scripts import FILES, script

MANUAL = "lrcalc/reference/lrcalc.1"


def generated_files(line: CommandLine, topics: Mapping[str, str]) -> dict[str, str]:
    """The text of each file, by its path in the repository; the manual page has the topics in it."""
    scripts = {f"completions/{name}": script(shell, line) for shell, name in FILES.items()}
    return {**scripts, MANUAL: manual_page(line, topics)}
