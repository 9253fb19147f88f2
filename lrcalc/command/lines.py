"""A schedule written as on its own command line, in one text."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lrcalc.command.app import UsageError, command_named
from lrcalc.command.options import COMMON, SOLVING, label
from lrcalc.command.request import is_given
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.command.units import check_counted, inherited
from lrcalc.command.usage import usage_message
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import shown
from lrcalc.schedule.policy import Policy

LONGEST_SHOWN = 80
# What splits a line into words takes a second for a million characters.
LONGEST_LINE = 10_000
NOTHING: Mapping[str, Any] = MappingProxyType({})
OUTSIDE = "expected outside the quotes, for it is no option of a schedule"


def read_line(number: int | None, line: str, around: Mapping[str, Any] = NOTHING) -> Policy:
    """The schedule of one line; what is wrong in it is said of that line, with its number where it is one of
    several. Raises ScheduleError.

    around: the options of the command that the line is a part of, whose units it takes over.
    """
    numbered = "" if number is None else f"schedule {number}, "
    place = numbered + shown(line, LONGEST_SHOWN)
    try:
        return _schedule(line, around)
    except ScheduleError as error:
        raise ScheduleError(f"{place}: {error}") from None
    except UsageError as error:
        raise ScheduleError(f"{place}: {usage_message(error, shlex.split(line))}") from None


def _schedule(line: str, around: Mapping[str, Any]) -> Policy:
    """The schedule that a line asks for. Raises ScheduleError, or an error of Typer's."""
    if len(line) > LONGEST_LINE:
        raise ScheduleError(f"expected a schedule of at most {LONGEST_LINE} characters, got {len(line)}")
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ScheduleError(f"expected a line as for a shell: {str(error).lower()}") from None
    if words[:1] == ["lrcalc"]:  # pasted as it stands
        words = words[1:]
    name = words[0] if words else ""
    if not name:
        raise ScheduleError("expected a schedule such as 'cosine --max 0.002 --T 5000', got nothing")
    command = command_named(name)
    if not isinstance(command, ScheduleCommand):
        raise ScheduleError(f"expected a schedule, got the tool {name}")
    for word in words:
        if word in ("--help", "-h"):
            raise ParameterError(word, OUTSIDE)
    given = command.make_context(name, words[1:], help_option_names=[]).params
    for item in (*COMMON, *SOLVING):
        if is_given(given.get(item.name)):
            raise ParameterError(label(item.name), OUTSIDE)
    check_counted(given, has_columns=False)
    return command.make(inherited(given, around))
