"""Tables: CSV and TSV of Lightning, keras, ultralytics, W&B, anyone's; also with bars or blanks."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from lrcalc.logs.reading.names import epoch_column, is_rate, step_column, tag_column, value_column
from lrcalc.logs.reading.numerals import NUMBER, numeral, with_point
from lrcalc.logs.reading.rows import NO_NUMBER, NO_RATE, NO_STEP, OTHER_VALUES, Form, Found, LogError, Row
from lrcalc.logs.reading.stream import Line
from lrcalc.numbers.literal import shown

FORM = Form("table")
MOST_COLUMNS = 10_000
# Names of columns that only one program writes.
KNOWN = (
    (r"lr/pg0|x/lr0", "ultralytics results.csv"),
    (r"__MIN\b", "W&B export"),
    (r"^lr-|,lr-|train_loss_step", "Lightning metrics.csv"),
    (r"eval_top1", "timm summary.csv"),
    (r"\biter_time\b", "litgpt metrics.csv"),
    (r"\bval_learning_rate|^epoch,(?=.*\b(?:loss|acc)).*\blearning_rate\b", "keras CSVLogger"),
    (r"^wall time", "TensorBoard export"),
    (r"(?:^|[,\"])_step\b|_runtime", "W&B history"),
)
# a rate after its name: no header, but a line of text
_WRITTEN = re.compile(rf"(?:lr|rate)_?\d{{0,3}}['\"]?(?:\s*[:=]\s*|\s+)['\"]?{NUMBER}", re.IGNORECASE)
# the line under the names of a table between bars
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")
_RULED = " \t|:+-"
# So many lines may stand before the header.
MOST_BEFORE = 40
COMMA = "a comma is the decimal point"
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+")


def matches(sample: str) -> bool:
    return _header_at([line for line in sample.splitlines() if not line.startswith("#")]) is not None


def _header_at(lines: Sequence[str]) -> int | None:
    """Where the line with the names is: the first one, or one above a row of as many cells; or None."""
    for index, header in enumerate(lines[:MOST_BEFORE]):
        delimiter = _delimiter(header)
        names = _names(header, delimiter)
        if _WRITTEN.search(header) or not _is_header(names):
            continue
        if index == 0 and delimiter != " ":
            return index
        # below other lines, and between blanks alone, only a row of as many numbers tells
        row = next((line for line in lines[index + 1 :] if not _RULE.fullmatch(line)), "")
        cells = _names(row, delimiter)
        numbers = [numeral(with_point(cell)) is not None for cell in cells]
        if len(cells) == len(names) and any(numbers) and (delimiter != " " or all(numbers)):
            return index
    return None


def _is_header(names: Sequence[str]) -> bool:
    return any(map(is_rate, names)) or (value_column(names) is not None and step_column(names) is not None)


def columns_without_a_rate(sample: str) -> list[str]:
    """The names of the columns of a sample that has steps and no rates; none where it is no such table."""
    header = sample.partition("\n")[0]
    delimiter = _delimiter(header)
    names = _names(header, delimiter)
    counts = step_column(names) or epoch_column(names)
    return names if delimiter != " " and counts is not None and not _is_header(names) else []


def _names(header: str, delimiter: str) -> list[str]:
    return [name.strip().strip('"') for name in _cells_text(header, delimiter).split(delimiter)]


def _delimiter(header: str) -> str:
    counts = {mark: header.count(mark) for mark in (",", "\t", ";", "|")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else " "


def _cells_text(line: str, delimiter: str) -> str:
    """A line with one delimiter between its cells: without the outer bars, or with one blank for many."""
    if delimiter == " ":
        return " ".join(line.split())
    return line.strip().strip("|") if delimiter == "|" else line


def rows(lines: Iterable[Line], found: Found) -> Iterator[Row]:
    numbers = [0]

    def texts() -> Iterator[str]:
        for line in lines:
            numbers[0] = line.number
            if line.text[0] not in _RULED or not _RULE.fullmatch(line.text):
                yield _cells_text(line.text, delimiter)

    lines = (line for line in lines if not line.text.startswith("#"))
    first = list(islice(lines, 2 * MOST_BEFORE))
    # a name that was asked for may be all that tells
    before = _header_at([line.text for line in first]) or 0
    if before:
        found.left_out["lines before the header"] += before
    lines = chain(first[before:], lines)
    header = next((line.text for line in lines), "")
    delimiter = _delimiter(header)
    header = _cells_text(header, delimiter)
    source = texts()
    if header.count(delimiter) > MOST_COLUMNS:
        raise LogError(f"line 1: expected at most {MOST_COLUMNS} columns, got {header.count(delimiter) + 1}")
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    found.form = next((name for sign, name in KNOWN if re.search(sign, header, re.I)), "CSV")
    found.form = "TSV" if found.form == "CSV" and delimiter == "\t" else found.form
    found.names = names
    places = {name: index for index, name in enumerate(names)}
    rated, tag = [name for name in names if found.is_rate(name)], None
    value = value_column(names)
    if not rated and value is not None:
        rated, tag = [value], tag_column(names)
    step_name, epoch_name = found.step_column(names), epoch_column(names)
    if found.step_name is not None and step_name is None:
        raise LogError(f"expected a step column out of {', '.join(names[:20])}, got {shown(found.step_name)}")
    if step_name is None and epoch_name is not None:
        found.counts = "epoch"
    elif step_name is None and names[:1] == [""] and not found.is_rate(""):
        step_name = ""
        found.taken.append("the first column, which has no name, taken as the step")
    csv.field_size_limit(1 << 24)
    try:
        for cells in csv.reader(source, delimiter=delimiter):
            if cells and cells[0].strip() == names[0] and [cell.strip() for cell in cells] == names:
                found.left_out["repeated headers"] += 1
                continue
            if numbers[0] == found.cut_line and len(cells) < len(names):
                found.left_out["the last line, which breaks off"] += 1
                continue
            if tag is not None and not is_rate(cells[places[tag]] if places[tag] < len(cells) else ""):
                found.left_out[OTHER_VALUES] += 1
                continue
            row = _row(cells, places, rated, step_name, epoch_name, numbers[0], found)
            if row is not None:
                yield row
    except csv.Error as error:
        raise LogError(
            f"line {numbers[0]}: expected a row of a table, got one that breaks off: {error}"
        ) from None


def _row(
    cells: list[str],
    places: dict[str, int],
    rated: list[str],
    step_name: str | None,
    epoch_name: str | None,
    number: int,
    found: Found,
) -> Row | None:
    def cell(name: str | None) -> str:
        return cells[places[name]].strip() if name is not None and places[name] < len(cells) else ""

    rates, is_empty = {}, True
    for name in rated:
        text = cell(name)
        is_empty = is_empty and not text
        if "," in text and (pointed := with_point(text)) != text:
            text = pointed
            if COMMA not in found.taken:
                found.taken.append(COMMA)
        if numeral(text):
            rates[name] = text
    if not rates:
        found.left_out[NO_RATE if is_empty else NO_NUMBER] += 1
        return None
    counted, at = cell(step_name), cell(epoch_name)
    epoch = numeral(with_point(at)) if at else None
    if counted.isdecimal() and counted.isascii():
        return Row(rates, int(counted[:60]), epoch.value if epoch else None, place=number)
    step = numeral(_without_groups(counted))
    if step is None and found.counts == "epoch":
        step = epoch
    if step is None and step_name is not None:
        is_below = numeral(counted.removeprefix("-")) is not None
        found.left_out["rows with a step below 0" if is_below else NO_STEP] += 1
        return None
    if step is not None and step.value % 1 and found.counts != "epoch":
        found.left_out["fractions of steps"] += 1
    return Row(rates, int(step.value) if step else None, epoch.value if epoch else None, place=number)


def _without_groups(text: str) -> str:
    """A step without the commas between its thousands."""
    return text.replace(",", "") if "," in text and _GROUPS.fullmatch(text) else text
