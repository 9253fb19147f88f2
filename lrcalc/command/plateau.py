"""`lrcalc plateau`: when a rate drops on a plateau of the metrics."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.options import DIGITS, Common, typer_option
from lrcalc.command.reading import named_as_options, read_format, read_number, said_of
from lrcalc.command.source import opened, standard_input
from lrcalc.command.tool import Tool
from lrcalc.errors import ScheduleError, expected
from lrcalc.numbers.literal import LONGEST_PATH, shown
from lrcalc.report.blocks import Table

TITLE = "When a rate drops on a plateau"
ABOUT = """When ReduceLROnPlateau drops the rate on the metrics given, by the rule of torch, keras or paddle.

The metrics are numbers with commas between, a file with one in each line or in the last column, or -.
The rate of a row is that of its epoch; a drop that the epoch brings holds from the next one on.
"""
EXAMPLE = "lrcalc plateau --lr 0.1 --factor 0.1 --patience 2 --metrics 1.0,0.9,0.9,0.9,0.9,0.8"
MOST_METRICS = 100_000
LONGEST_LINE = 4096
REQUIRED = (
    Common("lr", "Plateau", "RATE", "the first rate (rate)"),
    Common(
        "metrics", "Plateau", "FILE", "the metric of each epoch: 1.0,0.9,…, a file, or - for standard input"
    ),
)
OPTIONAL = (
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


def _plateau(metrics: str, format: str | None, digits: str | None, **options: str | None) -> None:
    from lrcalc.analysis.plateau import Plateau
    from lrcalc.report.plateau import plateau_report

    form = read_format(format, Table)
    given = {name: text for name, text in options.items() if text is not None}
    with named_as_options():
        plateau = Plateau(**given)
        epochs = list(plateau.epochs(_metrics(metrics)))
    deliver(plateau_report(plateau, epochs, read_number(digits, "--digits")), form)


def _metrics(given: str) -> Iterator[str]:
    """The metrics as texts. Raises ParameterError."""
    with said_of("metrics"):
        if given == "-":
            yield from _of_lines(standard_input())
        elif os.path.exists(given):
            with opened(given) as stream:
                yield from _of_lines(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace"))
        elif "," not in given and not re.match(r"\s*[-+.0-9]", given):
            wanted = "numbers such as 1.0,0.9, a file that is there, or -"
            raise ScheduleError(expected(wanted, shown(given, LONGEST_PATH)))
        else:
            yield from (item.strip() for item in given.split(","))


def _of_lines(stream: TextIO) -> Iterator[str]:
    """The last number of each line; a first line that has none is a header."""
    lines = iter(lambda: stream.readline(LONGEST_LINE), "")
    for number, line in enumerate(islice(lines, MOST_METRICS + 1)):
        if number == MOST_METRICS:
            raise ScheduleError(f"expected at most {MOST_METRICS} lines, got more")
        words = [word for word in re.split(r"[,;\s]+", line.strip()) if word]
        if not words or (number == 0 and not re.search("[0-9]", words[-1])):
            continue
        yield words[-1]
