"""The program and its commands, each built only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from lrcalc import __version__
from lrcalc.command.help_page import HelpPage
from lrcalc.errors import ScheduleError, did_you_mean
from lrcalc.numbers.literal import shown
from lrcalc.tools import COMMANDS, TOOLS

if TYPE_CHECKING:
    from lrcalc.reference.command_line import CommandLine

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


app = typer.Typer(
    name="lrcalc",
    cls=Commands,
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"lrcalc {__version__}")
        raise typer.Exit


def program_line(*names: str) -> CommandLine:
    """The whole command line as data; with names those commands alone."""
    from lrcalc.reference.command_line import command_line

    return command_line(typer.main.get_command(app), *names)


@app.callback()
def _program(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
    ),
    # main() answers these two: Typer knows no option whose value may be left out.
    install_completion: bool = typer.Option(
        False, "--install-completion", metavar="[SHELL]", help="Complete lrcalc in a shell from now on."
    ),
    show_completion: bool = typer.Option(
        False, "--show-completion", metavar="[SHELL]", help="Print the completion script of a shell."
    ),
) -> None:
    pass
