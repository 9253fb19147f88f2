"""Calls that are not read, and what was probably meant."""

from __future__ import annotations

import ast
import re

from lrcalc.errors import nearest
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.python.imports import full_path
from lrcalc.frameworks.python.names import dotted, last_name
from lrcalc.frameworks.python.text import Text

# A call is misspelt where its name is that much like a known one.
ALIKE = 0.85


# What is called so is a scheduler of somebody's.
A_SCHEDULER = re.compile(r"(LR|Schedule|Scheduler|Annealing\w*|Warm[Uu]p\w*|schedule|scheduler)$|Restarts$")
NO_SCHEDULER = re.compile(r"^(get_last_lr|get_lr|LearningRateMonitor|add_|set_|log|print)|Monitor$|Finder$")


def likely_call(name: str) -> list[str]:
    """The call that a name is most likely a misspelling of, if there is one."""
    near = nearest(name, CALLS, ALIKE)
    return [near] if near else []


def check_calls(text: Text) -> None:
    """Raise ReadError for a call whose name is most likely a misspelt one."""
    for item in ast.walk(text.source.tree):
        if not isinstance(item, ast.Call):
            continue
        name = last_name(item)
        if (dotted(item.func) or "").rpartition(".")[0].rpartition(".")[2] == "nn":
            continue  # nn.Linear is a layer
        if name in text.own or name in text.values:
            continue
        is_imported = full_path(text.imports, dotted(item.func) or "").partition(".")[0] not in (
            "torch",
            name,
        )
        if not is_imported and (near := likely_call(name)):
            refuse("a scheduler that is read", f"{name}(…)", item.lineno, near)


def check_schedulers(text: Text) -> None:
    """Raise ReadError for the last call that makes somebody's scheduler, whose rule is not in the text."""
    found = [
        item for item in ast.walk(text.source.tree) if isinstance(item, ast.Call) and _makes_one(text, item)
    ]
    if not found:
        return
    last = max(found, key=lambda item: item.lineno)
    path = dotted(last.func) or ""
    full = full_path(text.imports, path)
    of = f" of {full.rpartition('.')[0]}" if full != path or "." in full else ""
    refuse(
        "a scheduler that is read, or whose class or def is in the text (put it there, or write its rates "
        "as a formula: lrcalc formula)",
        f"{last_name(last)}(…){of}",
        last.lineno,
    )


def _makes_one(text: Text, item: ast.Call) -> bool:
    name = last_name(item)
    if name in text.own or not A_SCHEDULER.search(name) or NO_SCHEDULER.search(name):
        return False
    parent = (dotted(item.func) or "").partition(".")[0]
    # a method of an object is none
    return bool(item.args or item.keywords) and (parent == name or parent in text.imports)
