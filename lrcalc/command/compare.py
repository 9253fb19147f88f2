"""`lrcalc compare`: several schedules, each written as on its own command line."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from lrcalc.command.options import COMMON, read_format, read_number
from lrcalc.errors import ParameterError, ScheduleError, nearest
from lrcalc.formats import DATA_FORMATS, FORMATS, write_data_function
from lrcalc.numbers.display import MOST_DIGITS
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES
from lrcalc.sampling.steps import parse_runs
from lrcalc.schedule.policy import Policy
from lrcalc.terminal.progress import watched
from lrcalc.terminal.screen import printable, screen
from lrcalc.terminal.streams import note, write

if TYPE_CHECKING:
    from lrcalc.analysis.comparison import Schedule
    from lrcalc.report.comparison import Comparison

MOST_LINES = 6
LONGEST_SHOWN = 80
# What splits a line into words takes a second for a million signs.
LONGEST_LINE = 10_000
OUTSIDE = "is no option of a schedule; taken: outside the quotes"
SOLVING = {"solve": "--solve", "final": "--final", "total": "--T/--total-steps"}

ABOUT = """Several schedules side by side: their rates, the ratio to the first, the largest difference.

Each schedule is written exactly as on its own command line, in quotes.

Example: lrcalc compare 'cosine --max 0.002 --T 5000' 'linear --max 0.002 --T 5000' --at 0,1250,2500
"""


class CompareCommand(TyperCommand):
    """A command that says so where the quotes were forgotten."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        bare = next((word for word in args if word in POLICIES), None)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if bare is None or type(error).__name__ != "NoSuchOption":
                raise
            reason = f"{bare} stands without its options; taken: a schedule in quotes, '{bare} …'"
            raise ScheduleError(reason) from None


def build(name: str) -> Any:
    """The Typer command."""
    builder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    builder.command(
        name,
        cls=CompareCommand,
        help=printable(ABOUT),
        short_help="Several schedules side by side",
        rich_help_panel="Tools",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(compare)
    return typer.main.get_command(builder)


def _option(panel: str, metavar: str | None, *names: str, help: str) -> Any:
    return typer.Option(*names, help=help, metavar=metavar, rich_help_panel=panel, show_default=False)


Lines = Annotated[
    list[str] | None, typer.Argument(metavar="SCHEDULE…", help="two to six schedules, each in quotes")
]
At = Annotated[list[str] | None, _option("Steps", "STEPS", "--at", help="the steps t, as for a policy")]
Format = Annotated[
    str | None, _option("Output", "FORMAT", "--format", "-f", help=f"{', '.join(FORMATS)}; default table")
]
Digits = Annotated[str | None, _option("Output", "N", "--digits", help="significant digits")]
Plot = Annotated[bool, _option("Picture", None, "--plot", help="draw the curves in the terminal")]
Save = Annotated[
    str | None, _option("Picture", "FILE", "--save", help="draw the curves into a .png, .svg or .pdf")
]


def compare(
    lines: Lines = None,
    at: At = None,
    format: Format = None,
    digits: Digits = None,
    plot: Plot = False,
    save: Save = None,
) -> None:
    """Print the comparison."""
    from lrcalc.report.comparison import Comparison

    form = read_format(format)
    if plot and form != "table":
        raise ParameterError("--plot", f"does not go with {form}; taken: -f table")
    if save is not None:
        from lrcalc.pictures.file import check_name

        check_name(save)
    lines = lines or []
    if not 2 <= len(lines) <= MOST_LINES:
        raise ScheduleError(f"schedules: {len(lines)} given; taken: from 2 to {MOST_LINES}, each in quotes")
    schedules = [_read(number, line) for number, line in enumerate(lines, 1)]
    comparison = Comparison(schedules, _runs(schedules, at), read_number(digits, "--digits", MOST_DIGITS))
    for number, schedule in enumerate(schedules, 1):
        total = schedule.policy.total
        if total is not None and total < comparison.last:
            note(f"beyond step {total}, the end of schedule {number}, its last value is held")
    if save is not None:
        from lrcalc.pictures.file import SAMPLES
        from lrcalc.pictures.file import save as save_picture

        save_picture(comparison.curves(SAMPLES), save, lines)
    write(watched(_written(comparison, form, plot), sum(map(len, comparison.runs))))


def _written(comparison: Comparison, form: str, plot: bool) -> Iterator[str]:
    to = screen()
    if form in DATA_FORMATS:
        return write_data_function(form)(comparison, to)
    from lrcalc.formats.comparison import WRITE, curves

    written = WRITE[form](comparison, to)
    return chain(written, ["\n", curves(comparison, to)]) if plot else written


def _read(number: int, line: str) -> Schedule:
    """The schedule of one quoted line; what is wrong in it is said of that line."""
    from lrcalc.analysis.comparison import Schedule
    from lrcalc.command.usage import UsageError, usage_message

    named = shown(line, LONGEST_SHOWN)
    try:
        policy = _policy(line)
    except ScheduleError as error:
        raise ScheduleError(f"in schedule {number}, {named}: {error}") from None
    except UsageError as error:
        raise ScheduleError(
            f"in schedule {number}, {named}: {usage_message(error, shlex.split(line))}"
        ) from None
    for text in policy.notes():
        note(f"in schedule {number}, {named}: {text}")
    return Schedule(line, policy)


def _policy(line: str) -> Policy:
    """The policy that a line asks for. Raises ScheduleError, or an error of Typer's."""
    from lrcalc.command.policy import build as build_policy
    from lrcalc.command.schedule import policy_from

    if len(line) > LONGEST_LINE:
        raise ScheduleError(f"{len(line)} signs are no schedule; taken: a line of up to {LONGEST_LINE}")
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ScheduleError(f"{str(error).lower()}; taken: a line as for a shell") from None
    name = words[0] if words else ""
    if name not in POLICIES:
        near = nearest(name, POLICIES)
        hint = f"did you mean {near}?" if near else "taken: a line such as 'cosine --max 0.002 --T 5000'"
        raise ScheduleError(f"no policy is called {shown(name)}; {hint}")
    for word in words:
        if word in ("--help", "-h"):
            raise ParameterError(word, OUTSIDE)
    given = build_policy(name).make_context(name, words[1:], help_option_names=[]).params
    for item in COMMON:
        if given[item.name]:
            raise ParameterError(f"--{item.name}", OUTSIDE)
    for only, label in SOLVING.items():
        if given.get(only) is not None:
            raise ParameterError(label, "is no option of a schedule; taken: what --solve finds")
    return policy_from(name, given)


def _runs(schedules: list[Schedule], at: list[str] | None) -> list[range]:
    totals = [schedule.policy.total for schedule in schedules]
    known = [total for total in totals if total is not None]
    if at:
        return list(parse_runs(at, max(known, default=None), sys.stdin))
    steps = {step for schedule in schedules for step in schedule.policy.default_steps()}
    last = max(known, default=max(steps))
    return [range(step, step + 1) for step in sorted(steps) if step <= last]
