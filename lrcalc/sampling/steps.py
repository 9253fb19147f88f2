"""The grammar of `--at`: which steps are asked for, as runs of equally spaced steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO, TypeVar

from lrcalc.errors import ParameterError, expected
from lrcalc.numbers.literal import MOST_STEPS, LiteralError, parse_percentage, parse_steps, shown
from lrcalc.sampling.stretch import Steps

OPTION = "--at"
# A whole number of so many digits is a step, whatever the digits are: the largest step is 10^15.
PLAIN_DIGITS = 15
PART = 65536
LONGEST_WORD = 1000
FORMS = "steps such as 1250, 0:5000:1250, 25%, all, or - for standard input"
# Fewer steps than that are no run, however they are spaced.
SHORTEST_RUN = 3
# So many at least that come together are found together, in whatever order.
SHORTEST_LIST = 48

Kind = TypeVar("Kind", bound=Steps)
Grouping = Callable[[list[range]], Iterator[Kind]]

_BETWEEN = re.compile(r"[\s,]+")


class Span(NamedTuple):
    """What shares and open ranges are of: the step at which a schedule ends, and what 100% is, its T."""

    total: int | None
    whole: int | None


def parse_runs(
    texts: Iterable[str], total: int | None, standard_input: TextIO | None, whole: int | None = None
) -> Iterator[range]:
    """The runs that the texts ask for, in order, repeats kept. Raises ParameterError.

    Items are split by commas or white space. Every text is read before the first run is returned;
    standard input is read as it comes. A share is of `whole`, the total unless it is given.
    """
    return _parsed(texts, total, standard_input, whole, together)


def parse_lists(
    texts: Iterable[str], total: int | None, standard_input: TextIO | None, whole: int | None = None
) -> Iterator[Steps]:
    """The same steps; those that come together on standard input and are no runs as one list."""
    return _parsed(texts, total, standard_input, whole, lists_together)


def _parsed(
    texts: Iterable[str],
    total: int | None,
    standard_input: TextIO | None,
    whole: int | None,
    grouping: Grouping[Kind],
) -> Iterator[Kind | range]:
    span = Span(total, total if whole is None else whole)
    items = [_item(item, span) for text in texts for item in _items(text)]
    return _in_order(items, span, standard_input, grouping)


def _items(text: str) -> list[str]:
    """The items between the commas, and where white space alone divides them as well."""
    return [item for part in text.split(",") for item in (part.split() or [""])]


def _in_order(
    items: list[range | None], span: Span, standard_input: TextIO | None, grouping: Grouping[Kind]
) -> Iterator[Kind | range]:
    for item in items:
        if item is None:
            yield from _from_stream(standard_input, span, grouping)
        else:
            yield item


def reads_standard_input(texts: Iterable[str]) -> bool:
    return any(item == "-" for text in texts for item in _items(text))


def _from_stream(stream: TextIO | None, span: Span, grouping: Grouping[Kind]) -> Iterator[Kind]:
    """What a stream asks for; what comes together is answered together."""
    if stream is None:
        raise ParameterError(OPTION, expected("an open standard input for '-'", "a closed one"))
    line = 1
    for text in _texts(stream):
        runs: list[range] = []
        for number, words in enumerate(text.split("\n"), line):
            try:
                for word in filter(None, _BETWEEN.split(words)):
                    runs.append(_within_stream(word, span))
            except ParameterError as error:
                yield from grouping(runs)
                raise ParameterError(OPTION, f"line {number} of standard input: {error.reason}") from None
        yield from grouping(runs)
        line += text.count("\n")


def _within_stream(word: str, span: Span) -> range:
    run = _item(word, span)
    if run is None:
        raise ParameterError(OPTION, expected("steps such as 1250 or 0:5000:1250", "'-' once more"))
    return run


def _texts(stream: TextIO) -> Iterator[str]:
    """What has come, up to the last word that is whole; a line of any length takes little memory."""
    rest = ""
    while part := _read(stream):
        text = rest + part
        end = max(text.rfind(mark) for mark in " \t\r\n,") + 1
        rest = text[end:]
        if end:
            yield text[:end]
        if len(rest) > LONGEST_WORD:
            break  # no step is that long: it is refused without reading on
    if rest:
        yield rest


def _read(stream: TextIO) -> str:
    """What a pipe holds by now, or waits for; of another stream the next line."""
    buffer = getattr(stream, "buffer", None)
    if buffer is not None and hasattr(buffer, "read1"):
        data: bytes = buffer.read1(PART)
        return data.decode(errors="replace")
    return stream.readline(PART)


def together(runs: list[range]) -> Iterator[range]:
    """The same steps in the same order, single ones that are equally spaced as one run."""
    steps: list[int] = []
    for run in runs:
        if len(run) == 1:
            if len(steps) > 1 and (run[0] - steps[-1] != steps[1] - steps[0] or run[0] == steps[-1]):
                if len(steps) < SHORTEST_RUN:
                    yield range(steps[0], steps[0] + 1)
                    del steps[0]
                else:
                    yield from _run_of(steps)
                    steps = []
            steps.append(run[0])
        else:
            yield from _run_of(steps)
            steps = []
            yield run
    yield from _run_of(steps)


def lists_together(runs: list[range]) -> Iterator[Steps]:
    """The same steps in the same order, those that make no run of some length as a list."""
    short: list[range] = []
    for run in together(runs):
        if len(run) < SHORTEST_LIST:
            short.append(run)
        else:
            yield from _one_list(short)
            short = []
            yield run
    yield from _one_list(short)


def _one_list(runs: list[range]) -> Sequence[Steps]:
    steps = [step for run in runs for step in run]
    return runs if len(steps) < SHORTEST_LIST else [steps]


def _run_of(steps: list[int]) -> Iterator[range]:
    stride = steps[1] - steps[0] if len(steps) > 1 else 0
    if len(steps) < SHORTEST_RUN or stride == 0:
        yield from (range(step, step + 1) for step in steps)
    else:
        yield range(steps[0], steps[-1] + (1 if stride > 0 else -1), stride)


def _item(text: str, span: Span) -> range | None:
    """The run that one item asks for; None stands for standard input."""
    if len(text) <= PLAIN_DIGITS and text.isdecimal() and text.isascii():
        return range(int(text), int(text) + 1)  # as below, in a fraction of the time
    if text == "-":
        return None
    try:
        if text == "all":
            return range(_end(span, "'all'") + 1)
        if ":" in text:
            return _range(text, span)
        step = _step(text, span)
    except LiteralError as error:
        raise ParameterError(OPTION, str(error)) from None
    return range(step, step + 1)


def _end(span: Span, what: str) -> int:
    if span.total is None:
        raise LiteralError(expected("steps such as 0:1000", f"{what}, which needs a total"))
    return span.total


def _range(text: str, span: Span) -> range:
    """start:stop:stride; without a start from step 0, without a stop to the end of the schedule."""
    parts = text.split(":")
    if len(parts) > 3:
        raise LiteralError(expected("start:stop:stride", shown(text)))
    stride = 1
    if len(parts) == 3 and parts[2]:
        backwards = parts[2].startswith("-")
        stride = _step(parts[2][1:] if backwards else parts[2], span) * (-1 if backwards else 1)
    if stride == 0:
        raise LiteralError(expected("a stride of 1 or more", f"one of 0 in {shown(text)}"))
    first, last = parts[:2] if stride > 0 else parts[1::-1]
    low = _step(first, span) if first else 0
    high = _step(last, span) if last else _end(span, f"{shown(text)} without an end")
    start, stop = (low, high) if stride > 0 else (high, low)
    run = range(start, stop + (1 if stride > 0 else -1), stride)
    if not run:
        # down from the first, as it is written
        meant = f"{parts[0]}:{parts[1]}:-{stride}" if stride > 0 and all(parts[:2]) else None
        raise LiteralError(expected("start:stop:stride with start up to stop", shown(text), meant))
    return run


def _step(text: str, span: Span) -> int:
    share = parse_percentage(text)
    if share is None:
        if not text:
            raise LiteralError(expected(FORMS, "nothing"))
        return parse_steps(text)
    if span.whole is None or span.total is None:
        raise LiteralError(expected("a number of steps", f"{shown(text)}, which needs a total"))
    step = int(share * span.whole)
    if step > MOST_STEPS:
        raise LiteralError(expected("steps from 0 to 10^15", f"{shown(text)} of {span.whole}"))
    # 100% of T updates is after the last of them, which is at step T − 1
    return min(step, span.total) if share <= 1 else step
