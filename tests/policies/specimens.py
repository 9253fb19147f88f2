"""What each policy's own test file says of it, for the tests that hold for all policies."""

from importlib import import_module
from typing import Any

from lrcalc.policies import POLICIES, policy_class


def of(name: str) -> Any:
    """The test module of a policy: TYPED, OPTIONS, FORMULAS, random_parameters, reference."""
    return import_module(f"tests.policies.test_{name.replace('-', '_')}")


TYPED = {name: of(name).TYPED for name in POLICIES}


def fields(name: str, *units: str) -> list[str]:
    """The parameters of those units that its test file types."""
    own = policy_class(name).parameters()
    return [field for field in TYPED[name] if own[field].unit in units]


def make(name: str, **changed: Any) -> Any:
    """A policy with the parameters its test file types, some of them changed."""
    return policy_class(name)(**{**TYPED[name], **changed})
