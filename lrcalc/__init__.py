"""The learning-rate schedule calculator: what η is at step t, exactly, and why.

>>> from lrcalc import Cosine
>>> Cosine(max="0.002", min="0.0001", T=5000).at(1250)
0.0017217514421272201

Words that the code keeps to:

schedule: what has a rate at every step; a policy is one of a kind, such as cosine annealing.
step: t, the 0-based index of the optimizer update; total: the step at which a schedule ends.
run: steps equally far apart, as they are asked for; stretch: steps found together, within one phase.
phase: the steps in which one formula holds; piece: steps in which η only rises or only falls.
quantity: a named number on the way to η, such as the scale factor; derivation: all of them at a step.
request: what is asked of a schedule; report: the answer to it, in blocks for people and rows for programs.
mark: an answer of a student with the verdict on it; mistake: a way to go wrong, as a variant of a derivation.
"""

from __future__ import annotations

from importlib import import_module

from lrcalc.schedule.asked import answer_by

# as type checkers know it; imported from typing it would be most of the time of `import lrcalc`
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lrcalc.errors import ParameterError as ParameterError
    from lrcalc.errors import ScheduleError as ScheduleError
    from lrcalc.policies import *  # noqa: F403

__version__ = "0.1.0"

COMBINED = ("Chain", "Formula")
ERRORS = ("ParameterError", "ScheduleError")

# imported when something is asked
answer_by(lambda: import_module("lrcalc.questions"))


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return _public()
    if name in ERRORS:
        return getattr(import_module("lrcalc.errors"), name)
    try:
        return getattr(import_module("lrcalc.policies"), name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted([*(name for name in globals() if name.startswith("__")), *_public()])


def _public() -> list[str]:
    """The names that a program uses: the policies, what combines them, what they all are, and the errors."""
    return [*import_module("lrcalc.policies").CLASS_NAMES, *COMBINED, "Policy", *ERRORS]
