"""What is said beside a text that `lrcalc read` reads: whether the text needs it, and what it says itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lrcalc.errors import ScheduleError

if TYPE_CHECKING:
    from lrcalc.frameworks.call.reading import Reading, Settings

LONGEST_SHOWN = 160


def notes_on_settings(
    settings: Settings, reading: Reading, again: Callable[[Settings], Reading]
) -> Iterator[str]:
    """What is to be noted of a setting that the text does not need, by reading it again without.

    Where that gives the same schedule the setting does nothing; where it gives another one, and not by a
    default of the framework, the setting stands in place of what the text says.
    """
    for said, without in _each_left_out(settings):
        try:
            other = again(without)
        except ScheduleError:
            continue  # it is needed
        if other.command == reading.command:
            yield f"{said} changes nothing here: the text is the same schedule without it"
        elif other.defaulted == reading.defaulted and without.names == settings.names:
            command = other.command if len(other.command) <= LONGEST_SHOWN else "another schedule"
            yield f"{said} stands in place of what the text says, which is {command}"


def _each_left_out(settings: Settings) -> Iterator[tuple[str, Settings]]:
    """The settings one after another as they are typed, and those that are left without it."""
    if settings.lr is not None:
        yield "--lr", replace(settings, lr=None)
    if settings.total is not None:
        yield "--total", replace(settings, total=None)
    for name in settings.names:
        yield (
            f"--let {name}",
            replace(settings, names={one: value for one, value in settings.names.items() if one != name}),
        )
