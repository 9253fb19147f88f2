"""trainer_state.json of transformers: one object, whose log_history is a list of flat objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from lrcalc.logs.forms.json_lines import row_of
from lrcalc.logs.reading.rows import Form, Found, Row
from lrcalc.logs.reading.stream import Line

# the rate just used since 4.51, the next update's before
FORM = Form("transformers trainer_state.json", (-1, 0), is_known=True, in_full=True, has_two_clocks=True)
LONGEST_ENTRY = 1 << 18
_BRACES = re.compile(r"[{}]")
_TOTAL = re.compile(r'"max_steps"\s*:\s*(\d+)')


def matches(sample: str) -> bool:
    return sample.lstrip().startswith("{") and bool(re.search(r'"(log_history|best_metric)"', sample))


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    """The rows of the innermost objects, be they on one line or over many."""
    return objects(lines, found, outermost=False)


def objects(lines: Iterable[Line], found: Found, outermost: bool) -> Iterator[Row]:
    """The rows of objects: those that hold others, or those that hold none."""
    entry, is_open, depth = "", False, 0
    for line in lines:
        total = _TOTAL.search(line.text)
        if total:
            found.total = int(total[1])
        start = 0
        for brace in _BRACES.finditer(line.text):
            depth = depth + 1 if brace[0] == "{" else max(0, depth - 1)
            if outermost and depth > (brace[0] == "{"):
                # inside another object
                continue
            if brace[0] == "{":
                entry, is_open = "", True
            elif is_open:
                yield from _entry(entry + line.text[start : brace.end()], line.number, found)
                entry, is_open = "", False
            start = brace.start() if brace[0] == "{" else brace.end()
        if is_open and len(entry) < LONGEST_ENTRY:
            entry += line.text[start:]
    if is_open:
        found.left_out["an entry that breaks off"] += 1


def _entry(text: str, number: int, found: Found) -> Iterator[Row]:
    try:
        entry = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except ValueError:
        return
    if isinstance(entry, dict) and ("step" in entry or found.kind is not FORM):
        yield from row_of(entry, number, found)
