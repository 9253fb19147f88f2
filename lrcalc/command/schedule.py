"""The schedule that the options of a command line make up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lrcalc.command.options import METAVARS
from lrcalc.errors import ParameterError, ScheduleError
from lrcalc.policies import policy_class
from lrcalc.schedule.policy import Policy


def policy_from(name: str, options: Mapping[str, Any]) -> Policy:
    """The policy of that name with the options given, after the warm-up if one was asked for."""
    policy = policy_class(name)
    own = policy.parameters()
    for key in policy.solvable:
        if own[key].is_required and options[key] is None:
            option = f"{own[key].options[0]} {METAVARS[own[key].unit]}"
            meaning = f"{own[key].symbol}, {own[key].help}"
            raise ScheduleError(f"{option} is required ({meaning}); lrcalc solve {key} {name} finds one")
    made = policy(**{key: options[key] for key in own if options[key] is not None})
    return made if "warmup" in own else after_warmup(made, options)


def after_warmup(policy: Policy, options: Mapping[str, Any]) -> Policy:
    """The policy after the warm-up that was asked for, if one was."""
    length, start, shape = (options[name] for name in ("warmup", "warmup_start", "warmup_shape"))
    if length is not None:
        return policy.after_warmup(
            length, "0" if start is None else start, "linear" if shape is None else shape
        )
    for name, given in (("--warmup-start", start), ("--warmup-shape", shape)):
        if given is not None:
            raise ParameterError(name, "expected --warmup with it, got none")
    return policy
