"""One JSON or Python object that is the whole log: columns, as keras' history, or a list of rows in it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from typing import Any

from lrcalc.logs.forms.json_lines import row_of
from lrcalc.logs.reading.names import is_rate
from lrcalc.logs.reading.rows import Form, Found, LogError, Row
from lrcalc.logs.reading.stream import LONGEST_LINE, Line

FORM = Form("JSON", is_known=True)


def matches(sample: str) -> bool:
    start = sample.lstrip()
    first, *others = [line.rstrip() for line in start.splitlines()[:2]] or [""]
    # an object that begins on a line of its own, or a Python dictionary of lists
    return first in ("{", "[") or (first.startswith("{'") and not any(others) and _is_history(first))


def _is_history(first: str) -> bool:
    names = [part.rpartition("'")[2] for part in first.split("': [")[:-1]]
    return any(map(is_rate, names)) and "{" not in first[1:]


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    texts, length = [], 0
    for line in lines:
        texts.append(line.text)
        length += len(line.text)
        if length > LONGEST_LINE:
            raise LogError(f"expected an object of at most {LONGEST_LINE} characters, got more")
    whole = "\n".join(texts)
    try:
        if whole.lstrip().startswith("{'"):
            found.form, entry = "Python dictionary", _as_text(ast.literal_eval(whole.strip()))
        else:
            entry = json.loads(whole, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise LogError(f"line {error.lineno}: expected JSON, got text in which {error.msg}") from None
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        raise LogError("expected an object of lists, got one that breaks off or is too deep") from None
    for item in entry if isinstance(entry, list) else [entry]:
        if isinstance(item, dict):
            yield from row_of(item, 1, found)


def _as_text(value: Any) -> Any:
    """The numbers of a dictionary as text."""
    if isinstance(value, dict):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    return value if isinstance(value, str) else repr(value)
