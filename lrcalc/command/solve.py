"""`lrcalc solve`: a parameter found from the rate that a schedule should end at."""

from __future__ import annotations

from typing import Any

from lrcalc.command.app import UsageError
from lrcalc.command.format_option import format_option
from lrcalc.command.options import DIGITS, SOLVING, Argument, Common, typer_option
from lrcalc.command.tool import Tool, in_paragraphs
from lrcalc.command.usage import usage_message
from lrcalc.errors import ScheduleError, any_of, did_you_mean
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES, policy_class
from lrcalc.report.blocks import Equations
from lrcalc.terminal.screen import printable

TITLE = "A parameter from the rate to end at"
# What stands for the list, which takes time to make.
WHAT_OF_WHAT = "…"
ABOUT = f"""The parameter with which a schedule ends at a rate, and the working that finds it: {WHAT_OF_WHAT}.

The options of the schedule follow; what is solved for is left out. Of a total it is the whole number with
which the rate at step --at is nearest to the one asked for.
"""
# What can be solved for, and of which policies; they are not imported to say so.
SOLVABLE = ("gamma", "T", "power", "decay_rate")
OF = ("cosine", "step", "exponential", "linear", "polynomial", "multistep", "inverse-time", "tanh", "rex")
EXAMPLE = "lrcalc solve gamma exponential --lr 0.1 --final 0.001 --T 100"


class SolveCommand(Tool):
    """A command whose further words are the options of the policy that it is told."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except UsageError:
            # what is asked for comes first, whatever else lacks
            if ctx.params.get("policy") and ctx.params.get("parameter"):
                self._check(ctx.params["policy"], ctx.params["parameter"])
            raise

    def write_about(self) -> None:
        from lrcalc.command.solving import solvable_of_each

        policies: dict[str, list[str]] = {}
        for name, parameters in solvable_of_each().items():
            for parameter in parameters:
                policies.setdefault(parameter, []).append(name)
        known = "; ".join(f"{parameter} of {any_of(names)}" for parameter, names in policies.items())
        about = self.about.replace(WHAT_OF_WHAT, known)
        self.help = printable(in_paragraphs(about, self.examples))

    def _check(self, name: str, wanted: str) -> str:
        """The parameter of the policy that is wanted. Raises ScheduleError for a policy that there is not, or
        a parameter that it cannot be asked for."""
        from lrcalc.command.other_names import command_meant
        from lrcalc.command.solving import solvable_named

        if wanted.startswith("-"):
            raise ScheduleError(f"expected a parameter and a policy first: gamma step, got {shown(wanted)}")
        if name not in POLICIES:
            near = f"{name} {wanted}" if wanted in POLICIES else command_meant(name, list(POLICIES))
            hint = did_you_mean(near)
            raise ScheduleError(f"expected a policy after {wanted}, got {shown(name)}{hint}")
        return solvable_named(policy_class(name), wanted)

    def invoke(self, ctx: Any) -> None:
        from lrcalc.command.policy import build as build_policy
        from lrcalc.command.solving import solve

        name = ctx.params["policy"]
        wanted = self._check(name, ctx.params["parameter"])
        command = build_policy(name, wanted)
        words, total = list(ctx.args), ctx.params["total"]
        if total is not None and ctx.params["step"] is not None and wanted != "T":
            words += ["--T", total]  # the step is asked for apart, and this is the total of the schedule
        elif wanted == "T" and ctx.params["step"] is None:
            raise ScheduleError("--at STEP is required (the step at which the rate is reached)")
        try:
            given = command.make_context(name, words, help_option_names=[]).params
        except UsageError as error:
            raise ScheduleError(usage_message(error, [name, *words], EXAMPLE)) from None
        solve(command, {**given, **ctx.params, "solve": wanted})


def build(name: str) -> Tool:
    """The command."""
    words = {
        "parameter": "what to solve for, such as gamma",
        "policy": "the schedule that it is part of",
    }
    arguments = [
        Argument(param_decls=[key], type=str, required=True, metavar=key.upper(), help=text)
        for key, text in words.items()
    ]
    arguments[0].choices, arguments[1].choices = SOLVABLE, OF
    own = [typer_option(item, required=item.name == "final") for item in SOLVING if item.name != "solve"]
    step = Common("step", "Solving", "STEP", "the step at which the rate is reached; default --T", ("--at",))
    own.append(typer_option(step))
    return SolveCommand(
        name,
        None,
        [*arguments, *own, format_option(Equations), typer_option(DIGITS)],
        TITLE,
        ABOUT,
        [EXAMPLE],
        ignore_unknown_options=True,
        allow_extra_args=True,
    )
