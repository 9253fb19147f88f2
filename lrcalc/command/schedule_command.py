"""A command that answers questions about a schedule, the same whatever makes the schedule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperOption

from lrcalc.command.help_page import HelpPage
from lrcalc.command.options import common_options, wrapper_options, wrapper_parameters
from lrcalc.command.tool import in_paragraphs
from lrcalc.command.units import has_units, read_units, steps_asked, unit_options, with_steps
from lrcalc.command.words import gathered
from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.policy import Policy
from lrcalc.terminal.screen import printable

STEP_HELP = "Step t is the 0-based index of the optimizer update whose rate is printed."


class ScheduleCommand(HelpPage, TyperCommand):
    """The command whose own options make a schedule, with the options that all schedules share.

    `make` gives the schedule of the options read; `examples` and `formula`, which take time to find, are
    asked for when there is help to write. `lengths` are the parameters that may be in epochs.
    """

    def __init__(
        self,
        name: str,
        own: Sequence[TyperOption | TyperArgument],
        make: Callable[[Mapping[str, Any]], Policy],
        title: str,
        about: str,
        examples: Callable[[], list[str]],
        formula: Callable[[], list[str]] = list,
        panel: str = "Policies",
        more: Sequence[TyperOption] = (),
        lengths: Mapping[str, Parameter] = MappingProxyType({}),
    ) -> None:
        around = wrapper_options([option.name or "" for option in own])
        super().__init__(
            name=name,
            callback=self._run,
            params=[*own, *around, *unit_options(), *common_options(), *more],
            short_help=title,
            rich_help_panel=panel,
            context_settings={"help_option_names": ["-h", "--help"]},
        )
        self._make = make
        self._lengths = {**wrapper_parameters(), **lengths}
        self.about = about
        self._examples = examples
        self._formula = formula

    @property
    def examples(self) -> list[str]:
        """Command lines that work."""
        return self._examples()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, gathered(self.params, args))

    def write_about(self) -> None:
        self.help = printable(in_paragraphs(self.about, self.examples, self._formula(), [STEP_HELP]))

    def make(self, options: Mapping[str, Any]) -> Policy:
        """The schedule that the options make."""
        if not has_units(options, self._lengths):
            return self._make(options)
        options, notes = with_steps(options, self._lengths)
        made = self._make(options)
        made.reading_notes.extend(notes)
        return made

    def _run(self, **options: Any) -> None:
        # a list of all commands needs none of these
        from lrcalc.command.answer import answer
        from lrcalc.command.deliver import deliver
        from lrcalc.command.request import read_request

        schedule = self.make(options)
        units = None
        if has_units(options, {}):
            units = read_units(options)
            options = {**options, "at": steps_asked(options["at"] or (), units)}
        request = read_request(schedule, options)
        if units is not None and units.steps_per_epoch is not None:
            request = request._replace(steps_per_epoch=units.steps_per_epoch)
        report = answer(request)
        deliver(report, request.form, request.runs or (), at_once=request.is_live)
