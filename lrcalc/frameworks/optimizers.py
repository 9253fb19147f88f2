"""The optimizer of a text: the rate that it has, or that its first group of parameters has."""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from lrcalc.frameworks.list_of_frameworks import KERAS_OPTIMIZERS, OPTIMIZERS
from lrcalc.frameworks.names import last_name
from lrcalc.frameworks.text import Text
from lrcalc.frameworks.values import Constructed, described
from lrcalc.numbers.literal import parse_number

GROUPS = "params"


class Rate(NamedTuple):
    """The rate of an optimizer, None where there is none; what to say of it, and the default that it is."""

    value: Any
    note: str = ""
    default: str = ""


def rate_of(text: Text, optimizer: Any) -> Rate:
    """The rate that a scheduler finds: of its optimizer, or of the first one in the text."""
    if not isinstance(optimizer, Constructed):
        optimizer = first_optimizer(text)
    if optimizer is None:
        return Rate(None)
    own = _own(optimizer)
    groups = _groups(optimizer)
    if groups:
        found = [group.get("lr", own.value) for group in groups]
        others = [rate for rate in found[1:] if rate != found[0]]
        if others:
            said = ", ".join(described(rate) for rate in found)
            first = f"{len(found)} groups of parameters, with the rates {said}: read is the first"
            return own._replace(value=found[0], note=first, default="" if "lr" in groups[0] else own.default)
        return own._replace(value=found[0], default="" if "lr" in groups[0] else own.default)
    return own


def _own(optimizer: Constructed) -> Rate:
    """The rate that the optimizer itself is given, else its default."""
    for name in ("lr", "learning_rate"):
        if name in optimizer.keywords:
            return Rate(optimizer.keywords[name])
    if len(optimizer.positional) > 1:
        return Rate(optimizer.positional[1])
    known = KERAS_OPTIMIZERS if "keras" in optimizer.path else OPTIMIZERS
    default = known[optimizer.name]
    return Rate(parse_number(default), default=f"lr={default} of {optimizer.name}")


def _groups(optimizer: Constructed) -> list[dict[Any, Any]]:
    """The groups of parameters that an optimizer is given, where all of them are known."""
    first = optimizer.positional[0] if optimizer.positional else optimizer.keywords.get(GROUPS)
    if not isinstance(first, list) or not all(isinstance(group, dict) for group in first):
        return []
    return first


def first_optimizer(text: Text) -> Constructed | None:
    """The first optimizer that is made in the text."""
    for item in sorted(
        (item for item in ast.walk(text.source.tree) if isinstance(item, ast.Call)),
        key=lambda item: (item.lineno, item.col_offset),
    ):
        name = last_name(item)
        if name in OPTIMIZERS and name not in text.names:
            found = text.evaluator.value(item)
            if isinstance(found, Constructed):
                return found
    return None
