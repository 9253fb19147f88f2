"""The subcommand of a policy: its options, its help and what it prints, all from the policy's own file."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from lrcalc.command.output import note, printable, screen, write
from lrcalc.display import MOST_DIGITS
from lrcalc.errors import ParameterError, nearest
from lrcalc.formats import FORMATS, write_function
from lrcalc.numbers.literal import shown
from lrcalc.policies import policy_class
from lrcalc.policies.parameters import Parameter
from lrcalc.policies.policy import Policy
from lrcalc.report import Report
from lrcalc.steps import parse_runs, reads_standard_input

METAVARS = {"rate": "RATE", "factor": "FACTOR", "steps": "STEPS"}


class PolicyCommand(TyperCommand):
    """A command whose help is written only when it is asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.help = _help_text(policy_class(self.name or ""))
        super().format_help(ctx, formatter)


def build(name: str) -> Any:
    """The Typer command of the policy with that name."""
    policy = policy_class(name)

    def run(**options: Any) -> None:
        given = {key: options[key] for key in policy.parameters() if options[key] is not None}
        calculate(policy(**given), options["at"], options["format"], options["digits"])

    schedule = [_schedule_option(key, item) for key, item in policy.parameters().items()]
    run.__signature__ = inspect.Signature([*schedule, *_common_options()])  # type: ignore[attr-defined]
    run.__annotations__ = {item.name: item.annotation for item in run.__signature__.parameters.values()}  # type: ignore[attr-defined]
    builder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    builder.command(
        name,
        cls=PolicyCommand,
        short_help=policy.title,
        rich_help_panel="Policies",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(run)
    return typer.main.get_command(builder)


def _schedule_option(name: str, item: Parameter) -> inspect.Parameter:
    text = printable(f"{item.symbol}: {item.help} ({item.unit})")
    option = typer.Option(
        *item.options,
        help=text if item.default is None else f"{text}; default {item.default}",
        metavar=METAVARS[item.unit],
        rich_help_panel="Schedule",
        show_default=False,
    )
    return _keyword(
        name, Annotated[str if item.default is None else str | None, option], item.default is None
    )


def _common_options() -> list[inspect.Parameter]:
    steps = typer.Option(
        "--at",
        help="the steps t: 1250, 0:5000:1250 (stop included), 25%, all, - for standard input; "
        "commas between, repeatable",
        metavar="STEPS",
        rich_help_panel="Steps",
        show_default=False,
    )
    form = typer.Option(
        "--format",
        "-f",
        help=f"{', '.join(FORMATS)}; default table",
        metavar="FORMAT",
        rich_help_panel="Output",
        show_default=False,
    )
    digits = typer.Option(
        "--digits",
        help="significant digits in every column",
        metavar="N",
        rich_help_panel="Output",
        show_default=False,
    )
    return [
        _keyword("at", Annotated[list[str] | None, steps]),
        _keyword("format", Annotated[str | None, form]),
        _keyword("digits", Annotated[str | None, digits]),
    ]


def _keyword(name: str, annotation: Any, required: bool = False) -> inspect.Parameter:
    default = inspect.Parameter.empty if required else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _help_text(policy: type[Policy]) -> str:
    """The formula, what is computed, and an example that works, in what the screen can show."""
    from lrcalc.policies.formula import example, formula_lines

    summary = inspect.cleandoc(policy.__doc__ or "").split("\n\n")[0]
    formula = "\n\n".join(formula_lines(example(policy)))
    text = f"{summary}\n\n{formula}\n\nExample: lrcalc {policy.name} {policy.example}\n\n{STEP_HELP}"
    return printable(text)


STEP_HELP = "Step t is the 0-based index of the optimizer update whose rate is printed."


def calculate(policy: Policy, at: list[str] | None, form: str | None, digits: str | None) -> None:
    """Print the rates of a policy at the steps asked, in the form asked."""
    form = "table" if form is None else form
    if form not in FORMATS:
        near = nearest(form, FORMATS)
        hint = f"; did you mean {near}?" if near else ""
        raise ParameterError(
            "--format/-f", f"{shown(form)} is not a format; taken: {', '.join(FORMATS)}{hint}"
        )
    live = reads_standard_input(at or ())
    if at:
        runs = parse_runs(at, policy.total, sys.stdin)
    else:
        runs = iter([range(step, step + 1) for step in policy.default_steps()])
    for text in policy.notes():
        note(text)
    report = Report(policy, _noting_the_end(runs, policy), _digits(digits))
    write(write_function(form)(report, screen()), at_once=live)


def _digits(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= MOST_DIGITS):
        raise ParameterError(
            "--digits", f"{shown(given)} is not a number of digits; taken: 1 to {MOST_DIGITS}"
        )
    return int(given)


def _noting_the_end(runs: Iterator[range], policy: Policy) -> Iterator[range]:
    """The same runs; a note goes out with the first that reaches beyond the total."""
    noted = policy.total is None
    for run in runs:
        if not noted and policy.total is not None and max(run[0], run[-1]) > policy.total:
            note(f"beyond step {policy.total}, the end of the schedule, its last value is held")
            noted = True
        yield run
