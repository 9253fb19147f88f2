"""Lengths in epochs, tokens and samples on the command line, and how shares of a total are rounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from lrcalc.command.options import Common, Option, typer_option
from lrcalc.errors import ParameterError
from lrcalc.numbers.literal import parse_length, shown
from lrcalc.schedule.parameters import Parameter

# few calls have units, and the modules that read them take a while to import
if TYPE_CHECKING:
    from lrcalc.schedule.units import Units

ROUNDINGS = ("floor", "ceil", "nearest", "none")
PANEL = "Units"
STEPS_PER_EPOCH = Common(
    "steps_per_epoch", PANEL, "STEPS", "the updates of an epoch, for lengths such as 30ep"
)
TOKENS_PER_STEP = Common(
    "tokens_per_step", PANEL, "TOKENS", "the tokens of an update, for lengths such as 2T tok"
)
SAMPLES_PER_STEP = Common(
    "samples_per_step", PANEL, "SAMPLES", "the samples of an update, for lengths such as 4M smp"
)
DATASET_SIZE = Common(
    "dataset_size", PANEL, "N", "in place of --steps-per-epoch: the examples of the training set"
)
BATCH_SIZE = Common("batch_size", PANEL, "N", "the examples of a batch on one device")
ACCUMULATE = Common("accumulate", PANEL, "N", "the batches whose gradients go into one update; default 1")
DEVICES = Common("devices", PANEL, "N", "the devices that each take a batch at the same time; default 1")
DROP_LAST = Common("drop_last", PANEL, None, "leave out the last batch of an epoch if it is not full")
ROUND = Common(
    "round",
    PANEL,
    "ROUNDING",
    "how a share or an epoch that is no whole number of steps is rounded: floor, ceil, nearest, none; "
    "default floor (transformers: ceil)",
    choices=ROUNDINGS,
)
OF_THE_DATA = (DATASET_SIZE, BATCH_SIZE, ACCUMULATE, DEVICES, DROP_LAST)
OF_A_STEP = (TOKENS_PER_STEP, SAMPLES_PER_STEP)
# How large a unit is, by the field of it.
SIZES = {item.name: item for item in (STEPS_PER_EPOCH, *OF_A_STEP)}
OPTIONS = (STEPS_PER_EPOCH, *OF_THE_DATA, *OF_A_STEP, ROUND)
# The least letters that a unit has.
SHORTEST_UNIT = 2


@cache
def unit_options() -> tuple[Option, ...]:
    """The options of units, one set for all schedules."""
    return tuple(map(typer_option, OPTIONS))


def read_units(options: Mapping[str, Any]) -> Units | None:
    """The units that the options say; None where they say none. Raises ParameterError."""
    given = {item.name: options[item.name] for item in OPTIONS if options.get(item.name)}
    if not given:
        return None
    from lrcalc.schedule.units import Units

    rounding = given.get("round", "floor")
    if rounding not in ROUNDINGS:
        raise ParameterError("--round", f"expected {' or '.join(ROUNDINGS)}, got {shown(rounding)}")
    sizes = {name: _number(item, given) for name, item in SIZES.items()}
    of_the_data = [item for item in OF_THE_DATA if item.name in given]
    if of_the_data:
        if sizes[STEPS_PER_EPOCH.name] is not None:
            raise ParameterError(of_the_data[0].names[0], "expected this or --steps-per-epoch, got both")
        sizes[STEPS_PER_EPOCH.name] = _updates(given)
    return Units(**sizes, rounding=rounding)


def _updates(given: Mapping[str, Any]) -> Fraction:
    """The updates of an epoch, from the data."""
    from lrcalc.analysis.epochs import Epochs

    for item in (DATASET_SIZE, BATCH_SIZE):
        if item.name not in given:
            raise ParameterError(item.names[0], f"N is required ({item.help.rpartition(': ')[2]})")
    names = [item.name for item in OF_THE_DATA]
    # as lrcalc steps: rounded up, unless it is said
    rounding = "floor" if given.get("round") == "floor" else "ceil"
    epochs = Epochs(**{name: given[name] for name in names if name in given}, round=rounding)
    return Fraction(epochs.updates)


def _number(item: Common, given: Mapping[str, Any]) -> Fraction | None:
    from lrcalc.command.reading import said_of

    if item.name not in given:
        return None
    with said_of(item.names[0]):
        text = str(given[item.name])
        return parse_length(text)


def has_units(options: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> bool:
    """Whether there is anything to read in other units than steps, or to round."""
    if any(options.get(item.name) for item in OPTIONS):
        return True
    texts = [options.get(name) for name in parameters] + list(options.get("at") or ())
    return any(isinstance(text, str) and text[-SHORTEST_UNIT:].isalpha() for text in texts if text != "all")


def check_counted(options: Mapping[str, Any], has_columns: bool) -> None:
    """Raise ParameterError for a rounding that there is nothing for, and for a unit that no length is given
    in, where there are no columns of it besides.
    """
    own = {item.name for item in OPTIONS}
    if not any(options.get(name) for name in own):
        return
    from lrcalc.schedule.units import UNITS

    texts = [text for name, value in options.items() if name not in own for text in _texts(value)]
    for unit in UNITS:
        item = SIZES[unit.size]
        is_shown = has_columns or item == STEPS_PER_EPOCH
        if options.get(item.name) and not is_shown and not _any_has(unit.pattern, texts):
            raise ParameterError(item.names[0], f"expected a length such as {unit.example} with it, got none")
    patterns = ["%", *(unit.pattern for unit in UNITS)]
    is_counted = any(options.get(item.name) for item in OF_THE_DATA) or _any_has("|".join(patterns), texts)
    if options.get(ROUND.name) in ROUNDINGS and not is_counted:
        wanted = "a share or a length such as 10% or 2.5ep"
        raise ParameterError(ROUND.names[0], f"expected {wanted} with it, got none")


def _any_has(pattern: str, texts: Iterable[str]) -> bool:
    return any(re.search(pattern, text) for text in texts)


def _texts(value: Any) -> Iterator[str]:
    """The texts that an option was given."""
    yield from [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []


def _check_known(option: str, text: str, units: Units) -> None:
    """Raise ParameterError for a length in a unit of which it is not known how many a step is."""
    from lrcalc.schedule.units import UNITS

    for unit in UNITS:
        if units.per_step(unit) is None and re.search(unit.pattern, text):
            item = SIZES[unit.size]
            raise ParameterError(option, f"{unit.lacking}; give it: {item.names[0]} {item.metavar}")


def inherited(own: Mapping[str, Any], outer: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a part of a chain with the units of the chain, where the part does not say its own."""
    found = dict(own)
    for group in ((STEPS_PER_EPOCH, *OF_THE_DATA), *((item,) for item in (*OF_A_STEP, ROUND))):
        if not any(own.get(item.name) for item in group):
            found.update({item.name: outer.get(item.name) for item in group})
    return found


def with_steps(
    options: Mapping[str, Any], parameters: Mapping[str, Parameter]
) -> tuple[dict[str, Any], list[str]]:
    """The options with all lengths in steps, and what there is to note. Raises ParameterError."""
    from lrcalc.schedule.units import Units, in_steps

    units = read_units(options) or Units()
    for name, item in parameters.items():
        for text in _texts(options.get(name)):
            _check_known(item.label, text, units)
    return in_steps(options, parameters, units)


@cache
def _between() -> re.Pattern[str]:
    """What divides the steps asked for: white space too, but not that between a number and its unit."""
    from lrcalc.schedule.units import BY_NAME

    return re.compile(rf"\s*,\s*|(?<=\S)\s+(?=\S)(?!(?:{'|'.join(BY_NAME)})[a-z]*\b)")


def steps_asked(texts: Iterable[str], units: Units | None, updates: int | None, end: int | None) -> list[str]:
    """The steps of --at with those in epochs, tokens and samples as steps, and shares of the updates rounded
    as is asked; each row says which step it is."""
    from lrcalc.command.reading import said_of
    from lrcalc.schedule.units import Units

    known = units or Units()

    def read_part(part: str) -> tuple[int, str] | None:
        steps = known.steps(part)
        if steps is not None or updates is None or end is None or known.rounding == "floor":
            return steps
        share = known.share(part, updates)
        # 100% is the last step, as it is where nothing is rounded
        return share if share is None or share[0] > updates else (min(share[0], end), share[1])

    found = []
    for text in texts:
        _check_known("--at", text, known)
        with said_of("--at"):
            ranges = [item.split(":") for item in _between().split(text)]
            read = [[(part, read_part(part)) for part in parts] for parts in ranges]
        ends = [[part if steps is None else str(steps[0]) for part, steps in parts] for parts in read]
        found.append(",".join(map(":".join, ends)))
    return found
