"""The forms that logs are written in, each in a file of its own; the order in which they are tried."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

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


def form_of(sample: str) -> ModuleType | None:
    """The first form that a sample of a log is in, or None."""
    for name in FORMS:
        form = import_module(f"lrcalc.logs.forms.{name}")
        if form.matches(sample):
            return form
    return None
