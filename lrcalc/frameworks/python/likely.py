"""Calls that are not read, and what was probably meant."""

from __future__ import annotations

import ast

from lrcalc.errors import nearest
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.python.names import dotted, last_name
from lrcalc.frameworks.python.text import Text

# A call is misspelt where its name is that much like a known one.
ALIKE = 0.85


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
        if name not in text.own and name not in text.values and (near := likely_call(name)):
            refuse("a scheduler that is read", f"{name}(…)", item.lineno, near)
