"""The program: find the command, build it alone, run it, and say in one message what went wrong."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from lrcalc import __version__
from lrcalc.command.output import discard_standard_output, prepare_streams, stop, write
from lrcalc.errors import Refusal, ScheduleError, nearest
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES
from lrcalc.tools import TOOLS

# Typer 0.26 took click in; this is the class of its errors before and after.
UsageError: Any = typer.BadParameter.__mro__[1]

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
        module = import_module(f"lrcalc.command.{TOOLS.get(cmd_name, 'policy_command')}")
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


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 an answer is wrong, 2 not understood or not done."""
    prepare_streams()
    gc.freeze()  # what was imported is no garbage
    gc.enable()
    arguments = sys.argv[1:] or ["--help"]
    where = f"lrcalc {arguments[0]}" if arguments[0] in (*POLICIES, *TOOLS) else "lrcalc"
    try:
        sys.exit(_run(arguments))
    except ScheduleError as error:
        message = str(error)
    except Refusal as answer:
        print(f"{where}: {answer}", file=sys.stderr)
        sys.exit(1)
    except UsageError as error:
        message = usage_message(error, arguments)
    except KeyboardInterrupt:
        discard_standard_output()
        sys.exit(130)
    print(f"{where}: {message} (see {where} --help)", file=sys.stderr)
    sys.exit(2)


def _run(arguments: list[str]) -> int:
    code = 0
    try:
        if arguments[0] in ("--install-completion", "--show-completion"):
            from lrcalc.reference.install import completion

            write([completion(*arguments)])
            return 0
        code = int(app(arguments, prog_name="lrcalc", standalone_mode=False) or 0)
        sys.stdout.flush()
    except OSError as error:
        stop(error)
    except SystemExit:
        # Typer leaves in this way, and in no other case, when the pipe of a help page is closed.
        stop(BrokenPipeError())
    return code


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
