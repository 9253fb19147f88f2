"""`lrcalc compare`: several schedules, each written as on its own command line."""

from __future__ import annotations

import json
import math
import shlex
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from lrcalc.command.options import COMMON, read_number
from lrcalc.command.output import note, printable, screen, write
from lrcalc.command.progress import LONG, is_watched
from lrcalc.command.progress import shown as progress_shown
from lrcalc.display import MOST_DIGITS, quantity_text
from lrcalc.errors import ParameterError, ScheduleError, nearest
from lrcalc.formats import Screen
from lrcalc.numbers.literal import shown
from lrcalc.policies import POLICIES
from lrcalc.policies.policy import Policy
from lrcalc.report import MISSING, MOST_ROWS
from lrcalc.steps import parse_runs
from lrcalc.tools.comparison import Schedule, compared, largest_difference, ratio

FORMATS = ("table", "markdown", "csv", "tsv", "json", "jsonl")
SEPARATORS = {"csv": ",", "tsv": "\t"}
TERMINAL_SAMPLES, PRINTED_SAMPLES = 240, 1000
MOST_LINES = 6
LONGEST_SHOWN = 80
SOLVING = {"solve": "--solve", "final": "--final", "total": "--T/--total-steps"}

ABOUT = """Several schedules side by side: their rates, the ratio to the first, the largest difference.

Each schedule is written exactly as on its own command line, in quotes.

Example: lrcalc compare 'cosine --max 0.002 --T 5000' 'linear --max 0.002 --T 5000' --at 0,1250,2500
"""


def build(name: str) -> Any:
    """The Typer command."""
    builder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    builder.command(
        name,
        help=printable(ABOUT),
        short_help="Several schedules side by side",
        rich_help_panel="Tools",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(compare)
    return typer.main.get_command(builder)


def _option(panel: str, metavar: str | None, *names: str, help: str) -> Any:
    return typer.Option(*names, help=help, metavar=metavar, rich_help_panel=panel, show_default=False)


Lines = Annotated[
    list[str] | None, typer.Argument(metavar="SCHEDULE…", help="two to six schedules, each in quotes")
]
At = Annotated[list[str] | None, _option("Steps", "STEPS", "--at", help="the steps t, as for a policy")]
Format = Annotated[
    str | None, _option("Output", "FORMAT", "--format", "-f", help=f"{', '.join(FORMATS)}; default table")
]
Digits = Annotated[str | None, _option("Output", "N", "--digits", help="significant digits")]
Plot = Annotated[bool, _option("Picture", None, "--plot", help="draw the curves in the terminal")]
Save = Annotated[
    str | None, _option("Picture", "FILE", "--save", help="draw the curves into a .png, .svg or .pdf")
]


def compare(
    lines: Lines = None,
    at: At = None,
    format: Format = None,
    digits: Digits = None,
    plot: Plot = False,
    save: Save = None,
) -> None:
    """Print the comparison."""
    form = format or "table"
    if form not in FORMATS:
        raise ParameterError(
            "--format/-f", f"{shown(form)} is not a format here; taken: {', '.join(FORMATS)}"
        )
    if plot and form != "table":
        raise ParameterError("--plot", f"does not go with {form}; taken: -f table")
    if save is not None:
        from lrcalc.pictures.file import check_name

        check_name(save)
    lines = lines or []
    if not 2 <= len(lines) <= MOST_LINES:
        raise ScheduleError(f"{len(lines)} schedules; taken: from two to {MOST_LINES}, each in quotes")
    schedules = [_read(number, line) for number, line in enumerate(lines, 1)]
    comparison = _Comparison(schedules, _runs(schedules, at), read_number(digits, "--digits", MOST_DIGITS))
    for number, schedule in enumerate(schedules, 1):
        total = schedule.policy.total
        if total is not None and total < comparison.last:
            note(f"beyond step {total}, the end of schedule {number}, its last value is held")
    chunks, rows = comparison.write(form, screen(), plot), sum(map(len, comparison.runs))
    write(progress_shown(chunks, rows) if rows > LONG and is_watched() else chunks)
    if save is not None:
        from lrcalc.pictures.file import save as save_picture

        save_picture(comparison.curves(PRINTED_SAMPLES), save, lines)


def _read(number: int, line: str) -> Schedule:
    """The schedule of one quoted line; what is wrong in it is said of that line."""
    from lrcalc.command.main import UsageError, usage_message

    named = repr(line) if len(line) <= LONGEST_SHOWN else shown(line)
    try:
        policy = _policy(line)
    except ScheduleError as error:
        raise ScheduleError(f"in schedule {number}, {named}: {error}") from None
    except UsageError as error:
        raise ScheduleError(f"in schedule {number}, {named}: {usage_message(error)}") from None
    for text in policy.notes():
        note(f"in schedule {number}, {named}: {text}")
    return Schedule(line, policy)


def _policy(line: str) -> Policy:
    """The policy that a line asks for. Raises ScheduleError, or an error of Typer's."""
    from lrcalc.command.policy_command import build as build_policy
    from lrcalc.command.policy_command import policy_from

    try:
        words = shlex.split(line)
    except ValueError as error:
        raise ScheduleError(f"{str(error).lower()}; taken: a line as for a shell") from None
    name = words[0] if words else ""
    if name not in POLICIES:
        near = nearest(name, POLICIES)
        hint = f"did you mean {near}?" if near else "taken: a line such as 'cosine --max 0.002 --T 5000'"
        raise ScheduleError(f"no policy is called {shown(name)}; {hint}")
    given = build_policy(name).make_context(name, words[1:], help_option_names=[]).params
    for item in COMMON:
        if given[item.name]:
            raise ScheduleError(f"--{item.name}: is no option of a schedule; taken: outside the quotes")
    for only, label in SOLVING.items():
        if given.get(only) is not None:
            raise ParameterError(label, "goes with --solve, which makes no schedule; taken: what it finds")
    return policy_from(name, given)


def _runs(schedules: list[Schedule], at: list[str] | None) -> list[range]:
    totals = [schedule.policy.total for schedule in schedules]
    known = [total for total in totals if total is not None]
    if at:
        return list(parse_runs(at, max(known, default=None), sys.stdin))
    steps = {step for schedule in schedules for step in schedule.policy.default_steps()}
    last = max(known, default=max(steps))
    return [range(step, step + 1) for step in sorted(steps) if step <= last]


class _Comparison:
    """The schedules, the steps, and the ways to print them."""

    def __init__(self, schedules: list[Schedule], runs: list[range], digits: int | None) -> None:
        self.schedules = schedules
        self.runs = runs
        self.digits = digits
        self.others = list(enumerate(schedules))[1:]
        self.last = max((max(run[0], run[-1]) for run in runs), default=0)
        self.end = max([self.last, *(schedule.policy.total or 0 for schedule in schedules)])

    def write(self, form: str, to: Screen, plot: bool) -> Iterator[str]:
        if form in ("table", "markdown"):
            yield from self._table(form, to)
        else:
            yield from self._data(form, to)
        if plot:
            from lrcalc.pictures.terminal import draw

            lines = [schedule.line for schedule in self.schedules]
            yield "\n" + draw(self.curves(TERMINAL_SAMPLES), to, lines)

    def curves(self, samples: int) -> list[Any]:
        from lrcalc.pictures.curve import curve

        return [curve(schedule.policy, [], samples, self.end) for schedule in self.schedules]

    def _table(self, form: str, to: Screen) -> Iterator[str]:
        from lrcalc.formats.markdown import table as markdown_table
        from lrcalc.formats.table import draw, filled

        if sum(map(len, self.runs)) > MOST_ROWS:
            raise ScheduleError(f"--at: more than {MOST_ROWS} rows are too many for a table; taken: -f csv")
        headings = ["Step", *(f"{index} {item.policy.name}" for index, item in enumerate(self.schedules, 1))]
        headings += [f"{index + 1} : 1" for index, _ in self.others]
        rows = [self._row(step) for run in self.runs for step in run]
        names = [f"{index}  {item.line}" for index, item in enumerate(self.schedules, 1)]
        if form == "markdown":
            yield "".join(f"{index}. `{item.line}`\n" for index, item in enumerate(self.schedules, 1)) + "\n"
            yield from markdown_table(headings, rows)
        else:
            yield draw("\n".join(names), headings, rows, to)
        for sentence in self._differences():
            yield f"\n{sentence}\n" if form == "markdown" else f"{filled(sentence, to)}\n"

    def _row(self, step: int) -> list[str]:
        values = [schedule.policy.derivation(step).learning_rate for schedule in self.schedules]
        ratios = [ratio(value, values[0]) for value in values[1:]]
        texts = [quantity_text("rate", value, self.digits) for value in values]
        texts += [MISSING if value is None else quantity_text("rate", value, self.digits) for value in ratios]
        return [str(step), *texts]

    def _differences(self) -> Iterator[str]:
        for index, schedule in self.others:
            found = largest_difference(schedule, self.schedules[0], self.end)
            is_endless = None in (schedule.policy.total, self.schedules[0].policy.total)
            looked = f" up to t = {self.end}" if is_endless else ""
            if found.every_step and found.amount.sign() == 0:
                yield f"{index + 1} is the same as 1 at every step{looked}."
                continue
            amount = quantity_text("rate", found.amount, self.digits)
            grid = "" if found.every_step else ", as far as was looked"
            yield f"{index + 1} differs most from 1{looked} at t = {found.step}: by {amount}{grid}."

    def _data(self, form: str, to: Screen) -> Iterator[str]:
        keys = [f"learning_rate_{index}" for index, _ in enumerate(self.schedules, 1)]
        keys += [f"ratio_{index + 1}" for index, _ in self.others]
        if form in SEPARATORS:
            line = SEPARATORS[form].join(["%d", *("%s" for _ in keys)]) + "\n"
            yield SEPARATORS[form].join(["step", *keys]) + "\n"
            yield from self._lines(line, "")
            return
        fields = ", ".join(['"step": %d', *(f'"{key}": %s' for key in keys)])
        if form == "jsonl":
            yield from self._lines(f"{{{fields}}}\n", "null")
            return
        about = json.dumps(self._about(), ensure_ascii=to.ascii_only, indent=2)
        yield about[: -len("\n}")] + ',\n  "rows": ['
        comma = ","
        for text in self._lines(f",\n    {{{fields}}}", "null"):
            yield text.removeprefix(comma)
            comma = ""
        yield "\n  ]\n}\n"

    def _lines(self, line: str, missing: str) -> Iterator[str]:
        for run in self.runs:
            for part, columns, ratios in compared(self.schedules, run):
                for column, index in zip(columns, range(1, len(columns) + 1)):
                    if math.inf in column:
                        step = part[column.index(math.inf)]
                        raise ScheduleError(
                            f"--at: at step {step} the rate of schedule {index} is beyond the largest "
                            "double, 1.8e308; taken: steps where it is not, or -f table"
                        )
                # a ratio may be beyond all doubles though the rates are not
                written = [
                    [missing if value is None or value == math.inf else value for value in column]
                    for column in ratios
                ]
                yield "".join(map(line.__mod__, zip(part, *columns, *written)))

    def _about(self) -> dict[str, object]:
        differences = [
            largest_difference(schedule, self.schedules[0], self.end) for _, schedule in self.others
        ]
        return {
            "schedules": [
                {"line": item.line, "policy": item.policy.name, "parameters": item.policy.typed}
                for item in self.schedules
            ],
            "largest_differences": [
                {
                    "step": found.step,
                    "difference": _finite(found.amount.double()),
                    "every_step": found.every_step,
                }
                for found in differences
            ],
        }


def _finite(value: float) -> float | None:
    return None if math.isinf(value) else value
