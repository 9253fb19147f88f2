"""torch.optim.lr_scheduler."""

from tests.golden.cases import Different, Same

RISES = "torch goes on with the wave, and the rate rises again"
ONE_CYCLE = (
    "one-cycle --max max_lr --total-steps total_steps --pct-start pct_start --div-factor div_factor "
    "--final-div-factor final_div_factor --anneal anneal_strategy"
)
WARMED_UP = "cosine --max lr --min eta_min --T warmup+T_max --warmup warmup --warmup-start lr*start_factor"
WAVES = (
    "cosine --max lr --min eta_min --T warmup+4*T_max --cycles 4 "
    "--warmup warmup --warmup-start lr*start_factor"
)

TORCH = [
    Same("CosineAnnealingLR", "cosine --max lr --min eta_min --T T_max", steps="t <= T_max"),
    Same("CosineAnnealingLR", "cosine --max lr --min eta_min --T 4*T_max --cycles 4", steps="t <= 4*T_max"),
    Different("CosineAnnealingLR", "cosine --max lr --min eta_min --T T_max", RISES, steps="t > T_max"),
    Same("LinearLR", "linear --max lr*start_factor --min lr*end_factor --T total_iters"),
    Same("ConstantLR", "piecewise --values lr*factor,lr --boundaries total_iters"),
    Same("StepLR", "step --lr lr --s step_size --gamma gamma"),
    Same("MultiStepLR", "multistep --lr lr --gamma gamma --milestones milestones"),
    Same("ExponentialLR", "exponential --lr lr --gamma gamma"),
    Same("PolynomialLR", "polynomial --max lr --T total_iters --power power"),
    Same("CosineAnnealingWarmRestarts", "restarts --max lr --min eta_min --T0 T_0 --T-mult T_mult"),
    Same(
        "CyclicLR",
        "cyclic --max max_lr --min base_lr --step-up step_size_up --step-down step_size_down --mode mode",
        when="mode != 'exp_range'",
    ),
    Same(
        "CyclicLR",
        "cyclic --max max_lr --min base_lr --step-up step_size_up --step-down step_size_down "
        "--mode mode --gamma gamma",
        when="mode == 'exp_range'",
    ),
    Same("OneCycleLR", ONE_CYCLE, when="not three_phase", steps="t < total_steps"),
    Same("OneCycleLR", f"{ONE_CYCLE} --three-phase", when="three_phase", steps="t < total_steps"),
    Same("SequentialLR", WARMED_UP, steps="t <= warmup + T_max"),
    Same("SequentialLR", WAVES, steps="t <= warmup + 4 * T_max"),
    Different("SequentialLR", WARMED_UP, RISES, steps="t > warmup + T_max"),
]
