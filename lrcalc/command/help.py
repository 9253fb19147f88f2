"""`lrcalc help`: all there is to say of a policy or a tool, or the list of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from lrcalc.errors import ScheduleError, nearest
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES
from lrcalc.terminal.streams import write
from lrcalc.tools import TOOLS

ABOUT = """All about a policy or a tool: formula, options, example and source; without a name, the list.

Example: lrcalc help cosine
"""


def build(name: str) -> Any:
    """The Typer command of `lrcalc help`."""
    builder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    builder.command(
        name,
        help=ABOUT,
        short_help="All about a policy or a tool",
        rich_help_panel="Tools",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(_help)
    return typer.main.get_command(builder)


def _help(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="a policy or a tool")] = None,
) -> None:
    # what it takes to tell all about a command is imported for this command alone
    from lrcalc.reference.page import list_text, page_text

    if name is None:
        write([list_text()])
        return
    known = (*POLICIES, *TOOLS)
    if name not in known:
        near = nearest(name, known)
        hint = f"did you mean {near}?" if near else f"taken: {', '.join(known)}"
        raise ScheduleError(f"no policy or tool is called {shown(name)}; {hint}")
    write([page_text(name)])
