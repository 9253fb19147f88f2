"""The schedule that the options of a command line make up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrcalc.command.options import METAVARS
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.policies import policy_class
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.wrappers import WRAPPERS


def policy_from(name: str, options: Mapping[str, Any]) -> Policy:
    """The policy of that name with the options given, in the wrappers asked for."""
    policy = policy_class(name)
    own = policy.parameters()
    for key in policy.solvable:
        if own[key].is_required and options[key] is None:
            option = f"{own[key].options[0]} {METAVARS[own[key].unit]}"
            meaning = f"{own[key].symbol}, {own[key].help}"
            raise ScheduleError(f"{option} is required ({meaning}); lrcalc solve {key} {name} finds one")
    return wrapped(policy(**{key: options[key] for key in own if options[key] is not None}), options)


def wrapped(policy: Policy, options: Mapping[str, Any]) -> Policy:
    """The policy in the wrappers that the options ask for, beside those that it has of its own."""
    own = policy.parameters()
    for item in WRAPPERS:
        if item.key in own:
            continue
        given = {name: options[name] for name in item.parameters if options.get(name) is not None}
        if item.key in given:
            policy = item.around(policy, **given)
        elif given:
            key = item.parameters[item.key].label
            label = item.parameters[next(iter(given))].label
            raise ParameterError(label, f"expected {key} with it, got none")
    return policy
