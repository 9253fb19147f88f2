"""Runs with another formula: another ramp, another way to join the warm-up, another policy."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.errors import ScheduleError
from lrcalc.logs.curve import Curve
from lrcalc.logs.faults.explanation import Explanation, Meant
from lrcalc.logs.matching import Rows
from lrcalc.policies import policy_class
from lrcalc.schedule.warmup_parameters import MODES, RAMPS, SHAPES, WARMUP

CHOICES = {"warmup_ramp": tuple(RAMPS), "warmup_mode": MODES, "warmup_shape": SHAPES}
IDS = {"warmup_ramp": "wrong-ramp", "warmup_mode": "wrong-ramp", "warmup_shape": "wrong-ramp"}
# Policies with a maximum, a minimum and a total, which may be taken for one another.
ALIKE = ("cosine", "linear", "polynomial", "rex")


def another_ramp(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The warm-up counts something else, is joined otherwise, or rises otherwise."""
    if not meant.values.get("warmup"):
        return
    for name, choices in CHOICES.items():
        own = meant.policy.typed.get(name, WARMUP[name].default)
        for choice in choices:
            curve = meant.variant(**{name: choice}) if choice != own else None
            if curve is not None and rows.holds(curve.at):
                key = name.removeprefix("warmup_")
                text = f"the {key} of the warm-up is {choice} instead of {own}"
                yield Explanation(IDS[name], {key: choice, "meant": own}, text, curve.at)
                return


def another_policy(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The formula of another policy with the same parameters."""
    if meant.policy.name not in ALIKE:
        return
    warmup = {name: text for name, text in meant.policy.typed.items() if name in WARMUP}
    given = {
        name: text for name, text in meant.policy.typed.items() if name in ("max", "min", "min_ratio", "T")
    }
    for name in ALIKE:
        more = {"power": "2"} if name == "polynomial" else {}
        try:
            policy = policy_class(name)(**given, **more)
            if "warmup" in warmup:
                from lrcalc.schedule.wrappers import wrapping

                policy = wrapping("warmup").around(policy, **warmup)
            curve = Curve(policy)
        except (ScheduleError, TypeError):
            continue
        if name != meant.policy.name and rows.holds(curve.at):
            text = f"the rates are those of {name} instead of {meant.policy.name}, with the same parameters"
            yield Explanation("wrong-policy", {"policy": name, "meant": meant.policy.name}, text, curve.at)
            return
