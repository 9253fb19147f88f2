"""`lrcalc compare`: several schedules, each written as on its own command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typer.core import TyperArgument

from lrcalc.command.deliver import deliver
from lrcalc.command.lines import read_line
from lrcalc.command.options import AT, COLUMNS, DIGITS, FORMAT, LOG_SCALE, PLOT, SAVE, typer_option
from lrcalc.command.reading import read_columns, read_format, read_number, read_runs, said_of
from lrcalc.command.request import check_together
from lrcalc.command.tool import Tool
from lrcalc.errors import ScheduleError
from lrcalc.report.blocks import Drawing, Table
from lrcalc.tools import SCHEDULES

MOST_LINES = 6
TITLE = "Several schedules side by side"
ABOUT = """Several schedules side by side: their rates, the ratio to the first, the largest difference.

Each schedule is written exactly as on its own command line, in quotes.
"""
EXAMPLE = "lrcalc compare 'cosine --max 0.002 --T 5000' 'linear --max 0.002 --T 5000' --at 0,1250,2500"


class CompareCommand(Tool):
    """A command that says so where the quotes were forgotten."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        bare = next((word for word in args if word in SCHEDULES), None)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if bare is None or type(error).__name__ != "NoSuchOption":
                raise
            raise ScheduleError(
                f"expected each schedule with its options in quotes, got {bare} without any"
            ) from None


def build(name: str) -> Tool:
    """The command."""
    lines: Any = TyperArgument(
        param_decls=["lines"],
        type=str,
        nargs=-1,
        metavar="SCHEDULE…",
        help="two to six schedules, each in quotes",
    )
    options = [typer_option(item) for item in (AT, FORMAT, DIGITS, COLUMNS, PLOT, SAVE, LOG_SCALE)]
    return CompareCommand(name, _compare, [lines, *options], TITLE, ABOUT, [EXAMPLE])


def _compare(lines: Any, at: Any, columns: Any, plot: bool, save: str | None, **options: Any) -> None:
    from lrcalc.analysis.comparison import Schedule, default_steps
    from lrcalc.report.comparison import Comparison

    log_scale = options["log_scale"]
    check_together({"plot": plot, "save": save, **options})
    form = read_format(options["format"], Table)
    if plot:
        form = read_format(options["format"], Drawing, option="--plot")
    if save is not None:
        from lrcalc.command.picture import check_picture

        check_picture(save)
    lines = list(lines or ())
    if not 2 <= len(lines) <= MOST_LINES:
        raise ScheduleError(f"expected 2 to {MOST_LINES} schedules, each in quotes, got {len(lines)}")
    schedules = [Schedule(line, read_line(number, line)) for number, line in enumerate(lines, 1)]
    with said_of("--at"):
        runs = list(read_runs(at, *_longest(schedules))) if at else default_steps(schedules)
    digits = read_number(options["digits"], "--digits")
    with said_of("--columns"):
        comparison = Comparison(schedules, runs, digits, read_columns(columns))
    if save is not None:
        from lrcalc.command.picture import save_picture

        save_picture(comparison.drawing(log_scale), save)
    deliver(comparison.report(plot, log_scale), form, runs)


def _longest(schedules: Sequence[Any]) -> tuple[int | None, int | None]:
    """The end of the longest run, and the number of its updates, which a share is of."""
    policies = [item.policy for item in schedules]
    ends = [item.run_end for item in policies if item.run_end is not None]
    counts = [item.updates for item in policies if item.updates is not None]
    return max(ends, default=None), max(counts, default=None)
