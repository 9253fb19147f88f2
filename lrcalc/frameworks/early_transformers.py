"""pytorch_transformers, and those who kept its classes: what transformers has as get_… functions now."""

from __future__ import annotations

from typing import Any

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.transformers import by_type


def _as(kind: str, more: str = "") -> Any:
    """A class that is the schedule of a type: its own names of the two lengths, and of one parameter more."""

    def target(a: Arguments) -> Target:
        names = a.call.signature()
        for name, own in (("num_warmup_steps", "warmup_steps"), ("num_training_steps", "t_total")):
            a.values[name] = a.raw(own) if own in names else None
        return by_type(a, kind, {more: a.raw("cycles")} if more else {})

    return target


BOTH = "optimizer, warmup_steps, t_total"
CALLS = (
    Call("pytorch_transformers", "ConstantLRSchedule", "optimizer, last_epoch=-1", _as("constant")),
    Call(
        "pytorch_transformers",
        "WarmupConstantSchedule",
        "optimizer, warmup_steps, last_epoch=-1",
        _as("constant_with_warmup"),
    ),
    Call("pytorch_transformers", "WarmupLinearSchedule", f"{BOTH}, last_epoch=-1", _as("linear")),
    Call(
        "pytorch_transformers",
        "WarmupCosineSchedule",
        f"{BOTH}, cycles=0.5, last_epoch=-1",
        _as("cosine", "num_cycles"),
    ),
    Call(
        "pytorch_transformers",
        "WarmupCosineWithHardRestartsSchedule",
        f"{BOTH}, cycles=1.0, last_epoch=-1",
        _as("cosine_with_restarts", "num_cycles"),
    ),
)
