"""Any text with a step and a rate in each line: loops of one's own, progress bars, NeMo, Paddle, others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lrcalc.logs.numerals import NUMBER, numeral
from lrcalc.logs.rows import Found, Row
from lrcalc.logs.stream import Line

NAME = "text"
OFFSETS = (0, -1, 1)
LONGEST_LINE = 10_000
_RATE = re.compile(
    r"(?<![A-Za-z_])((?:lr|learning[_ ]rate)(?:[_/-]?\w{1,20})?)"
    rf"['\"]?\s*[:=]?\s*[\[('\"]*({NUMBER}|nan)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?<![A-Za-z])(global_step|num_updates|step|iter(?:ation)?|update|it|batch)s?['\"]?\s*[:=#]?\s*\[?\s*"
    r"(\d+)(?:\.0)?(?:\s*/\s*(\d+))?(?![\d.])",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"epoch['\"]?\s*[:=]?\s*\[?\s*(\d+)(?![.\d])(?:\s*/\s*(\d+))?", re.IGNORECASE)
_IN_EPOCH = re.compile(r"epoch:?\s*\[(\d+)\]\s*\[\s*(\d+)/\s*(\d+)\]", re.IGNORECASE)
_BAR = re.compile(r"\|\s*(\d+)/(\d+) \[")


def matches(sample: str) -> bool:
    return any(
        ((rate := _RATE.search(line)) and numeral(rate[2]) and _counter(line)) or _IN_EPOCH.search(line)
        for line in sample.splitlines()
    )


def _counter(line: str) -> object:
    return _STEP.search(line) or _BAR.search(line) or _EPOCH.search(line)


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    lines = iter(lines)
    first = list(islice(lines, 200))
    if not any(
        _RATE.search(line.text)
        and (_STEP.search(line.text) or _BAR.search(line.text) or _IN_EPOCH.search(line.text))
        for line in first
    ):
        found.counts = "epoch"
    for line in chain(first, lines):
        text = line.text[:LONGEST_LINE]
        written = {match[1]: match[2] for match in _RATE.finditer(text)}
        if not written:
            continue
        rates = {name: rate for name, rate in written.items() if numeral(rate)}
        if not rates:
            found.left_out["rates that are no number"] += 1
            continue
        if re.search(r"\b(?:eval|valid|validation|test)\b", text, re.IGNORECASE):
            found.left_out["evaluation rows"] += 1
            continue
        row = _row(text, rates, line.number, found)
        if row is not None:
            yield row


def _row(text: str, rates: dict[str, str], number: int, found: Found) -> Row | None:
    inside, bar = _IN_EPOCH.search(text), _BAR.search(text)
    epoch = _EPOCH.search(text)
    if inside:
        at, inner, length = map(int, inside.groups())
        found.per_epoch = length
        return Row(rates, length * at + inner, at, length, place=number)
    steps = {match[1].lower(): match for match in _STEP.finditer(text)}
    step = steps.get("global_step") or next(iter(steps.values()), None)
    if step is not None:
        if step[3]:
            found.total = int(step[3])
        return Row(rates, int(step[2]), float(epoch[1]) if epoch else None, place=number)
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
    found.left_out["rows without a step"] += 1
    return None
