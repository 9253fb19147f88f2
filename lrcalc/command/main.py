"""The program: find the command, build it alone, run it, and say in one message what went wrong."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from lrcalc import __version__
from lrcalc.command.output import prepare_streams
from lrcalc.errors import ScheduleError
from lrcalc.policies import POLICIES

# Typer 0.26 took click in; this is the class of its errors before and after.
UsageError: Any = typer.BadParameter.__mro__[1]

ABOUT = """The learning rate at step t, exactly, and why.

Step t is the 0-based index of the optimizer update whose rate is printed.

Example: lrcalc cosine --max 0.002 --min 0.0001 --T 5000 --at 1250
"""


class Commands(TyperGroup):
    """The policies, each built only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(POLICIES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in POLICIES:
            return None
        from lrcalc.command.policy_command import build

        return build(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.list_commands(ctx) and not name.startswith("-"):
            near = get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f"did you mean {near[0]}?" if near else f"taken: {', '.join(self.list_commands(ctx))}"
            raise UsageError(f"no policy or tool is called {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="lrcalc",
    cls=Commands,
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
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
) -> None:
    pass


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 an answer is wrong, 2 not understood or not done."""
    prepare_streams()
    arguments = sys.argv[1:] or ["--help"]
    where = f"lrcalc {arguments[0]}" if arguments[0] in POLICIES else "lrcalc"
    try:
        code = app(arguments, prog_name="lrcalc", standalone_mode=False)
        sys.stdout.flush()
    except ScheduleError as error:
        message = str(error)
    except UsageError as error:
        message = _usage_message(error)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    else:
        sys.exit(code or 0)
    print(f"{where}: {message} (see {where} --help)", file=sys.stderr)
    sys.exit(2)


def _usage_message(error: Any) -> str:
    """What Typer could not read, in the words of the other messages."""
    kind = type(error).__name__
    if kind == "MissingParameter":
        parameter = error.param
        return f"{'/'.join(parameter.opts)} is missing; taken: {parameter.metavar}, {parameter.help}"
    if kind == "NoSuchOption":
        known = {name.lower(): name for item in error.ctx.command.params for name in item.opts}
        near = get_close_matches(error.option_name.lower(), known, n=1)
        hint = f"; did you mean {known[near[0]]}?" if near else ""
        return f"no option is called {error.option_name}{hint}"
    if kind == "BadOptionUsage":
        return f"{error.option_name}: a value is missing after it"
    message: str = error.format_message()
    return message[:1].lower() + message[1:].rstrip(".")
