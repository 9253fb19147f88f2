"""A JSON object a line: LLaMA-Factory, detectron2, mmengine, mmcv, DeiT and its kin, fairseq, anyone's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lrcalc.logs.reading.names import epoch_column, is_rate, tag_column, value_column
from lrcalc.logs.reading.numerals import numeral
from lrcalc.logs.reading.rows import EVALUATION, NO_NUMBER, NO_RATE, Form, Found, Row
from lrcalc.logs.reading.stream import Line

FORM = Form("JSON lines")
# A key that only one program writes, and the form of it.
KNOWN = {
    "current_steps": Form(
        "LLaMA-Factory trainer_log.jsonl", (-1, 0), is_known=True, in_full=True, has_two_clocks=True
    ),
    "train_lr": Form("DeiT log.txt", (0, -1), is_known=True),
    "num_updates": Form("fairseq JSON", (0, -1), is_known=True),
    "data_time": Form("mmengine JSON", (-1, 0), is_known=True),
}
DETECTRON = Form("detectron2 metrics.json", (0, -1), is_known=True, in_full=True)
_JSON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
_IN_A_MESSAGE = re.compile(r"(?:lr|learning[_ ]rate)[ :=]{1,3}\d", re.IGNORECASE)


def matches(sample: str) -> bool:
    texts = [found for line in sample.splitlines()[:50] if (found := _object(line))]
    entries = [entry for text in texts if (entry := _loaded(text)) is not None]
    # a message inside an object is read as a text
    return bool(entries) and (
        not _IN_A_MESSAGE.search("\n".join(texts))
        or any(is_rate(key) for entry in entries for key in _flat(entry))
    )


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    for line in lines:
        entry = _loaded(_object(line.text))
        if entry is None:
            found.left_out["lines without an object"] += 1
            continue
        if found.kind is FORM:
            for key, kind in KNOWN.items():
                if key in entry:
                    found.take(kind)
            if "iteration" in entry and "data_time" in entry:
                found.take(DETECTRON)
        yield from row_of(entry, line.number, found)


def _object(line: str) -> str:
    """What stands in a line from its first brace to its last, or nothing."""
    start, end = line.find("{"), line.rfind("}") + 1
    return line[start:end] if start >= 0 else ""


def _loaded(text: str) -> dict[str, Any] | None:
    try:
        entry = _JSON.decode(text)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def row_of(entry: dict[str, Any], number: int, found: Found) -> Iterator[Row]:
    """The row of an object with a rate and a step, or an epoch; the rows of one whose values are columns."""
    if not any(map(found.is_rate, entry)):
        entry = _flat(_of_tag(entry))
    if any(isinstance(value, (list, dict)) for value in entry.values()):
        inside = _inside(entry, found)
        if inside is not None:
            for one in inside:
                yield from row_of(one, number, found)
            return
    if entry.get("mode") in ("val", "test"):
        found.left_out[EVALUATION] += 1
        return
    rates = {key: str(value) for key, value in entry.items() if found.is_rate(key) and isinstance(value, str)}
    for key, value in entry.items():
        if found.is_rate(key) and isinstance(value, list):
            rates |= {f"{key}[{index}]": str(item) for index, item in enumerate(value[:100])}
    if not rates:
        what = EVALUATION if any("eval" in key for key in entry) else NO_RATE
        found.left_out[what] += 1
        return
    rates = {key: value for key, value in rates.items() if numeral(value)}
    if not rates:
        found.left_out[NO_NUMBER] += 1
        return
    step_name = found.step_column(list(entry))
    counted, _, whole = str(entry.get(step_name) if step_name else "").partition("/")
    step = numeral(counted)
    if whole and (total := numeral(whole)):
        # ms-swift writes 10/1000
        found.total = int(total.value)
    epoch = numeral(str(entry.get("epoch", "")))
    if "total_steps" in entry and (total := numeral(str(entry["total_steps"]))):
        found.total = int(total.value)
    if step is None and epoch is not None and epoch.last >= 0:
        found.counts, step = "epoch", epoch
    yield Row(rates, int(step.value) if step else None, epoch.value if epoch else None, place=number)


def _inside(entry: dict[str, Any], found: Found) -> list[dict[str, Any]] | None:
    """The rows that an object holds in a list of them, or in columns; None where it is a row itself."""
    lists = [value for value in entry.values() if isinstance(value, list) and len(value) > 1]
    for value in lists if not any(map(found.is_rate, entry)) else ():
        if all(isinstance(item, dict) for item in value):
            return value
    return _columns(_by_index(entry, found), found) or None


def _flat(entry: dict[str, Any]) -> dict[str, Any]:
    """An object with the objects inside it, their keys behind its own; as deep as JSON is read at all."""
    flat: dict[str, Any] = {}
    for key, value in entry.items():
        if isinstance(value, dict):
            flat |= {f"{key}/{inner}": item for inner, item in _flat(value).items()}
        else:
            flat[key] = value
    return flat


def _of_tag(entry: dict[str, Any]) -> dict[str, Any]:
    """An object with a name and a value, by that name; others as they are."""
    tag, value = tag_column(list(entry)), value_column(list(entry))
    if tag is None or value is None or not is_rate(str(entry[tag])):
        return entry
    return {**entry, str(entry[tag]): entry[value]}


def _by_index(entry: dict[str, Any], found: Found) -> dict[str, Any]:
    """Columns whose values stand behind their row's number, as pandas writes them, as lists."""
    nested = {key: value for key, value in entry.items() if isinstance(value, dict)}
    if not any(found.is_rate(key) for key in nested) or len(nested) < len(entry):
        return entry
    return {key: list(value.values()) for key, value in nested.items()}


def _columns(entry: dict[str, Any], found: Found) -> list[dict[str, Any]]:
    """The rows of an object of columns, such as keras' history; none for one that is a row itself."""
    lists = {key: value for key, value in entry.items() if isinstance(value, list)}
    rated = next((value for key, value in lists.items() if found.is_rate(key)), [])
    counter = found.step_column(list(entry)) or epoch_column(list(entry))
    if counter not in lists if counter is not None else len(lists) < max(2, len(entry)):
        return []
    if any(len(value) != len(rated) for value in lists.values()):
        return []
    rows = [dict(zip(lists, map(str, values), strict=True)) for values in zip(*lists.values(), strict=True)]
    return rows if counter else [{"epoch": str(index), **row} for index, row in enumerate(rows)]
