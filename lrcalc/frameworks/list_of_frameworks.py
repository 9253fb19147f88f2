"""The frameworks, each in a file of its own. This list is the one place that knows their calls by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lrcalc.frameworks.call.calls import Call
    from lrcalc.frameworks.configuration.config import Layout

# The calls that each file has; it is imported only when one of them is read.
NAMES: dict[str, tuple[str, ...]] = {
    # first, as others have calls of the same names, and those are meant where nothing says paddle
    "paddle": (
        "NoamDecay",
        "PiecewiseDecay",
        "NaturalExpDecay",
        "InverseTimeDecay",
        "PolynomialDecay",
        "LinearWarmup",
        "ExponentialDecay",
        "MultiStepDecay",
        "StepDecay",
        "LambdaDecay",
        "MultiplicativeDecay",
        "CosineAnnealingDecay",
        "CosineAnnealingWarmRestarts",
        "LinearLR",
        "OneCycleLR",
        "CyclicLR",
    ),
    "diffusers": ("get_scheduler", "get_piecewise_constant_schedule"),
    "pytorch_warmup": (
        "LinearWarmup",
        "ExponentialWarmup",
        "UntunedLinearWarmup",
        "UntunedExponentialWarmup",
        "RAdamWarmup",
        "Dampened",
    ),
    "monai": ("WarmupCosineSchedule",),
    "early_transformers": (
        "ConstantLRSchedule",
        "WarmupConstantSchedule",
        "WarmupLinearSchedule",
        "WarmupCosineSchedule",
        "WarmupCosineWithHardRestartsSchedule",
    ),
    "bolts": ("LinearWarmupCosineAnnealingLR",),
    "warmup_scheduler": ("GradualWarmupScheduler",),
    "cosine_annealing_warmup": ("CosineAnnealingWarmupRestarts",),
    "torch": (
        "StepLR",
        "MultiStepLR",
        "ConstantLR",
        "LinearLR",
        "ExponentialLR",
        "PolynomialLR",
        "CosineAnnealingLR",
        "CosineAnnealingWarmRestarts",
        "CyclicLR",
        "OneCycleLR",
        "SWALR",
        "LambdaLR",
        "MultiplicativeLR",
        "SequentialLR",
        "ChainedScheduler",
    ),
    "transformers": (
        "get_constant_schedule",
        "get_constant_schedule_with_warmup",
        "get_linear_schedule_with_warmup",
        "get_cosine_schedule_with_warmup",
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        "get_polynomial_decay_schedule_with_warmup",
        "get_inverse_sqrt_schedule",
        "get_cosine_with_min_lr_schedule_with_warmup",
        "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
        "get_wsd_schedule",
        "get_scheduler",
    ),
    "optax": (
        "constant_schedule",
        "linear_schedule",
        "polynomial_schedule",
        "exponential_decay",
        "cosine_decay_schedule",
        "piecewise_constant_schedule",
        "piecewise_interpolate_schedule",
        "linear_onecycle_schedule",
        "cosine_onecycle_schedule",
        "warmup_constant_schedule",
        "warmup_cosine_decay_schedule",
        "warmup_exponential_decay_schedule",
        "sgdr_schedule",
        "join_schedules",
    ),
    "keras": (
        "ExponentialDecay",
        "InverseTimeDecay",
        "PiecewiseConstantDecay",
        "PolynomialDecay",
        "CosineDecay",
        "CosineDecayRestarts",
        "LearningRateScheduler",
    ),
    "timm": (
        "CosineLRScheduler",
        "PolyLRScheduler",
        "TanhLRScheduler",
        "StepLRScheduler",
        "MultiStepLRScheduler",
        "WSDLRScheduler",
    ),
    "timm_factory": ("create_scheduler_v2",),
    "composer": (
        "StepScheduler",
        "MultiStepScheduler",
        "ConstantScheduler",
        "LinearScheduler",
        "ExponentialScheduler",
        "CosineAnnealingScheduler",
        "CosineAnnealingWarmRestartsScheduler",
        "PolynomialScheduler",
        "MultiStepWithWarmupScheduler",
        "ConstantWithWarmupScheduler",
        "LinearWithWarmupScheduler",
        "CosineAnnealingWithWarmupScheduler",
        "PolynomialWithWarmupScheduler",
    ),
    "fastai": (
        "fit_one_cycle",
        "fit_flat_cos",
        "fit_sgdr",
        "fine_tune",
    ),
}
# What the calls of a file are imported from, where another file has calls of the same names.
PACKAGES: dict[str, tuple[str, ...]] = {
    "paddle": ("paddle",),
    "diffusers": ("diffusers",),
    "pytorch_warmup": ("pytorch_warmup", "warmup"),
    "monai": ("monai",),
}
CALLS = {name: module for module, names in NAMES.items() for name in names}
LOOKS_AT_A_METRIC = "a schedule of the step (this one looks at a metric: lrcalc plateau)"
# What is no schedule of the step.
REFUSED = dict.fromkeys(
    (
        "ReduceLROnPlateau",
        "PlateauLRScheduler",
        "get_reduce_on_plateau_schedule",
        "get_greedy_schedule",
        "GreedyLR",
    ),
    LOOKS_AT_A_METRIC,
) | dict.fromkeys(
    ("AdafactorSchedule", "get_adafactor_schedule"),
    "a schedule of the step (this one shows the rate that Adafactor finds from the parameters)",
)
# The rate that an optimizer has where none is given; None where it has to be given, or is not known.
OPTIMIZERS: dict[str, str | None] = {
    "SGD": "0.001", "Adam": "0.001", "AdamW": "0.001", "Adadelta": "1", "Adagrad": "0.01", "Adamax": "0.002",
    "ASGD": "0.01", "NAdam": "0.002", "RAdam": "0.001", "RMSprop": "0.01", "Rprop": "0.01",
    "SparseAdam": "0.001",
    "LBFGS": "1", "Adafactor": "0.01", "Muon": "0.001", "Lion": "0.0001", "Lamb": "0.001",
    **dict.fromkeys((
        "Adam8bit", "AdamW8bit", "PagedAdamW8bit", "Lion8bit", "FusedAdam", "FusedLAMB", "DeepSpeedCPUAdam",
        "DecoupledAdamW", "DecoupledSGDW", "SGDW", "LARS", "LAMB", "Prodigy", "AdaBelief", "Ranger",
        "MADGRAD", "Adan", "SophiaG", "Yogi", "StableAdamW", "NovoGrad", "CAME", "SOAP", "AdamP",
    )),
}  # fmt: skip
# The calls whose arguments are a configuration: of trainers, of torchtitan, of a model of ultralytics.
TRAINERS = ("TrainingArguments", "Seq2SeqTrainingArguments", "SFTConfig", "DPOConfig", "GRPOConfig")
ARGUMENTS = (*TRAINERS, "Config", "train")
# Those of keras, where they are others.
KERAS_OPTIMIZERS: dict[str, str | None] = {
    **OPTIMIZERS, "SGD": "0.01", "RMSprop": "0.001", "Adagrad": "0.001", "Adadelta": "0.001",
    "Adamax": "0.001", "Nadam": "0.001", "Ftrl": "0.001", "Adafactor": "0.001", "Lion": "0.001",
    "Lamb": "0.001",
}  # fmt: skip
# The files of configurations, in the order in which they are tried: the first that has the names is the one.
CONFIGURATIONS = (
    "deepspeed",
    "megatron",
    "paddle_detection",
    "vision",
    "fairseq",
    "trainers",
    "olmo",
    "espnet",
    "diffusers",
    "axolotl",
    "transformers_config",
)


def call_named(
    name: str, is_of: Callable[[tuple[str, ...]], bool] = lambda packages: False, given: Iterable[str] = ()
) -> Call:
    """The call of that name; its file is imported only now.

    is_of: whether the text has it from one of these packages. given: the parameters that it is given by
    name, which decide where several frameworks have a call of that name and none is imported: of those
    that have these parameters the later one in the list is meant.
    """
    modules = [module for module, names in NAMES.items() if name in names]
    ours = [module for module in modules if is_of(PACKAGES.get(module, ()))]
    found = [_call(module, name) for module in (ours or reversed(modules))]
    names = set(given)
    return next((call for call in found if names <= call.signature().keys()), found[0])


def _call(module: str, name: str) -> Call:
    calls: tuple[Call, ...] = import_module(f"lrcalc.frameworks.{module}").CALLS
    return next(call for call in calls if call.name == name)


def layouts() -> Iterator[Layout]:
    """The configurations of all frameworks, in the order in which they are tried; each is imported then."""
    for name in CONFIGURATIONS:
        yield from import_module(f"lrcalc.frameworks.{name}").LAYOUTS
