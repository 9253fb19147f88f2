"""The total of a schedule from what a training run is told: epochs, examples, batches."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import NamedTuple

from lrcalc.errors import ParameterError, expected
from lrcalc.numbers.literal import (
    MOST_STEPS,
    LiteralError,
    RateLike,
    StepsLike,
    parse_rate,
    parse_steps,
    shown,
)

# How the batches that fill no update are counted, and who does so.
ROUNDINGS = {"ceil": "transformers from 4.52 on", "floor": "transformers up to 4.51"}
# What deals out the examples to several devices: whole batches of all of them together, or as many examples
# to each, the last of which come again.
SAMPLERS = {"accelerate": "accelerate and transformers", "torch": "torch's DistributedSampler"}


class Line(NamedTuple):
    """A line of the arithmetic: what is found, how, and what it comes to."""

    name: str
    formula: str
    value: int


class Epochs:
    """How many optimizer updates a run of so many epochs makes.

    batches = ⌈dataset_size / (batch_size × devices)⌉, rounded down with drop_last;
    ⌊⌈dataset_size / devices⌉ / batch_size⌋ with drop_last by the sampler torch
    updates = ⌈batches / accumulate⌉, or ⌊batches / accumulate⌋, 1 at least
    total = ⌈epochs × updates⌉

    dataset_size: the examples of the training set.
    batch_size: the examples of one batch on one device.
    epochs: how often the set is gone through; a part of one may be too, as 2.5 (default 1).
    accumulate: the batches whose gradients go into one update (default 1).
    devices: the devices that each take a batch at the same time (default 1).
    drop_last: whether an epoch leaves out its last batch where it is not full.
    round: ceil, the batches left over at the end of an epoch make an update too; floor, they make none.
    sampler: accelerate, which deals out whole batches; torch, whose DistributedSampler pads the examples
    to as many for each device first, so that with drop_last there may be a batch more.
    Raises ParameterError for a number that cannot be taken, and where no batch is full.
    Source: transformers, Trainer.set_initial_training_values: from release 4.52 on the updates of an epoch
    are rounded up, before it they were rounded down.

    >>> Epochs(epochs=2, dataset_size=4107, batch_size=8, accumulate=8).total
    130
    """

    def __init__(
        self,
        *,
        dataset_size: StepsLike,
        batch_size: StepsLike,
        epochs: RateLike = 1,
        accumulate: StepsLike = 1,
        devices: StepsLike = 1,
        drop_last: bool = False,
        round: str = "ceil",
        sampler: str = "accelerate",
    ) -> None:
        self.epochs = _epochs(epochs)
        self.dataset_size = _whole("dataset_size", dataset_size)
        self.batch_size = _whole("batch_size", batch_size)
        self.accumulate = _whole("accumulate", accumulate)
        self.devices = _whole("devices", devices)
        self.drop_last = drop_last
        if round not in ROUNDINGS:
            raise ParameterError("round", expected(" or ".join(ROUNDINGS), shown(round)))
        self.round = round
        if sampler not in SAMPLERS:
            raise ParameterError("sampler", expected(" or ".join(SAMPLERS), shown(sampler)))
        self.sampler = sampler
        if self.batches == 0:
            reason = f"{self.dataset_size} examples fill no batch of {self._batch}"
            raise ParameterError("drop_last", f"expected smaller batches, or all of them kept: {reason}")
        if self.total_by("ceil") > MOST_STEPS:
            raise ParameterError("epochs", "expected a total of up to 10^15 steps, got more")

    @property
    def batches(self) -> int:
        """The batches of an epoch on each device."""
        return self.batches_by(self.sampler)

    def batches_by(self, sampler: str) -> int:
        """The batches of an epoch on each device, by a sampler."""
        examples = self.batch_size * self.devices
        if not self.drop_last:
            return -(-self.dataset_size // examples)  # the same by both
        if sampler == "torch":
            return -(-self.dataset_size // self.devices) // self.batch_size
        return self.dataset_size // examples

    @property
    def other_sampler(self) -> str:
        """The other sampler."""
        return next(name for name in SAMPLERS if name != self.sampler)

    @property
    def left_over(self) -> int:
        """The batches of an epoch that fill no update."""
        return self.batches % self.accumulate

    @property
    def other_round(self) -> str:
        """The other way of rounding."""
        return next(name for name in ROUNDINGS if name != self.round)

    def updates_by(self, round: str) -> int:
        """The updates of an epoch, by a way of rounding."""
        return (
            -(-self.batches // self.accumulate)
            if round == "ceil"
            else max(self.batches // self.accumulate, 1)
        )

    def total_by(self, round: str) -> int:
        """The total steps, by a way of rounding."""
        return ceil(self.epochs * self.updates_by(round))

    @property
    def updates(self) -> int:
        """The updates of an epoch."""
        return self.updates_by(self.round)

    @property
    def total(self) -> int:
        """The total steps."""
        return self.total_by(self.round)

    def arithmetic(self) -> list[Line]:
        """The way to the total."""
        divisor = self._batch if self.devices == 1 else f"({self._batch})"
        left, right = "⌊⌋" if self.drop_last else "⌈⌉"
        whole = f"{left}{self.dataset_size}/{divisor}{right}"
        if self.drop_last and self.devices > 1 and self.sampler == "torch":
            whole = f"⌊⌈{self.dataset_size}/{self.devices}⌉/{self.batch_size}⌋"
        return [Line("batches an epoch", whole, self.batches), *self.arithmetic_by(self.round)]

    def arithmetic_by(self, round: str) -> list[Line]:
        """The lines that depend on the way of rounding."""
        left, right = "⌈⌉" if round == "ceil" else "⌊⌋"
        updates, whole = self.updates_by(round), f"{left}{self.batches}/{self.accumulate}{right}"
        least = round == "floor" and self.batches < self.accumulate
        product = f"{_text(self.epochs)} × {updates}"
        is_whole = (self.epochs * updates).denominator == 1
        return [
            Line("updates an epoch", f"max({whole}, 1)" if least else whole, updates),
            Line("total steps", product if is_whole else f"⌈{product}⌉", self.total_by(round)),
        ]

    @property
    def _batch(self) -> str:
        return str(self.batch_size) if self.devices == 1 else f"{self.batch_size} × {self.devices}"


def _whole(name: str, given: StepsLike) -> int:
    try:
        return parse_steps(given, least=1)
    except LiteralError:
        # parse_steps speaks of steps, and these are examples, batches and devices
        reason = expected("a whole number such as 5000 or 5k, from 1 to 10^15", shown(given))
        raise ParameterError(name, reason) from None


def _epochs(given: RateLike) -> Fraction:
    try:
        epochs = parse_rate(given)
    except LiteralError:
        epochs = Fraction(0)
    if epochs == 0:
        raise ParameterError("epochs", expected("a number above 0 such as 3, 2.5 or 1/2", shown(given)))
    return epochs


def _text(number: Fraction) -> str:
    """A number as a person types it: 2, 2.5 or 1/3."""
    decimal = f"{float(number):.15g}"
    return decimal if Fraction(decimal) == number else str(number)
