"""torch's OneCycleLR: the way up is solved from its rows, then the total from those after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lrcalc.logs.identify.features import Features
from lrcalc.logs.identify.proposals import Proposal
from lrcalc.logs.identify.rise import Unit, unit_shape
from lrcalc.logs.identify.solved import CLOSE, Point, between, from_step, whole
from lrcalc.logs.shortest import shortest_decimal
from lrcalc.policies.one_cycle import WITH_TOTAL

SHARES = ("0.3", "0.1", "0.2", "0.25", "0.4", "0.5", "0.05", "0.15", "0.45", "0.35")
ANNEALS: tuple[tuple[str, dict[str, Any]], ...] = (("cosine", {}), ("linear", {"anneal": "linear"}))
# What is left of the maximum at the beginning and at the end.
FIRST = 1 / float(WITH_TOTAL["div_factor"])
LAST = FIRST / float(WITH_TOTAL["final_div_factor"])
MOST_TOTALS, MOST_GUESSED = 12, 3


def one_cycles(features: Features, screen: list[int]) -> Iterator[Proposal]:
    """One cycle, half cosine waves or straight lines; in two or in three phases."""
    if features.jumps or features.peak < 2:
        return
    rows, last = features.rows, features.peak - 1
    # near the top the rate of the first row falls faster with the length than that of the last one
    chosen = sorted({0, last // 3, 2 * last // 3}) if last > 2 else [0, last]
    rise = [Point(max(0, rows.updates[i]), rows.bounds.low[i], rows.bounds.high[i]) for i in chosen]
    for name, given in ANNEALS:
        up = between(_from(FIRST, name, True), from_step(0), rise, True, max(1.0, rows.updates[last]))
        if up is None:
            continue
        for total, share in _totals(features, name, up, rise[-1]):
            more = {} if share == WITH_TOTAL["pct_start"] else {"pct_start": share}
            yield Proposal("one-cycle", {"T": str(total), **given, **more}, {}, ("max",))
        for share in SHARES:
            more = {} if share == WITH_TOTAL["pct_start"] else {"pct_start": share}
            for total in _by_share(features, up, share):
                three = {"T": str(total), **given, **more, "three_phase": True}
                yield Proposal("one-cycle", three, {}, ("max",))


def _from(least: float, name: str, rises: bool) -> Unit:
    shape = unit_shape(name)
    return lambda share: least + (1 - least) * shape(1 - share if rises else share)


def _totals(features: Features, name: str, up: tuple[float, float], ramp: Point) -> Iterator[tuple[int, str]]:
    """The totals, each with the share of it in which the rate rises."""
    rows, many = features.rows, len(features.rows.values)
    fall = sorted(
        {index for index in (features.peak + 1, (features.peak + many) // 2, many - 1) if index < many}
    )
    fall = [index for index in fall if rows.updates[index] > up[1]]
    if len(fall) < 2:
        yield from ((total, share) for share in SHARES for total in _by_share(features, up, share))
        return
    rises = _from(FIRST, name, True)
    highest = ramp.low / rises(ramp.update / up[0]), ramp.high / rises(ramp.update / up[1])
    highest = min(highest) * (1 - CLOSE), max(highest) * (1 + CLOSE)
    some = [Point(rows.updates[index], rows.bounds.low[index], rows.bounds.high[index]) for index in fall]
    ends = []
    for length in up:
        start = Point(length, *highest)
        share = lambda update, total, length=length: (update - length) / (total - length)  # noqa: E731
        least = max(features.least_total - 1.0, length + 1.0)
        ends.append(between(_from(LAST, name, False), share, [start, *some], True, least))
    known = [end for end in ends if end is not None]
    if not known:
        return
    found = min(low for low, _ in known) + 1, max(high for _, high in known) + 1
    for total in whole(found, features.likely_totals, MOST_TOTALS):
        yield total, shortest_decimal((up[0] + 1) / total * (1 - CLOSE), (up[1] + 1) / total * (1 + CLOSE))


def _by_share(features: Features, up: tuple[float, float], share: str) -> list[int]:
    """The totals of which a share is the way up."""
    found = (up[0] + 1) / float(share), (up[1] + 1) / float(share)
    return [n for n in whole(found, (), MOST_GUESSED) if n > features.rows.updates[-1] - 2]
