"""Schedules to try on a log: a policy with its lengths, its rates found by fitting; the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import Any, NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.logs.curve import Curve
from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.rise import is_possible
from lrcalc.logs.shortest import round_numbers, shortest_decimal
from lrcalc.policies import policy_class
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.warmup_parameters import WARMUP
from lrcalc.schedule.wrappers import wrapping

# Lengths of a warm-up that are usual, and so many that are tried where none shows.
USUAL, MOST_UNSEEN = (100, 500, 1000, 2000, 200, 10), 64
# Widths of the models that noam is used with.
WIDTHS = ("512", "256", "768", "1024", "128", "144", "384")


class Proposal(NamedTuple):
    """A policy by its name, with its parameters but those that `rates` names: ("max", "min") or ("lr",).

    outer: what goes around it, a floor or a clock.
    """

    name: str
    given: dict[str, Any]
    warmup: dict[str, str]
    rates: tuple[str, ...] = ("max", "min")
    outer: tuple[tuple[str, str], ...] = ()

    def policy(self, *rates: str) -> Policy | None:
        """The policy with those rates; None where it cannot be made."""
        values = dict(zip(self.rates, rates))
        cls = policy_class(self.name)
        try:
            made = cls(**{**values, **self.given})
            if self.warmup:
                made = wrapping("warmup").around(made, **self.warmup)
            for name, value in self.outer:
                made = wrapping(name).around(made, **{name: value})
            return made
        except (ScheduleError, TypeError, ArithmeticError):
            return None

    def curve(self, *rates: str) -> Curve | None:
        policy = self.policy(*rates)
        return None if policy is None else Curve(policy)

    def command_line(self, *rates: str) -> str:
        """The words that make the schedule."""
        values = dict(zip(self.rates, rates))
        if values.get("min") == "0":
            del values["min"]
        if values.get("factor") == "1":
            del values["factor"]
        options = {name: item.options[0] for name, item in policy_class(self.name).parameters().items()}
        options |= {name: item.options[0] for name, item in WARMUP.items()}
        words = [self.name]
        for name, text in {**values, **self.given, **self.warmup}.items():
            words += [options[name]] if text is True else [options[name], quote(str(text))]
        return " ".join([*words, *(f"--{name.replace('_', '-')} {value}" for name, value in self.outer)])


def ramps(features: Features, **other: str) -> list[dict[str, str]]:
    """The warm-ups that the log allows: in a straight line, or with something `other` said of them."""
    key = str(other)
    if key not in features.ramps:
        features.ramps[key] = list(_ramps(features, other))
    return features.ramps[key]


def _ramps(features: Features, other: dict[str, str]) -> Iterator[dict[str, str]]:
    if not features.rises:
        yield {}
        return
    curved, starts = "warmup_shape" in other, features.starts()
    if curved:
        first = features.rows.bounds.low[0], features.rows.bounds.high[0]
        starts = [shortest_decimal(*first)] if features.rows.updates[0] == 0 else ["0"]
    for warmup in features.curved_warmups() if curved else features.warmups():
        for start in dict.fromkeys(["0", *starts] if other and not curved else starts):
            ramp = {"warmup": str(warmup), **({"warmup_start": start} if start != "0" else {}), **other}
            if is_possible(features, ramp):
                yield ramp


def unseen_ramps(features: Features) -> Iterator[dict[str, str]]:
    """Warm-ups that may have been over before the second row of the log."""
    updates = features.rows.updates
    if not features.rises and updates[0] >= 1:
        lengths = [warm for warm in USUAL if warm <= updates[0] + 1]
        lengths += round_numbers(1, updates[min(1, len(updates) - 1)] + 1, MOST_UNSEEN)
        yield from ({"warmup": str(warm)} for warm in dict.fromkeys(lengths))


def endless(features: Features) -> Iterator[Proposal]:
    """Decays without a total that come from the warm-up: 1/√t."""
    for ramp in ramps(features) if features.rises else unseen_ramps(features):
        yield Proposal("inverse-sqrt", ramp, {}, ("max",))
        if ramp and "warmup_start" not in ramp:
            for width in WIDTHS:
                yield Proposal("noam", {"d_model": width, **ramp}, {}, ("factor",))
