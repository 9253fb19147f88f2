"""What is asked of a schedule: the options read once, and every rule of what goes with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from lrcalc.command.options import COMMON, SOLVING, label
from lrcalc.command.reading import read_columns, read_format, read_lists, read_number, said_of
from lrcalc.errors import ParameterError
from lrcalc.formats import Format
from lrcalc.numbers.literal import parse_rate
from lrcalc.sampling.stretch import Steps, furthest
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.analysis.when import Question
    from lrcalc.command.check import Check

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
# Options that are about a text to be printed, and the formats that print one.
DOCUMENTS = {"caption": ("latex", "markdown"), "standalone": ("latex",)}
# Options that need all steps before the first is answered.
LOOK_AHEAD = ("plot", "save", "summary")


class LogFile(NamedTuple):
    """A log to be held against the schedule, and what is said of its columns and its clock."""

    path: str
    column: str | None
    step_column: str | None
    clock: str | None


class Request(NamedTuple):
    """A schedule, the steps asked (None: none were), and what is to be said of them."""

    schedule: Policy
    runs: Iterable[Steps] | None
    form: Format
    digits: int | None
    columns: list[str] | None
    work: bool
    summary: bool
    plot: bool
    save: str | None
    log_scale: bool
    when: list[Question]
    check: Check | None
    log: LogFile | None = None
    steps_per_epoch: Fraction | None = None
    caption: str = ""
    standalone: bool = False

    @property
    def is_live(self) -> bool:
        """Whether the steps are read as they come."""
        return self.runs is not None and not isinstance(self.runs, list)


def read_request(schedule: Policy, options: Mapping[str, Any]) -> Request:
    """The request that the options make, which go together. Raises ParameterError."""
    asked = [name for name in SHOWN_AS if is_given(options[name])]
    form = read_format(options["format"])
    for name in asked:
        if name == "log" and form.name == "value":
            continue
        form = read_format(options["format"], _shown_as(name), option=label(name))
    check_document(form, options)
    with said_of("--at"):
        runs = read_lists(options["at"], schedule.total, schedule.updates) if options["at"] else None
        for run in runs if isinstance(runs, list) else ():
            schedule.check_step(furthest(run))
    with said_of("--columns"):
        columns = read_columns(options["columns"])
    check = None
    if options["check"] is not None:
        from lrcalc.command.check import read_check

        check = read_check(options)
    request = Request(
        schedule,
        runs,
        form,
        read_number(options["digits"], "--digits"),
        columns,
        options["work"],
        options["summary"],
        options["plot"],
        options["save"],
        options["log_scale"],
        _questions(options["when"] or ()),
        check,
        caption=options["caption"] or "",
        standalone=options["standalone"],
        log=LogFile(*(options[name] for name in ("log", "column", "step_column", "log_clock")))
        if options["log"]
        else None,
    )
    if request.is_live:
        for name in LOOK_AHEAD:
            if options[name]:
                raise ParameterError("--at", f"expected steps for {label(name)}, got '-', read as they come")
    if request.save is not None:
        from lrcalc.pictures.file import check_name

        with said_of("--save"):
            check_name(request.save)
    return request


def _shown_as(name: str) -> type:
    # most calls ask for none
    from lrcalc.report import blocks

    kind: type = getattr(blocks, SHOWN_AS[name])
    return kind


def check_document(form: Format, options: Mapping[str, Any]) -> None:
    """Raise ParameterError where a caption or a document is asked of a format that has none."""
    for name, known in DOCUMENTS.items():
        if options[name] and form.name not in known:
            expected = " or ".join(f"-f {item}" for item in known)
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

    typed = [item.strip() for text in texts for item in text.split(",")]
    with said_of("--when"):
        return [Question(item, parse_rate(item)) for item in typed]
