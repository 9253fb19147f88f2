"""What a text is: Python, a notebook, JSON, TOML, YAML, flags or a list, by its file's name or by itself."""

from __future__ import annotations

import ast
import re
from contextlib import suppress

_FLAG = re.compile(r"(^|\s)--?[A-Za-z][\w.-]*([=\s]|$)")
# Two settings in one line: lr0=0.01 lrf=0.01
_HYDRA = re.compile(r"(^|\s)\+*[a-z_][\w.]*=\S+\s+(\S+\s+)*\+*[a-z_][\w.]*=\S+")
_SECTION = re.compile(r"^\s*\[+[A-Za-z_][\w. -]*\]+\s*(#.*)?$", re.MULTILINE)
_TOML_PAIR = re.compile(r"^\s*[A-Za-z_][\w.-]*\s*=\s*\S", re.MULTILINE)

_KEYWORD = re.compile(r"[A-Za-z_]\w*\s*=[^=]")
# Longer ones are files, and no arguments that somebody copied.
LONGEST_PASTED = 20_000


def kind_of(text: str, name: str = "") -> str:
    """What a text is, json, toml, yaml, flags, list, notebook or python, by its file's name or by itself."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    known = {
        "py": "python", "ipynb": "notebook", "yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json",
        "md": "list", "sh": "flags", "bash": "flags",
    }  # fmt: skip
    if ending in known:
        return known[ending]
    start = text.lstrip()[:1]
    if start == "{":
        return "notebook" if '"cells"' in text[:2000] else "json"
    if text.lstrip().startswith("--") or _has_flags(text):
        return "flags"
    if _HYDRA.search(text) and "(" not in text and "\n" not in text.strip():
        return "flags"
    if _SECTION.search(text) and _TOML_PAIR.search(text):
        return "toml"
    return "python"


def _has_flags(text: str) -> bool:
    before = re.sub(r"(?m)^\s*(?:export\s+)?\w+=\(|\$\(", "", text.partition("--")[0])
    return _FLAG.search(text) is not None and "(" not in before


def as_assignment(text: str) -> str:
    """Keyword arguments or a dictionary of Python, as they are pasted, as an assignment; else the text."""
    bare = text.strip().rstrip(",")
    is_dictionary = bare.startswith("{") and bare[1:].lstrip().startswith("'")
    if len(bare) > LONGEST_PASTED or not (is_dictionary or _KEYWORD.match(bare)):
        return text
    written = f"config = {bare}" if is_dictionary else f"config = dict({bare}\n)"
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        value = getattr(ast.parse(written).body[0], "value", None)
        if isinstance(value, ast.Dict) or (isinstance(value, ast.Call) and len(value.keywords) > 1):
            return written
    return text
