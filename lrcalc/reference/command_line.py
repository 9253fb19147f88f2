"""The whole command line as data: what the completions and the manual are written from."""

from __future__ import annotations

import inspect
import io
from collections.abc import Mapping
from contextlib import redirect_stdout
from types import MappingProxyType
from typing import Any, NamedTuple

import typer

from lrcalc.command.app import app
from lrcalc.policies import POLICIES, policy_class
from lrcalc.schedule.warmup import RampPolicy
from lrcalc.tools import TOOLS

SHELLS = ("bash", "zsh", "fish", "powershell")
# What stands for a value, or for a word without a dash, says what it can be.
SETS = {"POLICY": POLICIES, "NAME": (*POLICIES, *TOOLS), "[SHELL]": SHELLS}
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
    last for many."""

    name: str
    title: str
    panel: str
    about: str
    options: tuple[Option, ...]
    arguments: Mapping[str, str] = MappingProxyType({})
    several: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What can stand there without a dash, where that is a set."""
        return tuple(word for name in self.arguments for word in SETS.get(name, ()))

    @property
    def takes_file(self) -> bool:
        return any(name in FILES for name in self.arguments)


class CommandLine(NamedTuple):
    """The options of the program itself, and its commands in the order of the help."""

    options: tuple[Option, ...]
    commands: tuple[Command, ...]

    @property
    def first_words(self) -> dict[str, tuple[str, ...]]:
        """The words without a dash that can follow a first word, where they are a set."""
        following = {name: option.choices for option in self.options for name in option.names}
        following.update((command.name, command.words) for command in self.commands)
        return {name: words for name, words in following.items() if words}


def command_line(*names: str) -> CommandLine:
    """The command line as it is built, in full Unicode whatever this terminal can show.

    With names only those commands are built.
    """
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        group: Any = typer.main.get_command(app)
        with group.make_context("lrcalc", [], resilient_parsing=True) as context:
            wanted = names or group.list_commands(context)
            commands = [_command(group.get_command(context, name), context) for name in wanted]
            return CommandLine(_options(group, context), tuple(commands))


def _command(command: Any, context: Any) -> Command:
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    return Command(
        command.name,
        command.get_short_help_str(100).rstrip("."),
        command.rich_help_panel or "Commands",
        inspect.cleandoc(command.help or ""),
        _options(command, context),
        {(item.metavar or item.name).strip("[].…").upper(): item.help or "" for item in arguments},
        any(item.nargs != 1 for item in arguments),
    )


def _options(command: Any, context: Any) -> tuple[Option, ...]:
    known = _choices(command.name)
    found = [item for item in command.get_params(context) if item.param_type_name == "option"]
    return tuple(_option(item, known) for item in found if not item.hidden)


def _option(item: Any, known: dict[str, tuple[str, ...]]) -> Option:
    metavar = item.metavar or "VALUE"
    if item.is_flag and not metavar.startswith("["):
        metavar = None
    choices = known.get(item.opts[0]) or SETS.get(metavar or "", ())
    if metavar == "FORMAT":  # its help begins with them
        choices = tuple(item.help.partition(";")[0].split(", "))
    elif metavar and "|" in metavar:
        choices = tuple(metavar.strip("[]").split("|"))
    # the names of --help come out of a set, in an order that changes
    return Option(
        tuple(sorted(item.opts) if "--help" in item.opts else item.opts),
        (item.help or "").strip(),
        metavar,
        getattr(item, "rich_help_panel", None) or "Options",
        item.required,
        item.multiple,
        tuple(choices),
    )


def _choices(name: str) -> dict[str, tuple[str, ...]]:
    """The sets of values of a policy's options and of those of the warm-up before it, by option."""
    if name not in POLICIES:
        return {}
    policy = policy_class(name)
    items = {**RampPolicy.parameters(), **policy.parameters()}.values()
    return {"--solve": policy.solvable, **{name: item.choices for item in items for name in item.options}}
