"""The program and its commands, each built only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup, TyperOption

from lrcalc import __version__
from lrcalc.command.help_page import HelpPage
from lrcalc.errors import ScheduleError, did_you_mean
from lrcalc.numbers.literal import shown
from lrcalc.tools import COMMANDS, TOOLS

if TYPE_CHECKING:
    from lrcalc.reference.command_line import CommandLine

# Typer 0.26 took click in; this is the class of its errors before and after.
UsageError: Any = typer.BadParameter.__mro__[1]

ABOUT = """The learning rate at step t, exactly, and why.

Step t is the 0-based index of the optimizer update whose rate is printed.

Example: lrcalc cosine --max 0.002 --min 0.0001 --T 5000 --at 1250
"""


class Commands(HelpPage, TyperGroup):
    """The policies and the tools, each built only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return _built(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if not args[0].startswith("-"):
            check_name(args[0])
        return super().resolve_command(ctx, args)


def _built(name: str) -> Any:
    return import_module(f"lrcalc.command.{TOOLS.get(name, 'policy')}").build(name)


def command_named(name: str) -> Any:
    """The command with that name, built. Raises ScheduleError."""
    check_name(name)
    return _built(name)


def check_name(name: str, known: Sequence[str] = COMMANDS, kinds: str = "policy or tool") -> None:
    """Raise ScheduleError for a name that is none of the known ones, of those kinds."""
    if name in known:
        return
    from lrcalc.command.other_names import command_meant
    from lrcalc.topics import topics

    near = f"lrcalc help {name}" if name in topics() else command_meant(name, known)
    hint = did_you_mean(near)
    raise ScheduleError(f"unknown {kinds} {shown(name)}{hint or '; lrcalc help lists all'}")


def _show_version(ctx: Any, option: Any, asked: bool) -> None:
    if asked:
        print(f"lrcalc {__version__}")
        raise typer.Exit


def _flag(name: str, metavar: str | None, help: str, **more: Any) -> TyperOption:
    declarations = [name, f"--{name.replace('_', '-')}"]
    return TyperOption(
        param_decls=declarations, type=bool, is_flag=True, default=False, metavar=metavar, help=help, **more
    )


# made like the commands in it: what Typer finds from the signature of a function takes longer
app = Commands(
    name="lrcalc",
    params=[
        _flag("version", None, "Print the version and exit.", callback=_show_version, is_eager=True),
        # main() answers these two: Typer knows no option whose value may be left out
        _flag("install_completion", "[SHELL]", "Complete lrcalc in a shell from now on."),
        _flag("show_completion", "[SHELL]", "Print the completion script of a shell."),
    ],
    help=ABOUT,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def program_line(*names: str) -> CommandLine:
    """The whole command line as data; with names those commands alone."""
    from lrcalc.reference.command_line import command_line

    return command_line(app, *names)
