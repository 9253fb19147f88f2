"""Schedules to try on a log: a policy with its lengths, its rates found by fitting; the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import Any, NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.logs.curve import Curve
from lrcalc.logs.identify.features import Features
from lrcalc.logs.shortest import round_numbers, shortest_decimal
from lrcalc.policies import policy_class
from lrcalc.schedule.policy import Policy
from lrcalc.schedule.warmup_parameters import WARMUP
from lrcalc.schedule.wrappers import wrapping

# A rise of more of the peak may be a restart, one of less the turn of a wave.
SHARP, SMOOTH = 0.1, 0.5
STARTED = ("linear", "cosine")
SHARES = ("0.3", "0.1", "0.2", "0.25", "0.4", "0.5", "0.05", "0.15", "0.45", "0.35")
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


def ramps(features: Features) -> Iterator[dict[str, str]]:
    """The warm-ups that the log allows."""
    starts = features.starts()
    for warmup in features.warmups():
        if warmup == 0:
            yield {}
            continue
        for start in starts:
            given = {"warmup": str(warmup)}
            if start != "0":
                given["warmup_start"] = start
            yield given


def unseen_ramps(features: Features, total: int) -> Iterator[dict[str, str]]:
    """The warm-ups that may have been over before the log begins."""
    first = features.rows.updates[0]
    if features.rises or first < 2:
        return
    shares = [total * percent // 100 for percent in (10, 5, 3, 1, 20, 2, 6)]
    for warmup in dict.fromkeys([*shares, 100, 500, 1000, 2000, 200, 10]):
        if 0 < warmup <= first + 1:
            yield {"warmup": str(warmup)}


def curved_ramps(features: Features) -> Iterator[Proposal]:
    """Cosine and linear decay after a warm-up that is half a cosine wave."""
    if not features.rises or features.peak < 3:
        return
    low = features.rows.bounds.low[0], features.rows.bounds.high[0]
    start = shortest_decimal(*low) if features.rows.updates[0] == 0 else "0"
    for total in features.totals()[:8]:
        for warm in features.curved_warmups():
            for name in STARTED:
                ramp = {"warmup": str(warm), "warmup_shape": "cosine"}
                yield Proposal(
                    name, {"T": str(total)}, {**ramp, **({"warmup_start": start} if start != "0" else {})}
                )


def one_cycles(features: Features) -> Iterator[Proposal]:
    """torch's OneCycleLR, and up and down in straight lines."""
    if not features.rises:
        return
    updates = features.rows.updates
    at = updates[features.peak] / max(1, updates[-1])
    near = sorted(SHARES, key=lambda share: abs(float(share) - at))[:5]
    totals = features.totals()
    # a run may end early: the peak lies at 0.3·T − 1, between the rows beside the highest
    low, high = updates[features.peak - 1], updates[min(features.peak + 1, len(updates) - 1)]
    early = round_numbers(max(updates[-1], round((low + 1) / 0.3)), round((high + 1) / 0.3) + 1, 30)
    for total in dict.fromkeys(totals + early):
        for share in dict.fromkeys(["0.3", *(near[:3] if total in totals[:6] else ())]):
            for anneal in ({}, {"anneal": "linear"}, {"three_phase": True}):
                given: dict[str, Any] = {"T": str(total), **anneal}
                if share != "0.3":
                    given["pct_start"] = share
                yield Proposal("one-cycle", given, {}, ("max",))


def cycles(features: Features) -> Iterator[Proposal]:
    """Warm restarts and triangles."""
    if not features.jumps:
        return
    updates, values = features.rows.updates, features.rows.values
    starts = list(features.warmups()) if features.rises else [0]
    first = features.jumps[0]
    peak = max(values)
    sharp = values[first] - values[first - 1] > SHARP * peak
    for warm in starts[:12]:
        ramp = next((r for r in ramps(features) if r.get("warmup") == str(warm)), {})
        if warm and not ramp:
            continue
        low, high = updates[first - 1] - warm, updates[first] - warm + 1
        for length in round_numbers(max(1, low), high, 40) if sharp else []:
            for mult in ("1", "2", "3"):
                given = {"T0": str(length), **({"T_mult": mult} if mult != "1" else {})}
                yield Proposal("restarts", given, ramp)
    if values[first] - values[first - 1] < SMOOTH * peak:
        half = updates[features.peak] if features.rises else updates[first - 1]
        for up in round_numbers(max(1, half - features.spacing), half + features.spacing, 20):
            yield Proposal("cyclic", {"step_up": str(up)}, {})
        # half a cosine wave that rises again past its end
        for total in round_numbers(updates[first - 1] - features.spacing, updates[first], 20):
            for ramp in list(ramps(features))[:4]:
                yield Proposal("cosine", {"T": str(total)}, ramp, outer=(("past_end", "continue"),))


def endless(features: Features) -> Iterator[Proposal]:
    """Decays without a total that come from the warm-up: 1/√t."""
    if not features.rises:
        return
    for ramp in ramps(features):
        yield Proposal("inverse-sqrt", ramp, {}, ("max",))
        if ramp and "warmup_start" not in ramp:
            for width in WIDTHS:
                yield Proposal("noam", {"d_model": width, **ramp}, {}, ("factor",))
