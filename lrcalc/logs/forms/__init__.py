"""The forms that logs are written in, each in a file of its own; the order in which they are tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType

from lrcalc.logs.reading.rows import Found, Row
from lrcalc.logs.reading.stream import Line

# Each has NAME, OFFSETS (the update of a row, from its step), `matches` a sample, and `rows` of lines.
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


# Forms of one row a line: of a longer line only the start is looked at, as patterns take their time on it.
ROW_A_LINE = frozenset(
    ("megatron", "deepspeed", "fairseq", "openmmlab", "detectron", "timm", "trainer_output", "text")
)
LONGEST_LINE = 10_000


def form_of(sample: str) -> ModuleType | None:
    """The first form that a sample of a log is in, or None."""
    short = "\n".join(line[:LONGEST_LINE] for line in sample.splitlines())
    for name in FORMS:
        form = import_module(f"lrcalc.logs.forms.{name}")
        if form.matches(short if name in ROW_A_LINE else sample):
            return form
    return None


def is_row_a_line(form: ModuleType) -> bool:
    """Whether a form has a row on each of its lines."""
    return form.__name__.rpartition(".")[2] in ROW_A_LINE


def rows_of(form: ModuleType, lines: Iterable[Line], found: Found) -> Iterator[Row]:
    """The rows of lines in a form."""
    if is_row_a_line(form):
        lines = (line._replace(text=line.text[:LONGEST_LINE]) for line in lines)
    rows: Iterator[Row] = form.rows(lines, found)
    return rows
