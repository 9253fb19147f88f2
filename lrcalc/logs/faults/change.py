"""The same schedule with another parameter."""

from __future__ import annotations

from typing import Any

from lrcalc.schedule.policy import Policy

# Units of what is counted in whole numbers.
COUNTED = ("steps", "length", "whole number")


def numbers(policy: Policy) -> dict[str, Any]:
    """The exact value of every parameter that was given or has a default, by the name of its field."""
    found = {} if getattr(policy, "inner", None) is None else numbers(policy.inner)  # type: ignore[attr-defined]
    for name, item in policy.parameters().items():
        value = getattr(policy, name)
        if item.is_number and value is not None and value is not False:
            counted = item.unit in COUNTED and value == int(value)
            found[name] = int(value) if counted else value
    return found


def changed(policy: Policy, **changes: Any) -> Policy:
    """The policy with some parameters changed. Raises ParameterError where they do not go together."""
    own = policy.parameters()
    inner = getattr(policy, "inner", None)
    mine = {name: value for name, value in changes.items() if name in own}
    given = {name: text for name, text in policy.typed.items() if name in own}
    if "min" in mine and "min_ratio" in given:
        del given["min_ratio"]
    if inner is None:
        return type(policy)(**{**given, **mine})
    others = {name: value for name, value in changes.items() if name not in own}
    return type(policy)(inner=changed(inner, **others) if others else inner, **{**given, **mine})  # type: ignore[call-arg]
