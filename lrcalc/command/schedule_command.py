"""A command that answers questions about a schedule, the same whatever makes the schedule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperOption

from lrcalc.command.help_page import HelpPage
from lrcalc.command.options import COMMON, common_options, wrapper_options, wrapper_parameters
from lrcalc.command.units import check_counted, has_units, read_units, steps_asked, unit_options, with_steps
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
            params=[*own, *around, *common_options(), *unit_options(), *more],
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
        # only a page of help has paragraphs
        from lrcalc.command.tool import in_paragraphs

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
        from lrcalc.command.request import Request, check_together

        if options.get("log"):
            from lrcalc.command.log import with_log_clock

            options = with_log_clock(options)
        check_together(options)
        check_counted(options, has_columns=options.get("as_framework") is None)
        schedule = self.make(options)
        if options.get("as_framework") is not None:
            self._write(schedule, options)
            return
        units = None
        if has_units(options, {}):
            units = read_units(options)
            asked = steps_asked(options["at"] or (), units, schedule.updates, schedule.run_end)
            options = {**options, "at": asked}
        request = Request(schedule, options, units)
        report = answer(request, self.parts(options, request.form))
        deliver(report, request.form, request.runs or (), at_once=request.is_live)

    def parts(self, options: Mapping[str, Any], form: Any) -> list[Any]:
        """What the command adds to an answer of its own."""
        return []

    def line(self, options: Mapping[str, Any]) -> str:
        """The command line that makes the schedule, after `lrcalc`."""
        import shlex

        shared = {item.name for item in COMMON}
        words = [self.name or ""]
        for item in self.params:
            value = options.get(item.name or "")
            if item.name in shared or value in (None, False, ()):
                continue
            values = list(value) if isinstance(value, (list, tuple)) else [value]
            if isinstance(item, TyperArgument):
                words += map(str, values)
            elif value is True:
                words.append(item.opts[0])
            else:
                words += [word for one in values for word in (item.opts[0], str(one))]
        return shlex.join(words)

    def _write(self, schedule: Policy, options: Mapping[str, Any]) -> None:
        """The schedule as code of a framework, in place of its rates."""
        from lrcalc.command.deliver import deliver
        from lrcalc.command.reading import read_format, said_of
        from lrcalc.frameworks.written.writers import write
        from lrcalc.report.blocks import Code
        from lrcalc.report.conversion import code_report

        form = read_format(options["format"], Code, option="--as")
        with said_of("--as"):
            written = write(schedule, options["as_framework"], self.line(options))
        notes = [written.note] if written.note else []
        deliver(code_report(written.text, written.language, [*notes, *schedule.notes()]), form)
