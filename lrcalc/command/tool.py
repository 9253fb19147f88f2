"""The command of a tool: what it is about, examples that work, and options that are given once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from typer.core import TyperCommand

from lrcalc.command.help_page import HelpPage
from lrcalc.command.words import gathered
from lrcalc.terminal.screen import printable

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def in_paragraphs(about: str, examples: Sequence[str], *more: Sequence[str]) -> str:
    """The text of a help page: what a command is about, examples that work, and more paragraphs."""
    heading = "Examples" if len(examples) > 1 else "Example"
    shown = [f"{heading}:", *examples] if examples else []
    # a paragraph is broken where the screen ends, not where the line of the source did
    paragraphs = [" ".join(part.split()) for part in about.strip().split("\n\n")]
    return "\n\n".join([*paragraphs, *shown, *(paragraph for part in more for paragraph in part)])


class Tool(HelpPage, TyperCommand):
    """A command beside those of the schedules."""

    def __init__(
        self,
        name: str,
        callback: Callable[..., None] | None,
        params: Sequence[Any],
        title: str,
        about: str,
        examples: Sequence[str],
        **settings: Any,
    ) -> None:
        super().__init__(
            name=name,
            callback=callback,
            params=list(params),
            help=printable(in_paragraphs(about, examples)),
            short_help=title,
            rich_help_panel="Tools",
            context_settings={**HELP_NAMES, **settings},
        )
        self.about = about
        self.examples = tuple(examples)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, gathered(self.params, args))
