"""`lrcalc steps`: the total of a schedule from epochs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lrcalc.errors import ParameterError, nearest
from lrcalc.numbers.literal import shown
from lrcalc.terminal.screen import Screen, printable, screen
from lrcalc.terminal.streams import write

if TYPE_CHECKING:
    from lrcalc.analysis.epochs import Epochs, Line

FORMATS = ("text", "json", "value")

TITLE = "The total steps of a run, from epochs"
ABOUT = (
    f"{TITLE}.",
    "Batches that fill no update of --accumulate are left out at the end of an epoch, as in transformers up "
    "to 4.51. The total of a framework that rounds up is shown too.",
    "Example: lrcalc steps --epochs 2 --dataset-size 4107 --batch-size 8 --accumulate 8",
    'As a total: lrcalc cosine --max 0.002 --T "$(lrcalc steps … -f value)"',
)
OTHERWISE = "Where they make an update too, as in transformers from 4.52 on:"


def build(name: str) -> Any:
    """The Typer command."""
    builder = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    builder.command(
        name,
        help=printable("\n\n".join(ABOUT)),
        short_help=TITLE,
        rich_help_panel="Tools",
        context_settings={"help_option_names": ["-h", "--help"]},
    )(steps)
    return typer.main.get_command(builder)


def _option(*names: str, help: str, metavar: str | None = "N", panel: str = "Run") -> Any:
    return typer.Option(*names, help=help, metavar=metavar, rich_help_panel=panel, show_default=False)


def steps(
    *,
    dataset_size: Annotated[str, _option("--dataset-size", help="the examples of the training set")],
    batch_size: Annotated[str, _option("--batch-size", help="the examples of a batch on one device")],
    epochs: Annotated[
        str, _option("--epochs", help="how often the set is gone through, such as 3 or 2.5; default 1")
    ] = "1",
    accumulate: Annotated[
        str, _option("--accumulate", help="the batches whose gradients go into one update; default 1")
    ] = "1",
    devices: Annotated[
        str, _option("--devices", help="the devices that each take a batch at the same time; default 1")
    ] = "1",
    drop_last: Annotated[
        bool,
        _option("--drop-last", help="leave out the last batch of an epoch if it is not full", metavar=None),
    ] = False,
    format: Annotated[
        str,
        _option(
            "--format", "-f", help=f"{', '.join(FORMATS)}; default text", metavar="FORMAT", panel="Output"
        ),
    ] = "text",
) -> None:
    from lrcalc.analysis.epochs import Epochs

    if format not in FORMATS:
        near = nearest(format, FORMATS)
        hint = f"; did you mean {near}?" if near else ""
        reason = f"{shown(format)} is not a format here; taken: {', '.join(FORMATS)}{hint}"
        raise ParameterError("--format/-f", reason)
    typed = {
        "epochs": epochs,
        "dataset_size": dataset_size,
        "batch_size": batch_size,
        "accumulate": accumulate,
        "devices": devices,
    }
    found = Epochs(**typed, drop_last=drop_last)
    if format == "value":
        write([f"{found.total}\n"])
    elif format == "json":
        write([_object(found, {name: text.strip() for name, text in typed.items()})])
    else:
        write(_text(found, screen()))


def _object(found: Epochs, typed: dict[str, str]) -> str:
    """The parameters as typed, and the quantities."""
    values = {
        "tool": "steps",
        "parameters": {**typed, **({"drop_last": "true"} if found.drop_last else {})},
        "batches_per_epoch": found.batches,
        "updates_per_epoch": found.updates,
        "batches_left_over": found.left_over,
        "total_steps": found.total,
        "total_steps_rounded_up": found.total_rounded_up,
    }
    return json.dumps(values, indent=2) + "\n"


def _text(found: Epochs, to: Screen) -> Iterator[str]:
    """The arithmetic, and what it comes to where the updates are rounded up."""
    yield from _aligned(found.arithmetic())
    if found.total_rounded_up != found.total:
        yield "\n" + _filled(f"{_left_over(found.left_over)} {OTHERWISE}", to)
        yield from _aligned(found.arithmetic_rounded_up())


def _left_over(batches: int) -> str:
    return "1 batch an epoch is left over." if batches == 1 else f"{batches} batches an epoch are left over."


def _aligned(lines: list[Line]) -> Iterator[str]:
    width = max(len(line.name) for line in lines)
    for line in lines:
        yield f"{line.name:<{width}} = {line.formula} = {line.value}\n"


def _filled(sentence: str, to: Screen) -> str:
    return (sentence if to.width is None else textwrap.fill(sentence, to.width)) + "\n"
