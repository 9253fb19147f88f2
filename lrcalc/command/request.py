"""What is asked of a schedule: the options read once, and every rule of what goes with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lrcalc.command.options import COMMON, SOLVING, label
from lrcalc.command.reading import read_columns, read_format, read_lists, read_number, said_of
from lrcalc.errors import ParameterError
from lrcalc.formats import Format, formats_taking
from lrcalc.numbers.literal import parse_list, parse_rate
from lrcalc.sampling.stretch import Steps, furthest
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from fractions import Fraction

    from lrcalc.analysis.when import Question
    from lrcalc.command.check import Check
    from lrcalc.schedule.units import Units

# The kind of block that an option asks for, by its name in report.blocks: a format has to have room for it.
SHOWN_AS = {
    "check": "Table",
    "work": "Equations",
    "summary": "Figures",
    "plot": "Drawing",
    "hint": "Sentences",
    "log": "Table",
}
# Options of which one goes alone.
APART = (
    ("when", "at"),
    ("when", "check"),
    # what gives the rates away that a hint leaves to be found
    *(("hint", other) for other in ("work", "summary", "plot", "save")),
)
# What is answered in place of the rates, by the option that asks for it, and the shared options that it
# takes: any other would do nothing.
IN_PLACE = {
    "log": (
        *("column", "step_column", "log_clock", "format", "columns", "caption", "standalone"),
        *("plot", "save", "log_scale"),
    ),
    "as_framework": ("format",),
    "solve": ("final", "total", "format", "digits"),
}
# Options that need another one, or one of several.
TOGETHER = {
    "hint": ("check",),
    "sig": ("check",),
    "rtol": ("check",),
    "strict": ("check",),
    "decimal_comma": ("check",),
    "log_scale": ("plot", "save"),
    "column": ("log",),
    "step_column": ("log",),
    "log_clock": ("log",),
    "final": ("solve",),
}
# Options that are about a text to be printed.
DOCUMENTS = ("caption", "standalone")
# Options that need all steps before the first is answered.
LOOK_AHEAD = ("plot", "save", "summary")


class LogFile:
    """A log to be held against the schedule, and what is said of its columns and its clock."""

    def __init__(self, path: str, column: str | None, step_column: str | None, clock: str | None) -> None:
        self.path = path
        self.column = column
        self.step_column = step_column
        self.clock = clock


class Request:
    """A schedule, the steps asked (None: none were), and what is to be said of them: the options, read, which
    go together.

    Raises ParameterError.
    """

    def __init__(self, schedule: Policy, options: Mapping[str, Any], units: Units | None = None) -> None:
        self.schedule = schedule
        self.units = units
        self.form = _format(options)
        self.runs = _runs(schedule, options["at"])
        with said_of("--columns"):
            self.columns = read_columns(options["columns"])
        self.check = _check(options)
        self.digits = read_number(options["digits"], "--digits")
        self.work: bool = options["work"]
        self.summary: bool = options["summary"]
        self.plot: bool = options["plot"]
        self.save: str | None = options["save"]
        self.log_scale: bool = options["log_scale"]
        self.when = _questions(options["when"] or ())
        self.log = _log(options)
        self.caption: str = options["caption"] or ""
        self.standalone: bool = options["standalone"]
        for name in LOOK_AHEAD if self.is_live else ():
            if options[name]:
                raise ParameterError("--at", f"expected steps for {label(name)}, got '-', read as they come")
        if self.save is not None:
            from lrcalc.command.picture import check_picture

            check_picture(self.save)

    @property
    def steps_per_epoch(self) -> Fraction | None:
        return None if self.units is None else self.units.steps_per_epoch

    @property
    def is_live(self) -> bool:
        """Whether the steps are read as they come."""
        return self.runs is not None and not isinstance(self.runs, list)


def _format(options: Mapping[str, Any]) -> Format:
    """The format, which has room for all that is asked."""
    form = read_format(options["format"])
    for name in SHOWN_AS:
        if is_given(options[name]) and not (name == "log" and not form.shows):
            form = read_format(options["format"], _shown_as(name), option=label(name))
    check_document(form, options)
    return form


def _runs(schedule: Policy, asked: Sequence[str] | None) -> Iterable[Steps] | None:
    if not asked:
        return None
    with said_of("--at"):
        runs = read_lists(asked, schedule.run_end, schedule.updates)
        for run in runs if isinstance(runs, list) else ():
            schedule.check_step(furthest(run))
        return runs


def _check(options: Mapping[str, Any]) -> Check | None:
    if options["check"] is None:
        return None
    from lrcalc.command.check import read_check

    return read_check(options)


def _log(options: Mapping[str, Any]) -> LogFile | None:
    if not options["log"]:
        return None
    return LogFile(options["log"], options["column"], options["step_column"], options["log_clock"])


def _shown_as(name: str) -> type:
    # most calls ask for none
    from lrcalc.report import blocks

    kind: type = getattr(blocks, SHOWN_AS[name])
    return kind


def check_document(form: Format, options: Mapping[str, Any]) -> None:
    """Raise ParameterError where a caption or a document is asked of a format that has none."""
    for name in DOCUMENTS:
        if options.get(name) and name not in form.takes:
            expected = " or ".join(f"-f {item}" for item in formats_taking(name))
            raise ParameterError(label(name), f"expected {expected} with it, got -f {form.name}")


def check_together(options: Mapping[str, Any]) -> None:
    """Raise ParameterError for options of which one goes alone, or needs another."""
    for one, other in APART:
        if is_given(options.get(one)) and is_given(options.get(other)):
            raise ParameterError(label(one), f"expected {label(one)} or {label(other)}, got both")
    for one, others in TOGETHER.items():
        if is_given(options.get(one)) and not any(is_given(options.get(other)) for other in others):
            raise ParameterError(label(one), f"expected {' or '.join(map(label, others))} with it, got none")
    for one in IN_PLACE:
        for other in unheeded(one, options):
            raise ParameterError(label(one), f"expected {label(one)} or {label(other)}, got both")


def unheeded(one: str, options: Mapping[str, Any]) -> Iterator[str]:
    """The shared options given that what is answered in place of the rates does not take."""
    if is_given(options.get(one)):
        for item in (*COMMON, *SOLVING):
            if item.name not in (one, *IN_PLACE[one]) and is_given(options.get(item.name)):
                yield item.name


def is_given(value: object) -> bool:
    """Whether an option with that value stands on the command line; an empty text does."""
    return value not in (None, False, (), [])


def _questions(texts: Iterable[str]) -> list[Question]:
    if not texts:
        return []
    from lrcalc.analysis.when import Question

    with said_of("--when"):
        typed = [item.strip() for text in texts for item in parse_list(text)]
        return [Question(item, parse_rate(item)) for item in typed]
