"""The program and its commands, each built only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from lrcalc import __version__
from lrcalc.errors import ScheduleError, nearest
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES
from lrcalc.tools import TOOLS

ABOUT = """The learning rate at step t, exactly, and why.

Step t is the 0-based index of the optimizer update whose rate is printed.

Example: lrcalc cosine --max 0.002 --min 0.0001 --T 5000 --at 1250
"""


class Commands(TyperGroup):
    """The policies and the tools, each built only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*POLICIES, *TOOLS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"lrcalc.command.{TOOLS.get(cmd_name, 'policy')}")
        return module.build(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.list_commands(ctx) and not name.startswith("-"):
            near = nearest(name, self.list_commands(ctx))
            hint = f"did you mean {near}?" if near else f"taken: {', '.join(self.list_commands(ctx))}"
            raise ScheduleError(f"no policy or tool is called {shown(name)}; {hint}")
        return super().resolve_command(ctx, args)


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
