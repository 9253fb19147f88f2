"""Texts of names and values: JSON, TOML, YAML, flags and lists, their numbers as they were typed."""

from __future__ import annotations

import json
import re
import shlex
import sys
from importlib import import_module
from typing import Any

from lrcalc.frameworks.configuration.shell import command
from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.frameworks.python.source import check_depth

# PyYAML reads some 50,000 characters a second.
LONGEST_YAML = 60_000
DEEPEST_BLOCK = 200
# What the tag of a mapping is kept under.
TAG = "_tag_"
_PAIR = re.compile(
    r"^\s*(?:[-*+]\s+)?[\"'`*]*([A-Za-z_][\w ./-]{0,60}?)[\"'`*]*\s*[:=]\s*(.{1,300}?)\s*,?\s*$"
)
# A text in quotes, which stays, or a comment of C
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*[\s\S]*?\*/')


def json_values(text: str) -> Any:
    """The value of a text of JSON. Raises ReadError."""
    check_depth(text)
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        bare = _COMMENT.sub(lambda match: match[1] or "", text)
        if bare != text:
            return json_values(bare)
        if "#" in text or re.search(r",\s*[}\]]", text):
            return yaml_values(text)
        line = getattr(error, "lineno", 0)
        raise ReadError(
            f"expected JSON that can be parsed: {getattr(error, 'msg', 'too deep')}", line
        ) from None


def toml_values(text: str) -> Any:
    """The value of a text of TOML. Raises ReadError."""
    check_depth(text)
    # tomllib is part of Python from 3.11 on
    reader = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        return reader.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise ReadError(f"expected TOML that can be parsed: {error}", int(found[1]) if found else 0) from None


def yaml_values(text: str) -> Any:
    """The value of a text of YAML, every scalar as its text. Raises ReadError."""
    if len(text) > LONGEST_YAML:
        refuse(f"YAML of at most {LONGEST_YAML} characters", str(len(text)))
    check_depth(text)
    if re.search(rf"(?m)^(\s*- ){{{DEEPEST_BLOCK},}}|^ {{{DEEPEST_BLOCK},}}\S", text):
        refuse("YAML of a reasonable depth", "a deep nest")
    # it takes a fifth of the time of a run to import
    yaml = import_module("yaml")

    try:
        return yaml.load(text, Loader=_with_tags(yaml))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "no YAML"
        raise ReadError(f"expected YAML that can be parsed: {what}", mark.line + 1 if mark else 0) from None
    except (RecursionError, ValueError):
        raise ReadError("expected YAML that can be parsed, got too deep a nest") from None


def _with_tags(yaml: Any) -> Any:
    """A loader of texts that keeps a tag such as !PiecewiseDecay, under the name _tag_."""

    class Tagged(yaml.BaseLoader):  # type: ignore[misc]
        pass

    def made(loader: Any, tag: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return {TAG: tag, **loader.construct_mapping(node, deep=True)}
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        text = loader.construct_scalar(node)
        return text or {TAG: tag}

    Tagged.add_multi_constructor("!", made)
    return Tagged


def flag_values(text: str) -> dict[str, Any]:
    """The flags of a command line, each with the words after it. Raises ReadError."""
    try:
        words = shlex.split(command(text), comments=True)
    except ValueError as error:
        raise ReadError(f"expected a command line as a shell takes it: {error}") from None
    found: dict[str, Any] = {}
    name: str | None = None
    for word in words:
        if re.match(r"--?[A-Za-z]", word):
            name, has_value, value = word.lstrip("-").partition("=")
            found[name] = value if has_value else "true"
            if has_value:
                name = None
        elif word.endswith(".py"):
            name = None  # the program, which is no value
        elif re.fullmatch(r"[A-Z][A-Z_]*(\.[A-Z_]+)+", word):
            # detectron2: SOLVER.BASE_LR 0.02
            name = word
            found[name] = "true"
        elif name is not None:
            before = found[name]
            if before == "true":
                found[name] = word
            else:
                found[name] = [*(before if isinstance(before, list) else [before]), word]
        elif re.match(r"\+*[A-Za-z_][\w.]*=", word):
            # Hydra, and the command line of ultralytics
            key, _, value = word.lstrip("+").partition("=")
            found[key] = value
    return found


def listed_values(text: str) -> dict[str, Any]:
    """Names and values a line each, as in a model card: `- learning_rate: 5e-05`."""
    found: dict[str, Any] = {}
    for line in text.splitlines():
        match = _PAIR.match(line)
        if match:
            found.setdefault(match[1].strip().replace(" ", "_"), match[2].strip().strip("`"))
    return found


def table_steps(text: str) -> tuple[int, str]:
    """The updates that the table of a model card ends with, if with the last epoch, and what to say."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines()
            if line.strip().startswith("|")]  # fmt: skip
    epochs = re.search(r"num_epochs: *([0-9.]+)", text)
    names = [name.lower() for name in rows[0]] if rows else []
    if epochs is None or "step" not in names or "epoch" not in names:
        return 0, ""
    last = rows[-1]
    if len(last) != len(names):
        return 0, ""
    epoch, step = last[names.index("epoch")], last[names.index("step")]
    try:
        whole = float(epoch) == float(epochs[1]) and step.isdecimal() and len(step) < 16
    except ValueError:
        return 0, ""
    return (int(step), f"{step} updates: the last step of the table, in epoch {epoch}") if whole else (0, "")


def name_lines(text: str) -> dict[str, int]:
    """The line of each name that stands before a colon or an equals sign, or is a flag."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines()[:20_000], 1):
        for match in re.finditer(r"(?:--)?([A-Za-z_][\w.-]*)[\"']?\s*[:=\s]", line[:500]):
            found.setdefault(match[1].replace("-", "_").lower().rpartition(".")[2], number)
    return found
