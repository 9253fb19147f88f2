"""The options of a policy's command: its own, from its parameters, and those that all policies share."""

from __future__ import annotations

from typing import NamedTuple

from typer.core import TyperOption

from lrcalc.errors import ParameterError, nearest
from lrcalc.formats import FORMATS
from lrcalc.numbers.literal import shown
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.warmup_parameters import RAMP
from lrcalc.terminal.screen import printable

METAVARS = {
    "rate": "RATE",
    "factor": "FACTOR",
    "number": "NUMBER",
    "steps": "STEPS",
    "whole number": "N",
    "rates": "RATE,RATE,…",
    "steps list": "STEPS,STEPS,…",
}
WORKING_FORMATS = ("table", "markdown", "latex", "json", "jsonl")


class Common(NamedTuple):
    """An option of every policy: the panel of the help page it stands in, and what stands for its value
    (None: it is a flag)."""

    name: str
    panel: str
    metavar: str | None
    help: str
    declarations: tuple[str, ...] = ()
    repeatable: bool = False


COMMON = (
    Common(
        "at",
        "Steps",
        "STEPS",
        "the steps t: 1250, 0:5000:1250 (stop included), 25%, all, - for standard input; "
        "commas between, repeatable",
        repeatable=True,
    ),
    Common(
        "when",
        "Steps",
        "RATE",
        "in place of --at: the steps at which η reaches a rate, and those beside; repeatable",
        repeatable=True,
    ),
    Common("format", "Output", "FORMAT", f"{', '.join(FORMATS)}; default table", ("--format", "-f")),
    Common("digits", "Output", "N", "significant digits in every column"),
    Common("work", "Output", None, "show the working, line by line"),
    Common("summary", "Output", None, "the peak, the end, the mean and the sum of the run"),
    Common(
        "check",
        "Marking",
        "ANSWERS",
        "mark answers: 0.002,0.001721 (one a step), a worksheet (CSV, TSV, Markdown), - for standard input",
    ),
    Common(
        "hint", "Marking", "1|2|3", "instead of the diagnosis: 1 which column, 2 which rule, 3 the working"
    ),
    Common("sig", "Marking", "N", "the significant digits an answer must have"),
    Common("rtol", "Marking", "R", "accept answers within this relative tolerance"),
    Common("plot", "Picture", None, "draw the curve in the terminal"),
    Common("save", "Picture", "FILE", "draw the curve into a file: .png, .svg or .pdf"),
)


def common_options() -> list[TyperOption]:
    """The options of every policy beside its own."""
    return [
        TyperOption(
            param_decls=[item.name, *(item.declarations or (f"--{item.name}",))],
            type=bool if item.metavar is None else str,
            is_flag=item.metavar is None,
            default=False if item.metavar is None else None,
            multiple=item.repeatable,
            help=printable(item.help),
            metavar=item.metavar,
            rich_help_panel=item.panel,
        )
        for item in COMMON
    ]


def schedule_option(name: str, item: Parameter, panel: str = "Schedule", needed: bool = True) -> TyperOption:
    """The option of one parameter of a policy; what is not `needed` here is not required."""
    symbol = f"{item.symbol}: " if item.symbol else ""
    unit = "" if item.unit in ("flag", "choice") else f" ({item.unit})"
    choices = f": {', '.join(item.choices)}" if item.choices else ""
    text = f"{symbol}{item.help}{choices}{unit}"
    is_flag = item.unit == "flag"
    return TyperOption(
        param_decls=[name, *item.options],
        type=bool if is_flag else str,
        is_flag=is_flag,
        default=False if is_flag else None,
        required=item.is_required and needed,
        help=printable(text if item.default is None else f"{text}; default {item.default}"),
        metavar=None if is_flag else METAVARS.get(item.unit) or name.rpartition("_")[2].upper(),
        rich_help_panel=panel,
    )


def warmup_options() -> list[TyperOption]:
    """The options of a warm-up before any policy."""
    return [schedule_option(name, item, "Warm-up", needed=False) for name, item in RAMP.items()]


def solve_options(wanted: tuple[str, ...]) -> list[TyperOption]:
    """The options by which a parameter is found from the rate to end at."""
    texts = {
        "solve": (["--solve"], "NAME", f"find {' or '.join(wanted)} from the rate to end at"),
        "final": (["--final"], "RATE", "with --solve: the rate to end at (rate)"),
        "total": (["--T", "--total-steps"], "STEPS", "with --solve: the step to end at (steps)"),
    }
    return [
        TyperOption(
            param_decls=[name, *names], type=str, metavar=metavar, help=help, rich_help_panel="Solving"
        )
        for name, (names, metavar, help) in texts.items()
    ]


def read_format(given: str | None) -> str:
    """The name of a format. Raises ParameterError."""
    form = "table" if given is None else given
    if form not in FORMATS:
        near = nearest(form, FORMATS)
        hint = f"; did you mean {near}?" if near else ""
        known = ", ".join(FORMATS)
        raise ParameterError("--format/-f", f"{shown(form)} is not a format; taken: {known}{hint}")
    return form


def read_number(given: str | None, option: str, most: int) -> int | None:
    """A whole number from 1 to `most`. Raises ParameterError."""
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= most):
        raise ParameterError(option, f"{shown(given)} is not a number of digits; taken: 1 to {most}")
    return int(given)
