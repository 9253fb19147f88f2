"""The frameworks, each in a file of its own. This list is the one place that knows their calls by name."""

from __future__ import annotations

from lrcalc.frameworks import keras, optax, timm, torch, transformers
from lrcalc.frameworks.calls import Call

FRAMEWORKS = (torch, transformers, optax, keras, timm)
CALLS: dict[str, Call] = {
    call.name: call
    for calls in (torch.CALLS, transformers.CALLS, optax.CALLS, keras.CALLS, timm.CLASSES)
    for call in calls
}
REFUSED: dict[str, str] = {**torch.REFUSED, **transformers.REFUSED, **timm.REFUSED}
OPTIMIZERS = torch.OPTIMIZERS
