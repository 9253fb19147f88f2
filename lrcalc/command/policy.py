"""The subcommand of a policy: its options, its help and what it prints, all from the policy's own file."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from lrcalc.command.options import (
    WORKING_FORMATS,
    common_options,
    read_format,
    read_number,
    schedule_option,
    solve_options,
    warmup_options,
)
from lrcalc.command.schedule import policy_from
from lrcalc.errors import ParameterError, Refusal
from lrcalc.formats import write_function
from lrcalc.numbers.display import MOST_DIGITS
from lrcalc.policies import policy_class
from lrcalc.report.rates import Report
from lrcalc.sampling.steps import parse_runs, reads_standard_input
from lrcalc.schedule.policy import Policy
from lrcalc.terminal.screen import printable, screen
from lrcalc.terminal.streams import note, write

if TYPE_CHECKING:
    from lrcalc.analysis.summary import Summary
    from lrcalc.command.when import Answers


class PolicyCommand(TyperCommand):
    """A command whose help is written only when it is asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.help = _help_text(policy_class(self.name or ""))
        super().format_help(ctx, formatter)


def build(name: str) -> TyperCommand:
    """The Typer command of the policy with that name."""
    policy = policy_class(name)
    own = policy.parameters()
    options = [schedule_option(key, item, needed=key not in policy.solvable) for key, item in own.items()]
    options += [] if "warmup" in own else warmup_options()
    solving = solve_options(policy.solvable) if policy.solvable else []
    return PolicyCommand(
        name=name,
        callback=lambda **given: _run(name, given),
        params=[*options, *common_options(), *solving],
        short_help=policy.title,
        rich_help_panel="Policies",
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _run(name: str, options: dict[str, Any]) -> None:
    if options.get("solve") is not None:
        from lrcalc.command.solve import solve

        solve(name, options)
        return
    if options.get("final") is not None:
        raise ParameterError("--final", "goes with --solve, which is missing; taken: both")
    if options.get("total") is not None:
        reason = "goes with --solve, which is missing; taken: both, or --at alone for how far to go"
        raise ParameterError("--T/--total-steps", reason)
    calculate(policy_from(name, options), options)


def _help_text(policy: type[Policy]) -> str:
    """The formula, what is computed, and an example that works, in what the screen can show."""
    from lrcalc.schedule.formula import example, formula_lines

    summary = inspect.cleandoc(policy.__doc__ or "").split("\n\n")[0]
    formula = "\n\n".join(formula_lines(example(policy)))
    text = f"{summary}\n\n{formula}\n\nExample: lrcalc {policy.name} {policy.example}\n\n{STEP_HELP}"
    return printable(text)


# Options that only some formats can show.
ONLY_IN = {
    "work": WORKING_FORMATS,
    "summary": ("table", "json"),
    "plot": ("table",),
}
STEP_HELP = "Step t is the 0-based index of the optimizer update whose rate is printed."


def calculate(policy: Policy, options: dict[str, Any]) -> None:
    """Print the rates of a policy at the steps asked, in the form asked."""
    form = read_format(options["format"])
    report, found = _report(policy, form, options)
    for text in policy.notes():
        note(text)
    if options["save"] is not None:
        from lrcalc.pictures.file import SAMPLES, save

        save([report.curve(SAMPLES)], options["save"])
    if found is not None and form == "value":
        chunks: Iterator[str] = (f"{step}\n" for step in found.steps)
    else:
        chunks = write_function(form)(report, screen())
    live = reads_standard_input(options["at"] or ())
    write(chunks if live else _watched(chunks, report), at_once=live)
    if found is not None and found.never:
        raise Refusal("; ".join(found.never))
    if report.marking is not None and not report.marking.accepted:
        raise typer.Exit(1)


def _report(policy: Policy, form: str, options: dict[str, Any]) -> tuple[Report, Answers | None]:
    """What is asked for. Raises ParameterError where options, or an option and a form, exclude each other."""
    for name, forms in ONLY_IN.items():
        if options[name] and form not in forms:
            raise ParameterError(f"--{name}", f"does not go with {form}; taken: -f {', '.join(forms)}")
    found = None
    if options["when"]:
        from lrcalc.command.when import answers

        found = answers(policy, options)
    digits = read_number(options["digits"], "--digits", MOST_DIGITS)
    report = Report(policy, _runs(policy, found, options), digits, options["work"])
    if options["check"] is not None:
        from lrcalc.command.check import marked

        report = marked(report, form, options)
    elif only := next((name for name in ("hint", "sig", "rtol") if options[name] is not None), None):
        raise ParameterError(f"--{only}", "goes with --check, which is missing; taken: both")
    if found is not None:
        report = report._replace(when=found)
    if not reads_standard_input(options["at"] or ()):
        # short to keep, and looked at more than once: by the picture, the summary, the progress bar
        report = report._replace(runs=list(report.runs), plot=options["plot"])
    elif options["plot"] or options["save"] or options["summary"]:
        raise ParameterError("--at", "'-' is read as it comes; taken with a picture or summary: other steps")
    if options["summary"]:
        report = report._replace(summary=_summary(report))
    return report, found


def _watched(chunks: Iterator[str], report: Report) -> Iterator[str]:
    """The chunks under a progress bar where one is due; steps that are read as they come have no number."""
    from lrcalc.terminal.progress import watched

    return watched(chunks, sum(map(len, report.runs)) if isinstance(report.runs, list) else 0)


def _runs(policy: Policy, found: Answers | None, options: dict[str, Any]) -> Iterator[range]:
    if found is not None:
        return iter(found.runs(policy.total))
    if options["at"]:
        return _noting_the_end(parse_runs(options["at"], policy.total, sys.stdin), policy)
    return iter([range(step, step + 1) for step in policy.default_steps()])


def _summary(report: Report) -> Summary:
    from lrcalc.analysis.summary import summarise

    last = max((max(run[0], run[-1]) for run in report.runs), default=0)
    found = summarise(report.policy, report.policy.updates or last or 1)
    if found is None:
        raise ParameterError("--summary", "the schedule has too many phases for one; taken: a shorter run")
    return found


def _noting_the_end(runs: Iterator[range], policy: Policy) -> Iterator[range]:
    """The same runs; a note goes out with the first that reaches beyond the total."""
    noted = policy.total is None
    for run in runs:
        if not noted and policy.total is not None and max(run[0], run[-1]) > policy.total:
            note(f"beyond step {policy.total}, the end of the schedule, its last value is held")
            noted = True
        yield run
