"""The program: find the command, build it alone, run it, and say in one message what went wrong."""

from __future__ import annotations

import sys
from typing import NoReturn

from lrcalc.command.app import UsageError, app
from lrcalc.errors import Refusal, ScheduleError, no_value_reason
from lrcalc.terminal.streams import discard_standard_output, prepare_streams, stop, write
from lrcalc.tools import COMMANDS


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 not as hoped for (an answer is wrong), 2 not done."""
    prepare_streams()
    arguments = sys.argv[1:] or ["--help"]
    where = f"lrcalc {arguments[0]}" if arguments[0] in COMMANDS else "lrcalc"
    try:
        sys.exit(_run(arguments))
    except ScheduleError as error:
        message = str(error)
    except Refusal as answer:
        print(f"{where}: {answer}", file=sys.stderr)
        sys.exit(1)
    except UsageError as error:
        from lrcalc.command.usage import usage_message

        message = usage_message(error, arguments)
    except ArithmeticError as error:
        # a schedule around a typed formula reads its parts, which do not know the step
        message = f"the formula has no value at a step that is needed: {no_value_reason(error)}"
    except KeyboardInterrupt:
        discard_standard_output()
        sys.exit(130)
    print(f"{where}: {message}", file=sys.stderr)
    sys.exit(2)


def _run(arguments: list[str]) -> int:
    code = 0
    try:
        if arguments[0] in ("--install-completion", "--show-completion"):
            from lrcalc.command.completion import completion

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
