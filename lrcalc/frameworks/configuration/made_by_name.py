"""Configurations that name a class and its arguments: Hydra's _target_, Lightning's class_path, a type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.list_of_frameworks import CALLS, call_named
from lrcalc.frameworks.python.reader import read_python

if TYPE_CHECKING:
    from lrcalc.frameworks.call.reading import Reading
    from lrcalc.frameworks.configuration.config import Config

NAMES = ("_target_", "class_path", "_component_")
# In a block of one of these names the class may be its type or its name.
BLOCKS = ("lr_scheduler", "scheduler", "sched", "lr_sched")
TYPES = ("type", "name")
# The arguments stand beside the name, or in a block of their own.
INNER = ("init_args", "args", "params", "kwargs", "parameters")
TOTAL = "num_training_steps"
LEFT_OUT = ("_partial_", "_recursive_", "_convert_", "optimizer")


def read_by_name(c: Config) -> Reading | None:
    """The schedule of a class that is named in a configuration; None where none is."""
    for path in list(c.paths):
        owner, _, last = path.rpartition(".")
        name = str(c.paths[path]).rpartition(".")[2]
        names_it = last in NAMES or (last in TYPES and owner.rpartition(".")[2] in BLOCKS)
        if not names_it or name not in CALLS:
            continue
        given = _arguments(c, owner)
        if TOTAL in call_named(name).signature() and TOTAL not in given:
            # the trainer fills it in
            given[TOTAL] = c.settings.total or f"${{{TOTAL}}}"
        words = ", ".join(f"{key}={_typed(c, key, value)}" for key, value in given.items())
        rate = "" if c.settings.lr is not None else _rate(c)
        full = str(c.paths[path]) if last in NAMES else name
        return read_python(f"{rate}{full}({words})", c.settings)
    return None


def _arguments(c: Config, owner: str) -> dict[str, Any]:
    """What stands beside the name, or in a block of arguments."""
    own = c.original.get(owner, {})
    inner = next((item for key in INNER if isinstance(item := own.get(key), Mapping)), own)
    left_out = (*NAMES, *LEFT_OUT, *(() if inner is not own else TYPES))
    return {key: value for key, value in inner.items() if key not in left_out and key.isidentifier()}


def _rate(c: Config) -> str:
    """The optimizer of the configuration as Python, where it has a rate."""
    inner = (f"optimizer.{block}.lr" for block in INNER)
    lr = c.raw("optimizer.lr", "optim.lr", *inner, "lr", "learning_rate")
    return "" if lr is None else f"optimizer = SGD(lr={_typed(c, 'lr', lr)})\n"


def _typed(c: Config, key: str, value: Any) -> str:
    """A value as Python has it: a number as typed, another word in quotes."""
    if isinstance(value, list):
        return f"[{', '.join(_typed(c, key, item) for item in value)}]"
    value = c.meant(value)
    text = str(value).strip()
    words = {"true": "True", "false": "False", "null": "None", "none": "None", "": "None", "~": "None"}
    if text.lower() in words:
        return words[text.lower()]
    try:
        float(text)
    except ValueError:
        reference = text.strip("${}")
        return reference.replace(":", ".") if text.startswith("$") else repr(text)
    return text
