"""The frameworks, each in a file of its own. This list is the one place that knows their calls by name."""

from __future__ import annotations

from lrcalc.frameworks import (
    deepspeed,
    fairseq,
    fastai,
    keras,
    megatron,
    olmo,
    optax,
    timm,
    timm_factory,
    torch,
    trainers,
    transformers,
    transformers_config,
    vision,
)
from lrcalc.frameworks.calls import Call
from lrcalc.frameworks.config import Layout

CALLS: dict[str, Call] = {
    call.name: call
    for calls in (
        torch.CALLS,
        transformers.CALLS,
        optax.CALLS,
        keras.CALLS,
        timm.CLASSES,
        (timm_factory.CREATE,),
        fastai.CALLS,
    )
    for call in calls
}
REFUSED: dict[str, str] = {**torch.REFUSED, **transformers.REFUSED, **timm.REFUSED}
OPTIMIZERS = torch.OPTIMIZERS
# The first that has the names of a configuration is the one.
LAYOUTS: tuple[Layout, ...] = (
    *deepspeed.LAYOUTS,
    *megatron.LAYOUTS,
    *vision.LAYOUTS,
    *fairseq.LAYOUTS,
    *trainers.LAYOUTS,
    *olmo.LAYOUTS,
    *transformers_config.LAYOUTS,
)
