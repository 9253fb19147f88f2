"""What surprises in each framework, and what does not carry over."""

DIFFERENCES: dict[str, tuple[str, ...]] = {
    "torch": (
        "t is what torch calls last_epoch: the update whose rate is printed, if step() follows each update.",
        "CosineAnnealingLR rises again past T_max; OneCycleLR goes on for one update, then raises an error.",
        "OneCycleLR and CyclicLR ignore the optimizer's rate; their momentum, which "
        "cycles too, is not shown.",
        "LinearLR() starts at 1/3 of the rate; ConstantLR is a reduction for total_iters updates.",
        "SequentialLR: each scheduler counts from its own milestone; T_max does not lose "
        "the warm-up by itself.",
        "ChainedScheduler multiplies; with eta_min above 0, and past T_max, torch's recursion is no product.",
        "Computed here is the closed form; torch's recursions drift from it by about 1e-12.",
        "Of several rates or functions for parameter groups, read is the first.",
        "Not read: a MultiplicativeLR whose factor changes from step to step otherwise than by an if.",
    ),
    "transformers": (
        "num_training_steps counts the warm-up; the cosines rise again past it.",
        "num_cycles of cosine counts whole waves (0.5 is one way down), of "
        "cosine_with_restarts the restarts.",
        "get_wsd_schedule starts its warm-up at min_lr_ratio of the rate, not at 0.",
        "warmup_ratio and a warmup_steps below 1 are rounded up; updates of an epoch are, too, since 4.52.",
        "Before 2025-03 the logged rate was that of the next update.",
        "Not read: reduce_lr_on_plateau and greedy, which look at a metric.",
    ),
    "optax": (
        "decay_steps of warmup_cosine_decay_schedule counts the warm-up; "
        "transition_steps of others does not.",
        "alpha is a share of init_value; the scales of piecewise_constant_schedule multiply up.",
        "warmup_constant_schedule without a warm-up stays at init_value; so do others "
        "with no transition_steps.",
        "linear_onecycle_schedule always has three phases; the peak is at int(pct_start·T).",
        "Computed here is the exact value; optax computes in 32 bits unless jax_enable_x64 is set.",
    ),
    "keras": (
        "decay_steps of CosineDecay does not count the warm-up; alpha is a share of the highest rate.",
        "PiecewiseConstantDecay takes the next value one step after the boundary.",
        "CosineDecayRestarts: t_mul is 2 by default; m_mul shrinks what is above the minimum.",
        "PolynomialDecay ends at 0.0001 by default: a first rate of 0.0001 does not decay at all.",
        "A schedule counts updates; LearningRateScheduler, the callback, epochs.",
        "Computed here is the exact value; keras computes in 32 bits, to about 1e-7 of the highest rate.",
    ),
    "timm": (
        "The classes count epochs unless t_in_epochs=False: t is an epoch then, or give --steps-per-epoch.",
        "Without warmup_prefix the decay runs under the warm-up, and the highest rate is never used.",
        "MultiStepLRScheduler drops one step before the milestone; TanhLRScheduler ends "
        "with a jump to lr_min.",
        "cycle_limit is 1: past the first cycle the rate is lr_min.",
        "create_scheduler_v2: warmup_lr is 1e-5, cycle_decay 0.1; decay_rate is the power of poly.",
        "Cycles begin exactly here; timm takes a logarithm, and is off at some, such as 1210 of 10, 30, 90 …",
        "Not read: noise, which is random, and the plateau, which looks at a metric.",
    ),
}
