"""`lrcalc chain`: schedules one after the other, each on its own clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typer.core import TyperArgument

from lrcalc.command.options import Option
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.errors import ScheduleError
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.policy import Policy

TITLE = "One schedule after another"
ABOUT = """Schedules one after the other, each written as on its own command line, in quotes, and on its own
clock. A part is as long as its total, or up to its milestone; the last may have no end."""
WORDS = "lrcalc chain 'linear --max 0.1 --min 0.01 --T 5' 'cosine --max 0.1 --T 95'"
EXAMPLES = (
    f"{WORDS} --at 0,4,5,52,100",
    f"{WORDS} --at 52 --work",
    "lrcalc chain 'cosine --max 0.1 --T 300' 'fixed --lr 0.05' --milestones 161 --at 160,161",
)


def build(name: str) -> ScheduleCommand:
    """The command."""
    parts = TyperArgument(
        param_decls=["parts"],
        type=str,
        nargs=-1,
        required=True,
        metavar="SCHEDULE SCHEDULE …",
        help="the schedules in order, each in quotes",
    )
    milestones = Option(
        param_decls=["milestones", "--milestones"],
        type=str,
        metavar="STEPS,STEPS,…",
        help="the steps at which the parts after the first begin; one more cuts the last (steps)",
        rich_help_panel="Schedule",
    )
    return ScheduleCommand(
        name,
        [parts, milestones],
        _chain,
        TITLE,
        ABOUT,
        examples=lambda: list(EXAMPLES),
        panel="Tools",
        lengths={"milestones": Parameter(("--milestones",), "b", "b", "steps list", "")},
    )


def _chain(options: Mapping[str, Any]) -> Policy:
    from lrcalc.command.lines import read_line
    from lrcalc.command.schedule import wrapped
    from lrcalc.schedule.chain import Chain

    lines = options["parts"] or ()
    if not lines:
        raise ScheduleError("expected schedules in quotes, such as 'cosine --max 0.1 --T 95', got none")
    parts = [read_line(number, line, options) for number, line in enumerate(lines, 1)]
    return wrapped(Chain(*parts, milestones=options["milestones"]), options)
