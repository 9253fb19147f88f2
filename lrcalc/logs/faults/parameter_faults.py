"""Runs with another parameter: a total, a warm-up, a peak, a floor, or another one of the policy."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lrcalc.errors import counted
from lrcalc.logs.curve import Curve
from lrcalc.logs.faults.explanation import Explanation, Meant, both_ends, snapped_times, times_text
from lrcalc.logs.faults.solving import MOST_TIMES, crossings, lengths, rate_at, solved, straight, telling
from lrcalc.logs.matching import Rates, Rows
from lrcalc.logs.shortest import round_numbers, shortest_decimal

IDS = {"T": "wrong-total", "warmup": "wrong-warmup", "min": "wrong-floor", "min_ratio": "wrong-floor"}
WORDS = {"T": "total", "warmup": "warm-up", "min": "floor", "warmup_start": "start of the warm-up"}
# What a rate is multiplied by to be shown without its exponent.
MOST_PROCESSES = 1024
# Nearer to the peak than this a rate tells nothing of the floor.
LARGEST_SHARE = 0.999
POWERS_OF_TEN = ("100", "1000", "10000", "100000", "1000000")


def scaled(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """All rates times a factor, or the peak alone."""
    best = max(range(len(rows.updates)), key=lambda index: rows.values[index])
    at_best = rows.mean(meant.curve.at)(rows.updates[best])
    if at_best <= 0 or rows.bounds.low[best] <= 0:
        return
    low, high = rows.bounds.low[best] / at_best, rows.bounds.high[best] / at_best
    if low <= 1 <= high:
        return
    plain = snapped_times(low, high)
    for rates in both_ends(meant.curve):
        between = _factors(rows, rates)
        if between is not None:
            times = snapped_times(*between) or float(shortest_decimal(*between))

            def moved(update: int, times: float = times, rates: Rates = rates) -> float:
                return float(times * rates(update))

            if rows.holds(moved):
                yield Explanation("scaled", {"times": _whole(times)}, _scaled(times), moved)
                return
    if plain:
        found = _scaled_peak(meant, rows, plain)
        if found:
            yield found


def _factors(rows: Rows, rates: Rates) -> tuple[float, float] | None:
    """Between which factors all rows agree, or None where there is none."""
    low, high, found = 0.0, math.inf, rows.mean(rates)
    for index, update in enumerate(rows.updates):
        at = found(update)
        if at > 0:
            low, high = max(low, rows.bounds.low[index] / at), min(high, rows.bounds.high[index] / at)
            if low > high:
                return None
    return (low, high) if 0 < high < math.inf else None


def _scaled_peak(meant: Meant, rows: Rows, times: float) -> Explanation | None:
    name = "max" if "max" in meant.values else "lr"
    if name not in meant.values:
        return None
    curve = meant.variant(**{name: meant.values[name] * Fraction(times).limit_denominator(10**12)})
    if curve is not None and rows.holds(curve.at):
        return Explanation("scaled", {"times": _whole(times)}, _scaled(times), curve.at)
    return None


def _whole(times: float) -> float:
    return int(times) if times == int(times) else times


def _scaled(times: float) -> str:
    text = times_text(times)
    if text == "1" and times != 1:
        # so near that the usual digits do not show it
        return f"the rates are {times:.10g} times those meant"
    hint = (
        f": scaled by {text} processes, or by the batch size?"
        if text.isdigit() and times <= MOST_PROCESSES
        else ""
    )
    if text in POWERS_OF_TEN:
        hint = ": rates in another unit?"
    hint = hint or (": the rate of another group?" if times != 1 else "")
    return f"the rates are {text} times those meant{hint}"


def another_total(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """Another total; past it, the last rate or the formula going on."""
    yield from _another_length(meant, rows, "T", {})


def another_warmup(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """Another length of the warm-up, or none."""
    if "warmup" in meant.values:
        yield from _another_length(meant, rows, "warmup", {})


def _another_length(meant: Meant, rows: Rows, name: str, fixed: dict[str, Any]) -> Iterator[Explanation]:
    if name not in meant.values or not isinstance(meant.values[name], int):
        return
    own = meant.values[name]
    for length in lengths(meant, rows, name, fixed):
        curve = meant.variant(**{name: length, **fixed})
        if curve is None or length == own:
            continue
        for goes_on, rates in enumerate(both_ends(curve)):
            if rows.holds(rates):
                yield _length(meant, rows, name, length, own, bool(goes_on), curve, rates)
                return


def _length(
    meant: Meant, rows: Rows, name: str, length: int, own: int, goes_on: bool, curve: Curve, rates: Rates
) -> Explanation:
    if name == "T":
        end = curve.total or length
        if goes_on and rows.updates[-1] > end:
            return Explanation(
                "past-end",
                {"total": length, "meant": own, "rises_from": end},
                f"the schedule ended at step {end} of {own}, and past its end the rate goes on: "
                f"total {length} instead of {own}{_ratio(length, own)}",
                rates,
            )
        return Explanation("wrong-total", {"total": length, "meant": own},
                           f"total {length} instead of {own}{_ratio(length, own)}", rates)  # fmt: skip
    if name == "warmup":
        what = "no warm-up" if length == 0 else f"a warm-up of {counted(length, 'step')}"
        never = ": it never ends in this run" if length > rows.updates[-1] else ""
        return Explanation("wrong-warmup", {"warmup": length, "meant": own},
                           f"{what} instead of {own}{never}{_ratio(length, own)}", rates)  # fmt: skip
    word = WORDS.get(name, name)
    return Explanation(f"wrong-{name.replace('_', '-')}", {name: length, "meant": own},
                       f"{word} {length} instead of {own}", rates)  # fmt: skip


def _ratio(length: int, own: int) -> str:
    if own and length and length % own == 0 and length > own:
        times = length // own
        return f" ({times} times: counted without accumulation {times}, or for {times} processes?)"
    if length and own % length == 0 and own > length:
        return f" (1/{own // length}: divided by {own // length} processes?)"
    return ""


def another_rate(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """Another floor, start, factor or length of the policy."""
    for name, own in meant.values.items():
        if name in ("T", "warmup"):
            continue
        if isinstance(own, int):
            yield from _another_length(meant, rows, name, {})
        elif isinstance(own, Fraction):
            yield from _another_rate(meant, rows, name, own)


def _another_rate(meant: Meant, rows: Rows, name: str, own: Fraction) -> Iterator[Explanation]:
    tried = ["0"] if name in ("min", "warmup_start") else []
    all_agree = straight(meant, rows, name, float(own))
    if all_agree is not None:
        tried.append(shortest_decimal(*all_agree))
    else:
        wrong = rows.wrong(meant.curve.at)
        lowest = min(wrong, key=lambda index: rows.values[index]) if wrong else -1
        for index in dict.fromkeys([lowest, *telling(meant, rows)]):
            interval = solved(meant, rows, index, name, float(own))
            if interval:
                tried.append(shortest_decimal(*interval))
    for text in tried:
        curve = meant.variant(**{name: text})
        if curve is None or Fraction(text) == own:
            continue
        for rates in both_ends(curve):
            if rows.holds(rates):
                what = WORDS.get(name, name.replace("_", " "))
                if name in ("max", "lr"):
                    times = float(Fraction(text) / own)
                    yield Explanation("scaled", {"times": times}, f"the peak is {text} instead of "
                                      f"{float(own):.6g}: {times_text(times)} times", rates)  # fmt: skip
                    return
                key = IDS.get(name, f"wrong-{name.replace('_', '-')}")
                said = f"no {what}" if text == "0" else f"{what} {text}"
                yield Explanation(key, {"min" if name == "min" else name: float(Fraction(text)),
                                        "meant": float(own)},
                                  f"{said} instead of {float(own):.6g}", rates)  # fmt: skip
                return


def two_lengths(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """Another warm-up and another total together."""
    if not {"T", "warmup"} <= meant.values.keys() or not isinstance(meant.values["warmup"], int):
        return
    own, total = meant.values["warmup"], meant.values["T"]
    first = [index for index in range(len(rows.updates)) if rows.values[index] > 0][:3]
    tried = [own * times for times in (2, 4, 8, 16)] + [0]
    for index in first[-1:]:

        def rate(length: int, index: int = index) -> float | None:
            return rate_at(meant, rows, index, {"warmup": length, "T": max(total, 2 * length)})

        most = own * MOST_TIMES + 1000
        for low, high in crossings(rate, rows.bounds.low[index], rows.bounds.high[index], 1, most):
            tried += round_numbers(low, high, 20)
    for warm in dict.fromkeys(tried):
        if warm == own:
            continue
        for found in _another_length(meant, rows, "T", {"warmup": warm}):
            other = found.numbers["total"]
            text = f"a warm-up of {counted(warm, 'step')} instead of {own}, and {found.text}"
            key = "wrong-total" if warm * total == other * own else "wrong-warmup"
            yield Explanation(
                key, {"warmup": warm, "meant": own, "total": other, "meant_total": total}
                if key == "wrong-warmup" else
                {"total": other, "meant": total, "warmup": warm, "meant_warmup": own}, text, found.rates,
            )  # fmt: skip
            return


def two_changes(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """A factor on all rates, and another total or warm-up besides."""
    name = next((name for name in ("max", "lr") if name in meant.values), None)
    if name is None:
        return
    peak = max(rows.values)
    ratio = peak / meant.peak if meant.peak else 0
    times = snapped_times(ratio * 0.999, ratio * 1.001) if ratio and abs(ratio - 1) > 0.01 else None
    if times is None:
        return
    own = meant.values[name]
    other = own * Fraction(times).limit_denominator(10**6)
    for length in ("T", "warmup"):
        for found in _another_length(meant, rows, length, {name: other}):
            yield Explanation("scaled", {"times": _whole(times), **found.numbers},
                              f"{_scaled(times)}; and {found.text}", found.rates)  # fmt: skip
            return
    floor = _floor_under(meant, rows, float(other)) if "min" in meant.values else None
    curve = meant.variant(**{name: other, "min": floor}) if floor is not None else None
    if floor is not None and curve is not None and rows.holds(curve.at):
        own_floor = float(meant.values["min"])
        numbers = {"times": _whole(times), "min": float(floor), "meant": own_floor}
        text = f"{_scaled(times)}; and floor {floor} instead of {own_floor:.6g}"
        yield Explanation("scaled", numbers, text, curve.at)


def _floor_under(meant: Meant, rows: Rows, peak: float) -> str | None:
    """The shortest floor m with m + (peak - m)·s in all rows after the warm-up, s from 0 to 1 as was meant;
    None where there is none."""
    own, span = float(meant.values["min"]), meant.peak - float(meant.values["min"])
    low, high, found = 0.0, peak, rows.mean(meant.curve.at)
    for index, update in enumerate(rows.updates):
        share = (found(update) - own) / span if span > 0 else 1.0
        if update >= meant.values.get("warmup", 0) and share < LARGEST_SHARE:
            low = max(low, (rows.bounds.low[index] - peak * share) / (1 - share))
            high = min(high, (rows.bounds.high[index] - peak * share) / (1 - share))
    return shortest_decimal(low, high) if 0 < low <= high < peak else None
