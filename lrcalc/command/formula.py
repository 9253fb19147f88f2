"""`lrcalc formula`: a schedule that is typed as a formula."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typer.core import TyperArgument

from lrcalc.command.options import Option
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.command.words import argument_last
from lrcalc.errors import ParameterError, ScheduleError, did_you_mean
from lrcalc.numbers.literal import shown
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.policy import Policy

TITLE = "Any formula of t, as it is typed"
ABOUT = """The rate by a formula of the step t, with + - * / ^, {functions}, pi, and a if t < W else b; names
have their numbers by --let."""
EXAMPLES = (
    "lrcalc formula '0.001 * 0.95^(t/1000)' --at 0,1000,5000",
    "lrcalc formula '0.001 * 0.95^(t/1000)' --at 5000 --work",
    "lrcalc formula '0.1*t/W if t < W else 0.1' --let W=500 --at 250,500",
)


class FormulaCommand(ScheduleCommand):
    """A command whose formula may begin with a minus."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, argument_last(self.params, args))


def build(name: str) -> ScheduleCommand:
    """The command."""
    from lrcalc.expression.reader import EXTREMES, FUNCTIONS

    text = TyperArgument(
        param_decls=["formula"], type=str, required=True, metavar="FORMULA", help="the formula, in quotes"
    )
    let = Option(
        param_decls=["let", "--let"],
        type=str,
        multiple=True,
        metavar="NAME=VALUE",
        help="the number that a name of the formula stands for; repeatable",
        rich_help_panel="Schedule",
    )
    total = Option(
        param_decls=["T", "--T", "--total-steps"],
        type=str,
        metavar="STEPS",
        help="T: the total, after which the last rate holds (steps)",
        rich_help_panel="Schedule",
    )
    return FormulaCommand(
        name,
        [text, let, total],
        _formula,
        TITLE,
        ABOUT.format(functions=" ".join([*FUNCTIONS, *EXTREMES])),
        examples=lambda: list(EXAMPLES),
        panel="Tools",
        lengths={"T": Parameter(("--T", "--total-steps"), "T", "T", "steps", "")},
    )


def _formula(options: Mapping[str, Any]) -> Policy:
    from lrcalc.command.schedule import wrapped
    from lrcalc.expression.formula_text import FormulaTextError
    from lrcalc.schedule.typed_formula import Formula

    let: dict[str, str] = {}
    for item in options["let"] or ():
        name, value = _given(item)
        if name in let:
            raise ParameterError(
                "--let", f"expected one value of {name}, got {shown(let[name])} and {shown(value)}"
            )
        let[name] = value
    try:
        made = Formula(options["formula"], options["T"], **let)
    except FormulaTextError as error:
        raise ScheduleError(_with_hint(str(error), error.unknown)) from None
    except ParameterError as error:
        option = "--T" if error.option == "T" else f"--let {error.option}"
        raise ParameterError(option, error.reason) from None
    return wrapped(made, options)


def _with_hint(message: str, unknown: str | None) -> str:
    """What is wrong with the formula, and the option that gives the name it does not know."""
    if not unknown:
        return message
    if unknown == "T":
        return f"{message}; give it: --T STEPS"
    return f"{message}; give it: --let {unknown}=…"


def _given(item: str) -> tuple[str, str]:
    """A name and its value."""
    from lrcalc.expression.reader import PI_NAMES, STEP_NAMES, TOTAL

    name, equals, value = item.partition("=")
    name = name.strip()
    if not equals or not name.isidentifier():
        raise ParameterError("--let", f"expected NAME=VALUE such as W=500, got {shown(item)}")
    if name in (*STEP_NAMES, *PI_NAMES, "e", TOTAL):
        meant = did_you_mean("--T" if name == TOTAL else None)
        raise ParameterError("--let", f"expected a name of your own, got {name}{meant}")
    return name, value.strip()
