"""Any text with a step and a rate in each line: loops of one's own, progress bars, NeMo, Paddle, others.

The step may also stand in a line above, as composer and keras print it; or be the number that a line begins
with; or be missing, and then the lines are counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from lrcalc.logs.reading.names import is_rate
from lrcalc.logs.reading.numerals import NUMBER, numeral
from lrcalc.logs.reading.rows import EVALUATION, NO_NUMBER, NO_STEP, Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("text", row_a_line=True)
SAMPLED = 400
# Fewer lines with a rate and without a step are some settings.
FEWEST_LINES = 3
_RATE = re.compile(
    r"(?<![\w/])((?:[A-Za-z][\w/.]{0,40}[_/.])?(?:lr|learning[ _]rate)"
    r"(?:[_/-][A-Za-z][\w/.-]{0,40}|_?\d{1,3})?)"
    r"['\"]?\s{0,40}(?:[:=]|(?:of group \d{1,9} )?to\b|is\b)?\s{0,40}[\[('\"]{0,9}(?:[a-z][a-z.\d]{2,15}\()?"
    rf"({NUMBER}|nan)(?!\w|\.\d)",
    re.IGNORECASE,
)
_NUMBER = r"(\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
_STEP = re.compile(
    r"(?<![A-Za-z])(global[ _]step|num_updates|step|iter(?:ation)?|update|it|batch)s?"
    r"['\"]?\s{0,40}[:=#]?\s{0,40}\[?\s{0,40}"
    rf"{_NUMBER}(?:\.0)?(?:\s{{0,40}}/\s{{0,40}}{_NUMBER})?(?![\d.%]|,\d)",
    re.IGNORECASE,
)
_EPOCH = re.compile(
    r"epoch['\"]?\s{0,40}[:=]?\s{0,40}\[?\s{0,40}(\d+)(?![.\d%])(?:\s{0,40}/\s{0,40}(\d+))?", re.IGNORECASE
)
_IN_EPOCH = re.compile(r"epoch:?\s{0,40}\[(\d+)\]\s{0,40}\[\s{0,40}(\d+)/\s{0,40}(\d+)\]", re.IGNORECASE)
_BAR = re.compile(r"\|\s*(\d+)/(\d+) \[")
_FIRST = re.compile(
    rf"^\W{{0,40}}{_NUMBER}(?:\s{{0,40}}/\s{{0,40}}{_NUMBER})?"
    r"(?:\s{0,40}\(\s{0,40}\d{1,3}(?:\.\d{1,9})?%\))?[\]\s,|:]{1,40}(?=[A-Za-z])"
)
_EVALUATION = re.compile(r"\b(?:eval|valid|validation|test)\b", re.IGNORECASE)
ABOVE = "the step taken from the line above"
Counter = Callable[[str], object]


def _counter(line: str) -> object:
    return _STEP.search(line) or _BAR.search(line) or _IN_EPOCH.search(line)


def _any_counter(line: str) -> object:
    return _counter(line) or _EPOCH.search(line)


def matches(sample: str) -> bool:
    rated = [line for line in sample.splitlines() if _rates(line)]
    if any(map(_any_counter, rated)) or len(rated) >= FEWEST_LINES:
        return True
    return bool(rated) and any(map(_any_counter, sample.splitlines()))


def _rates(line: str) -> dict[str, str]:
    """The rates of a line by their names; those that are no number too."""
    return {match[1]: match[2] for match in _RATE.finditer(line) if is_rate(match[1])}


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    """The rows; of several groups whose rates stand on lines of their own, one row."""
    before: Row | None = None
    for row in _rows(lines, found):
        if before is not None and ABOVE in found.taken and _is_one_row(before, row):
            before = before._replace(rates={**before.rates, **row.rates})
            continue
        if before is not None:
            yield before
        before = row
    if before is not None:
        yield before


def _is_one_row(one: Row, other: Row) -> bool:
    return (one.step, one.epoch) == (other.step, other.epoch) and one.rates.keys().isdisjoint(other.rates)


def _rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    lines = iter(lines)
    first = list(islice(lines, SAMPLED))
    for line in _with_counters(first, lines, found):
        text = line.text
        written = _rates(text)
        if not written:
            continue
        rates = {name: rate for name, rate in written.items() if numeral(rate)}
        if not rates:
            found.left_out[NO_NUMBER] += 1
            continue
        if _EVALUATION.search(text):
            found.left_out[EVALUATION] += 1
            continue
        row = _row(text, rates, line.number, found)
        if row is not None:
            yield row


def _with_counters(first: list[Line], lines: Iterator[Line], found: Found) -> Iterator[Line]:
    """The lines, each with what counts in it; it may stand at the start, or in a line above."""
    source = chain(first, lines)
    rated = [line.text for line in first if _rates(line.text)]
    above = [line.text for line in first if line.text not in rated]
    if found.step_name is not None:
        blanks = r"\s{0,40}"
        behind = rf"['\"]?{blanks}[:=#]?{blanks}\[?{blanks}{_NUMBER}(?![\d.%])"
        asked = re.compile(rf"(?<![A-Za-z]){re.escape(found.step_name)}{behind}", re.IGNORECASE)
        return (line._replace(text=_as_step(line.text, asked)) for line in source)
    if any(map(_counter, rated)):
        return source
    if any(map(_EPOCH.search, rated)):
        found.counts = "epoch"
        return source
    if any(map(_FIRST.search, rated)):
        found.taken.append("the number that a line begins with taken as the step")
        return (line._replace(text=_FIRST.sub(_named, line.text)) for line in source)
    if any(map(_counter, above)):
        found.taken.append(ABOVE)
        return _carried(source, _counter)
    if any(map(_EPOCH.search, above)):
        found.counts = "epoch"
        found.taken.append("the epoch taken from the line above")
        return _carried(source, _EPOCH.search)
    found.counts = "row"
    return source


def _as_step(text: str, asked: re.Pattern[str]) -> str:
    """A line with the number that was asked for as its step; without it, with none."""
    match = asked.search(text)
    rates = " ".join(f"{name}={rate}" for name, rate in _rates(text).items())
    return f"step {match[1]} {rates}" if match else rates


def _named(match: re.Match[str]) -> str:
    return f"step {match[1]}/{match[2]} " if match[2] else f"step {match[1]} "


def _carried(lines: Iterable[Line], counter: Counter) -> Iterator[Line]:
    """The lines with the line above that counts in front; one further to the right does not replace it."""
    head, depth = "", 0
    for line in lines:
        own = len(line.text) - len(line.text.lstrip())
        if not _rates(line.text):
            if counter(line.text) and (not head or own <= depth):
                head, depth = line.text, own
            yield line
        else:
            yield line._replace(text=f"{head.strip()} {line.text}")


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _row(text: str, rates: dict[str, str], number: int, found: Found) -> Row | None:
    if found.counts == "row":
        return Row(rates, place=number)
    inside = _IN_EPOCH.search(text) if "[" in text else None
    if inside:
        at, inner, length = map(int, inside.groups())
        found.per_epoch = length
        return Row(rates, length * at + inner, at, length, place=number)
    epoch = _EPOCH.search(text) if "epoch" in text.lower() else None
    steps = {match[1].lower(): match for match in _STEP.finditer(text)}
    step = steps.get("global_step") or steps.get("global step") or next(iter(steps.values()), None)
    if step is not None:
        if step[3]:
            found.total = _whole(step[3])
        return Row(rates, _whole(step[2]), float(epoch[1]) if epoch else None, place=number)
    bar = _BAR.search(text)
    if bar:
        found.form = "progress bar"
        inner, length = int(bar[1]), int(bar[2])
        if epoch is None:
            found.total = length
            return Row(rates, inner, place=number)
        found.per_epoch = length
        # `Epoch 1/4` counts from 1
        before = int(epoch[1]) - (1 if epoch[2] else 0)
        return Row(rates, length * before + inner, int(epoch[1]), length, place=number)
    if epoch is not None and found.counts == "epoch":
        return Row(rates, int(epoch[1]), float(epoch[1]), place=number)
    found.left_out[NO_STEP] += 1
    return None
