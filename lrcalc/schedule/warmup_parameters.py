"""The parameters of a warm-up. They stand apart from the policy that uses them, which few calls need."""

from __future__ import annotations

from lrcalc.schedule.parameters import Parameter

SHAPES = ("linear", "cosine", "exponential", "log", "quadratic", "saturating", "constant")
# What a ramp counts over what, and its short name: how many steps are counted beyond t, and beyond W.
RAMPS = {
    "t/W": ("open", 0, 0),
    "(t+1)/W": ("early", 1, 0),
    "(t+1)/(W+1)": ("inner", 1, 1),
    "t/(W-1)": ("closed", 0, -1),
    "(t-1)/W": ("late", -1, 0),
}
MODES = ("before", "over", "times")

RAMP = {
    "warmup": Parameter(
        ("--warmup", "--warmup-steps"),
        "W",
        "W",
        "steps",
        "the length of the warm-up; 10% is a tenth of T",
        share_of="T",
        takes_parts=True,
    ),
    "warmup_start": Parameter(
        ("--warmup-start",),
        "η_start",
        r"\eta_{start}",
        "rate",
        "the rate at step 0; 1% is a hundredth of the maximum",
        default="0",
        share_of="max",
    ),
    "warmup_shape": Parameter(
        ("--warmup-shape",), "", "", "choice", "how the warm-up rises", default=SHAPES[0], choices=SHAPES
    ),
    "warmup_ramp": Parameter(
        ("--warmup-ramp",),
        "",
        "",
        "choice",
        "what the warm-up counts",
        default=next(iter(RAMPS)),
        choices=(*RAMPS, *(short for short, _, _ in RAMPS.values())),
    ),
}
WARMUP = {
    **RAMP,
    "warmup_mode": Parameter(
        ("--warmup-mode",),
        "",
        "",
        "choice",
        "whether the schedule begins after the warm-up, runs from step 0 under it, or is multiplied by it",
        default=MODES[0],
        choices=MODES,
    ),
}
# A parameter that has this value was not chosen.
USUAL = {name: item.default for name, item in WARMUP.items() if item.default is not None}
