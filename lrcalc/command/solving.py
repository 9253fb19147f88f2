"""Solving for a parameter of a schedule, whichever command asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrcalc.analysis.solve import solve_base, solve_number
from lrcalc.command.deliver import deliver
from lrcalc.command.options import COMMON, DIGITS, FORMAT, SOLVING, label
from lrcalc.command.reading import read_format, read_number, said_of
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import parse_rate, parse_steps, shown
from lrcalc.policies import policy_class
from lrcalc.report.blocks import Equations
from lrcalc.report.solution import solution_report

# Any value will do to ask for the formula.
PLACEHOLDER = "1"


def solve(command: ScheduleCommand, options: Mapping[str, Any], note: str | None = None) -> None:
    """Print the parameter and its working. Raises ParameterError."""
    policy, wanted = policy_class(command.name or ""), options["solve"]
    if wanted not in policy.solvable:
        known = " or ".join(policy.solvable) or "a parameter that can be solved for"
        raise ScheduleError(f"expected {known} of {policy.name} to solve for, got {shown(wanted)}")
    own = policy.parameters()
    for item in COMMON:
        if options[item.name] and item not in (FORMAT, DIGITS):
            raise ParameterError(label(item.name), "expected nothing of the schedule while it is solved for")
    if options[wanted] is not None:
        raise ParameterError(own[wanted].label, "expected it to be left out, for it is solved for")
    form = read_format(options["format"], Equations)
    made = command.make({**options, wanted: PLACEHOLDER})
    for item in SOLVING:
        if options[item.name] is None and not (item.name == "total" and options.get("step")):
            raise ParameterError(label(item.name), f"{item.metavar} is required ({item.help})")
    with said_of("--final"):
        final = parse_rate(options["final"])
    digits = read_number(options["digits"], "--digits")
    with said_of("--at" if options.get("step") else "--T"):
        step = parse_steps(options.get("step") or options["total"])
        if wanted == "gamma":
            solution = solve_base(made, final, step, digits)
        else:
            solution = solve_number(
                lambda value: command.make({**options, wanted: value}), own[wanted], final, step, digits
            )
    notes = [*made.notes(), *([note] if note else [])] if wanted == "gamma" else []
    deliver(solution_report(wanted, solution, notes), form)
