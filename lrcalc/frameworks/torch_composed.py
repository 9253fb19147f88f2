"""torch schedulers made of others: SequentialLR, and ChainedScheduler where it is a product."""

from __future__ import annotations

from lrcalc.frameworks.arguments import Arguments
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.target import Chain, Named, Past, Target, Times


def sequential(a: Arguments) -> Target:
    parts, milestones = a.targets("schedulers"), [int(item) for item in a.numbers("milestones")]
    if len(parts) != len(milestones) + 1 and not a.missing:
        refuse("one milestone fewer than schedulers", f"{len(milestones)} for {len(parts)}", a.line)
    if any(b < c for b, c in zip(milestones[1:], milestones)):
        refuse("milestones in order", ", ".join(map(str, milestones)), a.line)
    if a.missing:
        return parts[0] if parts else Named("fixed", {"lr": 1})
    a.note("each scheduler counts from its own milestone")
    return Chain(parts, milestones)


def chained(a: Arguments) -> Target:
    parts = a.targets("schedulers")
    if len(parts) == 1:
        return parts[0]
    for part in parts:
        if not _is_factor(part):
            refuse("schedulers that multiply the rate in ChainedScheduler", "one that sets it", a.line)
    a.note("ChainedScheduler multiplies: each scheduler is a factor of the optimizer's rate")
    return Times(parts, a.lr)


def _is_factor(target: Target) -> bool:
    """Whether a scheduler multiplies the rate it finds: those that come down to a minimum do not."""
    if isinstance(target, Past):
        return (
            isinstance(target.inner, Named) and target.inner.policy == "cosine" and _ends_at_0(target.inner)
        )
    factors = ("step", "multistep", "exponential", "polynomial", "linear", "piecewise", "fixed")
    return isinstance(target, Named) and target.policy in factors


def _ends_at_0(target: Named) -> bool:
    return not target.parameters.get("min")
