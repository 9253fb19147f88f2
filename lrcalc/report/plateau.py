"""When a rate drops on a plateau: a row for each epoch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lrcalc.analysis.plateau import Epoch, Plateau
from lrcalc.expression.notation import number_text
from lrcalc.numbers.display import quantity_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Block, Column, Sentences, Table
from lrcalc.report.report import MOST_ROWS, Report
from lrcalc.report.rows import Batch, Cells, Render

HEADS = {
    "epoch": Column("Epoch"),
    "learning_rate": Column("Learning Rate"),
    "metric": Column("Metric"),
    "best": Column("Best"),
    "bad": Column("Bad Epochs"),
    "drop": Column("Drop", is_text=True),
}


class PlateauRows:
    """The epochs as rows for programs."""

    def __init__(self, first: Fraction, epochs: Sequence[Epoch]) -> None:
        self.columns = list(HEADS)
        self.values = ["learning_rate"]
        self._epochs = epochs
        self._rates = [first, *(epoch.rate for epoch in epochs)]

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        epochs = self._epochs
        columns: dict[str, Cells] = {
            "epoch": [epoch.number for epoch in epochs],
            "learning_rate": [Real(rate).double() for rate in self._rates[:-1]],
            "metric": [Real(epoch.metric).double() for epoch in epochs],
            "best": [Real(epoch.best).double() for epoch in epochs],
            "bad": [epoch.bad for epoch in epochs],
            "drop": [int(epoch.dropped) for epoch in epochs],
        }
        yield render(Batch(len(epochs), columns))


def plateau_report(rule: Plateau, epochs: list[Epoch], typed: Mapping[str, str]) -> Report:
    """The rate of each epoch, and after which it drops; as values the rates."""
    drops = [epoch.number for epoch in epochs if epoch.dropped]
    rates = [rule.lr, *(epoch.rate for epoch in epochs)]

    def blocks() -> Iterator[Block]:
        numbers = f"η_0 = {number_text(rule.lr)}, factor = {number_text(rule.factor)}"
        title = f"Reduce on plateau, as {rule.rule}: {numbers}"
        rows = [_row(epoch, rate) for epoch, rate in zip(epochs[:MOST_ROWS], rates)]
        yield Table(f"{title}, patience = {rule.patience}", list(HEADS.values()), rows)
        yield Sentences([_sentence(epochs, drops, rates[-1])])

    return Report(
        blocks=blocks,
        rows=PlateauRows(rule.lr, epochs),
        about=lambda: {"tool": "plateau", "parameters": dict(typed), "drops": drops},
    )


def _row(epoch: Epoch, rate: Fraction) -> list[str]:
    numbers = [quantity_text("rate", Real(value)) for value in (rate, epoch.metric, epoch.best)]
    return [str(epoch.number), *numbers, str(epoch.bad), "drop" if epoch.dropped else ""]


def _sentence(epochs: list[Epoch], drops: list[int], last: Fraction) -> str:
    rate = quantity_text("rate", Real(last))
    if not drops:
        return f"The rate does not drop: it is {rate} after {len(epochs)} epochs."
    after = ", ".join(map(str, drops))
    return f"The rate drops after epoch {after}: that of epoch {len(epochs)} is {rate}."
