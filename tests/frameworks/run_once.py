"""Configurations with rates that the frameworks themselves gave, run once, or that their source says."""

from tests.frameworks.texts import Example

RUN_ONCE = {
    # DeepSpeed 0.19.8, run once: 0 before its first step, whatever the ratio is
    "DeepSpeed WarmupCosineLR from a ratio": Example(
        '{"optimizer": {"params": {"lr": 1}}, "scheduler": {"type": "WarmupCosineLR", "params": {'
        '"total_num_steps": 10, "warmup_min_ratio": 0.1, "warmup_num_steps": 5, "warmup_type": "linear"}}}',
        "",
        {},
        {0: 0, 1: 0.1, 2: 0.28},
    ),
    # mmengine 0.10.7, run once: a stage does nothing from its end on, and a later one goes on from its rate
    "mmengine stages that end": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type='MultiStepLR', by_epoch=False, end=11, milestones=[6, 7, 14], gamma=0.1),\n"
        "    dict(type='PolyLR', by_epoch=False, begin=11, end=21, power=1, eta_min=0.0001)]\n",
        "config.py",
        {},
        {5: 1, 6: 0.1, 10: 0.01, 11: 0.01, 15: 0.0001 + 0.0099 * 5 / 9, 20: 0.0001, 40: 0.0001},
    ),
    "mmengine decays that end": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type='ExponentialLR', by_epoch=False, end=5, gamma=0.5),\n"
        "    dict(type='StepLR', by_epoch=False, begin=5, end=10, step_size=2, gamma=0.1)]\n",
        "config.py",
        {},
        {4: 0.0625, 5: 0.0625, 7: 0.00625, 9: 0.000625, 11: 0.000625, 30: 0.000625},
    ),
    # megatron-core 0.16.1, run once: without a warm-up the root counts samples
    "Megatron inverse square root, no warm-up": Example(
        "--lr 1 --lr-decay-style inverse-square-root --train-iters 20 --global-batch-size 16 --min-lr 0.1",
        "",
        {},
        {0: 1, 1: 0.25, 4: 0.125, 20: 0.1, 21: 0.1},
    ),
    "Megatron constant, a warm-up of 1.5 updates": Example(
        "--lr 1 --lr-decay-style constant --lr-decay-iters 15 --train-iters 20 --lr-warmup-fraction 0.1",
        "",
        {},
        {0: 0, 1: 2 / 3, 2: 1, 20: 1},
    ),
    # fairseq/optim/lr_scheduler/triangular_lr_scheduler.py, worked out by hand: legs of 5 updates
    "fairseq triangular": Example(
        "fairseq-train d --lr-scheduler triangular --lr 0.1 --max-lr 1 --lr-period-updates 10",
        "",
        {},
        {0: 0.1, 5: 1, 9: 0.28, 10: 0.1, 15: 0.1, 20: 0.1, 25: 0.01},
    ),
    "detectron2 after the flags": Example(
        "./train_net.py --config-file x.yaml --num-gpus 8 SOLVER.BASE_LR 0.02 SOLVER.MAX_ITER 90 "
        "SOLVER.WARMUP_ITERS 10 SOLVER.STEPS '(60, 80)'",
        "",
        {},
        {0: 2e-5, 10: 0.02, 60: 0.002, 80: 0.0002},
    ),
}
