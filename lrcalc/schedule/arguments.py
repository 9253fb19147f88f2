"""What a policy is called with: as it is read, as it was typed, and as the arguments of a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrcalc.errors import ParameterError, expected
from lrcalc.numbers.literal import as_text, shown
from lrcalc.schedule.parameters import Parameter


def as_read(item: Parameter, value: Any) -> Any:
    """A value of Python as it is read: None is the default, and what holds several is a list.

    Raises ParameterError for a flag that is neither true nor false.
    """
    if value is None:
        return False if item.unit == "flag" else item.default
    if item.is_list and not isinstance(value, str):
        return listed(value)
    if item.unit != "flag" or isinstance(value, bool):
        return value
    text = as_text(value).lower()
    if text not in ("true", "1", "false", "0"):
        raise ParameterError(item.label, expected("True or False", shown(value)))
    return text in ("true", "1")


def listed(value: Any) -> list[Any]:
    """The items of what holds several; a number alone, in an array or not, is one."""
    try:
        return list(value)
    except TypeError:
        return [value]


def typed_text(given: object) -> str:
    """A parameter as it was typed."""
    if given is True:
        return "true"
    if isinstance(given, list):
        return ",".join(map(as_text, given))
    return as_text(given).strip()


def written(typed: Mapping[str, str]) -> str:
    """Parameters as the arguments of a call."""
    return ", ".join(f"{name}={_literal(text)}" for name, text in typed.items())


def _literal(text: str) -> str:
    if text in ("true", ""):
        return "True" if text else "[]"
    is_whole = text.isascii() and text.isdecimal() and text[0] != "0"
    return text if is_whole else repr(text)
