"""The options of a schedule's command: its own, from its parameters, and those that all schedules share."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache
from typing import Any

from typer.core import TyperArgument, TyperOption

from lrcalc.formats import FORMATS
from lrcalc.frameworks import WRITTEN
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.wrappers import WRAPPERS
from lrcalc.terminal.screen import printable

METAVARS = {
    "rate": "RATE",
    "clock": "CLOCK",
    "factor": "FACTOR",
    "number": "NUMBER",
    "steps": "STEPS",
    "length": "STEPS",
    "whole number": "N",
    "rates": "RATE,RATE,…",
    "steps list": "STEPS,STEPS,…",
}


class Common:
    """An option of every schedule: the panel of the help page it stands in, and what stands for its value
    (None: it is a flag)."""

    def __init__(
        self,
        name: str,
        panel: str,
        metavar: str | None,
        help: str,
        names: tuple[str, ...] = (),
        repeatable: bool = False,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.panel = panel
        self.metavar = metavar
        self.help = help
        # the option as it is typed, under all its names
        self.names = names or (f"--{name.replace('_', '-')}",)
        self.repeatable = repeatable
        self.choices = choices

    def but(self, **changed: Any) -> Common:
        """The same option with something else."""
        return Common(**{**vars(self), **changed})


AT = Common(
    "at",
    "Steps",
    "STEPS",
    "the steps t: 1250, 0:5000:1250 (stop included), 90: to the end, 25% of T, all, - for standard input; "
    "commas or blanks between, repeatable",
    repeatable=True,
)
FORMAT = Common(
    "format",
    "Output",
    "FORMAT",
    f"{', '.join(FORMATS)}; default table",
    ("--format", "-f"),
    choices=tuple(FORMATS),
)
DIGITS = Common("digits", "Output", "N", "significant digits in every column")
COLUMNS = Common("columns", "Output", "NAME,NAME,…", "the columns to show, such as step,learning_rate")
CAPTION = Common("caption", "Output", "TEXT", "the caption of the table, in latex and markdown")
STANDALONE = Common("standalone", "Output", None, "in latex: a document that compiles alone")
PLOT = Common("plot", "Picture", None, "draw the curve in the terminal")
LOG_SCALE = Common("log_scale", "Picture", None, "draw the rates on a scale of powers of ten")
SAVE = Common("save", "Picture", "FILE", "draw the curve into a file: .png, .svg or .pdf")

# Whose rate a row of a log may have: that of its step, of the next or of the one before.
LOG_CLOCKS = ("step", "next", "previous")
LOG_OPTIONS = (
    Common("column", "Log", "NAME", "the column or key of the log that has the rate"),
    Common("step_column", "Log", "NAME", "the column or key of the log that has the step"),
    Common(
        "log_clock",
        "Log",
        "|".join(LOG_CLOCKS),
        "whose rate a row of the log has: that of update step, of the next or of the one before; "
        "else it is found; with --log, --clock step|next|previous says the same",
        choices=LOG_CLOCKS,
    ),
)

COMMON = (
    AT,
    Common(
        "when",
        "Steps",
        "RATE",
        "in place of --at: the steps at which η reaches a rate, and those beside; repeatable",
        repeatable=True,
    ),
    FORMAT,
    DIGITS,
    COLUMNS,
    Common("work", "Output", None, "show the working, line by line"),
    Common("summary", "Output", None, "the peak, the end, the mean and the sum of the run"),
    Common(
        "check",
        "Marking",
        "ANSWERS",
        "mark answers: 0.002,0.001721 (one a step), a worksheet (CSV, TSV, Markdown), - for standard input",
    ),
    Common(
        "hint",
        "Marking",
        "1|2|3",
        "instead of the diagnosis: 1 which column, 2 which rule, 3 the working",
        choices=("1", "2", "3"),
    ),
    Common("sig", "Marking", "N", "the significant digits an answer must have"),
    Common("rtol", "Marking", "R", "accept answers within this relative tolerance"),
    Common("strict", "Marking", None, "accept no answer that is cut off or was rounded on the way"),
    Common("decimal_comma", "Marking", None, "read 0,001721 as a number: ; or blanks between answers"),
    CAPTION,
    STANDALONE,
    Common(
        "log",
        "Log",
        "FILE",
        "hold a training log against the schedule: trainer_state.json, JSON lines, CSV, an event file of "
        "TensorBoard, or text; - for standard input",
    ),
    *LOG_OPTIONS,
    PLOT,
    SAVE,
    LOG_SCALE,
    Common(
        "as_framework",
        "Output",
        "NAME",
        f"in place of the rates the schedule as code: {', '.join(WRITTEN)}",
        ("--as",),
        choices=WRITTEN,
    ),
)
# How to solve for a parameter, of the policies that one can be found of.
SOLVING = (
    Common("solve", "Solving", "PARAMETER", "as lrcalc solve: find a parameter from the rate to end at"),
    Common("final", "Solving", "RATE", "the rate to end at"),
    Common("total", "Solving", "STEPS", "the step to end at", ("--T", "--total-steps")),
)


def solving_options(solvable: Sequence[str]) -> list[Common]:
    """The options for solving, of a policy of which these parameters can be found; the total is its own."""
    if not solvable:
        return []
    what, final, _ = SOLVING
    return [what.but(choices=tuple(solvable)), final]


def label(name: str) -> str:
    """A shared option as a message names it."""
    return next(item.names[0] for item in (*COMMON, *SOLVING) if item.name == name)


class Option(TyperOption):
    """An option that knows the set of its values, where it has one, what it means in a few words, and whether
    it is needed though the command itself asks for it."""

    choices: tuple[str, ...] = ()
    meaning: str = ""
    is_needed: bool = False


class Argument(TyperArgument):
    """A word without a dash that knows the set it is out of, where it has one."""

    choices: tuple[str, ...] = ()


def typer_option(item: Common, required: bool = False) -> Option:
    """A shared option as Typer has it."""
    is_flag = item.metavar is None
    option = Option(
        param_decls=[item.name, *item.names],
        type=bool if is_flag else str,
        is_flag=is_flag,
        default=False if is_flag else None,
        multiple=item.repeatable,
        required=required,
        help=printable(item.help),
        metavar=item.metavar,
        rich_help_panel=item.panel,
    )
    option.choices = item.choices
    return option


@cache
def common_options() -> tuple[Option, ...]:
    """The options of every schedule beside its own: one set for all, as a list of commands makes them all."""
    return tuple(map(typer_option, COMMON))


def schedule_option(name: str, item: Parameter, panel: str = "Schedule", needed: bool = True) -> Option:
    """The option of one parameter of a schedule; what is not `needed` here is not required."""
    symbol = f"{item.symbol}: " if item.symbol else ""
    unit = "" if item.unit in ("flag", "choice") else f" ({item.unit})"
    choices = f": {', '.join(item.choices)}" if item.choices else ""
    text = f"{symbol}{item.help}{choices}{unit}"
    is_flag = item.unit == "flag"
    option = Option(
        param_decls=[name, *item.options],
        type=bool if is_flag else str,
        is_flag=is_flag,
        default=False if is_flag else None,
        required=item.is_required and needed,
        help=printable(text if item.default is None else f"{text}; default {item.default}"),
        metavar=None if is_flag else METAVARS.get(item.unit) or name.rpartition("_")[2].upper(),
        rich_help_panel=panel,
    )
    option.choices = item.choices
    option.meaning = ", ".join(filter(None, [item.symbol, item.help]))
    return option


def wrapper_parameters() -> dict[str, Parameter]:
    """The parameters of what goes around any schedule."""
    return {name: parameter for item in WRAPPERS for name, parameter in item.parameters.items()}


def wrapper_options(own: Container[str]) -> list[Option]:
    """The options of what goes around any schedule, but for those that it has among its own."""
    return [
        schedule_option(name, parameter, item.heading, needed=False)
        for item in WRAPPERS
        if item.key not in own
        for name, parameter in item.parameters.items()
    ]
