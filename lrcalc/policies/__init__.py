"""The policies, each in a file of its own. This list is the one place that knows them by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrcalc.policies.cosine import Cosine as Cosine
    from lrcalc.policies.cyclic import Cyclic as Cyclic
    from lrcalc.policies.exponential import Exponential as Exponential
    from lrcalc.policies.fixed import Fixed as Fixed
    from lrcalc.policies.flat_cosine import FlatCosine as FlatCosine
    from lrcalc.policies.inverse_sqrt import InverseSqrt as InverseSqrt
    from lrcalc.policies.inverse_time import InverseTime as InverseTime
    from lrcalc.policies.linear import Linear as Linear
    from lrcalc.policies.multistep import Multistep as Multistep
    from lrcalc.policies.noam import Noam as Noam
    from lrcalc.policies.one_cycle import OneCycle as OneCycle
    from lrcalc.policies.piecewise import Piecewise as Piecewise
    from lrcalc.policies.polynomial import Polynomial as Polynomial
    from lrcalc.policies.restarts import Restarts as Restarts
    from lrcalc.policies.rex import Rex as Rex
    from lrcalc.policies.step import Step as Step
    from lrcalc.policies.tanh import Tanh as Tanh
    from lrcalc.policies.warmup import Warmup as Warmup
    from lrcalc.policies.wsd import Wsd as Wsd
    from lrcalc.schedule.chain import Chain as Chain
    from lrcalc.schedule.policy import Policy as Policy
    from lrcalc.schedule.typed_formula import Formula as Formula

# The order in which the help lists them; a name such as `one-cycle` stands for OneCycle in one_cycle.py.
POLICIES = (
    "fixed",
    "cosine",
    "step",
    "exponential",
    "warmup",
    "one-cycle",
    "linear",
    "polynomial",
    "multistep",
    "piecewise",
    "inverse-time",
    "wsd",
    "flat-cosine",
    "tanh",
    "rex",
    "inverse-sqrt",
    "noam",
    "restarts",
    "cyclic",
)

# What has no file here: the base of them all, and schedules that are put together.
MADE_OF_OTHERS = {
    "Policy": "lrcalc.schedule.policy",
    "Chain": "lrcalc.schedule.chain",
    "Formula": "lrcalc.schedule.typed_formula",
}

CLASS_NAMES = {name.title().replace("-", ""): name for name in POLICIES}


def policy_class(name: str) -> type[Policy]:
    """The class of the policy with that command name; its module is imported only now."""
    module = import_module(f"lrcalc.policies.{name.replace('-', '_')}")
    found: type[Policy] = getattr(module, name.title().replace("-", ""))
    return found


def __getattr__(name: str) -> Any:
    if name in CLASS_NAMES:
        return policy_class(CLASS_NAMES[name])
    if name in MADE_OF_OTHERS:
        return getattr(import_module(MADE_OF_OTHERS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
