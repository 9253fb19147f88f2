"""`lrcalc steps`: the total of a schedule from epochs."""

from __future__ import annotations

from typer.core import TyperOption

from lrcalc.command.deliver import deliver
from lrcalc.command.options import Common, format_option, typer_option
from lrcalc.command.reading import read_format
from lrcalc.command.tool import Tool
from lrcalc.errors import ParameterError
from lrcalc.numbers.literal import shown
from lrcalc.report.blocks import Figures

TITLE = "The total steps of a run, from epochs"
ABOUT = f"""{TITLE}.

Batches that fill no update of --accumulate make one of their own at the end of an epoch, as in transformers
from 4.52 on; with --round floor they are left out, as before. The other total is shown too. With -f value it
is the total alone, as for --T.
"""
EXAMPLE = "lrcalc steps --epochs 2 --dataset-size 4107 --batch-size 8 --accumulate 8"
# The numbers that it takes: what each is, and its default (None: it is required).
NUMBERS = {
    "dataset_size": ("the examples of the training set", None),
    "batch_size": ("the examples of a batch on one device", None),
    "epochs": ("how often the set is gone through, such as 3 or 2.5", "1"),
    "accumulate": ("the batches whose gradients go into one update", "1"),
    "devices": ("the devices that each take a batch at the same time", "1"),
}
ROUND = Common(
    "rounding",
    "Run",
    "ROUNDING",
    "what becomes of batches left over: ceil, an update, or floor, none; default ceil",
    ("--round",),
    choices=("ceil", "floor"),
)


def build(name: str) -> Tool:
    """The command."""
    numbers = [
        TyperOption(
            param_decls=[key, f"--{key.replace('_', '-')}"],
            type=str,
            required=default is None,
            default=default,
            show_default=False,
            help=text if default is None else f"{text}; default {default}",
            metavar="N",
            rich_help_panel="Run",
        )
        for key, (text, default) in NUMBERS.items()
    ]
    drop_last = TyperOption(
        param_decls=["drop_last", "--drop-last"],
        type=bool,
        is_flag=True,
        default=False,
        help="leave out the last batch of an epoch if it is not full",
        rich_help_panel="Run",
    )
    options = [*numbers, drop_last, typer_option(ROUND), format_option(Figures)]
    return Tool(name, _steps, options, TITLE, ABOUT, [EXAMPLE])


def _steps(drop_last: bool, rounding: str | None, format: str | None, **typed: str) -> None:
    from lrcalc.analysis.epochs import Epochs
    from lrcalc.report.epochs import epochs_report, rule_of

    form = read_format("table" if format == "text" else format, Figures)
    rounding = rounding or ROUND.choices[0]
    if rounding not in ROUND.choices:
        raise ParameterError("--round", f"expected ceil or floor, got {shown(rounding)}")
    epochs = Epochs(**typed, drop_last=drop_last)
    report = epochs_report(epochs, {name: text.strip() for name, text in typed.items()}, rounding)
    if not form.shows and (rule := rule_of(epochs, rounding)):
        report.notes.append(rule)  # a total alone does not say which it is
    deliver(report, form)
