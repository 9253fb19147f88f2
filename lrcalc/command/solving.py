"""Solving for a parameter of a schedule, whichever command asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrcalc.analysis.solve import solve_base, solve_number
from lrcalc.command.deliver import deliver
from lrcalc.command.options import COMMON, DIGITS, FORMAT, SOLVING, as_field, label
from lrcalc.command.reading import any_of, read_format, read_number, said_of
from lrcalc.command.request import is_given
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import parse_rate, parse_steps, shown
from lrcalc.policies import POLICIES, policy_class
from lrcalc.report.blocks import Equations
from lrcalc.report.solution import solution_report
from lrcalc.schedule.policy import Policy

# Any value will do to ask for the formula.
PLACEHOLDER = "1"


def solve(command: ScheduleCommand, options: Mapping[str, Any], note: str | None = None) -> None:
    """Print the parameter and its working. Raises ParameterError."""
    policy, wanted = policy_class(command.name or ""), as_field(options["solve"])
    check_solvable(policy, wanted)
    own = policy.parameters()
    for item in COMMON:
        if is_given(options[item.name]) and item not in (FORMAT, DIGITS):
            raise ScheduleError(
                f"expected the options of the schedule alone to solve for {wanted}, got {label(item.name)}"
            )
    if options[wanted] is not None:
        raise ParameterError(
            own[wanted].options[0], f"expected none, for it is solved for, got {shown(options[wanted])}"
        )
    form = read_format(options["format"], Equations)
    options = {**options, "total": options.get("total") or options.get("T")}
    made = command.make({**options, wanted: PLACEHOLDER})
    for item in SOLVING:
        if options[item.name] is None and not (item.name == "total" and options.get("step")):
            raise ScheduleError(f"{label(item.name)} {item.metavar} is required ({item.help})")
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


def check_solvable(policy: type[Policy], wanted: str) -> None:
    """Raise ScheduleError for a parameter of the policy that cannot be solved for."""
    if wanted in policy.solvable:
        return
    if policy.solvable:
        raise ScheduleError(f"expected {any_of(policy.solvable)} of {policy.name}, got {shown(wanted)}")
    solvable = {name: policy_class(name).solvable for name in POLICIES}
    having = [name for name, names in solvable.items() if wanted in names]
    if having:
        raise ScheduleError(
            f"expected {any_of(having)}, in which {wanted} can be solved for, got {policy.name}"
        )
    known = dict.fromkeys(name for names in solvable.values() for name in names)
    raise ScheduleError(f"expected {any_of(list(known))}, got {shown(wanted)}")
