"""What a text is: Python, a notebook, JSON, TOML, YAML, flags or a list, by its file's name or by itself."""

from __future__ import annotations

import re

_FLAG = re.compile(r"(^|\s)--?[A-Za-z][\w.-]*([=\s]|$)")
# Two settings in one line: lr0=0.01 lrf=0.01
_HYDRA = re.compile(r"(^|\s)\+*[a-z_][\w.]*=\S+\s+(\S+\s+)*\+*[a-z_][\w.]*=\S+")
_SECTION = re.compile(r"^\s*\[+[A-Za-z_][\w. -]*\]+\s*(#.*)?$", re.MULTILINE)
_TOML_PAIR = re.compile(r"^\s*[A-Za-z_][\w.-]*\s*=\s*\S", re.MULTILINE)


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
