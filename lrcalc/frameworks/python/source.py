"""Python as text: parsed, never run; where each node stands, and the digits of a number as typed."""

from __future__ import annotations

import ast
import re
import textwrap
import warnings

from lrcalc.frameworks.errors import NoPython, ReadError, refuse

LONGEST = 1_000_000
# Python's parser reads some 200,000 characters a second.
LONGEST_SOURCE = 200_000
# Deeper brackets than these no schedule has, and a parser may not come back from them.
DEEPEST = 90
PROMPT = re.compile(r"\s*(>>>|\.\.\.)( |$)")
_OF_A_RATE = re.compile(r"sched|optim|\blr\b|learning_rate|compile\(|fit", re.IGNORECASE)
_BRACKETS = re.compile(r"[()\[\]{}]")


class Source:
    """A text of Python and its tree. Raises ReadError, NoPython for a text that is none."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST_SOURCE:
            refuse(f"Python of at most {LONGEST_SOURCE} characters", str(len(text)))
        check_depth(text)
        self.text = text = code_lines(text)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = ast.parse(text)
        except SyntaxError as error:
            what = (error.msg or "no Python").lower()
            raise NoPython(f"expected Python that can be parsed: {what}", error.lineno or 0) from None
        except (RecursionError, MemoryError, ValueError, OverflowError):
            raise NoPython("expected Python that can be parsed, got too deep a nest") from None
        self._lines = [line.encode() for line in text.splitlines(keepends=True)]

    def segment(self, node: ast.expr) -> str:
        """The text of a node on one line."""
        line = self._lines[node.lineno - 1] if node.lineno <= len(self._lines) else b""
        if node.end_lineno != node.lineno:
            return ast.unparse(node)
        return line[node.col_offset : node.end_col_offset].decode()


def code_lines(text: str) -> str:
    """The lines of Python: without prompts, what a notebook gives to a shell, and a common indentation."""
    lines = text.splitlines()
    if any(re.match(r"\s*>>> ", line) for line in lines):
        lines = [re.sub(r"^\s*(>>>|\.\.\.) ?", "", line) if PROMPT.match(line) else "" for line in lines]
    lines = [re.sub(r"^(\s*)[%!].*", r"\1pass", line) for line in lines]
    return textwrap.dedent("\n".join(lines))


def check_depth(text: str) -> None:
    """Raise ReadError for a text of brackets within brackets."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth += 1 if match[0] in "([{" else -1
        if depth > DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            refuse(f"brackets at most {DEEPEST} deep", "more", line)
        depth = max(depth, 0)


def notebook_source(text: str) -> str:
    """The code of a notebook, without the lines that a shell would run. Raises ReadError."""
    import json

    try:
        cells = json.loads(text)["cells"]
        found = [cell["source"] for cell in cells if cell.get("cell_type") == "code"]
        joined = ["".join(item) if isinstance(item, list) else str(item) for item in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReadError("expected a notebook with cells, got other JSON") from None
    return "\n".join(map(_cell, joined))


def _cell(text: str) -> str:
    """The code of a cell; nothing of one that is no Python, unless it has to do with a rate."""
    code = code_lines(text)
    if _OF_A_RATE.search(code):
        return code
    try:
        Source(code)
    except ReadError:
        # help as IPython has it, a question of a data base, another language
        return ""
    return code
