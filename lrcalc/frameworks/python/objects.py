"""What a text makes besides numbers: classes and their instances, and the calls of a framework as values."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lrcalc.frameworks.python.names import dotted
from lrcalc.frameworks.python.values import Defined

# What is found where there is nothing: None is a value.
MISSING: Any = object()


class Maker(NamedTuple):
    """A scheduler or an optimizer of a framework that is not made yet, and what partial gave it."""

    name: str
    path: str
    positional: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()


@dataclass(eq=False)
class Class:
    """A class of the text, with what its body sets and those it is derived from."""

    node: ast.ClassDef
    fields: dict[str, Any] = field(default_factory=dict)
    bases: tuple[Class, ...] = ()

    def member(self, name: str) -> Any:
        """What it or a class that it is derived from has under a name; MISSING where none has."""
        if name in self.fields:
            return self.fields[name]
        found = (base.member(name) for base in self.bases)
        return next((one for one in found if one is not MISSING), MISSING)

    def data_fields(self) -> list[str]:
        """The parameters of a dataclass: the names that are annotated, those of its bases first."""
        own = [
            item.target.id
            for item in self.node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        ]
        return list(dict.fromkeys([*(name for base in self.bases for name in base.data_fields()), *own]))

    def is_a(self, name: str) -> bool:
        """Whether it is derived from a class of that name, of the text or not."""
        own = ((dotted(base) or "").rpartition(".")[2] for base in self.node.bases)
        return any(base.endswith(name) for base in own) or any(base.is_a(name) for base in self.bases)


@dataclass(eq=False)
class Instance:
    """An object: of a class of the text, or of one that is not known, by the name that it has."""

    kind: Class | None
    fields: dict[str, Any] = field(default_factory=dict)
    label: str = ""

    def member(self, name: str) -> Any:
        """An attribute of it or of its class, a method bound to it; MISSING where there is none."""
        if name in self.fields:
            return self.fields[name]
        found = MISSING if self.kind is None else self.kind.member(name)
        if not isinstance(found, Defined) or not isinstance(found.node, ast.FunctionDef):
            return found
        kinds = {dotted(one) for one in found.node.decorator_list}
        if "staticmethod" in kinds:
            return found
        return found._replace(positional=(self.kind if "classmethod" in kinds else self, *found.positional))


@dataclass(eq=False)
class Parser(Instance):
    """An ArgumentParser: its fields are what parse_args gives where no flag is; flags are their names."""

    flags: dict[str, tuple[str, Any]] = field(default_factory=dict)
