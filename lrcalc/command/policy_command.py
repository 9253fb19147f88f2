"""The subcommand of a policy: its options, its help and what it prints, all from the policy's own file."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand

from lrcalc.command.options import (
    WORKING_FORMATS,
    common_options,
    read_format,
    read_number,
    schedule_option,
    warmup_options,
)
from lrcalc.command.output import note, printable, screen, write
from lrcalc.display import MOST_DIGITS
from lrcalc.errors import ParameterError
from lrcalc.formats import write_function
from lrcalc.policies import policy_class
from lrcalc.policies.policy import Policy
from lrcalc.report import Report
from lrcalc.steps import parse_runs, reads_standard_input


class PolicyCommand(TyperCommand):
    """A command whose help is written only when it is asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.help = _help_text(policy_class(self.name or ""))
        super().format_help(ctx, formatter)


def build(name: str) -> Any:
    """The Typer command of the policy with that name."""
    policy = policy_class(name)

    own = policy.parameters()
    warms_up = "warmup" in own

    def run(**options: Any) -> None:
        given = {key: options[key] for key in own if options[key] is not None}
        made = policy(**given)
        calculate(made if warms_up else _after_warmup(made, options), options)

    parameters = [schedule_option(key, item) for key, item in own.items()]
    parameters += [] if warms_up else warmup_options()
    run.__signature__ = inspect.Signature([*parameters, *common_options()])  # type: ignore[attr-defined]
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


def _after_warmup(policy: Policy, options: dict[str, Any]) -> Policy:
    """The policy after the warm-up that was asked for, if one was."""
    length, start, shape = (options[name] for name in ("warmup", "warmup_start", "warmup_shape"))
    if length is not None:
        return policy.after_warmup(length, start or "0", shape or "linear")
    for name, given in (("--warmup-start", start), ("--warmup-shape", shape)):
        if given is not None:
            raise ParameterError(name, "goes with --warmup, which is missing; taken: both")
    return policy


def _help_text(policy: type[Policy]) -> str:
    """The formula, what is computed, and an example that works, in what the screen can show."""
    from lrcalc.policies.formula import example, formula_lines

    summary = inspect.cleandoc(policy.__doc__ or "").split("\n\n")[0]
    formula = "\n\n".join(formula_lines(example(policy)))
    text = f"{summary}\n\n{formula}\n\nExample: lrcalc {policy.name} {policy.example}\n\n{STEP_HELP}"
    return printable(text)


STEP_HELP = "Step t is the 0-based index of the optimizer update whose rate is printed."


def calculate(policy: Policy, options: dict[str, Any]) -> None:
    """Print the rates of a policy at the steps asked, in the form asked."""
    form = read_format(options["format"])
    digits = read_number(options["digits"], "--digits", MOST_DIGITS)
    at = options["at"]
    live = reads_standard_input(at or ())
    if at:
        runs = parse_runs(at, policy.total, sys.stdin)
    else:
        runs = iter([range(step, step + 1) for step in policy.default_steps()])
    report = Report(policy, _noting_the_end(runs, policy), digits, options["work"])
    if report.work and form not in WORKING_FORMATS:
        raise ParameterError("--work", f"there is none in {form}; taken: -f {', '.join(WORKING_FORMATS)}")
    if options["check"] is not None:
        from lrcalc.command.check import marked

        report = marked(report, form, options)
    elif only := next((name for name in ("hint", "sig", "rtol") if options[name] is not None), None):
        raise ParameterError(f"--{only}", "goes with --check, which is missing; taken: both")
    for text in policy.notes():
        note(text)
    write(write_function(form)(report, screen()), at_once=live)
    if report.marking is not None and not report.marking.accepted:
        raise typer.Exit(1)


def _noting_the_end(runs: Iterator[range], policy: Policy) -> Iterator[range]:
    """The same runs; a note goes out with the first that reaches beyond the total."""
    noted = policy.total is None
    for run in runs:
        if not noted and policy.total is not None and max(run[0], run[-1]) > policy.total:
            note(f"beyond step {policy.total}, the end of the schedule, its last value is held")
            noted = True
        yield run
