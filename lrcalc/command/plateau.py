"""`lrcalc plateau`: when a rate drops on a plateau of given metrics."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from lrcalc.command.deliver import deliver
from lrcalc.command.options import Common, format_option, typer_option
from lrcalc.command.reading import read_format
from lrcalc.command.tool import Tool
from lrcalc.errors import ParameterError
from lrcalc.numbers.literal import shown
from lrcalc.report.blocks import Table

TITLE = "When a rate drops on a plateau"
ABOUT = f"""{TITLE} of the metrics of the epochs so far, by the rules of ReduceLROnPlateau.

The rate of a row is that of its epoch; the metric at its end decides on the rate of the next. torch and
paddle drop where more epochs than the patience were bad, keras where as many were.
"""
EXAMPLES = (
    "lrcalc plateau --lr 0.1 --patience 2 --metrics 1,0.8,0.8,0.8,0.8,0.7",
    "lrcalc plateau --lr 0.1 --patience 2 --rule keras --metrics 1,0.8,0.8,0.8,0.8,0.7",
)
MOST_EPOCHS = 100_000
PANEL = "Rule"
OPTIONS = (
    Common("factor", PANEL, "FACTOR", "by what the rate is multiplied; default 0.1"),
    Common("patience", PANEL, "N", "the bad epochs that are borne; default 10"),
    Common(
        "rule", PANEL, "RULE", "torch, keras or paddle; default torch", choices=("torch", "keras", "paddle")
    ),
    Common("mode", PANEL, "MODE", "min, for a loss, or max; default min", choices=("min", "max")),
    Common("threshold", PANEL, "NUMBER", "by how much better is better; default 0.0001"),
    Common(
        "threshold_mode",
        PANEL,
        "MODE",
        "rel, a share of the best, or abs; default rel, for keras abs",
        choices=("rel", "abs"),
    ),
    Common("cooldown", PANEL, "N", "the epochs after a drop that are not bad; default 0"),
    Common("min_lr", PANEL, "RATE", "the least rate; default 0"),
    Common("eps", PANEL, "RATE", "a drop by no more than it is left out; default 1e-8, for keras 0"),
)


def build(name: str) -> Tool:
    """The command."""
    rate = Common("lr", PANEL, "RATE", "the first rate", ("--lr", "--initial-lr"))
    metrics = Common(
        "metrics",
        "Metrics",
        "METRICS",
        "the metric of each epoch: 1.0,0.9,… or a file, the last column of its lines; - for standard input",
    )
    required = [typer_option(item, required=True) for item in (rate, metrics)]
    optional = [*(typer_option(item) for item in OPTIONS), format_option(Table)]
    return Tool(name, _plateau, [*required, *optional], TITLE, ABOUT, EXAMPLES)


def _plateau(metrics: str, format: str | None, **typed: str | None) -> None:
    from lrcalc.analysis.plateau import Plateau
    from lrcalc.report.plateau import plateau_report

    form = read_format(format, Table)
    given = {name: text for name, text in typed.items() if text is not None}
    try:
        rule = Plateau(**given)
        report = plateau_report(rule, list(rule.epochs(_metrics(metrics))), given)
    except ParameterError as error:
        raise ParameterError(f"--{error.option.lstrip('-').replace('_', '-')}", error.reason) from None
    deliver(report, form)


def _metrics(given: str) -> Iterator[str]:
    """The metrics that were typed, or stand in a file. Raises ParameterError."""
    if given == "-":
        yield from _column(sys.stdin.read())
    elif any(sign.isalpha() or sign in "/\\" for sign in given.replace("e", "").replace("E", "")):
        try:
            with open(given, encoding="utf-8") as file:
                yield from _column(file.read())
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise ParameterError("metrics", f"{shown(given)} cannot be read: {reason}") from None
    else:
        yield from given.split(",")


def _column(text: str) -> Iterator[str]:
    """The last column of lines, but for a heading."""
    for number, line in enumerate(line for line in text.splitlines() if line.strip()):
        cell = line.replace("\t", ",").rstrip(", ").rpartition(",")[2].strip()
        is_heading = number == 0 and not any(sign.isdigit() for sign in cell)
        if not is_heading:
            yield cell
        if number > MOST_EPOCHS:
            raise ParameterError("metrics", f"expected up to {MOST_EPOCHS} epochs, got more")
