"""Configurations that name a class and its arguments: Hydra's _target_, Lightning's class_path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.python_reader import read_python

if TYPE_CHECKING:
    from lrcalc.frameworks.config import Config
    from lrcalc.frameworks.reading import Reading

NAMES = ("_target_", "class_path")
LEFT_OUT = ("_partial_", "_recursive_", "_convert_", "optimizer")


def read_by_name(c: Config) -> Reading | None:
    """The schedule of a class that is named in a configuration; None where none is."""
    for path in list(c.paths):
        owner, _, last = path.rpartition(".")
        name = str(c.paths[path]).rpartition(".")[2]
        if last not in NAMES or name not in CALLS:
            continue
        words = ", ".join(f"{key}={_typed(c, key, value)}" for key, value in _arguments(c, owner).items())
        rate = "" if c.settings.lr is not None else _rate(c)
        return read_python(f"{rate}{name}({words})", c.settings)
    return None


def _arguments(c: Config, owner: str) -> dict[str, Any]:
    """What stands beside the name, or under init_args."""
    own = c.original.get(owner, {})
    found = own.get("init_args", own)
    inner = found if isinstance(found, Mapping) else {}
    return {
        key: value for key, value in inner.items() if key not in (*NAMES, *LEFT_OUT) and key.isidentifier()
    }


def _rate(c: Config) -> str:
    """The optimizer of the configuration as Python, where it has a rate."""
    lr = c.raw("optimizer.lr", "optim.lr", "optimizer.init_args.lr", "lr", "learning_rate")
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
