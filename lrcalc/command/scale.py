"""`lrcalc scale`: the rate for another batch size."""

from __future__ import annotations

from lrcalc.command.deliver import deliver
from lrcalc.command.options import DIGITS, Common, format_option, typer_option
from lrcalc.command.reading import read_format, read_number
from lrcalc.command.tool import Tool
from lrcalc.report.blocks import Equations

TITLE = "The rate for another batch size"
ABOUT = f"""{TITLE}: in proportion to it, or to its square root.

The batch that counts is what goes into one update: the examples on a device, times the devices, times the
batches that are accumulated. A change of any of them is a change of the batch.
"""
EXAMPLES = (
    "lrcalc scale --lr 0.1 --batch-size 256 --to 1024",
    "lrcalc scale --lr 0.1 --batch-size 32 --devices 8 --to 64 --to-devices 16 --rule sqrt",
)
RULES = ("linear", "sqrt")
PANEL = "Batches"
REQUIRED = (
    Common("lr", PANEL, "RATE", "the rate that is known", ("--lr", "--learning-rate")),
    Common("batch_size", PANEL, "N", "the examples of a batch on one device, that it is known for"),
    Common("to", PANEL, "N", "those of the batch that it is wanted for"),
)
OPTIONAL = (
    Common("rule", PANEL, "RULE", "linear, η·B′/B, or sqrt, η·√(B′/B); default linear", choices=RULES),
    Common("devices", PANEL, "N", "the devices that each take a batch at the same time; default 1"),
    Common("accumulate", PANEL, "N", "the batches whose gradients go into one update; default 1"),
    Common("to_devices", PANEL, "N", "the devices afterwards; default as many as before"),
    Common("to_accumulate", PANEL, "N", "the batches of an update afterwards; default as many as before"),
)


def build(name: str) -> Tool:
    """The command."""
    required = [typer_option(item, required=True) for item in REQUIRED]
    optional = [*(typer_option(item) for item in (*OPTIONAL, DIGITS)), format_option(Equations)]
    return Tool(name, _scale, [*required, *optional], TITLE, ABOUT, EXAMPLES)


def _scale(format: str | None, digits: str | None, **typed: str | None) -> None:
    from lrcalc.analysis.batch_size import scaled
    from lrcalc.errors import ParameterError
    from lrcalc.report.batch_size import batch_size_report

    form = read_format(format, Equations)
    given = {name: text for name, text in typed.items() if text is not None}
    try:
        found = scaled(**given)
    except ParameterError as error:
        raise ParameterError(f"--{error.option.replace('_', '-')}", error.reason) from None
    deliver(batch_size_report(found, given, read_number(digits, "--digits")), form)
