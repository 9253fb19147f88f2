"""`lrcalc conventions`: what the same words give in each framework, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lrcalc.command.deliver import deliver
from lrcalc.command.format_option import format_option
from lrcalc.command.options import AT, DIGITS, Argument, Common, typer_option
from lrcalc.command.reading import read_format, read_number, read_runs, said_of
from lrcalc.command.tool import Tool
from lrcalc.errors import ParameterError, any_of
from lrcalc.numbers.literal import parse_number, parse_percentage, parse_rate, parse_steps
from lrcalc.report.blocks import Table

TITLE = "What the same words give in each framework"
ABOUT = """The same words in each framework, side by side: a maximum, a warm-up and a total, a column each,
and under them what differs and where it is decided.
"""
EXAMPLE = "lrcalc conventions cosine --max 1 --warmup 4 --T 12 --at 0:14"
EXAMPLES = [
    EXAMPLE,
    "lrcalc conventions multistep --milestones 10,20 --gamma 0.1 --at 8:12",
    "lrcalc conventions one-cycle --max 1 --T 100",
]
# Those that are compared; they are not imported to say so.
POLICIES = (
    "cosine", "linear", "exponential", "step", "multistep", "polynomial", "inverse-sqrt", "one-cycle",
    "restarts", "wsd", "fixed",
)  # fmt: skip
# Each is a rate in a dozen frameworks.
MOST_STEPS_SHOWN = 10_000
OPTIONS = (
    Common("max", "Schedule", "RATE", "the maximum (rate); default 1", ("--max", "--max-lr", "--lr")),
    Common("min", "Schedule", "RATE", "the minimum (rate); default 0", ("--min", "--min-lr")),
    Common("warmup", "Schedule", "STEPS", "the warm-up (steps); default 0", ("--warmup", "--warmup-steps")),
    Common("T", "Schedule", "STEPS", "the total (steps)", ("--T", "--total-steps")),
    Common("gamma", "Schedule", "FACTOR", "the factor of a decay; default 0.5", ("--gamma",)),
    Common("step_size", "Schedule", "STEPS", "the steps from drop to drop", ("--s", "--step-size")),
    Common("milestones", "Schedule", "STEPS,…", "the steps of the drops", ("--milestones",)),
    Common("power", "Schedule", "NUMBER", "the power of a polynomial; default 1", ("--power",)),
    Common("T0", "Schedule", "STEPS", "the first cycle of restarts", ("--T0",)),
    Common(
        "T_mult", "Schedule", "NUMBER", "each cycle so many times the one before; default 1", ("--T-mult",)
    ),
    Common("decay", "Schedule", "STEPS", "the decay of wsd, at its end", ("--decay",)),
)


def build(name: str) -> Tool:
    """The command."""
    policy = Argument(
        param_decls=["policy"], type=str, required=True, metavar="POLICY",
        help=any_of(POLICIES),
    )  # fmt: skip
    policy.choices = POLICIES
    options = [typer_option(item) for item in OPTIONS]
    shared = [typer_option(AT), format_option(Table), typer_option(DIGITS)]
    return Tool(name, _conventions, [policy, *options, *shared], TITLE, ABOUT, EXAMPLES)


def _conventions(policy: str, at: Any, format: str | None, digits: str | None, **typed: str | None) -> None:
    from lrcalc.frameworks.conventions import side_by_side, usual_span
    from lrcalc.report.conversion import conventions_report

    form = read_format(format, Table)
    words = _words(typed)
    with _of_the_options():
        every = side_by_side(policy, words)
    total = usual_span(words)
    rows_of = [item for item in every if not item.refusal]
    with said_of("--at"):
        runs = list(read_runs(at or ["all" if total <= 24 else f"0:{total}:{max(1, total // 16)}"], total))
    places = read_number(digits, "--digits")
    steps = [step for run in runs for step in run]
    if len(steps) > MOST_STEPS_SHOWN:
        raise ParameterError("--at", f"expected up to {MOST_STEPS_SHOWN} steps, got {len(steps)}")
    rates = [[item.rate(step) for item in rows_of] for step in steps]
    said = {"max": "1", **{name: text for name, text in typed.items() if text is not None}}
    title = f"{policy}: {', '.join(f'{SAID.get(name, name)} = {text}' for name, text in said.items())}"
    remarks = [f"{item.name}: {item.call}: {item.refusal or item.remark}" for item in every]
    names = [item.name for item in rows_of]
    deliver(conventions_report(title, names, steps, rates, remarks, places), form)


SAID = {"warmup": "warm-up", "step_size": "s"}
RATES, NUMBERS = ("max", "min", "gamma"), ("power",)


def _words(typed: dict[str, str | None]) -> dict[str, Any]:
    """What the options have, each as what it is; a share of the total in steps."""
    found: dict[str, Any] = {}
    for option in OPTIONS:
        text = typed[option.name]
        if text is None:
            continue
        with said_of(option.names[0]):
            if option.name in RATES:
                found[option.name] = parse_rate(text)
            elif option.name in NUMBERS:
                found[option.name] = parse_number(text)
            elif option.name == "milestones":
                found[option.name] = [parse_steps(item) for item in text.split(",")]
            elif (share := parse_percentage(text)) is not None:
                if typed["T"] is None:
                    raise ParameterError(option.names[0], f"expected steps, as there is no --T, got {text}")
                found[option.name] = int(share * parse_steps(typed["T"], least=1))
            else:
                found[option.name] = parse_steps(text, least=int(option.name not in ("warmup", "decay")))
    return found


@contextmanager
def _of_the_options() -> Iterator[None]:
    """Call the words by the options that they were given by."""
    names = {option.name: option.names[0] for option in OPTIONS}
    try:
        yield
    except ParameterError as error:
        raise ParameterError(names.get(error.option, error.option), error.reason) from None
