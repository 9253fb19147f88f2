"""warmup_scheduler: GradualWarmupScheduler, a ramp, and after it another scheduler."""

from __future__ import annotations

from lrcalc.frameworks.call.arguments import Arguments
from lrcalc.frameworks.call.calls import Call
from lrcalc.frameworks.call.target import Named, Target
from lrcalc.frameworks.errors import refuse


def gradual(a: Arguments) -> Target:
    times, length = a.rate("multiplier"), a.steps("total_epoch", 1)
    if times < 1 and not a.missing:
        refuse("a multiplier of at least 1, as it asserts", times, a.line)
    if a.raw("after_scheduler") is not None:
        refuse(
            "a schedule whose rates do not depend on the version of torch (its own step() mixes with that of "
            "after_scheduler: it goes over the peak, and ends late; SequentialLR of a LinearLR and the "
            "other one does what is meant, and --warmup of lrcalc)",
            "GradualWarmupScheduler with an after_scheduler",
            a.line,
        )
    first = a.lr if times > 1 else 0
    return Named("fixed", {"lr": a.lr * times}, {"warmup": length, "warmup_start": first})


CALLS = (
    Call(
        "warmup_scheduler",
        "GradualWarmupScheduler",
        "optimizer, multiplier, total_epoch, after_scheduler=None",
        gradual,
    ),
)
