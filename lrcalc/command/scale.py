"""`lrcalc scale`: the learning rate for another batch size."""

from __future__ import annotations

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.options import DIGITS, Common, typer_option
from lrcalc.command.reading import named_as_options, read_format, read_number
from lrcalc.command.tool import Tool
from lrcalc.report.blocks import Equations

TITLE = "The learning rate for another batch size"
ABOUT = """The rate for batches of another size, by the linear rule or by that of the square root.

A batch is that of one device, times the devices, times the batches whose gradients are accumulated.
"""
EXAMPLE = "lrcalc scale --lr 0.1 --batch-size 256 --to 1024"
REQUIRED = (
    Common("lr", "Batch", "RATE", "η: the rate that is known (rate)"),
    Common("batch_size", "Batch", "N", "the examples of a batch on one device"),
    Common("to", "Batch", "N", "the examples of a batch on one device afterwards"),
)
OPTIONAL = (
    Common(
        "rule",
        "Batch",
        "linear|sqrt",
        "by the size itself (default), or by its square root",
        choices=("linear", "sqrt"),
    ),
    Common("devices", "Batch", "N", "the devices that each take a batch; default 1"),
    Common("accumulate", "Batch", "N", "the batches whose gradients go into one update; default 1"),
    Common("to_devices", "Batch", "N", "the devices afterwards; default as before"),
    Common("to_accumulate", "Batch", "N", "the batches of one update afterwards; default as before"),
)


def build(name: str) -> Tool:
    """The command."""
    options = [typer_option(item, required=item in REQUIRED) for item in (*REQUIRED, *OPTIONAL)]
    shared = [format_option(Equations), typer_option(DIGITS)]
    return Tool(name, _scale, [*options, *shared], TITLE, ABOUT, [EXAMPLE])


def _scale(format: str | None, digits: str | None, **options: str | None) -> None:
    from lrcalc.analysis.batch_size import scaled
    from lrcalc.report.scaling import scaling_report

    form = read_format(format, Equations)
    given = {name: text for name, text in options.items() if text is not None}
    with named_as_options():
        found = scaled(**given)
    deliver(scaling_report(found, given, read_number(digits, "--digits")), form)
