"""The learning-rate schedule calculator: what η is at step t, exactly, and why.

>>> from lrcalc import Cosine
>>> Cosine(max="0.002", min="0.0001", T=5000).at(1250)
0.0017217514421272201
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrcalc.policies import *  # noqa: F403

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in ("ParameterError", "ScheduleError"):
        return getattr(import_module("lrcalc.errors"), name)
    try:
        return getattr(import_module("lrcalc.policies"), name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
