"""Configurations with rates that the frameworks themselves gave, run once, or that their source says."""

from tests.frameworks.texts import Example

PADDLE = "epoch: 300\nLearningRate:\n  base_lr: 0.01\n  schedulers:\n"
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
    # optimizer_param_scheduler.py counts samples, all lengths divided by a batch of 16: worked out by hand
    "Megatron WSD in samples": Example(
        "--lr 1 --lr-decay-style WSD --train-samples 1600 --lr-warmup-samples 160 --lr-wsd-decay-samples 320 "
        "--lr-wsd-decay-style linear --global-batch-size 16",
        "",
        {},
        {0: 0, 5: 0.5, 10: 1, 80: 1, 90: 0.5, 95: 0.25, 100: 0},
    ),
    # mmengine 0.10.7, run once, stepped as its hook does: after each update, and after each epoch
    "mmengine updates and epochs": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02))\nparam_scheduler = [\n"
        "    dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=500),\n"
        "    dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11], gamma=0.1)]\n",
        "schedule_1x.py",
        {"steps_per_epoch": 100},
        {0: 2e-5, 250: 0.010030020040080153, 499: 0.02, 799: 0.02, 800: 0.002, 1099: 0.002, 1100: 0.0002},
    ),
    "mmengine a minimum under a warm-up of less than an epoch": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type=LinearLR, start_factor=0.1, by_epoch=False, begin=0, end=6),\n"
        "    dict(type=CosineAnnealingLR, begin=0, T_max=10, end=10, by_epoch=True, eta_min=0.01),\n"
        "    dict(type='CosineAnnealingMomentum', eta_min=0.85, T_max=10, by_epoch=True)]\n",
        "cosine.py",
        {"steps_per_epoch": 8},
        {0: 0.1, 3: 0.64, 7: 1, 8: 0.9757729755661009, 40: 0.505, 79: 0.034227024433898995, 80: 0.0342270},
    ),
    "mmengine epochs converted to updates": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type='LinearLR', start_factor=0.1, convert_to_iter_based=True, begin=0, end=2),\n"
        "    dict(type='StepLR', begin=2, step_size=3, convert_to_iter_based=True, gamma=0.1)]\n",
        "step.py",
        {"steps_per_epoch": 5},
        {0: 0.1, 4: 0.5, 9: 1, 24: 1, 25: 0.1, 40: 0.01},
    ),
    "mmengine past T_max the wave has the height of the optimizer": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type='StepLR', by_epoch=False, end=4, step_size=2, gamma=0.1),\n"
        "    dict(type='CosineAnnealingLR', begin=4, T_max=4, by_epoch=False)]\n",
        "step.py",
        {},
        {3: 0.1, 4: 0.1, 6: 0.05, 8: 0, 9: 0.1464466094067262, 10: 0.5, 12: 1, 14: 0.5},
    ),
    "mmengine stages that are over at once": Example(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type='PolyLR', by_epoch=False, end=1), dict(type='ConstantLR', factor=0.5, by_epoch=False, "
        "begin=1, end=2)]\n",
        "step.py",
        {},
        {0: 1, 1: 0.5, 9: 0.5},
    ),
    # ppdet/optimizer/optimizer.py, worked out by hand: values of a list, one an update
    "PaddleDetection optimizer_1x": Example(
        "epoch: 12\nLearningRate:\n  base_lr: 0.01\n  schedulers:\n  - !PiecewiseDecay\n    gamma: 0.1\n"
        "    milestones: [8, 11]\n  - !LinearWarmup\n    start_factor: 0.1\n    steps: 1000\n",
        "optimizer_1x.yml",
        {"steps_per_epoch": 500},
        {0: 0.001, 500: 0.0055, 1000: 0.01, 3999: 0.01, 4000: 0.001, 5499: 0.001, 5500: 0.0001},
    ),
    # the research: 6.88e-4 of 0.01 at the end of 300 epochs, for the cosine has 360
    "PP-YOLOE optimizer_300e": Example(
        f"{PADDLE}    - name: CosineDecay\n      max_epochs: 360\n    - name: LinearWarmup\n"
        "      start_factor: 0.\n      epochs: 5\n",
        "optimizer_300e.yml",
        {"steps_per_epoch": 1000},
        {0: 0, 2500: 0.005, 5000: 0.01, 182_500: 0.005, 299_999: 6.8845e-4},
    ),
    "YOLOX optimizer_300e": Example(
        f"{PADDLE}  - !CosineDecay\n    max_epochs: 300\n    min_lr_ratio: 0.05\n"
        "    last_plateau_epochs: 15\n  - !ExpWarmup\n    epochs: 5\n",
        "optimizer_300e.yml",
        {"steps_per_epoch": 100},
        {0: 0, 250: 0.0025, 500: 0.01, 14_500: 0.0005 + 0.0095 / 2, 28_500: 0.0005, 29_999: 0.0005},
    ),
    "PaddleDetection without a warm-up": Example(
        "LearningRate:\n  base_lr: 0.1\n  schedulers:\n  - !PiecewiseDecay\n    use_warmup: false\n"
        "    gamma: [0.5, 0.2]\n    milestones: [2, 3]\n",
        "optimizer.yml",
        {"steps_per_epoch": 10},
        {0: 0.1, 19: 0.1, 20: 0.05, 30: 0.02},
    ),
    # fairseq/optim/lr_scheduler/step_lr_scheduler.py, worked out by hand
    "fairseq step": Example(
        "fairseq-train d --lr-scheduler step --lr 0.1 --warmup-updates 10 --lr-decay-period 5 --min-lr 0.01",
        "",
        {},
        {0: 0.01, 1: 0.019, 10: 0.1, 14: 0.1, 15: 0.05, 20: 0.025, 30: 0.01, 99: 0.01},
    ),
    # fairseq/optim/lr_scheduler/fixed_schedule.py, worked out by hand: epochs are counted from 1
    "fairseq fixed": Example(
        "--lr 0.25 --lr-scheduler fixed --force-anneal 50 --clip-norm 0.1 --arch fconv --max-tokens 4000",
        "",
        {"steps_per_epoch": 10},
        {0: 0.25, 489: 0.25, 490: 0.025, 500: 0.0025},
    ),
    # get_scheduler(num_warmup_steps=100), which the scripts without a Trainer call
    "transformers without a Trainer": Example(
        "python run_clm_no_trainer.py --learning_rate 5e-5 --num_train_epochs 3 --lr_scheduler_type linear "
        "--num_warmup_steps 100",
        "",
        {"total": 1000},
        {0: 0, 50: 2.5e-5, 100: 5e-5, 550: 2.5e-5},
    ),
    # the research: an int warm-up is not multiplied by the processes, and lasts 25 updates
    "kohya on 4 processes": Example(
        "accelerate launch --num_processes 4 train_network.py --learning_rate 1e-4 --lr_scheduler=cosine "
        "--lr_warmup_steps=100 --max_train_steps=1000 --network_module=networks.lora",
        "",
        {},
        {0: 0, 12: 4.8e-5, 25: 1e-4, 1000: 0},
    ),
    "a model card with a head": Example(
        "---\nbase_model: openai/whisper-small\n---\n- learning_rate: 1e-05\n- train_batch_size: 16\n"
        "- lr_scheduler_type: linear\n- lr_scheduler_warmup_steps: 500\n- training_steps: 4000\n",
        "README.md",
        {},
        {0: 0, 250: 5e-6, 500: 1e-5, 2250: 5e-6, 4000: 0},
    ),
    "sums of a shell": Example(
        'GBS=$(( 4 * 8 ))\nSAMPLES="$((1000 * GBS))"\npython pretrain.py --lr 1 --lr-decay-style linear '
        "--train-samples ${SAMPLES} --global-batch-size $GBS "
        "--lr-warmup-samples $(( (SAMPLES - 2*1000) / 100 ))",
        "run.sh",
        {},
        {0: 0, 1000: 0},
    ),
    # a sum of samples over those of an update: 70,000 updates, of which 6 % warm up
    "llm-foundry in samples": Example(
        "max_duration: 286720000sp\nglobal_train_batch_size: 4096\noptimizer:\n  lr: 1\nscheduler:\n"
        "  name: linear_decay_with_warmup\n  t_warmup: 0.06dur\n  alpha_f: 0.02\n",
        "main.yaml",
        {},
        {0: 0, 1: 0, 2101: 0.5, 4201: 1, 70_001: 0.02},
    ),
    # mmengine's Runner ends a stage where the run ends
    "mmengine without an end": Example(
        "optim_wrapper = dict(optimizer=dict(type='AdamW', lr=1.0))\nparam_scheduler = [\n"
        "    dict(type='LinearLR', start_factor=0.5, by_epoch=True, end=2, convert_to_iter_based=True),\n"
        "    dict(type='CosineAnnealingLR', by_epoch=True, begin=2)]\n"
        "train_cfg = dict(by_epoch=True, max_epochs=12)\n",
        "swin.py",
        {"steps_per_epoch": 3},
        {0: 0.5, 5: 1, 20: 0.6545085, 21: 0.5},
    ),
}
