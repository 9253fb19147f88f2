"""Numbers without names: a step and a rate a line, rates alone, or lists of them between brackets.

What each column is taken for is found from its numbers, and said: steps are whole and rise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lrcalc.logs.reading.numerals import numeral, with_point
from lrcalc.logs.reading.rows import NO_NUMBER, NO_STEP, Form, Found, LogError, Row
from lrcalc.logs.reading.stream import Line
from lrcalc.numbers.literal import shown

FORM = Form("numbers")
SAMPLED = 200
# Seconds since 1970: the time at which TensorBoard wrote a value.
TIMES = 1e8
_NO_NUMBER = ("nan", "inf", "-inf", "none", "null", "")
_LIST = re.compile(r"\[([^\[\]]*)\]?")


class Layout(NamedTuple):
    """What lies between the cells, and which hold the step and the rate; a list of rates has a line of any
    length."""

    mark: str
    step: int | None
    rate: int
    is_list: bool = False
    has_comma: bool = False


def matches(sample: str) -> bool:
    return _layout(sample.splitlines()) is not None


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    lines = iter(lines)
    first: list[Line] = []
    for line in lines:
        first.append(line)
        if len(first) == SAMPLED:
            break
    layout = _layout([line.text for line in first])
    assert layout is not None
    layout = _asked(layout, found)
    found.form = "CSV without a header" if layout.mark == "," and not layout.is_list else "numbers"
    if layout.has_comma:
        found.taken.append("a comma is the decimal point")
    if layout.step is None:
        found.counts = "row"
        found.taken.append("taken as rates alone, one after another")
    else:
        found.taken.append(
            f"column {layout.step + 1} taken as the step, column {layout.rate + 1} as the rate"
        )
    for part in (first, lines):
        for line in part:
            for cells in _entries(line.text, layout):
                row = _row(cells, layout, line.number, found)
                if row is not None:
                    yield row


def _asked(layout: Layout, found: Found) -> Layout:
    """The layout with the columns that were asked for by their number."""
    for key, name in (("rate", found.rate_name), ("step", found.step_name)):
        if name is not None:
            if not (name.isascii() and name.isdigit() and 0 < int(name) < 10_000):
                raise LogError(f"expected the number of a column, such as 2, got {shown(name)}")
            place = int(name) - 1
            layout = layout._replace(rate=place) if key == "rate" else layout._replace(step=place)
    if found.rate_name is not None and layout.rate == layout.step and found.step_name is None:
        layout = layout._replace(step=None)
    return layout


def _row(cells: Sequence[str], layout: Layout, number: int, found: Found) -> Row | None:
    if layout.rate >= len(cells) or (layout.step is not None and layout.step >= len(cells)):
        found.left_out["lines that break off"] += 1
        return None
    name = found.rate_name or "rate"
    text = with_point(cells[layout.rate]) if layout.has_comma else cells[layout.rate]
    if numeral(text) is None:
        found.left_out[NO_NUMBER] += 1
        return None
    if layout.step is None:
        return Row({name: text}, place=number)
    step = numeral(cells[layout.step])
    if step is None:
        found.left_out[NO_STEP] += 1
        return None
    return Row({name: text}, int(step.value), place=number)


def _entries(text: str, layout: Layout) -> Iterator[list[str]]:
    """The cells of each row that stands on a line."""
    if text.startswith("#"):
        return
    if layout.is_list and layout.step is not None:
        for match in _LIST.finditer(text):
            if match[1].strip():
                yield _cells(match[1], ",")
    elif layout.is_list:
        yield from ([cell] for cell in _cells(text.strip(" \t[],"), ",") if cell)
    else:
        yield _cells(text, layout.mark)


def _cells(text: str, mark: str) -> list[str]:
    return text.split() if mark == " " else [cell.strip().strip('"') for cell in text.split(mark)]


def _layout(lines: Sequence[str]) -> Layout | None:
    """How the numbers are written, or None where they are something else."""
    lines = [line for line in lines[:SAMPLED] if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    if lines[0].lstrip().startswith("["):
        return _brackets(lines)
    mark = next((mark for mark in (";", "\t", ",", "|") if mark in lines[0]), " ")
    table = [_cells(line, mark) for line in lines]
    if len(lines) < 2 or any(len(cells) != len(table[0]) for cells in table[:-1]):
        return None
    if mark == "," and _is_decimal_comma(table):
        return Layout("\n", None, 0, has_comma=True)
    has_comma = mark != "," and not any("." in line for line in lines) and any("," in line for line in lines)
    if has_comma:
        table = [[with_point(cell) for cell in cells] for cells in table]
    found = _columns(table[: len(table) - 1 or 1] if len(table) > 2 else table)
    return found and Layout(mark, *found, has_comma=has_comma)


def _brackets(lines: Sequence[str]) -> Layout | None:
    """Lists in a list, as TensorBoard's JSON, or one list of rates."""
    whole = " ".join(lines)
    if re.search(r"[^\d\s.,eE+\-\[\]naNIif]", whole[:4000]):
        return None
    inner = [_cells(match[1], ",") for match in _LIST.finditer(whole[:4000]) if match[1].strip()]
    if whole.lstrip().startswith("[") and not re.match(r"\s*\[\s*\[", whole):
        flat = [cell for cells in inner for cell in cells if cell]
        if all(numeral(cell) or cell.lower() in _NO_NUMBER for cell in flat[:-1]) and flat:
            return Layout(",", None, 0, is_list=True)
        return None
    if len(inner) < 2:
        return None
    found = _columns(inner[:-1] if len(inner) > 2 else inner)
    return found and Layout(",", *found, is_list=True) if found and found[0] is not None else None


def _is_decimal_comma(table: Sequence[Sequence[str]]) -> bool:
    """Whether `0,0009` is one number: no point anywhere, and no steps before the comma."""
    if any(len(cells) != 2 or not all(cell.isdigit() for cell in cells) for cells in table[:-1]):
        return False
    return len({cells[0] for cells in table}) == 1 and any(cells[1].startswith("0") for cells in table)


def _columns(table: Sequence[Sequence[str]]) -> tuple[int | None, int] | None:
    """The column of the steps, where there is one, and that of the rates; None where they are no numbers."""
    many = len(table[0])
    columns = [[numeral(cells[index]) for cells in table if index < len(cells)] for index in range(many)]
    texts = [cell for cells in table for cell in cells]
    if not all(numeral(cell) or cell.lower() in _NO_NUMBER or _is_negative(cell) for cell in texts):
        return None
    if many == 1:
        return None, 0
    step = None
    for index, column in enumerate(columns):
        values = [item.value for item in column if item is not None]
        is_time = many > 2 and min(values, default=0) > TIMES
        if (
            len(values) == len(column)
            and not is_time
            and all(value == int(value) for value in values)
            and values[-1] > values[0]
        ):
            step = index
            break
    rates = [
        index
        for index, column in enumerate(columns)
        if index != step and any(column) and not (min(item.value for item in column if item) > TIMES)
    ]
    if step is None or not rates:
        return None
    return step, next((index for index in rates if index > step), rates[0])


def _is_negative(text: str) -> bool:
    return text.startswith("-") and numeral(text[1:]) is not None
