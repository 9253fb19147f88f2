"""`lrcalc read`: the schedule of a call, a configuration or a command line, as a framework has it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

from typer.core import TyperArgument

from lrcalc.command.options import Option
from lrcalc.command.reading import said_of
from lrcalc.command.schedule_command import ScheduleCommand
from lrcalc.command.source import opened
from lrcalc.command.units import (
    ACCUMULATE,
    BATCH_SIZE,
    DATASET_SIZE,
    DEVICES,
    DROP_LAST,
    OF_THE_DATA,
    STEPS_PER_EPOCH,
    read_units,
)
from lrcalc.command.units import OPTIONS as UNITS
from lrcalc.encoding import text_of
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.numbers.literal import LONGEST_PATH, parse_number, parse_rate, parse_steps, shown
from lrcalc.schedule.policy import Policy

if TYPE_CHECKING:
    from lrcalc.frameworks.call.reading import Reading
    from lrcalc.frameworks.python.data import Data

TITLE = "The schedule of a call, a configuration or flags"
ABOUT = """What a framework does: a scheduler call of torch, transformers, optax, keras or timm, a script,
a notebook, TrainingArguments, YAML, TOML, JSON, flags or a model card: a text, a file or - for
standard input.

Nothing in it is run. What it leaves open is asked for; the framework's defaults are used and said."""
EXAMPLES = (
    "lrcalc read 'OneCycleLR(optimizer, max_lr=0.1, total_steps=1000)' --at 0,299,999",
    "lrcalc read 'get_linear_schedule_with_warmup(optimizer, 100, 1000)' --lr 5e-5 --at 0,50,100,1000",
    "lrcalc read --at 0,2000 -- '--lr 6e-5 --lr-decay-style cosine --lr-warmup-iters 2000 --train-iters 5e5'",
)
# A file of more bytes is no configuration.
LARGEST_FILE = 1_000_000
WORD = re.compile(r"[A-Za-z_][\w-]*")
WORDS = {"True": True, "False": False, "None": None}
ENDINGS = (".py", ".ipynb", ".yaml", ".yml", ".toml", ".json", ".md", ".sh", ".txt", ".cfg")


class ReadCommand(ScheduleCommand):
    """The command; what it reads is said above the rates."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        # flags in quotes are a text, also where no -- stands before them
        texts = [word for word in args if word.startswith("-") and " " in word.strip()]
        if texts and "--" not in args:
            args = [*(word for word in args if word not in texts), "--", *texts]
        elif texts and args[args.index("--") + 1 :][:1] == texts[:1]:
            # what follows a text in quotes is an option of ours again
            args = [*(word for word in args if word not in ("--", texts[0])), "--", texts[0]]
        return super().parse_args(ctx, args)

    def parts(self, options: Mapping[str, Any], form: Any) -> list[Any]:
        from lrcalc.report.blocks import Figures, Sentences
        from lrcalc.report.conversion import reading_part

        reading = _reading(options)
        notes = list(reading.notes)
        if reading.defaulted:
            notes.append(f"by default: {', '.join(reading.defaulted)}")
        # an object has fields for them
        is_told = not form.shows.isdisjoint({Sentences, Figures})
        fields = {
            "framework": reading.framework,
            "call": reading.call,
            "command": reading.command,
            "conventions": reading.notes,
            "defaults": reading.defaulted,
        }
        return [reading_part(reading.sentence, notes, fields, is_told)]

    def line(self, options: Mapping[str, Any]) -> str:
        return _reading(options).target.line()

    def make(self, options: Mapping[str, Any]) -> Policy:
        return super().make(_with_epoch(options))

    def _run(self, **options: Any) -> None:
        super()._run(**_with_epoch(options))


def build(name: str) -> ScheduleCommand:
    """The command."""
    subject = TyperArgument(
        param_decls=["subject"],
        type=str,
        nargs=-1,
        required=True,
        metavar="TEXT|FILE|-",
        help="a call, a configuration or flags, in quotes; a file; or - for standard input",
    )

    def option(name: str, *names: str, metavar: str, help: str, multiple: bool = False) -> Option:
        return Option(
            param_decls=[name, *names],
            type=str,
            metavar=metavar,
            help=help,
            multiple=multiple,
            rich_help_panel="Schedule",
        )

    own: list[Any] = [
        subject,
        option(
            "let",
            "--let",
            metavar="NAME=VALUE",
            help="the number or the word of a name in the text; repeatable",
            multiple=True,
        ),
        option(
            "lr",
            "--lr",
            metavar="RATE",
            help="the optimizer's rate, where the text has none, or in its place (rate)",
        ),
        option("all_updates", "--total", metavar="STEPS", help="the number of updates, likewise (steps)"),
    ]
    return ReadCommand(name, own, _schedule, TITLE, ABOUT, examples=lambda: list(EXAMPLES), panel="Tools")


def _schedule(options: Mapping[str, Any]) -> Policy:
    from lrcalc.command.schedule import wrapped

    reading, notes = _read_once(options)
    made = wrapped(reading.schedule, options)
    made.reading_notes.extend(notes)
    return made


# The last text, and what is to be noted of the options beside it.
_KNOWN: dict[tuple[object, ...], tuple[Reading, list[str]]] = {}


def _key(options: Mapping[str, Any]) -> tuple[object, ...]:
    own = (options["subject"], options["let"], options["lr"], options["all_updates"])
    return tuple(map(str, (*own, [options.get(item.name) for item in UNITS])))


def _with_epoch(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options with the updates of an epoch in place of the data, whose batches the text may have."""
    if not options.get(DATASET_SIZE.name) or options.get(STEPS_PER_EPOCH.name):
        return options
    reading = _reading(options)
    if reading.steps_per_epoch is None:
        return options
    of_the_data = dict.fromkeys((item.name for item in OF_THE_DATA), None)
    found = {**options, **of_the_data, STEPS_PER_EPOCH.name: str(reading.steps_per_epoch)}
    # read once, with the data
    _KNOWN[_key(found)] = _read_once(options)
    return found


def _reading(options: Mapping[str, Any]) -> Reading:
    """What the text is. Raises ScheduleError."""
    return _read_once(options)[0]


def _read_once(options: Mapping[str, Any]) -> tuple[Reading, list[str]]:
    """The same, with the notes on the options beside it."""
    key = _key(options)
    if key not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[key] = _read(options)
    return _KNOWN[key]


def _read(options: Mapping[str, Any]) -> tuple[Reading, list[str]]:
    from lrcalc.command.beside_text import notes_on_settings
    from lrcalc.frameworks.call.reading import Settings
    from lrcalc.frameworks.errors import ReadError
    from lrcalc.frameworks.read import read

    text, file = _text(" ".join(options["subject"]))
    settings = Settings(
        dict(_let(item) for item in options["let"] or ()),
        _read_as("--lr", options["lr"], parse_rate),
        _read_as("--total", options["all_updates"], parse_steps),
        _epoch(options),
        _data(options),
    )

    def read_with(settings: Settings) -> Reading:
        reading = read(text, settings, file)
        reading.check()
        return reading

    try:
        reading = read_with(settings)
        return reading, list(notes_on_settings(settings, reading, read_with))
    except ReadError as error:
        if not file:
            raise
        place = f"{file}:{error.line}" if error.line else file
        raise ScheduleError(f"{place}: {error.reason}") from None


def _epoch(options: Mapping[str, Any]) -> int | None:
    """The whole updates of an epoch, where they are given."""
    if _data(options) is not None:
        return None
    units = read_units(options)
    if units is None or units.steps_per_epoch is None:
        return None
    return ceil(units.steps_per_epoch)


def _data(options: Mapping[str, Any]) -> Data | None:
    """What is said of the data; None where that is nothing, or the updates of an epoch are given."""
    if not options.get(DATASET_SIZE.name) or options.get(STEPS_PER_EPOCH.name):
        return None
    from lrcalc.frameworks.python.data import Data

    sizes = {}
    for item in (DATASET_SIZE, BATCH_SIZE, ACCUMULATE, DEVICES):
        with said_of(item.names[0]):
            given = options.get(item.name)
            sizes[item.name] = None if given is None else parse_steps(given, least=1)
    rounding = "floor" if options.get("round") == "floor" else "ceil"
    return Data(**sizes, drop_last=options.get(DROP_LAST.name) or None, round=rounding)


def _read_as(option: str, given: str | None, parse: Any) -> Any:
    with said_of(option):
        return None if given is None else parse(given)


def _let(item: str) -> tuple[str, Any]:
    name, equals, value = item.rpartition("=")
    if not equals or not name.strip():
        raise ParameterError("--let", f"expected NAME=VALUE such as EPOCHS=3, got {shown(item)}")
    value = value.strip().strip("'\"")
    # a name may stand for a word too, such as that of a scheduler
    is_word = WORD.fullmatch(value) is not None
    return name.strip(), WORDS.get(value, value) if is_word else _read_as("--let", value, parse_number)


def _text(subject: str) -> tuple[str, str]:
    """The text that is meant, and the name of its file, empty where it has none. Raises ScheduleError."""
    if subject == "-":
        with opened("-") as stream:
            return _decoded(stream.read(LARGEST_FILE + 1), "standard input"), ""
    if len(subject) > 4096 or "\n" in subject:
        return subject, ""
    is_name = subject.endswith(ENDINGS) and not any(sign in subject for sign in " (=")
    if is_name or os.path.exists(subject):
        with opened(subject) as stream:
            return _decoded(stream.read(LARGEST_FILE + 1), subject), subject
    return subject, ""


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST_FILE:
        raise ScheduleError(
            f"{name[-LONGEST_PATH:]}: expected a file of at most {LARGEST_FILE} bytes, got more"
        )
    text = text_of(data)
    if text is None:
        raise ScheduleError(f"{name[-LONGEST_PATH:]}: expected a text, got something binary")
    return text
