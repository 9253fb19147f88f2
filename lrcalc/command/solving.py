"""Solving for a parameter of a schedule, whichever command asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrcalc.analysis.solve import DIGITS, Unreachable, solve_base, solve_number
from lrcalc.command.deliver import deliver
from lrcalc.command.options import SOLVING, label
from lrcalc.command.reading import read_format, read_number, said_of
from lrcalc.command.request import unheeded
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.errors import ParameterError, ScheduleError, any_of
from lrcalc.numbers.literal import parse_rate, parse_steps, shown
from lrcalc.policies import POLICIES, policy_class
from lrcalc.report.blocks import Equations
from lrcalc.report.solution import solution_report
from lrcalc.schedule.policy import Policy

# Any value will do to ask for the formula.
PLACEHOLDER = "1"


def solve(command: ScheduleCommand, options: Mapping[str, Any], note: str | None = None) -> None:
    """Print the parameter and its working. Raises ParameterError."""
    policy = policy_class(command.name or "")
    wanted = solvable_named(policy, options["solve"])
    item = policy.parameters()[wanted]
    for other in unheeded("solve", options):
        raise ScheduleError(
            f"expected the options of the schedule alone to solve for {name_of(wanted)}, got {label(other)}"
        )
    if options[wanted] is not None:
        raise ParameterError(item.label, f"expected none, for it is solved for, got {shown(options[wanted])}")
    form = read_format(options["format"], Equations)
    options = {**options, "total": options.get("total") or options.get("T")}

    def make(value: object) -> Policy:
        return command.make({**options, wanted: value})

    made = make(PLACEHOLDER)
    for asked in SOLVING:
        if options[asked.name] is None and not (asked.name == "total" and options.get("step")):
            raise ScheduleError(f"{label(asked.name)} {asked.metavar} is required ({asked.help})")
    with said_of("--final"):
        final = parse_rate(options["final"])
    digits = read_number(options["digits"], "--digits")
    with said_of("--at" if options.get("step") else "--T"):
        step = parse_steps(options.get("step") or options["total"])
        try:
            if wanted == "gamma":
                solution = solve_base(made, final, step, digits)
            else:
                solution = solve_number(make, item, final, step, digits)
        except Unreachable as error:
            raise ParameterError("--final", f"{error}, got {shown(options['final'])}") from None
    try:
        value = solution.value.exact if solution.is_count else str(solution.value.significant(DIGITS))
        notes = list(make(value).notes())
    except ScheduleError:
        notes = []  # a number that is too large to be typed back
    if solution.is_near:
        notes.append(f"no whole {solution.symbol} gives {options['final']}; the nearest one is told")
    deliver(solution_report(wanted, solution, [*notes, *([note] if note else [])]), form)


def name_of(key: str) -> str:
    """A parameter as it is asked for: as its option, without the dashes."""
    return key.replace("_", "-")


def solvable_named(policy: type[Policy], wanted: str) -> str:
    """The parameter of the policy that is asked for by its name or by one of its options. Raises
    ScheduleError for one that cannot be solved for.
    """
    own = policy.parameters()
    for key in policy.solvable:
        if wanted.replace("_", "-") in (name_of(key), *(option.lstrip("-") for option in own[key].options)):
            return key
    if policy.solvable:
        known = any_of(list(map(name_of, policy.solvable)))
        hint = f"; lrcalc {policy.name} --when RATE finds the step of a rate" if wanted == "T" else ""
        raise ScheduleError(f"expected {known} of {policy.name}, got {shown(wanted)}{hint}")
    solvable = solvable_of_each()
    having = [name for name, names in solvable.items() if wanted in names]
    if having:
        raise ScheduleError(
            f"expected {any_of(having)}, in which {wanted} can be solved for, got {policy.name}"
        )
    known = any_of(list(dict.fromkeys(name for names in solvable.values() for name in names)))
    raise ScheduleError(f"expected {known}, got {shown(wanted)}")


def solvable_of_each() -> dict[str, list[str]]:
    """The parameters that can be solved for, of every policy that has such."""
    each = {name: list(map(name_of, policy_class(name).solvable)) for name in POLICIES}
    return {name: names for name, names in each.items() if names}
