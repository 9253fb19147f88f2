"""The help of a command for a screen that is too narrow for columns: names on lines of their own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from lrcalc.reference.command_line import Command, Option

INDENT = "  "


def help_text(usage: str, paragraphs: Iterable[str], options: Iterable[Option], width: int) -> str:
    """The help of a command: how it is used, what it is about, its options under their headings."""
    lines = _filled(f"Usage: {usage}", width, "")
    for paragraph in paragraphs:
        lines += ["", *_filled(" ".join(paragraph.split()), width, "")]
    panel = None
    for option in options:
        if option.panel != panel:
            panel = option.panel
            lines += ["", f"{panel}:"]
        lines += _option(option, width)
    return "\n".join(lines) + "\n"


def list_lines(commands: Iterable[Command], width: int) -> Iterator[str]:
    """The commands under their headings, each with its title."""
    panel = None
    for command in commands:
        if command.panel != panel:
            panel = command.panel
            yield from ("", f"{panel}:")
        yield f"{INDENT}{command.name}"
        yield from _filled(command.title, width, INDENT * 2)


def _option(option: Option, width: int) -> list[str]:
    """The names, no one of them cut, and below them what the option is for."""
    value = f" {option.metavar}" if option.metavar else ""
    together = f"{INDENT}{', '.join(option.names)}{value}"
    names = [together] if len(together) <= width else [f"{INDENT}{name}{value}" for name in option.names]
    required = " (required)" if option.required else ""
    return [*names, *_filled(option.help + required, width, INDENT * 2)]


def _filled(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
