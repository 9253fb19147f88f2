"""`lrcalc steps`: the total of a schedule from epochs."""

from __future__ import annotations

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.options import Common, typer_option
from lrcalc.command.reading import named_as_options, read_format
from lrcalc.command.tool import Tool
from lrcalc.command.units import ACCUMULATE, BATCH_SIZE, DEVICES, DROP_LAST
from lrcalc.errors import ParameterError
from lrcalc.report.blocks import Figures

PANEL = "Run"
TITLE = "The total steps of a run, from epochs"
ABOUT = f"""{TITLE}.

Batches that fill no update of --accumulate make one too at the end of an epoch, as in transformers from
4.52 on; --round floor leaves them out, as before. With -f value it is the total alone, as for --T.
"""
EXAMPLE = "lrcalc steps --epochs 2 --dataset-size 4107 --batch-size 8 --accumulate 8"
REQUIRED = (
    Common("dataset_size", PANEL, "N", "the examples of the training set"),
    BATCH_SIZE.but(panel=PANEL),
)
OPTIONAL = (
    Common("epochs", PANEL, "N", "how often the set is gone through, such as 3 or 2.5; default 1"),
    ACCUMULATE.but(panel=PANEL),
    DEVICES.but(panel=PANEL),
    Common(
        "round",
        PANEL,
        "ceil|floor",
        "whether batches left over make an update: ceil (default) or floor",
        choices=("ceil", "floor"),
    ),
)
SAMPLER = Common(
    "sampler",
    PANEL,
    "NAME",
    "what deals out the examples under --drop-last: accelerate (default), in whole batches, or torch "
    "(DistributedSampler), padded to as many for each device",
    choices=("accelerate", "torch"),
)


def build(name: str) -> Tool:
    """The command."""
    required = [typer_option(item, required=True) for item in REQUIRED]
    optional = [typer_option(item) for item in (*OPTIONAL, DROP_LAST.but(panel=PANEL), SAMPLER)]
    return Tool(name, _steps, [*required, *optional, format_option(Figures)], TITLE, ABOUT, [EXAMPLE])


def _steps(
    drop_last: bool, format: str | None, round: str | None, sampler: str | None, **options: str | None
) -> None:
    from lrcalc.analysis.epochs import Epochs
    from lrcalc.report.epochs import epochs_report

    if sampler and not drop_last:
        raise ParameterError("--sampler", "expected --drop-last with it, got none")
    form = read_format("table" if format == "text" else format, Figures)
    typed = {name: text.strip() for name, text in options.items() if text is not None}
    with named_as_options():
        epochs = Epochs(**typed, drop_last=drop_last, round=round or "ceil", sampler=sampler or "accelerate")
    deliver(epochs_report(epochs, typed, noted=not form.shows), form)
