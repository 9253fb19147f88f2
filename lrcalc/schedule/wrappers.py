"""What can be put around any policy: each a policy itself, listed here with the parameters it adds.

A wrapper is a file of its own with a class that takes `inner`, the policy it goes around, and a line here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from lrcalc.schedule.parameters import Parameter
from lrcalc.schedule.warmup_parameters import WARMUP


class Wrapping:
    """A wrapper: the module of lrcalc.schedule and the class in it, the heading its options stand under, and
    its parameters by name. The first is the one that asks for it; the others go with it."""

    def __init__(self, module: str, class_name: str, heading: str, parameters: dict[str, Parameter]) -> None:
        self.module = module
        self.class_name = class_name
        self.heading = heading
        self.parameters = parameters
        self.key = next(iter(parameters))

    def around(self, policy: Any, **given: Any) -> Any:
        """The policy in this wrapper; its module, which stands on that of policies, is imported only now."""
        module = import_module(f"lrcalc.schedule.{self.module}")
        return getattr(module, self.class_name)(inner=policy, **given)


PAST_END = {
    "past_end": Parameter(
        ("--past-end",),
        "",
        "",
        "choice",
        "after the last step: hold its rate, continue the formula, repeat the schedule, or error",
        default="hold",
        choices=("hold", "continue", "repeat", "error"),
    )
}
FLOOR = {
    "floor": Parameter(
        ("--floor",), "η_floor", r"\eta_{floor}", "rate", "the least rate: max(η, floor)", optional=True
    )
}
CLOCK = {
    "clock": Parameter(
        ("--clock",),
        "",
        "",
        "clock",
        "what the schedule counts in place of t: t//391, 4*t, t+1, t-1; below 0 counts as 0",
        optional=True,
    )
}

# In the order in which they go around a policy, the innermost first.
WRAPPERS = (
    Wrapping("warmup", "WarmedUp", "Warm-up", WARMUP),
    Wrapping("past_end", "PastEnd", "Any schedule", PAST_END),
    Wrapping("floor", "Floored", "Any schedule", FLOOR),
    Wrapping("clock", "Clocked", "Any schedule", CLOCK),
)


def wrapping(key: str) -> Wrapping:
    """The wrapper that a parameter asks for."""
    return next(item for item in WRAPPERS if item.key == key)
