"""The completion script of each shell, by the name of the shell."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from lrcalc.reference.command_line import SHELLS, CommandLine

# The file that a shell looks for.
FILES = SHELLS


def script(shell: str, line: CommandLine) -> str:
    """The completion script of a shell for a command line."""
    write: Callable[[CommandLine], str] = getattr(
        import_module(f"lrcalc.reference.{shell}"), f"{shell}_script"
    )
    return write(line)
