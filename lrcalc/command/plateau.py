"""`lrcalc plateau`: when a rate drops on a plateau of the metrics."""

from __future__ import annotations

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.metrics import read_metrics
from lrcalc.command.options import DIGITS, Common, typer_option
from lrcalc.command.reading import named_as_options, read_format, read_number
from lrcalc.command.tool import Tool
from lrcalc.report.blocks import Table

TITLE = "When a rate drops on a plateau"
ABOUT = """When ReduceLROnPlateau drops the rate on the metrics given, by the rule of torch, keras or paddle.

The metrics are numbers with commas between, or a file, or -: a number a line, or a column of a table, the
last where --column does not say which.
The rate of a row is that of its epoch; a drop that the epoch brings holds from the next one on.
"""
EXAMPLE = "lrcalc plateau --lr 0.1 --factor 0.1 --patience 2 --metrics 1.0,0.9,0.9,0.9,0.9,0.8"
REQUIRED = (
    Common("lr", "Plateau", "RATE", "the first rate (rate)"),
    Common(
        "metrics", "Plateau", "FILE", "the metric of each epoch: 1.0,0.9,…, a file, or - for standard input"
    ),
)
OPTIONAL = (
    Common("column", "Plateau", "NAME", "the column or key of the file that has the metric"),
    Common("factor", "Plateau", "FACTOR", "what a drop multiplies the rate by; default 0.1"),
    Common("patience", "Plateau", "N", "the epochs without progress that are borne; default 10"),
    Common("threshold", "Plateau", "FACTOR", "by how much better is better; default 0.0001"),
    Common(
        "threshold_mode",
        "Plateau",
        "rel|abs",
        "whether the threshold is a share of the best; default rel, in keras abs",
        choices=("rel", "abs"),
    ),
    Common("cooldown", "Plateau", "N", "the epochs after a drop that do not count; default 0"),
    Common("min_lr", "Plateau", "RATE", "the rate never drops below it; default 0", ("--min-lr", "--min")),
    Common("eps", "Plateau", "RATE", "a drop by no more than this is left out; default 1e-8, in keras 0"),
    Common(
        "mode", "Plateau", "min|max", "whether smaller is better (default), or larger", choices=("min", "max")
    ),
    Common(
        "rule",
        "Plateau",
        "torch|keras|paddle",
        "whose rule it is; default torch",
        choices=("torch", "keras", "paddle"),
    ),
)


def build(name: str) -> Tool:
    """The command."""
    options = [typer_option(item, required=item in REQUIRED) for item in (*REQUIRED, *OPTIONAL)]
    shared = [format_option(Table), typer_option(DIGITS)]
    return Tool(name, _plateau, [*options, *shared], TITLE, ABOUT, [EXAMPLE])


def _plateau(
    metrics: str, column: str | None, format: str | None, digits: str | None, **options: str | None
) -> None:
    from lrcalc.analysis.plateau import Plateau
    from lrcalc.report.plateau import plateau_report

    form = read_format(format, Table)
    given = {name: text for name, text in options.items() if text is not None}
    with named_as_options():
        plateau = Plateau(**given)
    read, notes = read_metrics(metrics, column)
    with named_as_options():
        epochs = list(plateau.epochs(read))
    report = plateau_report(plateau, epochs, read_number(digits, "--digits"))
    report.notes = notes
    deliver(report, form)
