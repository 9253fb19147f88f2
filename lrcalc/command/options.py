"""The options of a policy's command: its own, from its parameters, and those that all policies share."""

from __future__ import annotations

import inspect
from typing import Annotated, Any, NamedTuple

import typer

from lrcalc.command.output import printable
from lrcalc.errors import ParameterError, nearest
from lrcalc.formats import FORMATS
from lrcalc.numbers.literal import shown
from lrcalc.policies.parameters import Parameter

METAVARS = {
    "rate": "RATE",
    "factor": "FACTOR",
    "steps": "STEPS",
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
    Common("format", "Output", "FORMAT", f"{', '.join(FORMATS)}; default table", ("--format", "-f")),
    Common("digits", "Output", "N", "significant digits in every column"),
    Common("work", "Output", None, "show the working, line by line"),
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
)


def common_options() -> list[inspect.Parameter]:
    """The options of every policy beside its own."""
    return [_common_option(item) for item in COMMON]


def _common_option(item: Common) -> inspect.Parameter:
    option = typer.Option(
        *(item.declarations or (f"--{item.name}",)),
        help=printable(item.help),
        metavar=item.metavar,
        rich_help_panel=item.panel,
        show_default=False,
    )
    if item.metavar is None:
        return _keyword(item.name, Annotated[bool, option], False)
    kind = list[str] if item.repeatable else str
    return _keyword(item.name, Annotated[kind | None, option], None)


def schedule_option(
    name: str, item: Parameter, panel: str = "Schedule", needed: bool = True
) -> inspect.Parameter:
    """The option of one parameter of a policy; what is not `needed` here is not required."""
    symbol = f"{item.symbol}: " if item.symbol else ""
    unit = "" if item.unit in ("flag", "choice") else f" ({item.unit})"
    choices = f": {', '.join(item.choices)}" if item.choices else ""
    text = f"{symbol}{item.help}{choices}{unit}"
    option = typer.Option(
        *item.options,
        help=printable(text if item.default is None else f"{text}; default {item.default}"),
        metavar=METAVARS.get(item.unit) or name.rpartition("_")[2].upper(),
        rich_help_panel=panel,
        show_default=False,
    )
    if item.unit == "flag":
        return _keyword(name, Annotated[bool, option], False)
    if item.is_required and needed:
        return _keyword(name, Annotated[str, option], inspect.Parameter.empty)
    return _keyword(name, Annotated[str | None, option], None)


def warmup_options() -> list[inspect.Parameter]:
    """The options of a warm-up before any policy."""
    from lrcalc.policies.ramp import RampPolicy

    own = RampPolicy.parameters().items()
    return [schedule_option(name, item, panel="Warm-up", needed=False) for name, item in own]


def _keyword(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


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
