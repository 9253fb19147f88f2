"""The updates of an epoch from the examples of the training set, and the batches that the text has."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.errors import ParameterError, counted
from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.python.names import last_name
from lrcalc.frameworks.python.text import Text
from lrcalc.frameworks.python.values import described

# What the parts of an update are called in a text, the names that say most first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "batch_size": (
        "per_device_train_batch_size", "train_micro_batch_size_per_gpu", "micro_batch_size",
        "train_batch_size", "batch_size", "batch", "b", "bs",
    ),
    "accumulate": (
        "gradient_accumulation_steps", "grad_accum_steps", "accumulate_grad_batches",
        "gradient_accumulation", "accumulation_steps", "accum_steps", "grad_accum", "accum_iter",
    ),
    "devices": (
        "num_devices", "world_size", "num_processes", "nproc_per_node", "n_gpu", "n_gpus", "num_gpus",
    ),
    "drop_last": ("dataloader_drop_last", "drop_last"),
}  # fmt: skip
# Gives the name that a text has of several, and its value; no name where it has none.
Look = Callable[[tuple[str, ...]], tuple[str, Any]]
SAID = {"batch_size": "batch", "accumulate": "accumulation", "devices": "devices"}


class Epoch(NamedTuple):
    """The updates of an epoch, its batches on each device, and how they were found."""

    updates: int
    batches: int
    note: str


class Data(NamedTuple):
    """What was said of the data beside the text: the examples, and the parts of an update."""

    dataset_size: Any
    batch_size: Any = None
    accumulate: Any = None
    devices: Any = None
    drop_last: bool | None = None
    round: str = "ceil"

    def epoch(self, look: Look, batch: int = 0) -> Epoch | None:
        """The epoch: what was not said beside the text is looked up in it, else it is by default.

        `batch` is the framework's own size of a batch. None where there is no size of a batch. Raises
        ReadError.
        """
        from lrcalc.analysis.epochs import Epochs

        parts: dict[str, Any] = {}
        said = []
        for part, names in NAMES.items():
            own = getattr(self, part)
            name, value = look(names)
            if own is None and not name:
                continue
            parts[part] = value if own is None else own
            if part not in SAID:
                continue
            if own is None:
                said.append(f"{name} {described(value)}")
            elif name and described(value) != str(own):
                said.append(f"{SAID[part]} {own}, though the text has {name} {described(value)}")
        if "batch_size" not in parts:
            if not batch:
                return None
            parts["batch_size"] = batch
            said.insert(0, f"a batch of {batch} by default")
        try:
            found = Epochs(dataset_size=self.dataset_size, round=self.round, **parts)
        except ParameterError as error:
            raise ReadError(f"{SAID.get(error.option, error.option)}: {error.reason}") from None
        count = f"an epoch of {found.dataset_size} examples is {counted(found.updates, 'update')}"
        return Epoch(found.updates, found.batches, f"{count}: {', '.join(said)}" if said else count)


def look_in(text: Text) -> Look:
    """What looks names up in a text of Python: those that it sets, and what a DataLoader is given."""

    def look(names: tuple[str, ...]) -> tuple[str, Any]:
        known = {path.rpartition(".")[2].strip("[]'\"").lower(): path for path in text.values}
        for name in names:
            if _is_known(value := text.values.get(known.get(name, ""))):
                return name, value
        for item in ast.walk(text.source.tree):
            for word in (
                item.keywords if isinstance(item, ast.Call) and last_name(item) == "DataLoader" else ()
            ):
                if word.arg in names and _is_known(value := text.evaluator.kept(word.value)):
                    return str(word.arg), value
        return "", None

    return look


def _is_known(value: Any) -> bool:
    return isinstance(value, (Fraction, bool))
