"""Texts as people paste them, each with rates from the framework's source or worked out by hand."""

from fractions import Fraction

from tests.frameworks.texts import Example

PASTED = {
    # lr_schedules.py counts last_batch_iteration + 1, which is t, in these two
    "DeepSpeed OneCycle is not late": Example(
        '{"scheduler": {"type": "OneCycle", "params": {"cycle_first_step_size": 1000, "cycle_min_lr": 0.0001, '
        '"cycle_max_lr": 0.001, "decay_step_size": 1000, "decay_lr_rate": 0.5}}}',
        "",
        {},
        {0: 1e-4, 500: 5.5e-4, 1000: 1e-3, 1500: 5.5e-4, 2000: 1e-4, 3000: 1e-4 / 1.5},
    ),
    "DeepSpeed OneCycle in stairs": Example(
        '{"scheduler": {"type": "OneCycle", "params": {"cycle_first_step_size": 10, "cycle_min_lr": 0, '
        '"cycle_max_lr": 1, "cycle_first_stair_count": 2}}}',
        "",
        {},
        {4: 0, 5: 0.5, 9: 0.5, 10: 1, 11: 0.5, 15: 0.5, 16: 0, 20: 0},
    ),
    "DeepSpeed LRRangeTest is not late": Example(
        '{"scheduler": {"type": "LRRangeTest", "params": {"lr_range_test_min_lr": 0.0001, '
        '"lr_range_test_step_size": 200, "lr_range_test_step_rate": 5}}}',
        "",
        {},
        {0: 1e-4, 100: 3.5e-4, 200: 6e-4},
    ),
    "DeepSpeed auto, filled in beside the text": Example(
        '{"scheduler": {"type": "WarmupLR", "params": {"warmup_min_lr": "auto", "warmup_max_lr": "auto", '
        '"warmup_num_steps": "auto"}}}',
        "",
        {
            "names": {
                "warmup_min_lr": Fraction(0),
                "warmup_max_lr": Fraction(3, 100000),
                "warmup_num_steps": Fraction(500),
            }
        },
        {0: 0, 1: 0, 501: 3e-5},
    ),
    # round(0.002·5/(4 + 80), 6) = 0.000119
    "ultralytics optimizer=auto, few updates": Example(
        "optimizer: auto\nlr0: 0.01\nlrf: 0.01\nepochs: 100\nwarmup_epochs: 0\nbatch: 64\n",
        "args.yaml",
        {"steps_per_epoch": 100, "names": {"nc": Fraction(80)}},
        {0: 0.000119},
    ),
    "ultralytics optimizer=auto, many updates": Example(
        "optimizer: auto\nlr0: 0.05\nlrf: 0.01\nepochs: 100\nwarmup_epochs: 0\nbatch: 64\n",
        "args.yaml",
        {"steps_per_epoch": 101},
        {0: 0.01},
    ),
    "NeMo Noam with a reference": Example(
        "model:\n  encoder:\n    d_model: 512\n  optim:\n    lr: 2.0\n    sched:\n      name: NoamAnnealing\n"
        "      d_model: ${model.encoder.d_model}\n      warmup_steps: 10000\n",
        "conf.yaml",
        {},
        {10000: 2 / 512**0.5 / 100},
    ),
    "fairseq RoBERTa with a reference": Example(
        "optimization:\n  lr: [1e-05]\n  max_update: 123873\nlr_scheduler:\n  _name: polynomial_decay\n"
        "  warmup_updates: 7432\n  total_num_update: ${optimization.max_update}\n",
        "mnli.yaml",
        {},
        {0: 0, 7432: 1e-5, 123873: 0},
    ),
    "fastai slice is the last group": Example(
        "learn.fit_one_cycle(3, slice(1e-6, 1e-4))", "", {"steps_per_epoch": 100}, {0: 4e-6, 75: 1e-4}
    ),
}
