"""What Typer could not read, in the words of the other messages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import typer

from lrcalc.errors import nearest
from lrcalc.numbers.literal import shown

# Typer 0.26 took click in; this is the class of its errors before and after.
UsageError: Any = typer.BadParameter.__mro__[1]


def usage_message(error: Any, arguments: Sequence[str]) -> str:
    """What Typer could not read of the arguments, in the words of the other messages."""
    kind = type(error).__name__
    if kind == "MissingParameter":
        parameter = error.param
        if (swallowed := _without_value(error.ctx.command.params, arguments)) is not None:
            return f"{swallowed}: a value is missing after it"
        return f"{'/'.join(parameter.opts)} is missing; taken: {parameter.help}, as {parameter.metavar}"
    if kind == "NoSuchOption":
        near = nearest(error.option_name, [name for item in error.ctx.command.params for name in item.opts])
        hint = f"; did you mean {near}?" if near else ""
        name = error.option_name
        return f"no option is called {name if _plain(name) else shown(name)}{hint}"
    if kind == "BadOptionUsage":
        takes_none = "does not take" in error.message
        return f"{error.option_name}: {'no value is taken' if takes_none else 'a value is missing after it'}"
    # The rest of what Typer refuses: a word that no option takes.
    words = error.format_message().partition(" (")[2].removesuffix(")")
    takes_steps = any("--at" in item.opts for item in error.ctx.command.params)
    example = " such as --at 1250" if takes_steps else ""
    return f"{shown(words)} belongs to no option; taken: options{example}"


def _without_value(parameters: Any, arguments: Sequence[str]) -> str | None:
    """An option that took the next option for its value."""
    names = {name for item in parameters for name in item.opts}
    flags = {name for item in parameters for name in item.opts if getattr(item, "is_flag", False)}
    return next((one for one, two in pairwise(arguments) if one in names - flags and two in names), None)


def _plain(text: str) -> bool:
    return text.isprintable() and len(text) < 40
