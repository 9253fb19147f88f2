"""`lrcalc identify`: the schedule that made a log."""

from __future__ import annotations

from typer.core import TyperArgument

from lrcalc.command.deliver import deliver
from lrcalc.command.options import FORMAT, LOG_OPTIONS, typer_option
from lrcalc.command.reading import read_format, said_of
from lrcalc.command.tool import Tool
from lrcalc.report.blocks import Table

TITLE = "The schedule that made a training log"
ABOUT = f"""{TITLE}: command lines that give every rate of it, the plainest first.

Each printed rate stands for all numbers that it may have been rounded from. FILE may be - for standard input.
With -f value it is the best command line alone. lrcalc help logs tells what is read, and how to get it.
"""
EXAMPLE = "lrcalc identify trainer_state.json"


def build(name: str) -> Tool:
    """The command."""
    file = TyperArgument(
        param_decls=["file"], type=str, required=True, metavar="FILE", help="the log, or - for standard input"
    )
    options = [typer_option(item) for item in LOG_OPTIONS]
    return Tool(name, _identify, [file, *options, typer_option(FORMAT)], TITLE, ABOUT, [EXAMPLE])


def _identify(
    file: str, column: str | None, step_column: str | None, log_clock: str | None, format: str | None
) -> None:
    from lrcalc.command.log import opened_log
    from lrcalc.logs.identify.identify import identify
    from lrcalc.report.identified import identified_report

    form = read_format(format, Table)
    log = opened_log(file, column, step_column, "FILE")
    with said_of("FILE"):
        found = identify(log, log_clock)
    deliver(identified_report(found), form)
