"""Configurations as people write them, each with rates worked out in the research or by the framework."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple


class Example(NamedTuple):
    """A text, the file it is from, what was set beside it, and the rates at steps."""

    text: str
    name: str
    settings: dict[str, Any]
    rates: dict[int, float]


def _row(text: str) -> dict[int, float]:
    return {step: float(word) for step, word in enumerate(text.split())}


NEMO = "optim:\n  lr: 1\n  sched:\n    name: CosineAnnealing\n    warmup_steps: 4\n"
AXOLOTL = "base_model: x\nlearning_rate: 1\nwarmup_steps: 4\nmicro_batch_size: 2\nmax_steps: 12\n"
EXAMPLES = {
    "DeepSpeed WarmupLR of HF's ds_config": Example(
        '{"scheduler": {"type": "WarmupLR", "params": {"warmup_min_lr": 0, "warmup_max_lr": 3e-5, '
        '"warmup_num_steps": 500}}}',
        "ds_config.json",
        {},
        {0: 0, 1: 0, 500: 3e-5, 501: 3e-5},
    ),
    # ln 100/ln 1000 of the way at the 101st update, whose clock shows 99
    "DeepSpeed log warm-up, 2/3 of the way after a tenth": Example(
        '{"scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 1, "warmup_num_steps": 1000}}}',
        "",
        {},
        {100: 2 / 3},
    ),
    "DeepSpeed without warmup_max_lr": Example(
        '{"optimizer": {"params": {"lr": 5e-7}}, "scheduler": {"type": "WarmupLR", "params": {}}}',
        "",
        {},
        {1001: 1e-3},
    ),
    "DeepSpeed WarmupCosineLR, linear": Example(
        '{"optimizer": {"params": {"lr": 1}}, "scheduler": {"type": "WarmupCosineLR", "params": {'
        '"total_num_steps": 12, "warmup_num_steps": 4, "cos_min_ratio": 0, "warmup_type": "linear"}}}',
        "",
        {},
        _row("0 0 .25 .5 .75 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0 0"),
    ),
    "DeepSpeed WarmupCosineLR, logarithmic": Example(
        '{"optimizer": {"params": {"lr": 1}}, "scheduler": {"type": "WarmupCosineLR", "params": {'
        '"total_num_steps": 12, "warmup_num_steps": 4, "cos_min_ratio": 0}}}',
        "",
        {},
        _row("0 0 .5 .7925 1 .9619"),
    ),
    "Megatron gpt3 175b": Example(
        "--train-iters 500000 --lr 6.0e-5 --lr-decay-style cosine --min-lr 6.0e-6 "
        "--lr-warmup-fraction .001 --lr-decay-iters 430000",
        "",
        {},
        {0: 0, 215: 3e-5, 430: 6e-5, 430000: 6e-6, 430001: 6e-6},
    ),
    "Megatron llama3 in samples": Example(
        "--train-samples 1953125000 --lr-decay-samples 1949218748 --lr-warmup-samples 3906252 --lr 1 "
        "--lr-decay-style cosine --min-lr 0 --global-batch-size 4",
        "",
        {},
        {0: 0, 976563: 1, 487304687: 0},
    ),
    "NeMo CosineAnnealing": Example(
        NEMO,
        "c.yaml",
        {"total": 12},
        _row(".2 .4 .6 .8 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0"),
    ),
    "NeMo CosineAnnealing, constant_steps 3": Example(
        f"{NEMO}    constant_steps: 3\n    min_lr: 0.1\n",
        "c.yaml",
        {"total": 12},
        _row("0 .25 .5 .75 1 .9141 .6891 .4109 .1859 .1 .1 .1 .1"),
    ),
    "NeMo Noam": Example(
        "optim:\n  lr: 1\n  sched:\n    name: NoamAnnealing\n    warmup_steps: 4\n    d_model: 512\n",
        "c.yaml",
        {},
        _row(".0055 .0055 .0110 .0166 .0221 .0198"),
    ),
    "torchtitan llama3 8B": Example(
        "[optimizer]\nlr = 3e-4\n[lr_scheduler]\nwarmup_steps = 200\n[training]\nsteps = 1000\n",
        "llama3_8b.toml",
        {},
        {0: 1.5e-6, 199: 3e-4, 200: 3e-4, 999: 3.75e-7},
    ),
    "torchtitan cosine": Example(
        "[optimizer]\nlr = 1.0\n[lr_scheduler]\nwarmup_steps = 4\ndecay_type = 'cosine'\n"
        "[training]\nsteps = 12\n",
        "",
        {},
        _row(".25 .5 .75 1 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 .0381"),
    ),
    "nanoGPT train_gpt2": Example(
        "learning_rate = 6e-4\nmax_iters = 600000\nlr_decay_iters = 600000\nmin_lr = 6e-5\n"
        "warmup_iters = 2000\n",
        "train.py",
        {},
        {0: 6e-4 / 2001, 2000: 6e-4, 600000: 6e-5, 600001: 6e-5},
    ),
    "axolotl rex": Example(
        f"{AXOLOTL}lr_scheduler: rex\n",
        "config.yaml",
        {},
        _row(".25 .5 .75 1 .9859 .9677 .9434 .9091 .8571 .7692 .5882 0"),
    ),
    "axolotl cosine_constant_lr_ratio": Example(
        f"{AXOLOTL}cosine_min_lr_ratio: 0.1\ncosine_constant_lr_ratio: 0.75\n",
        "config.yaml",
        {},
        _row("0 .25 .5 .75 1 .9141 .6891 .4109 .1859 .1 .1 .1"),
    ),
    "detectron2 Base-RCNN-FPN": Example(
        "SOLVER:\n  IMS_PER_BATCH: 16\n  BASE_LR: 0.02\n  STEPS: (60000, 80000)\n  MAX_ITER: 90000\n",
        "base.yaml",
        {},
        {0: 2e-5, 500: 0.01001, 1000: 0.02, 59999: 0.02, 60000: 0.002, 80000: 0.0002},
    ),
    "detectron2 tutorial, the warm-up squeezed": Example(
        "cfg.SOLVER.BASE_LR = 0.00025\ncfg.SOLVER.MAX_ITER = 300\n", "", {}, {299: 2.4917e-4}
    ),
    "mmdetection schedule_1x": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02))\n"
        "param_scheduler = [dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=500),\n"
        "    dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11], gamma=0.1)]\n",
        "",
        {"steps_per_epoch": 1000},
        {0: 2e-5, 499: 0.02, 7999: 0.02, 8000: 0.002, 11000: 0.0002},
    ),
    # n = end − begin − 1: the peak at the last update of the warm-up, and once more
    "mmengine linear then cosine": Example(
        "optimizer = dict(lr=1.0)\n"
        "param_scheduler = [dict(type='LinearLR', start_factor=1e-12, by_epoch=False, begin=0, end=4),\n"
        "    dict(type='CosineAnnealingLR', T_max=8, by_epoch=False, begin=4, end=12)]\n",
        "",
        {},
        _row("0 .3333 .6667 1 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 .0381 .0381"),
    ),
    "fairseq inverse_sqrt": Example(
        "--lr 0.0005 --lr-scheduler inverse_sqrt --warmup-updates 4000 --warmup-init-lr 1e-07",
        "",
        {},
        {0: 1e-7, 4000: 5e-4, 16000: 2.5e-4},
    ),
    "fairseq polynomial_decay of mbart": Example(
        "--lr-scheduler polynomial_decay --lr 3e-05 --warmup-updates 2500 --total-num-update 40000",
        "",
        {},
        {0: 0, 1250: 1.5e-5, 2500: 3e-5, 40000: 0},
    ),
    "fairseq cosine restarts at a tenth": Example(
        "--lr 1 --lr-scheduler cosine --lr-period-updates 4 --warmup-updates 0",
        "",
        {},
        {0: 1, 2: 0.5, 4: 0.1, 8: 0.01},
    ),
    "timm train.py 300/5/.1": Example(
        "--sched cosine --epochs 300 --warmup-epochs 5 --lr 0.1", "", {}, {0: 1e-5, 4: 0.080002, 5: 0.099931}
    ),
    "timm poly takes the decay rate as its power": Example(
        "--sched poly --epochs 300 --warmup-epochs 0 --lr 1", "", {}, {150: 0.933}
    ),
    "ultralytics lrf is a factor": Example(
        "lr0: 0.01\nlrf: 0.01\nepochs: 100\n", "args.yaml", {}, {0: 0.01, 99: 0.000199}
    ),
    "HF model card": Example(
        "- learning_rate: 5e-05\n- train_batch_size: 8\n- lr_scheduler_type: cosine\n"
        "- lr_scheduler_warmup_steps: 280\n- num_epochs: 10\n",
        "README.md",
        {"total": 28540},
        {0: 0, 140: 2.5e-5, 280: 5e-5, 14410: 2.5e-5, 28540: 0},
    ),
    "alignment-handbook zephyr": Example(
        "learning_rate: 2.0e-05\nlr_scheduler_type: cosine\nwarmup_ratio: 0.1\nnum_train_epochs: 1\n"
        "per_device_train_batch_size: 16\n",
        "config_full.yaml",
        {"total": 107},
        # the share is rounded up: 11 updates
        {0: 0, 11: 2e-5, 107: 0},
    ),
    "OLMo with the clock at t + 1": Example(
        "optimizer:\n  learning_rate: 1\nscheduler:\n  name: cosine_with_warmup\n  t_warmup: 4\n  t_max: 12\n"
        "  alpha_f: 0\n  warmup_min_lr: 0.0\n",
        "c.yaml",
        {},
        _row(".25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381 0 0"),
    ),
    "llm-foundry, one update late": Example(
        "max_duration: 12ba\noptimizer:\n  name: x\n  lr: 1\nscheduler:\n  name: cosine_with_warmup\n"
        "  t_warmup: 4ba\n  alpha_f: 0\n",
        "c.yaml",
        {},
        _row("0 0 .25 .5 .75 1 .9619 .8536 .6913 .5 .3087 .1464 .0381"),
    ),
    "SequentialLR whose T_max counts the warm-up": Example(
        "opt = torch.optim.SGD(p, lr=0.1)\n"
        "warm = LinearLR(opt, start_factor=1e-8, total_iters=5)\n"
        "cos = CosineAnnealingLR(opt, T_max=100)\n"
        "s = SequentialLR(opt, schedulers=[warm, cos], milestones=[5])\n",
        "",
        {},
        {99: 8.86e-4},
    ),
    "ChainedScheduler": Example(
        "ChainedScheduler([LinearLR(o, 0.01, total_iters=5), CosineAnnealingLR(o, 100)])",
        "",
        {"lr": Fraction(1)},
        _row(".01 .20795 .4056 .60266 .79884 .99384"),
    ),
    "diffusers without a scheduler is constant after 500": Example(
        "--learning_rate 1e-4 --lr_scheduler constant_with_warmup --max_train_steps 1000",
        "",
        {},
        {0: 0, 250: 5e-5, 500: 1e-4, 900: 1e-4},
    ),
    "flags of run_glue, linear where none is named": Example(
        "--learning_rate 2e-5 --warmup_steps 10 --max_steps 110", "", {}, {0: 0, 10: 2e-5, 60: 1e-5, 110: 0}
    ),
    "diffusers warms up over 500 where nothing is said": Example(
        "--learning_rate 1e-4 --lr_scheduler cosine --max_train_steps 1000",
        "",
        {},
        {250: 5e-5, 500: 1e-4, 750: 5e-5},
    ),
    "kohya's share of the updates": Example(
        "--learning_rate 1e-4 --lr_scheduler linear --lr_warmup_steps 0.1 --max_train_steps 100",
        "",
        {},
        {5: 5e-5, 10: 1e-4, 100: 0},
    ),
    "ultralytics on its command line": Example(
        "yolo detect train data=coco.yaml epochs=100 lr0=0.01 lrf=0.01 cos_lr=True optimizer=SGD",
        "",
        {},
        {0: 0.01, 50: 0.00505, 100: 0.0001},
    ),
    # lr_base times 128·4/256, and its root for an optimizer whose name has ada in it
    "timm scales lr_base by the batch": Example(
        "torchrun --nproc_per_node 4 train.py --sched cosine --epochs 300 --warmup-epochs 0 "
        "--opt adamw -b 128 --lr-base 1e-3",
        "",
        {},
        {0: 2**0.5 * 1e-3},
    ),
    "torchtitan's registry in Python": Example(
        "LRSchedulersContainer.Config(warmup_steps=2000, decay_ratio=0.8, "
        'decay_type="cosine", min_lr_factor=0.1)',
        "",
        {"total": 10000, "lr": Fraction(1)},
        {0: 1 / 2000, 1999: 1, 2000: 1, 6000: 0.55},
    ),
    "keras' callback counts epochs": Example(
        "LearningRateScheduler(lambda epoch: 1e-4 * 10**(epoch / 20))",
        "",
        {"steps_per_epoch": 10},
        {0: 1e-4, 9: 1e-4, 200: 1e-3},
    ),
    "a sweep's config.yaml with values": Example(
        "learning_rate:\n  desc: null\n  value: 5.0e-05\nlr_scheduler_type:\n  value: linear\n"
        "max_steps:\n  value: 100\nwarmup_steps:\n  value: 10\n",
        "config.yaml",
        {},
        {5: 2.5e-5, 10: 5e-5, 55: 2.5e-5},
    ),
    "llm-foundry in shares of the run": Example(
        "scheduler:\n  name: linear_decay_with_warmup\n  t_warmup: 0.02dur\n  alpha_f: 0.02\n"
        "max_duration: 1000ba\noptimizer:\n  lr: 1e-3\n",
        "y.yaml",
        {},
        # one update late: (499 − 20)/980 of the way
        {0: 0, 1: 0, 21: 1e-3, 500: 1e-3 * (1 - 0.98 * 479 / 980)},
    ),
    "Megatron WSD": Example(
        "--lr-decay-style WSD --lr-wsd-decay-style exponential --lr-wsd-decay-iters 20 --train-iters 100 "
        "--lr 1 --lr-warmup-iters 10",
        "",
        {},
        {5: 0.5, 50: 1, 80: 1, 90: 0.41421, 100: 0, 101: 0},
    ),
    "fastai one cycle ends at a share of the maximum": Example(
        "learn.fit_one_cycle(1, lr_max=1.0, pct_start=0.3, div_final=1e4)",
        "",
        {"total": 100},
        {0: 0.04, 14: 0.469826, 28: 0.989511, 30: 1, 65: 0.500050, 98: 0.002113},
    ),
}
