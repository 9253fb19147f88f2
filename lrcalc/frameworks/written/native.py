"""The calls of each framework that a schedule may be equal to."""

from __future__ import annotations

from collections.abc import Callable

from lrcalc.frameworks.written.native_optax import optax_call
from lrcalc.frameworks.written.native_other import deepspeed_call, keras_call, megatron_call
from lrcalc.frameworks.written.native_torch import (
    timm_call,
    torch_call,
    transformers_call,
    transformers_wsd,
)
from lrcalc.frameworks.written.taken import Call, Taken

CANDIDATES: dict[str, tuple[Callable[[Taken], Call | None], ...]] = {
    "torch": (torch_call,),
    "transformers": (transformers_call, transformers_wsd),
    "optax": (optax_call,),
    "keras": (keras_call,),
    "timm": (timm_call,),
    "megatron": (megatron_call,),
    "deepspeed": (deepspeed_call,),
}
