"""The whole command line as data: what the completions and the manual are written from."""

from __future__ import annotations

import inspect
import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from types import MappingProxyType
from typing import Any, NamedTuple

# The shells, and the file that each looks for.
SHELLS = {
    "bash": "lrcalc.bash",
    "zsh": "_lrcalc",
    "fish": "lrcalc.fish",
    "powershell": "lrcalc.ps1",
}
# What stands for a value says what it can be.
SETS = {"[SHELL]": tuple(SHELLS)}
FILES = ("ANSWERS", "FILE", "WORKSHEET")


class Option(NamedTuple):
    """One option, under all its names. `metavar` stands for its value, in brackets where it may be left out;
    None: it takes none."""

    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    panel: str = "Options"
    required: bool = False
    repeatable: bool = False
    choices: tuple[str, ...] = ()

    @property
    def takes_file(self) -> bool:
        return self.metavar in FILES


class Command(NamedTuple):
    """One policy or tool. `arguments` stand for its words without a dash, each with its help; `several`: the
    last for many; `sets`: what those can be that are out of a set."""

    name: str
    title: str
    panel: str
    about: str
    examples: tuple[str, ...]
    options: tuple[Option, ...]
    arguments: Mapping[str, str] = MappingProxyType({})
    several: bool = False
    sets: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @property
    def words(self) -> tuple[str, ...]:
        """What can stand there without a dash, where that is a set."""
        return tuple(dict.fromkeys(word for words in self.sets.values() for word in words))

    @property
    def takes_file(self) -> bool:
        return any(part in FILES for name in self.arguments for part in name.split("|"))


class CommandLine(NamedTuple):
    """The options of the program itself, and its commands in the order of the help."""

    about: str
    options: tuple[Option, ...]
    commands: tuple[Command, ...]

    @property
    def first_words(self) -> dict[str, tuple[str, ...]]:
        """The words without a dash that can follow a first word, where they are a set."""
        following = {name: option.choices for option in self.options for name in option.names}
        following.update((command.name, command.words) for command in self.commands)
        return {name: words for name, words in following.items() if words}


def command_line(group: Any, *names: str) -> CommandLine:
    """The command line of a Typer group, in full Unicode whatever this terminal can show.

    With names only those commands are built.
    """
    with (
        redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")),
        group.make_context("lrcalc", [], resilient_parsing=True) as context,
    ):
        wanted = names or group.list_commands(context)
        commands = [described(group.get_command(context, name), context) for name in wanted]
        return CommandLine(inspect.cleandoc(group.help or ""), options_of(group, context), tuple(commands))


def described(command: Any, context: Any) -> Command:
    """A command of Typer's as data."""
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    return Command(
        command.name,
        command.get_short_help_str(100).rstrip("."),
        command.rich_help_panel or "Commands",
        inspect.cleandoc(getattr(command, "about", "") or ""),
        tuple(getattr(command, "examples", ())),
        options_of(command, context),
        {_stands_for(item): item.help or "" for item in arguments},
        any(item.nargs != 1 for item in arguments),
        {_stands_for(item): item.choices for item in arguments if getattr(item, "choices", ())},
    )


def _stands_for(argument: Any) -> str:
    return str(argument.metavar or argument.name).strip("[].…").upper()


def options_of(command: Any, context: Any) -> tuple[Option, ...]:
    """The options of a command, as data."""
    found = [item for item in command.get_params(context) if item.param_type_name == "option"]
    return tuple(_option(item) for item in found if not item.hidden)


def _option(item: Any) -> Option:
    metavar = item.metavar or "VALUE"
    if item.is_flag and not metavar.startswith("["):
        metavar = None
    # the names of --help come out of a set, in an order that changes
    return Option(
        tuple(sorted(item.opts) if "--help" in item.opts else item.opts),
        (item.help or "").strip(),
        metavar,
        getattr(item, "rich_help_panel", None) or "Options",
        item.required,
        item.multiple,
        getattr(item, "choices", ()) or SETS.get(metavar or "", ()),
    )
