"""torch schedulers made of others: SequentialLR, and ChainedScheduler where it is a product."""

from __future__ import annotations

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.target import Chain, Named, Past, Target, Times
from lrcalc.frameworks.errors import refuse

MOST_FACTORS = 50


def sequential(a: Arguments) -> Target:
    parts, milestones = a.targets("schedulers"), [int(item) for item in a.numbers("milestones")]
    if len(parts) != len(milestones) + 1 and not a.missing:
        refuse("one milestone fewer than schedulers", f"{len(milestones)} for {len(parts)}", a.line)
    if any(b < c for b, c in zip(milestones[1:], milestones)):
        refuse("milestones in order", ", ".join(map(str, milestones)), a.line)
    if a.missing:
        return parts[0] if parts else Named("fixed", {"lr": 1})
    a.note("each scheduler counts from its own milestone")
    return Chain([parts[0], *_later(a, parts[1:], milestones)], milestones)


def _later(a: Arguments, parts: list[Target], milestones: list[int]) -> list[Target]:
    """The schedulers after the first: they begin by their closed form, which is another for total_iters=0."""
    found = []
    for made, part, milestone in zip(a.raw("schedulers")[1:], parts, milestones):
        is_fixed = isinstance(part, Named) and part.policy == "fixed" and not part.warmup
        is_fixed = is_fixed and milestone > 0
        if is_fixed and made.name in ("LinearLR", "PolynomialLR"):
            wanted = f"total_iters above 0 in a {made.name} after a milestone, which torch divides by"
            refuse(wanted, "0", made.line)
        found.append(Named("fixed", {"lr": a.lr}) if is_fixed and made.name == "ConstantLR" else part)
    return found


def chained(a: Arguments) -> Target:
    parts = a.targets("schedulers")
    if len(parts) > MOST_FACTORS:
        refuse(f"at most {MOST_FACTORS} schedulers in ChainedScheduler", str(len(parts)), a.line)
    if len(parts) == 1:
        return parts[0]
    made = a.raw("schedulers")
    for part, call in zip(parts, made if isinstance(made, list) else [made]):
        if not _is_factor(part) and getattr(call, "name", "") != "MultiplicativeLR":
            refuse("schedulers that multiply the rate in ChainedScheduler", "one that sets it", a.line)
    a.note("ChainedScheduler multiplies: each scheduler is a factor of the optimizer's rate")
    waves = [
        part.inner.parameters["T"]
        for part in parts
        if isinstance(part, Past) and isinstance(part.inner, Named)
    ]
    if waves:
        a.note("past T_max torch adds to the rate instead: that is not computed")
    return Times(parts, a.lr, min(waves, default=None))


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
