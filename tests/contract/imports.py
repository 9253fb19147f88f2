"""Who imports whom in the package: read as text, imports within functions too; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[2] / "lrcalc"


class Import(NamedTuple):
    """One import: the names of the modules within the package, `numbers.real`; the package itself is ''."""

    importer: str
    imported: str
    line: int


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def folder(module: str) -> str:
    """The folder a module lies in; a module of the package itself is its own."""
    return module.partition(".")[0]


def imports() -> list[Import]:
    known = modules()
    return [found for name, path in known.items() for found in imports_of(name, path, known)]


def imports_of(name: str, path: Path, known: dict[str, Path]) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        for target in _targets(node, known):
            if target != name:
                yield Import(name, target, node.lineno)


def _targets(node: ast.AST, known: dict[str, Path]) -> set[str]:
    """The modules of the package that a statement imports, or a call of import_module."""
    if isinstance(node, ast.Import):
        named = [item.name for item in node.names]
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: a relative import, where all others are absolute"
        inner = [f"{node.module}.{item.name}" for item in node.names]
        named = [name if _within(name) in known else str(node.module) for name in inner]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        named = [_beginning(node.args[0])]
    else:
        named = []
    return {_within(name) for name in named if name.partition(".")[0] == PACKAGE.name}


def _within(name: str) -> str:
    return name.partition(".")[2]


def _beginning(argument: ast.expr) -> str:
    """What is known of the name: of f"lrcalc.policies.{name}" the folder."""
    if isinstance(argument, ast.JoinedStr):
        argument = argument.values[0]
    return str(argument.value).rstrip(".") if isinstance(argument, ast.Constant) else ""


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected groups of more than one node (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(edges.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                groups.append(sorted(group))

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return groups
