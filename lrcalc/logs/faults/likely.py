"""Which of several explanations of the same rows is the less likely one."""

from __future__ import annotations

from lrcalc.logs.faults.explanation import Explanation, times_text

NAMES = {"wrong-total": "total", "wrong-warmup": "warmup"}
# More updates than these are an epoch, fewer may be the micro-batches of one.
MOST_ACCUMULATED = 64


def is_less_likely(item: Explanation) -> bool:
    """Whether another explanation of the same rows is to be told first."""
    numbers = item.numbers
    if item.id == "past-end":
        # a rate that goes on falling past an end that was not meant: rather a floor
        return "meant" in numbers and item.rates(numbers["total"] + 2) < item.rates(numbers["total"])
    if item.id == "scaled":
        text = times_text(numbers["times"])
        return "." in text or "e" in text
    if item.id == "stepped-times":
        return bool(
            numbers.get("offset", 0) < 0 or (numbers["times"] > 4 and not _is_power_of_two(numbers["times"]))
        )
    if item.id == "stepped-per-epoch":
        return _is_power_of_two(numbers["per"]) and numbers["per"] <= MOST_ACCUMULATED
    if item.id in NAMES and len(numbers) == 2 and numbers["meant"]:
        # so many times too long that it is the updates of an epoch rather than micro-batches
        times, rest = divmod(numbers[NAMES[item.id]], numbers["meant"])
        return rest == 0 and times > 4 and not _is_power_of_two(times)
    return False


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0
