"""When a rate dropped on a plateau: a row for each epoch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lrcalc.analysis.plateau import Epoch, Plateau
from lrcalc.errors import all_of
from lrcalc.numbers.display import quantity_text
from lrcalc.numbers.real import Real
from lrcalc.report.blocks import Block, Column, Sentences, Table
from lrcalc.report.report import Report, check_readable
from lrcalc.report.rows import Batch, Render

HEADS = {
    "epoch": "Epoch",
    "metric": "Metric",
    "best": "Best",
    "bad_epochs": "Bad Epochs",
    "dropped": "Drop",
    "learning_rate": "Learning Rate",
}


class PlateauRows:
    """The epochs as rows; the rate of a row is that of its epoch."""

    def __init__(self, first: Fraction, epochs: Sequence[Epoch]) -> None:
        self.columns = list(HEADS)
        self.values = ["learning_rate"]
        self.rates = [first, *(epoch.rate for epoch in epochs)]
        self.epochs = epochs

    def rendered(self, render: Render, keys: Sequence[str]) -> Iterator[str]:
        columns = {
            "epoch": [epoch.number for epoch in self.epochs],
            "metric": [float(epoch.metric) for epoch in self.epochs],
            "best": [float(epoch.best) for epoch in self.epochs],
            "bad_epochs": [epoch.bad for epoch in self.epochs],
            "dropped": [int(epoch.dropped) for epoch in self.epochs],
            "learning_rate": [Real(rate).double() for rate in self.rates[: len(self.epochs)]],
        }
        yield render(Batch(len(self.epochs), columns))  # type: ignore[arg-type]


def plateau_report(plateau: Plateau, epochs: Sequence[Epoch], digits: int | None = None) -> Report:
    """The table of the epochs, and the drops in a sentence."""
    rows = PlateauRows(plateau.lr, epochs)

    def text(value: Fraction) -> str:
        return quantity_text("rate", Real(value), digits)

    def blocks() -> Iterator[Block]:
        check_readable(len(epochs))
        cells = [
            [
                str(epoch.number),
                text(epoch.metric),
                text(epoch.best),
                str(epoch.bad),
                "drop" if epoch.dropped else "",
                text(rate),
            ]
            for epoch, rate in zip(epochs, rows.rates)
        ]
        title = (
            f"Plateau, by the rule of {plateau.rule}: η_0 = {text(plateau.lr)}, patience {plateau.patience}"
        )
        heads = [Column(head, is_text=key == "dropped") for key, head in HEADS.items()]
        yield Table(title, heads, cells)
        yield Sentences([_drops(epochs, text(rows.rates[-1]))])

    return Report(
        blocks=blocks,
        rows=rows,
        about=lambda: {"tool": "plateau", "rule": plateau.rule},
        outcome=lambda: {
            "drops": [epoch.number for epoch in epochs if epoch.dropped],
            "next_learning_rate": Real(rows.rates[-1]).double(),
        },
    )


def _drops(epochs: Sequence[Epoch], last: str) -> str:
    drops = [str(epoch.number) for epoch in epochs if epoch.dropped]
    if not drops:
        return f"The rate never drops; the next epoch has {last}."
    after = "epoch" if len(drops) == 1 else "epochs"
    return f"The rate drops after {after} {all_of(drops)}; the next epoch has {last}."
