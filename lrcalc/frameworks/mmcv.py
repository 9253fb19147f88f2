"""lr_config of mmcv before 2.0: a policy counted in epochs or updates, and a warm-up that multiplies it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lrcalc.expression import power
from lrcalc.expression.nodes import Node
from lrcalc.frameworks.call.nodes import greatest
from lrcalc.frameworks.call.reading import Reading, ask_for
from lrcalc.frameworks.call.shapes import fall, number, raised, share, wave
from lrcalc.frameworks.call.target import Formula, Piece
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.mmengine import clock_from, multiplied, rate_of_optimizer
from lrcalc.frameworks.python.values import Unknown, described, number_of, readable

if TYPE_CHECKING:
    from lrcalc.frameworks.python.reader import PythonText

POLICIES = "fixed, step, exp, poly, inv, CosineAnnealing or FlatCosineAnnealing"


def read_mmcv(source: PythonText) -> Reading | None:
    """The schedule of an lr_config; None where there is none. Raises ReadError."""
    value = readable(source.values.get("lr_config"))
    if not isinstance(value, dict) or "policy" not in value:
        return None
    config = Configured(source, value)
    pieces = config.warmed(config.regular())
    if source.missing:
        raise ask_for(source.missing)
    return Reading("mmcv", "lr_config", Formula(pieces), config.notes)


class Configured:
    """An lr_config with its optimizer and its runner."""

    def __init__(self, source: PythonText, values: dict[Any, Any]) -> None:
        self.source = source
        self.values = values
        self.lr = rate_of_optimizer(source)
        self.by_epoch = values.get("by_epoch", True) is not False
        self.every = (source.settings.steps_per_epoch or 1) if self.by_epoch else 1
        self.notes = ["the warm-up multiplies the running schedule"] if values.get("warmup") else []
        if self.by_epoch and not source.settings.steps_per_epoch:
            if values.get("warmup"):
                source.missing.add("the updates of an epoch", 0, "--steps-per-epoch 391")
            self.notes.append("t is an epoch; with --steps-per-epoch it is an update")

    def number(self, name: str, default: Any = None) -> Fraction:
        """A number of the lr_config."""
        value = self.values.get(name, default)
        if isinstance(value, Unknown):
            self.source.missing.unknown(value)
            return Fraction(1)
        if value is None:
            refuse(f"{name} in lr_config", "none")
        return number_of(value)

    def last(self) -> int:
        """The epochs or the updates of the run."""
        total = self.source.settings.total
        if total is not None:
            return max(1, -(-total // self.every))
        name = "max_epochs" if self.by_epoch else "max_iters"
        for holder, key in (("runner", name), ("total_epochs", ""), ("max_epochs", ""), ("total_iters", "")):
            value = readable(self.source.values.get(holder))
            value = value.get(key) if isinstance(value, dict) else value
            if isinstance(value, Fraction) and value.denominator == 1 and value > 0:
                return int(value)
        self.source.missing.add(name, 0, "--total 10000")
        return 1

    def floor(self) -> Fraction:
        """min_lr, or min_lr_ratio of the rate."""
        return (
            self.lr * self.number("min_lr_ratio")
            if "min_lr_ratio" in self.values
            else self.number("min_lr", 0)
        )

    def regular(self) -> list[Piece]:
        """The policy without the warm-up."""
        kind, clock = str(self.values["policy"]).lower(), clock_from(0, self.every)
        if kind == "fixed":
            return [Piece(0, number(self.lr), "fixed")]
        if kind == "step":
            return self.steps(clock)
        gamma = self.number("gamma", 1) if kind in ("exp", "inv") else Fraction(1)
        if kind == "exp":
            return [Piece(0, number(self.lr) * power(number(gamma), clock), "exponential")]
        if kind == "inv":
            base = 1 + number(gamma) * clock
            return [Piece(0, number(self.lr) / raised(base, self.number("power", 1)), "inverse")]
        last = self.last()
        if kind == "poly":
            left = raised(1 - clock / number(last), self.number("power", 1))
            falling = fall(self.lr, self.floor(), left)
            return [Piece(0, falling, "poly"), Piece(last * self.every, number(self.floor()), "end")]
        if kind == "cosineannealing":
            falling = fall(self.lr, self.floor(), wave(clock / number(last)))
            return [Piece(0, falling, "cosine", Fraction(last * self.every))]
        if kind == "flatcosineannealing":
            return self.flat(last, clock)
        refuse(f"{POLICIES} as the policy of lr_config", described(kind))

    def steps(self, clock: Node) -> list[Piece]:
        """Drops by gamma at milestones, or every so many epochs, down to min_lr."""
        gamma, low = self.number("gamma", Fraction(1, 10)), self.values.get("min_lr")
        at = self.values.get("step")
        if not isinstance(at, list):
            from lrcalc.frameworks.call.nodes import whole

            rate = number(self.lr) * power(number(gamma), whole(clock / number(self.number("step"))))
            return [Piece(0, greatest(rate, number_of(low)) if low else rate, "step", Fraction(0))]
        found = []
        for n, first in enumerate([Fraction(0), *sorted(number_of(item) for item in at)]):
            rate_there = self.lr * gamma**n
            if low:
                rate_there = max(rate_there, number_of(low))
            found.append(Piece(int(first) * self.every, number(rate_there), f"drops {n}"))
        return found

    def flat(self, last: int, clock: Node) -> list[Piece]:
        """The rate up to start_percent of the epochs, then a cosine."""
        start = round(last * self.number("start_percent", Fraction(3, 4)))
        progress = (clock - number(start)) / number(max(1, last - start))
        falling = fall(self.lr, self.floor(), wave(progress))
        return [Piece(0, number(self.lr), "flat"), Piece(start * self.every, falling, "cosine")]

    def warmed(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces, those of the warm-up multiplied by it."""
        kind = self.values.get("warmup")
        if kind is None:
            return pieces
        length = self.number("warmup_iters", 0)
        if self.values.get("warmup_by_epoch") is True:
            length *= self.source.settings.steps_per_epoch or 1
        ratio = self.number("warmup_ratio", Fraction(1, 10))
        if length < 1 or length.denominator != 1:
            refuse("a whole number from 1 on for warmup_iters", length)
        left = 1 - share(0, length)
        ramps: dict[Any, Node] = {
            "constant": number(ratio),
            "linear": 1 - left * number(1 - ratio),
            "exp": power(number(ratio), left),
        }
        if kind not in ramps:
            refuse("constant, linear or exp as warmup", described(kind))
        factors = [Piece(0, ramps[kind], "warm-up"), Piece(int(length), number(1), "after")]
        return multiplied(pieces, factors)
