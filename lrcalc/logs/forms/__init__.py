"""The forms that logs are written in, each in a file of its own; the order in which they are tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType

from lrcalc.logs.reading.rows import Found, Row
from lrcalc.logs.reading.stream import Line

# Each has FORM, what is known of it; `matches` a sample; and `rows` of lines.
FORMS = (
    "trainer_state",
    "json_array",
    "mlflow",
    "numbers",
    "json_lines",
    "json_document",
    "megatron",
    "deepspeed",
    "fairseq",
    "openmmlab",
    "detectron",
    "timm",
    "trainer_output",
    "table",
    "text",
)
# Of a line longer than a row only the start is looked at, as patterns take their time on it.
LONGEST_LINE = 10_000


def form_of(sample: str) -> ModuleType | None:
    """The first form that a sample of a log is in, or None."""
    short = "\n".join(line[:LONGEST_LINE] for line in sample.splitlines())
    for name in FORMS:
        form = import_module(f"lrcalc.logs.forms.{name}")
        if form.matches(short if form.FORM.row_a_line else sample):
            return form
    return None


def rows_of(form: ModuleType, lines: Iterable[Line], found: Found) -> Iterator[Row]:
    """The rows of lines in a form."""
    if form.FORM.row_a_line:
        lines = (line._replace(text=line.text[:LONGEST_LINE]) for line in lines)
    rows: Iterator[Row] = form.rows(lines, found)
    return rows
