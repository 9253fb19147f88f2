"""When a rate drops on a plateau: the rules of ReduceLROnPlateau on given metrics, as state machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ParameterError, expected
from lrcalc.numbers.literal import (
    LiteralError,
    RateLike,
    StepsLike,
    parse_number,
    parse_rate,
    parse_steps,
    shown,
)

RULES = ("torch", "keras", "paddle")
MODES = ("min", "max")


class Epoch(NamedTuple):
    """What an epoch came to: its metric, the best so far, how many since, and the rate of the next epoch."""

    number: int
    metric: Fraction
    best: Fraction
    bad: int
    cooling: int
    rate: Fraction
    dropped: bool


class Plateau:
    """A rate that is multiplied by a factor where a metric has not become better for a while.

    lr: the first rate (rate). factor: of each drop, below 1 (factor).
    patience: the bad epochs that are borne: torch and paddle drop at the one after, keras at the last.
    threshold: what is better has to be so by so much: relative in torch and paddle (default 0.0001),
    absolute in keras (default 0.0001); `threshold_mode` rel or abs says otherwise.
    cooldown: the epochs after a drop that are not bad. min_lr: the rate never drops below it.
    eps: a drop by no more than it is left out (torch and paddle, default 1e-8).
    mode: min, for a loss, or max.
    Raises ParameterError.
    Source: torch ReduceLROnPlateau, keras ReduceLROnPlateau, paddle ReduceOnPlateau. The rate found after
    epoch k, counted from 0, is that of epoch k + 1.

    >>> [float(rate) for rate in Plateau(lr=1, factor="0.5", patience=3).rates([1] * 5)]
    [1.0, 1.0, 1.0, 1.0, 1.0, 0.5]
    """

    def __init__(
        self,
        *,
        lr: RateLike,
        factor: RateLike = "0.1",
        patience: StepsLike = 10,
        threshold: RateLike = "0.0001",
        threshold_mode: str | None = None,
        cooldown: StepsLike = 0,
        min_lr: RateLike = 0,
        eps: RateLike | None = None,
        mode: str = "min",
        rule: str = "torch",
    ) -> None:
        self.rule = _choice("rule", rule, RULES)
        self.mode = _choice("mode", mode, MODES)
        usual = "abs" if rule == "keras" else "rel"
        self.threshold_mode = _choice("threshold_mode", threshold_mode or usual, ("rel", "abs"))
        self.lr, self.factor, self.threshold = (
            _rate(name, given) for name, given in (("lr", lr), ("factor", factor), ("threshold", threshold))
        )
        if self.factor >= 1:
            raise ParameterError("factor", expected("a factor below 1", shown(factor)))
        self.min_lr = _rate("min_lr", min_lr)
        self.eps = _rate("eps", ("0" if rule == "keras" else "1e-8") if eps is None else eps)
        self.patience, self.cooldown = _count("patience", patience), _count("cooldown", cooldown)

    def epochs(self, metrics: Iterable[RateLike]) -> Iterator[Epoch]:
        """What each epoch comes to, in order. Raises ParameterError for a metric that is no number."""
        rate, best, bad, cooling = self.lr, None, 0, 0
        for number, given in enumerate(metrics):
            metric = _metric(number, given)
            dropped = False
            if self.rule == "paddle" and cooling > 0:
                cooling -= 1  # nothing is looked at
                yield Epoch(number, metric, metric if best is None else best, bad, cooling, rate, False)
                continue
            is_cooling = cooling > 0
            if self.rule == "keras" and is_cooling:
                cooling, bad = cooling - 1, 0
                is_cooling = cooling > 0
            if best is None or self._better(metric, best):
                best, bad = metric, 0
            elif self.rule != "keras" or not is_cooling:
                bad += 1
            if self.rule == "torch" and is_cooling:
                cooling, bad = cooling - 1, 0
            # keras, which drops at the last bad epoch that is borne, drops at no other even if it bears none
            if bad >= max(self.patience, 1) if self.rule == "keras" else bad > self.patience:
                lower = max(rate * self.factor, self.min_lr)
                keeps_count = self.rule == "keras" and rate <= self.min_lr
                if not keeps_count:
                    dropped = rate > lower and rate - lower > self.eps
                    rate = lower if dropped else rate
                    cooling, bad = self.cooldown, 0
            yield Epoch(number, metric, best, bad, cooling, rate, dropped)

    def _better(self, metric: Fraction, best: Fraction) -> bool:
        if self.threshold_mode == "abs":
            return metric < best - self.threshold if self.mode == "min" else metric > best + self.threshold
        if self.mode == "min":
            return metric < best * (1 - self.threshold)
        return metric > best * (1 + self.threshold)

    def rates(self, metrics: Iterable[RateLike]) -> list[Fraction]:
        """The rate of every epoch, and of the one after the last."""
        return [self.lr, *(epoch.rate for epoch in self.epochs(metrics))]


def _rate(name: str, given: RateLike) -> Fraction:
    try:
        return parse_rate(given)
    except LiteralError as error:
        raise ParameterError(name, str(error)) from None


def _count(name: str, given: StepsLike) -> int:
    try:
        return parse_steps(given)
    except LiteralError:
        raise ParameterError(name, expected("a whole number of epochs", shown(given))) from None


def _choice(name: str, given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise ParameterError(name, expected(" or ".join(known), shown(given)))
    return given


def _metric(number: int, given: RateLike) -> Fraction:
    try:
        return parse_number(given)
    except LiteralError:
        raise ParameterError("metrics", f"epoch {number}: {expected('a number', shown(given))}") from None
