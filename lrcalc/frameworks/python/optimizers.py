"""The optimizer of a text: the rate that it has, or that its first group of parameters has."""

from __future__ import annotations

from typing import Any, NamedTuple

from lrcalc.frameworks.list_of_frameworks import KERAS_OPTIMIZERS, OPTIMIZERS
from lrcalc.frameworks.python.branches import same
from lrcalc.frameworks.python.constructors import RATES
from lrcalc.frameworks.python.imports import full_path
from lrcalc.frameworks.python.text import SoFar
from lrcalc.frameworks.python.values import Constructed, Unknown, described
from lrcalc.numbers.literal import parse_number

GROUPS = "params"
# What the optimizers of keras and of torch are imported from.
KERAS = ("keras", "tensorflow", "tf")
TORCH = ("torch", "optim", "lion_pytorch")


class Rate(NamedTuple):
    """The rate of an optimizer, None where there is none; what to say of it, and the default that it is."""

    value: Any
    note: str = ""
    default: str = ""


def rate_of(text: SoFar, optimizer: Any) -> Rate:
    """The rate that a scheduler finds: of its optimizer, or of the only one in the text."""
    if isinstance(optimizer, Unknown):
        if optimizer.between:
            then, other = (rate_of(text, one) for one in optimizer.between)
            if same(then.value, other.value):
                return then
            return Rate(optimizer._replace(between=(then.value, other.value)))
        words = dict(optimizer.keywords)
        given = [words[name] for name in RATES if name in words]
        if given:
            return Rate(given[0])
        if "(" in optimizer.name:
            # what makes it is not in the text
            return Rate(None)
    made = optimizer if isinstance(optimizer, Constructed) else _stand_in(text)
    return Rate(None) if made is None else _of(text, made)


def _of(text: SoFar, optimizer: Constructed) -> Rate:
    """The rate of an optimizer, of its first group of parameters where it has several."""
    own = _own(text, optimizer)
    groups = _groups(optimizer)
    if not groups:
        return own
    found = [group.get("lr", own.value) for group in groups]
    own = own._replace(value=found[0], default="" if "lr" in groups[0] else own.default)
    if all(rate == found[0] for rate in found[1:]):
        return own
    said = ", ".join(described(rate) for rate in found)
    return own._replace(note=f"{len(found)} groups of parameters, with the rates {said}: read is the first")


def _own(text: SoFar, optimizer: Constructed) -> Rate:
    """The rate that the optimizer itself is given, else its default."""
    for name in RATES:
        if name in optimizer.keywords:
            return Rate(optimizer.keywords[name])
    if len(optimizer.positional) > 1:
        return Rate(optimizer.positional[1])
    default = _default(text, optimizer)
    if default is None:
        return Rate(None)
    return Rate(parse_number(default), default=f"lr={default} of {optimizer.name}")


def _default(text: SoFar, optimizer: Constructed) -> str | None:
    """The rate of an optimizer that is given none; None where the text does not say whose it is."""
    path = full_path(text.imports, optimizer.path)
    root = path.partition(".")[0]
    if any(part in KERAS for part in path.split(".")):
        return KERAS_OPTIMIZERS.get(optimizer.name)
    if root in TORCH:
        return OPTIMIZERS.get(optimizer.name)
    if path != optimizer.path:
        return None  # of another package
    roots = {one.partition(".")[0] for one in text.imports.values()}
    keras, torch = KERAS_OPTIMIZERS.get(optimizer.name), OPTIMIZERS.get(optimizer.name)
    if keras == torch or not roots & {*KERAS}:
        # the parameters are the first argument of torch's, and keras has no such one
        return torch if keras == torch or optimizer.positional or roots & {*TORCH} else None
    return None if roots & {*TORCH} else keras


def _groups(optimizer: Constructed) -> list[dict[Any, Any]]:
    """The groups of parameters that an optimizer is given, where all of them are known."""
    first = optimizer.positional[0] if optimizer.positional else optimizer.keywords.get(GROUPS)
    if not isinstance(first, list) or not all(isinstance(group, dict) for group in first):
        return []
    return first


def _stand_in(text: SoFar) -> Constructed | None:
    """The optimizer of the text where there is one alone, or where all have one rate."""
    found = [
        one.made
        for one in text.evaluator.reached
        if isinstance(one.made, Constructed) and one.made.name in OPTIMIZERS
    ]
    rates = [_of(text, one).value for one in found]
    return found[0] if found and all(same(rate, rates[0]) for rate in rates) else None
