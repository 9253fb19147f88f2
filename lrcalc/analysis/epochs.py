"""The total of a schedule from what a training run is told: epochs, examples, batches."""

from __future__ import annotations

from fractions import Fraction
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


class Line(NamedTuple):
    """A line of the arithmetic: what is found, how, and what it comes to."""

    name: str
    formula: str
    value: int


class Epochs:
    """How many optimizer updates a run of so many epochs makes.

    batches = ⌈dataset_size / (batch_size × devices)⌉, rounded down with drop_last
    updates = ⌊batches / accumulate⌋, 1 at least
    total = ⌈epochs × updates⌉

    dataset_size: the examples of the training set.
    batch_size: the examples of one batch on one device.
    epochs: how often the set is gone through; a part of one may be too, as 2.5 (default 1).
    accumulate: the batches whose gradients go into one update (default 1).
    devices: the devices that each take a batch at the same time (default 1).
    drop_last: whether an epoch leaves out its last batch where it is not full.
    Raises ParameterError for a number that cannot be taken, and where no batch is full.
    Source: transformers, Trainer.set_initial_training_values: up to release 4.51 the updates of an epoch are
    rounded down as here, from 4.52 on they are rounded up.

    >>> Epochs(epochs=2, dataset_size=4107, batch_size=8, accumulate=8).total
    128
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
    ) -> None:
        self.epochs = _epochs(epochs)
        self.dataset_size = _whole("--dataset-size", dataset_size)
        self.batch_size = _whole("--batch-size", batch_size)
        self.accumulate = _whole("--accumulate", accumulate)
        self.devices = _whole("--devices", devices)
        self.drop_last = drop_last
        if self.batches == 0:
            reason = f"{self.dataset_size} examples fill no batch of {self._batch}"
            raise ParameterError("--drop-last", f"expected smaller batches, or all of them kept: {reason}")
        if self.total_rounded_up > MOST_STEPS:
            raise ParameterError("--epochs", "expected a total of up to 10^15 steps, got more")

    @property
    def batches(self) -> int:
        """The batches of an epoch on each device."""
        examples = self.batch_size * self.devices
        return self.dataset_size // examples if self.drop_last else -(-self.dataset_size // examples)

    @property
    def left_over(self) -> int:
        """The batches of an epoch that fill no update."""
        return self.batches % self.accumulate

    @property
    def updates(self) -> int:
        """The updates of an epoch."""
        return max(self.batches // self.accumulate, 1)

    @property
    def updates_rounded_up(self) -> int:
        """The same where the batches left over have an update of their own."""
        return -(-self.batches // self.accumulate)

    @property
    def total(self) -> int:
        return self._total(self.updates)

    @property
    def total_rounded_up(self) -> int:
        return self._total(self.updates_rounded_up)

    def _total(self, updates: int) -> int:
        return -int(-self.epochs * updates // 1)

    def arithmetic(self) -> list[Line]:
        """The way to the total."""
        divisor = self._batch if self.devices == 1 else f"({self._batch})"
        left, right = "⌊⌋" if self.drop_last else "⌈⌉"
        whole = f"⌊{self.batches}/{self.accumulate}⌋"
        return [
            Line("batches an epoch", f"{left}{self.dataset_size}/{divisor}{right}", self.batches),
            Line(
                "updates an epoch",
                whole if self.batches >= self.accumulate else f"max({whole}, 1)",
                self.updates,
            ),
            self._last_line(self.updates),
        ]

    def arithmetic_rounded_up(self) -> list[Line]:
        """The lines that are others where the updates are rounded up."""
        updates = self.updates_rounded_up
        formula = f"⌈{self.batches}/{self.accumulate}⌉"
        return [Line("updates an epoch", formula, updates), self._last_line(updates)]

    @property
    def _batch(self) -> str:
        return str(self.batch_size) if self.devices == 1 else f"{self.batch_size} × {self.devices}"

    def _last_line(self, updates: int) -> Line:
        product = f"{_text(self.epochs)} × {updates}"
        is_whole = (self.epochs * updates).denominator == 1
        return Line("total steps", product if is_whole else f"⌈{product}⌉", self._total(updates))


def _whole(option: str, given: StepsLike) -> int:
    try:
        return parse_steps(given, least=1)
    except LiteralError:
        # parse_steps speaks of steps, and these are examples, batches and devices
        reason = expected("a whole number such as 5000 or 5k, from 1 to 10^15", shown(given))
        raise ParameterError(option, reason) from None


def _epochs(given: RateLike) -> Fraction:
    try:
        epochs = parse_rate(given)
    except LiteralError:
        epochs = Fraction(0)
    if epochs == 0:
        raise ParameterError("--epochs", expected("a number above 0 such as 3, 2.5 or 1/2", shown(given)))
    return epochs


def _text(number: Fraction) -> str:
    """A number as a person types it: 2, 2.5 or 1/3."""
    decimal = f"{float(number):.15g}"
    return decimal if Fraction(decimal) == number else str(number)
