"""`lrcalc conventions`: what the same words give in each framework, side by side."""

from __future__ import annotations

from typing import Any

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.options import AT, DIGITS, Argument, Common, typer_option
from lrcalc.command.reading import read_format, read_number, read_runs, said_of
from lrcalc.command.tool import Tool
from lrcalc.command.usage import UsageError
from lrcalc.errors import ParameterError
from lrcalc.numbers.literal import parse_rate, parse_steps
from lrcalc.report.blocks import Table

TITLE = "What the same words give in each framework"
ABOUT = """The same words in each framework, side by side: a maximum, a warm-up and a total, a column each,
and under them what differs and where it is decided.
"""
EXAMPLE = "lrcalc conventions cosine --max 1 --warmup 4 --T 12 --at 0:14"
# Each is a rate in a dozen frameworks.
MOST_STEPS_SHOWN = 10_000
OPTIONS = (
    Common("max", "Schedule", "RATE", "the maximum (rate); default 1", ("--max", "--max-lr", "--lr")),
    Common("min", "Schedule", "RATE", "the minimum (rate); default 0", ("--min", "--min-lr")),
    Common("warmup", "Schedule", "STEPS", "the warm-up (steps); default 0", ("--warmup", "--warmup-steps")),
    Common("T", "Schedule", "STEPS", "the total (steps)", ("--T", "--total-steps")),
)


class ConventionsCommand(Tool):
    """A command that says first what it compares, whatever else lacks."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except UsageError:
            if ctx.params.get("policy"):
                from lrcalc.frameworks.conventions import check_policy

                check_policy(ctx.params["policy"])
            raise


def build(name: str) -> Tool:
    """The command."""
    policy = Argument(
        param_decls=["policy"], type=str, required=True, metavar="POLICY", help="cosine, linear or warmup"
    )
    policy.choices = ("cosine", "linear", "warmup")
    options = [typer_option(item, required=item.name == "T") for item in OPTIONS]
    shared = [typer_option(AT), format_option(Table), typer_option(DIGITS)]
    return ConventionsCommand(name, _conventions, [policy, *options, *shared], TITLE, ABOUT, [EXAMPLE])


def _conventions(policy: str, at: Any, format: str | None, digits: str | None, **typed: str | None) -> None:
    from lrcalc.frameworks.conventions import side_by_side
    from lrcalc.report.conversion import conventions_report

    form = read_format(format, Table)
    with said_of("--max"):
        top = parse_rate(typed["max"] or "1")
    with said_of("--min"):
        low = parse_rate(typed["min"] or "0")
    with said_of("--warmup"):
        warm = parse_steps(typed["warmup"] or "0")
    with said_of("--T"):
        total = parse_steps(typed["T"] or "", least=1)
    every = side_by_side(policy, top, low, warm, total)
    rows_of = [item for item in every if not item.refusal]
    with said_of("--at"):
        runs = list(read_runs(at or ["all" if total <= 24 else f"0:{total}:{max(1, total // 16)}"], total))
    places = read_number(digits, "--digits")
    steps = [step for run in runs for step in run]
    if len(steps) > MOST_STEPS_SHOWN:
        raise ParameterError("--at", f"expected up to {MOST_STEPS_SHOWN} steps, got {len(steps)}")
    rates = [[item.rate(step) for item in rows_of] for step in steps]
    title = f"{policy}: max = {typed['max'] or 1}, warm-up = {warm}, T = {total}, min = {typed['min'] or 0}"
    remarks = [f"{item.name}: {item.call}: {item.refusal or item.remark}" for item in every]
    names = [item.name for item in rows_of]
    deliver(conventions_report(title, names, steps, rates, remarks, places), form)
