"""`--solve`: a parameter found from the rate that the schedule should end at."""

from __future__ import annotations

import json
import math
from typing import Any

from lrcalc.analysis.solve import solve_base
from lrcalc.command.options import COMMON, read_format, read_number
from lrcalc.command.schedule import policy_from
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.display import MOST_DIGITS
from lrcalc.numbers.literal import LiteralError, parse_rate, parse_steps, shown
from lrcalc.policies import policy_class
from lrcalc.terminal.screen import printable
from lrcalc.terminal.streams import note, write

FORMATS = ("table", "json", "value")
# Any base will do to ask for the exponent.
PLACEHOLDER = "1"


def solve(name: str, options: dict[str, Any]) -> None:
    """Print the parameter and its working. Raises ParameterError."""
    policy = policy_class(name)
    wanted, form = options["solve"], read_format(options["format"])
    if wanted not in policy.solvable:
        known = ", ".join(policy.solvable)
        raise ParameterError("--solve", f"{shown(wanted)} cannot be solved for; taken: {known}")
    own = policy.parameters()
    for item in COMMON:
        if options[item.name] and item.name not in ("format", "digits"):
            reason = "goes with no --solve; taken: the schedule that it finds, on a line of its own"
            raise ParameterError(f"--{item.name}", reason)
    if options[wanted] is not None:
        raise ParameterError("--solve", f"{own[wanted].label} is given; taken: one of the two")
    if form not in FORMATS:
        raise ParameterError("--solve", f"does not go with {form}; taken: -f {', '.join(FORMATS)}")
    made = policy_from(name, {**options, wanted: PLACEHOLDER})
    digits = read_number(options["digits"], "--digits", MOST_DIGITS)
    final = _read("--final", options["final"], parse_rate, "the rate to end at")
    total = _read("--T/--total-steps", options["total"], parse_steps, "the step to end at")
    for text in made.notes():
        note(text)
    found = solve_base(made, final, total, digits)
    if form != "table" and math.isinf(found.value.double()):
        raise ScheduleError(f"{found.symbol} is beyond the largest double, 1.8e308; taken: -f table")
    if form == "value":
        write([f"{found.value.double()!r}\n"])
    elif form == "json":
        write([json.dumps({"solved": wanted, "value": found.value.double()}, indent=2) + "\n"])
    else:
        # as they will be printed: γ is spelled where there is nothing but ASCII
        lefts = [printable(line.left) for line in found.lines]
        width = max(map(len, lefts))
        write([f"{left:<{width}} {line.sign} {line.right}\n" for left, line in zip(lefts, found.lines)])


def _read(option: str, given: str | None, parse: Any, what: str) -> Any:
    if given is None:
        raise ParameterError(option, f"is missing; taken with --solve: {what}")
    try:
        return parse(given)
    except LiteralError as error:
        raise ParameterError(option, str(error)) from None
