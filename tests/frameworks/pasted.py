"""Texts as people paste them, each with rates from the framework's source or worked out by hand."""

from fractions import Fraction

from tests.frameworks.texts import Example

PASTED = {
    # lr_schedules.py counts last_batch_iteration + 1, which is t, in these two
    "DeepSpeed OneCycle is not late": Example(
        '{"scheduler": {"type": "OneCycle", "params": {"cycle_first_step_size": 1000, '
        '"cycle_min_lr": 0.0001, "cycle_max_lr": 0.001, "decay_step_size": 1000, "decay_lr_rate": 0.5}}}',
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
    # torch's own runs of these two
    "CyclicLR with scale_fn": Example(
        "CyclicLR(o, 0.01, 0.1, 10, 5, scale_fn=lambda x: 0.5 ** (x - 1))",
        "",
        {},
        {5: 0.055, 10: 0.1, 12: 0.064, 25: 0.055, 30: 0.01},
    ),
    "MultiplicativeLR with a factor that changes": Example(
        "MultiplicativeLR(o, lr_lambda=lambda e: 0.1 if e in (3, 6) else 1)",
        "",
        {"lr": Fraction(1)},
        {0: 1, 2: 1, 3: 0.1, 5: 0.1, 6: 0.01, 9: 0.01},
    ),
    "a def that makes the scheduler": Example(
        "def warmup_lr_scheduler(optimizer, warmup_iters, warmup_factor):\n"
        "    def f(x):\n"
        "        if x >= warmup_iters:\n"
        "            return 1\n"
        "        alpha = float(x) / warmup_iters\n"
        "        return warmup_factor * (1 - alpha) + alpha\n"
        "    return torch.optim.lr_scheduler.LambdaLR(optimizer, f)\n"
        "lr_scheduler = warmup_lr_scheduler(optimizer, min(1000, len(loader) - 1), 1.0 / 1000)\n",
        "",
        {"lr": Fraction(2, 100), "names": {"len(loader)": Fraction(391)}},
        {0: 2e-5, 195: 0.01001, 390: 0.02, 391: 0.02},
    ),
    "a partial of a def": Example(
        "def f(step, *, warmup):\n    return min(1.0, step / warmup)\n"
        "LambdaLR(SGD(p, lr=1), functools.partial(f, warmup=100))",
        "",
        {},
        {0: 0, 50: 0.5, 200: 1},
    ),
    "a class of settings and a def that chooses": Example(
        "def get_scheduler(optimizer):\n"
        "    if CFG.scheduler == 'StepLR':\n"
        "        scheduler = StepLR(optimizer, 3)\n"
        "    elif CFG.scheduler == 'CosineAnnealingLR':\n"
        "        scheduler = CosineAnnealingLR(optimizer, T_max=CFG.T_max, eta_min=CFG.min_lr)\n"
        "    return scheduler\n"
        "class CFG:\n    scheduler = 'CosineAnnealingLR'\n    T_max = 6\n    lr = 1e-4\n    min_lr = 1e-6\n"
        "optimizer = Adam(model.parameters(), lr=CFG.lr)\n"
        "scheduler = get_scheduler(optimizer)\n",
        "",
        {},
        {0: 1e-4, 3: 5.05e-5, 6: 1e-6},
    ),
    "the branch that is taken": Example(
        "name = 'cosine'\nif name == 'cosine':\n    s = CosineAnnealingLR(o, 100)\n"
        "else:\n    s = StepLR(o, 30)\n",
        "",
        {"lr": Fraction(1)},
        {0: 1, 50: 0.5, 100: 0},
    ),
    "prompts of torch's documentation": Example(
        ">>> # Assuming optimizer uses lr = 0.05 for all groups\n"
        ">>> scheduler = StepLR(\n...     optimizer, step_size=30, gamma=0.1)\n"
        ">>> for epoch in range(100):\n>>>     train(...)\n>>>     scheduler.step()\n",
        "",
        {"lr": Fraction(5, 100)},
        {0: 0.05, 29: 0.05, 30: 0.005},
    ),
    "a cell of a notebook with magics": Example(
        "%matplotlib inline\n!pip install torch\n    # indented\nlr = 3e-4\n"
        "s = torch.optim.lr_scheduler.CosineAnnealingLR(SGD(p, lr), 1_000, lr * 0.1)\n",
        "",
        {},
        {0: 3e-4, 500: 1.65e-4, 1000: 3e-5},
    ),
    "a SchedulerType": Example(
        "TrainingArguments('o', learning_rate=2e-5, max_steps=1000, lr_scheduler_type=SchedulerType.COSINE, "
        "warmup_steps=100)",
        "",
        {},
        {0: 0, 100: 2e-5, 550: 1e-5},
    ),
    "arguments as transformers prints them": Example(
        "TrainingArguments(\nlearning_rate=5e-05,\nlr_scheduler_type=<SchedulerType.COSINE: 'cosine'>,\n"
        "max_steps=100,\noutput_dir=/tmp/out,\nwarmup_steps=0,\n)",
        "",
        {},
        {0: 5e-5, 50: 2.5e-5},
    ),
    # 512^-0.5·min(t^-0.5, t·4000^-1.5), as tensorflow's tutorial has it; 1/√0 is infinite there
    "a schedule of keras that a class is": Example(
        "class CustomSchedule(tf.keras.optimizers.schedules.LearningRateSchedule):\n"
        "  def __init__(self, d_model, warmup_steps=4000):\n"
        "    super().__init__()\n"
        "    self.d_model = d_model\n"
        "    self.d_model = tf.cast(self.d_model, tf.float32)\n"
        "    self.warmup_steps = warmup_steps\n"
        "  def __call__(self, step):\n"
        "    step = tf.cast(step, dtype=tf.float32)\n"
        "    arg1 = tf.math.rsqrt(step)\n"
        "    arg2 = step * (self.warmup_steps ** -1.5)\n"
        "    return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)\n"
        "learning_rate = CustomSchedule(512)\n",
        "",
        {},
        {0: 0, 4000: (512 * 4000) ** -0.5, 10000: (512 * 10000) ** -0.5},
    ),
    "Megatron's flags in an array of bash": Example(
        "MAX=6.0e-5\nTRAINING_ARGS=(\n    --micro-batch-size 1 # small\n    --train-iters 500000 \n"
        "    --lr $MAX\n"
        "    --lr-decay-style cosine \n    --min-lr 6.0e-6\n    --lr-warmup-fraction .001 \n"
        "    --lr-decay-iters 430000 \n)\n"
        "torchrun ${DISTRIBUTED_ARGS[@]} pretrain_gpt.py ${TRAINING_ARGS[@]}\n",
        "",
        {},
        {0: 0, 215: 3e-5, 430: 6e-5, 430000: 6e-6},
    ),
    "fairseq with the variables of its README": Example(
        "TOTAL_UPDATES=125000    # Total number of training steps\nWARMUP_UPDATES=10000    # Warmup\n"
        "PEAK_LR=0.0005\nfairseq-train --fp16 $DATA_DIR \\\n    --lr-scheduler polynomial_decay \\\n"
        "    --lr $PEAK_LR \\\n"
        "    --warmup-updates $WARMUP_UPDATES --total-num-update ${TOTAL_UPDATES}\n",
        "",
        {},
        {0: 0, 10000: 5e-4, 125000: 0},
    ),
    "DeepSpeed with a comment of C": Example(
        '{\n  "train_batch_size": 64, // total\n  "scheduler": {"type": "WarmupDecayLR", "params": '
        '{"warmup_max_lr": 3e-5, "warmup_num_steps": 500, "total_num_steps": 10000}} /* "a" */\n}',
        "",
        {},
        {0: 0, 501: 3e-5, 10001: 0},
    ),
    # keras' documentation: the rate of ten epochs, then times e^-0.1 an epoch
    "LearningRateScheduler that multiplies": Example(
        "def scheduler(epoch, lr):\n    if epoch < 10:\n        return lr\n    else:\n"
        "        return lr * ops.exp(-0.1)\n"
        "callback = keras.callbacks.LearningRateScheduler(scheduler)\n",
        "",
        {"lr": Fraction(1, 100)},
        {0: 0.01, 9: 0.01, 10: 0.00904837418, 12: 0.00740818221},
    ),
    # OneCycleLR, whose peak is at pct_start·N − 1, and pct_start is W/N
    "axolotl one_cycle": Example(
        "base_model: x\nmicro_batch_size: 2\nlr_scheduler: one_cycle\nlearning_rate: 1\nmax_steps: 2000\n"
        "warmup_steps: 200\n",
        "axolotl.yaml",
        {},
        {0: 1 / 25, 199: 1, 1999: 1 / 250000},
    ),
    "axolotl with a quadratic warm-up": Example(
        "base_model: x\nmicro_batch_size: 2\nlr_scheduler: cosine\nlearning_rate: 1\nmax_steps: 110\n"
        "warmup_steps: 10\nlr_quadratic_warmup: true\n",
        "axolotl.yaml",
        {},
        {0: 0, 5: 0.25, 10: 1, 60: 0.5, 110: 0},
    ),
    # regular rate times 1 − (1 − t/500)(1 − 0.001)
    "mmcv step with a warm-up": Example(
        "optimizer = dict(type='SGD', lr=0.02, momentum=0.9)\n"
        "lr_config = dict(policy='step', warmup='linear', warmup_iters=500, warmup_ratio=0.001, "
        "step=[8, 11])\n"
        "runner = dict(type='EpochBasedRunner', max_epochs=12)\n",
        "",
        {"steps_per_epoch": 1000},
        {0: 2e-5, 250: 0.01001, 500: 0.02, 7999: 0.02, 8000: 0.002, 11000: 0.0002},
    ),
    "mmcv poly by updates": Example(
        "optimizer = dict(type='SGD', lr=0.01)\n"
        "lr_config = dict(policy='poly', power=0.9, min_lr=1e-4, by_epoch=False)\n"
        "runner = dict(type='IterBasedRunner', max_iters=80000)\n",
        "",
        {},
        {0: 0.01, 40000: 1e-4 + 0.0099 * 0.5**0.9, 80000: 1e-4},
    ),
    "mmcv cosine by epochs": Example(
        "optimizer = dict(type='AdamW', lr=1)\nlr_config = dict(policy='CosineAnnealing', min_lr_ratio=0.1)\n"
        "total_epochs = 4\n",
        "",
        {},
        {0: 1, 2: 0.55, 4: 0.1},
    ),
    # scheduler.py of composer on max(0, t − 1)
    "Composer in Python": Example(
        "lr_scheduler = CosineAnnealingWithWarmupScheduler(t_warmup='100ba', alpha_f=0.1)\n"
        "trainer = Trainer(model=model, max_duration='4900ba', schedulers=lr_scheduler)\n",
        "",
        {"lr": Fraction(1)},
        {0: 0, 1: 0, 51: 0.5, 101: 1, 2501: 0.55, 4901: 0.1},
    ),
    "Composer in epochs": Example(
        "MultiStepScheduler(milestones=['50ep', '0.75dur'], gamma=0.1)",
        "",
        {"lr": Fraction(1), "steps_per_epoch": 10, "total": 1000},
        {0: 1, 500: 1, 501: 0.1, 750: 0.1, 751: 0.01},
    ),
    "Hydra's _target_": Example(
        "optimizer:\n  _target_: torch.optim.AdamW\n  lr: 3e-4\nscheduler:\n"
        "  _target_: torch.optim.lr_scheduler.CosineAnnealingLR\n  _partial_: true\n"
        "  T_max: 100\n  eta_min: 1e-6\n",
        "conf.yaml",
        {},
        {0: 3e-4, 50: 1.505e-4, 100: 1e-6},
    ),
    "Lightning's class_path": Example(
        "optimizer:\n  class_path: torch.optim.SGD\n  init_args:\n    lr: 0.1\nlr_scheduler:\n"
        "  class_path: torch.optim.lr_scheduler.MultiStepLR\n  init_args:\n    milestones: [3, 6]\n"
        "    gamma: 0.1\n",
        "conf.yaml",
        {},
        {0: 0.1, 3: 0.01, 6: 0.001},
    ),
    "the table of a model card": Example(
        "### Training hyperparameters\n\n- learning_rate: 5e-05\n- lr_scheduler_type: cosine\n"
        "- lr_scheduler_warmup_steps: 280\n- num_epochs: 10\n\n| Training Loss | Epoch | Step  |\n"
        "|:----:|:----:|:----:|\n| 6.7547 | 0.18 | 500 |\n| 4.1 | 10.0 | 28540 |\n",
        "README.md",
        {},
        {0: 0, 140: 2.5e-5, 280: 5e-5, 14410: 2.5e-5, 28540: 0},
    ),
    "ultralytics in Python": Example(
        "model = YOLO('yolo11n.pt')\nmodel.train(data='coco8.yaml', epochs=100, imgsz=640, lr0=0.01, "
        "lrf=0.01, optimizer='SGD')\n",
        "",
        {},
        {0: 0.01, 99: 0.000199},
    ),
}
