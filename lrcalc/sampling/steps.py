"""The grammar of `--at`: which steps are asked for, as runs of equally spaced steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from lrcalc.errors import ParameterError
from lrcalc.numbers.literal import MOST_STEPS, LiteralError, parse_percentage, parse_steps, shown

OPTION = "--at"
# A whole number of so many digits is a step, whatever the digits are: the largest step is 10^15.
PLAIN_DIGITS = 15
LINE_PART = 65536
LONGEST_WORD = 1000
FORMS = "steps such as 1250, 0:5000:1250, 25%, all, or - for standard input"


def parse_runs(texts: Iterable[str], total: int | None, standard_input: TextIO | None) -> Iterator[range]:
    """The runs that the texts ask for, in order, repeats kept. Raises ParameterError.

    Every text is read before the first run is returned; standard input is read as it comes.
    """
    items = [_item(item.strip(), total) for text in texts for item in text.split(",")]
    return _in_order(items, total, standard_input)


def _in_order(items: list[range | None], total: int | None, standard_input: TextIO | None) -> Iterator[range]:
    for item in items:
        if item is None:
            yield from _from_stream(standard_input, total)
        else:
            yield item


def reads_standard_input(texts: Iterable[str]) -> bool:
    return any(item.strip() == "-" for text in texts for item in text.split(","))


def _from_stream(stream: TextIO | None, total: int | None) -> Iterator[range]:
    if stream is None:
        raise ParameterError(OPTION, "'-' is standard input, which is closed; taken: an open one")
    for word in _words(stream):
        run = _item(word, total)
        if run is None:
            raise ParameterError(
                OPTION, "'-' within standard input; taken there: steps such as 1250 or 0:5000:1250"
            )
        yield run


def _words(stream: TextIO) -> Iterator[str]:
    """The words of each line as it comes; a line of any length takes no more memory than a part of it."""
    rest = ""
    while part := stream.readline(LINE_PART):
        *words, rest = re.split(r"[\s,]+", rest + part)
        yield from filter(None, words)
        if len(rest) > LONGEST_WORD:
            break  # no step is that long: it is refused without reading on
    if rest:
        yield rest


def _item(text: str, total: int | None) -> range | None:
    """The run that one item asks for; None stands for standard input."""
    if len(text) <= PLAIN_DIGITS and text.isdecimal() and text.isascii():
        return range(int(text), int(text) + 1)  # as below, in a fraction of the time
    if text == "-":
        return None
    if text == "all":
        if total is None:
            raise ParameterError(
                OPTION, "'all' needs a total, which this policy has not; taken: a range such as 0:1000"
            )
        return range(total + 1)
    try:
        if ":" in text:
            return _range(text, total)
        step = _step(text, total)
    except LiteralError as error:
        raise ParameterError(OPTION, str(error)) from None
    return range(step, step + 1)


def _range(text: str, total: int | None) -> range:
    parts = text.split(":")
    if len(parts) > 3:
        raise LiteralError(f"{shown(text)} has more than start:stop:stride; taken: {FORMS}")
    start, stop = _step(parts[0], total), _step(parts[1], total)
    stride = 1
    if len(parts) == 3:
        backwards = parts[2].strip().startswith("-")
        stride = _step(parts[2].strip()[1:] if backwards else parts[2], total) * (-1 if backwards else 1)
    if stride == 0:
        raise LiteralError(f"{shown(text)} has a stride of 0; taken: a stride of 1 or more")
    run = range(start, stop + (1 if stride > 0 else -1), stride)
    if not run:
        raise LiteralError(f"{shown(text)} is an empty range; taken: start:stop:stride with start up to stop")
    return run


def _step(text: str, total: int | None) -> int:
    share = parse_percentage(text)
    if share is None:
        if not text.strip():
            raise LiteralError(f"a step is missing; taken: {FORMS}")
        return parse_steps(text)
    if total is None:
        raise LiteralError(
            f"{shown(text)} needs a total, which this policy has not; taken: a number of steps"
        )
    step = int(share * total)
    if step > MOST_STEPS:
        raise LiteralError(f"{shown(text)} of {total} steps is out of range; taken: up to 10^15 steps")
    return step
