"""The parameters of a warm-up. They stand apart from the policy that uses them, which few calls need."""

from __future__ import annotations

from lrcalc.schedule.parameters import Parameter

SHAPES = ("linear", "cosine", "exponential")

RAMP = {
    "warmup": Parameter(
        ("--warmup", "--warmup-steps"),
        "W",
        "W",
        "steps",
        "the length of the warm-up; 10% is a tenth of T",
        share_of="T",
    ),
    "warmup_start": Parameter(
        ("--warmup-start",), "η_start", r"\eta_{start}", "rate", "the rate at step 0", default="0"
    ),
    "warmup_shape": Parameter(
        ("--warmup-shape",), "", "", "choice", "how the warm-up rises", default=SHAPES[0], choices=SHAPES
    ),
}
