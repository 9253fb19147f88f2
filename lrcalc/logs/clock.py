"""What the steps of a log count: the update whose rate stands in a row."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from math import gcd, isqrt
from operator import eq
from typing import NamedTuple

from lrcalc.logs.reading.names import PARTS_OF_AN_UPDATE
from lrcalc.logs.reading.rows import Log, Row, step_of
from lrcalc.logs.reading.stored import StoredRows
from lrcalc.logs.shortest import digits_of

# Micro-batches in an update, rows between steps.
MOST_TIMES = 1024
MOST_PER_EPOCH = 100_000
MOST_DIVISORS = 100_000
# A mean of more rates takes too long for the many lengths that are tried.
MOST_AVERAGED = 4096
# What a log counts where its rows do not say which update they are of.
UNSAID = ("epoch", "row")
# Of fewer rows none tells where a run ended.
FEWEST_ROWS = 4
MOST_ENDS = 12


class Reading(NamedTuple):
    """A way to read the step column: the update of each row, and in words: `step - 1`.

    span: how many updates the rate of a row is the mean of. per_epoch: the updates that the schedule counts
    as one, where it counts epochs. of: the update of a row by its step less the updates skipped; None where
    that takes more than the row. offset: what is added to the step, where that is all. length: how many
    updates a row is, or an epoch, where the reading goes by these. parts: how many steps an update is.
    """

    formula: str
    updates: Sequence[int]
    span: int = 1
    per_epoch: int = 0
    of: Callable[[int], int] | None = None
    offset: int | None = None
    length: int | None = None
    parts: int = 1


class Steps:
    """The steps of rows: a range where they lie equally far apart, as most do."""

    def __init__(self, rows: Sequence[Row]) -> None:
        steps = rows.steps if isinstance(rows, StoredRows) else array("q", map(step_of, rows))
        first, apart = steps[0], steps[1] - steps[0] if len(steps) > 1 else 1
        even = range(first, first + apart * len(steps), apart) if apart > 0 else range(0)
        self.steps: Sequence[int] = even if len(even) == len(steps) and all(map(eq, even, steps)) else steps

    def times(self, times: int, offset: int = 0) -> Sequence[int]:
        """So many times each step, and a number more."""
        steps = self.steps
        if isinstance(steps, range):
            start, apart = times * steps.start + offset, times * steps.step
            return range(start, start + apart * len(steps), apart)
        return array("q", (times * step + offset for step in steps))


def plain_readings(log: Log) -> list[Reading]:
    """The step itself, the one before and the one after, the most likely first."""
    if log.found.counts in UNSAID and log.found.per_epoch:
        return []
    if log.found.counts in UNSAID:
        # epochs that are counted from 1 have the rate of the epoch before
        from_one = [-1] if log.rows and step_of(log.rows[0]) == 1 else []
        base = [*from_one, 0] if log.found.counts == "epoch" else []
    else:
        base = list(log.found.kind.offsets)
    return [_shifted(log.rows, offset, log.found.counts) for offset in base]


def plus(number: int) -> str:
    """A number added to what stands before it: ` + 1`, ` - 1`; nothing for 0."""
    return f" {'+' if number > 0 else '-'} {abs(number)}" if number else ""


def _shifted(rows: Sequence[Row], offset: int, unit: str) -> Reading:
    name, sign = "epoch" if unit == "epoch" else "step", plus(offset)
    if any(rows.skipped if isinstance(rows, StoredRows) else (row.skipped for row in rows)):
        updates = array("q", (step_of(row) - row.skipped + offset for row in rows))
        return Reading(f"{name} - skipped{sign}", updates, of=lambda step: step + offset)
    by = None if unit == "epoch" else offset
    return Reading(f"{name}{sign}", Steps(rows).times(1, offset), of=lambda step: step + offset, offset=by)


def other_readings(log: Log, total: int | None) -> Iterator[Reading]:
    """Readings with a number that the log does not say: rows, epochs, micro-batches."""
    found, rows = log.found, log.rows
    counted = Steps(rows)
    steps = counted.steps
    if found.counts == "row":
        # the last row of a run lies near its end; the log may say more of that than the schedule
        for times in _likely(found.total or total, steps[-1]) if not found.per_epoch else _by_epochs(log):
            yield from (_rows_of(counted, times, offset) for offset in found.kind.offsets)
            yield _rows_from_0(counted, times)
    elif found.counts == "epoch" and found.per_epoch:
        yield from _epochs_of(counted, found.per_epoch)
    elif found.counts == "epoch":
        yield from _epochs(counted, found.total or total)
    elif found.epoch_slack and found.per_epoch:
        yield from _unrolled(log, found.per_epoch, found.kind.offsets)
    elif total is not None and max(steps) > total + 1:
        # micro-batches, samples or tokens: more than updates, and those go over most of the schedule
        for times in _times_of_an_update(steps, total):
            yield from micro_batches(steps, times)


def _unrolled(log: Log, shortest: int, offsets: Sequence[int]) -> Iterator[Reading]:
    """Where the step begins anew in each epoch: each length of one, from the shortest on."""
    epochs = [int(row.epoch or 0) for row in log.rows]
    inner = [step - epoch * shortest for epoch, step in zip(epochs, Steps(log.rows).steps)]
    for length in range(shortest, shortest + log.found.epoch_slack + 1):
        for offset in offsets:
            updates = [epoch * length + step + offset for epoch, step in zip(epochs, inner)]
            sign = f"{offset:+d}" if offset else ""
            yield Reading(f"{length}*epoch + step{sign}", updates, length=length)


def _times_of_an_update(steps: Sequence[int], total: int) -> Iterator[int]:
    """How many steps an update may be, where the last one lies between half of the total and the total."""
    last = max(steps)
    least, most = max(2, -(-last // (total + 2))), last // max(1, total // 2)
    if least < MOST_TIMES:
        yield from range(least, min(MOST_TIMES - 1, most) + 1)
        return
    # so many in each update that all steps are multiples of them
    common = gcd(*steps)
    small = [n for n in range(1, min(isqrt(common), MOST_DIVISORS) + 1) if common % n == 0]
    divisors = sorted({*small, *(common // n for n in small)})
    yield from (times for times in divisors if least <= times <= most)


def micro_batches(steps: Sequence[int], times: int) -> Iterator[Reading]:
    """Steps of which so many make an update: the rate of the one under way, of the one before."""
    ways: dict[str, Callable[[int], int]] = {
        f"step//{times} - 1": lambda step: step // times - 1,
        f"step//{times}": lambda step: step // times,
        f"(step + 1)//{times} - 1": lambda step: (step + 1) // times - 1,
    }
    for formula, of in ways.items():
        yield Reading(formula, list(map(of, steps)), of=of, parts=times)


def guessed_readings(log: Log) -> list[Reading]:
    """Rows without a step: so many updates from each to the next, the likeliest numbers of them."""
    if log.found.counts != "row":
        return []
    readings: list[Reading] = []
    counted = Steps(log.rows)
    if not log.found.kind.is_known:
        # a list of rates has one for each update, from the first
        readings.append(_rows_from_0(counted, 1))
    for times in (10, 1, 50, 100, 500, 5, 20, 25):
        readings += [_rows_of(counted, times, offset) for offset in log.found.kind.offsets]
        readings.append(_rows_from_0(counted, times))
    return list({tuple(reading.updates[:2]): reading for reading in reversed(readings)}.values())[::-1]


def _rows_from_0(rows: Steps, times: int) -> Reading:
    name = f"{times}*(row - 1)" if times > 1 else "row - 1"
    return Reading(name, rows.times(times, -times), of=lambda row: times * (row - 1), length=times)


def unrolled_readings(log: Log) -> list[Reading]:
    """Where the step begins anew in each epoch, and the log does not say how long one is: each length."""
    shortest = log.found.per_epoch
    if not log.found.epoch_slack or not shortest or log.found.counts != "step":
        return []
    likely = (0, -1) if step_of(log.rows[0]) == 1 else (0,)
    found = _unrolled(log, shortest, [offset for offset in log.found.kind.offsets if offset in likely])
    return sorted(found, key=lambda reading: digits_of(reading.length or 0))[:40]


def _rows_of(rows: Steps, times: int, offset: int) -> Reading:
    name = f"{times}*row" if times > 1 else "row"
    name += f"{offset:+d}" if offset else ""
    return Reading(name, rows.times(times, offset), of=lambda row: times * row + offset, length=times)


def _by_epochs(log: Log) -> list[int]:
    """How many updates a row is where an epoch is so many, by the epoch that the last row is at."""
    rows, length = log.rows, log.found.per_epoch or 0
    at = rows[-1].epoch
    return _likely(round(at * length) if at else None, step_of(rows[-1]))[: 1 if at else None]


def _likely(total: int | None, rows: int) -> list[int]:
    usual = [1, 10, 500, 5, 20, 50, 100, 2, 25, 200, 250, 1000]
    if total is not None:
        whole = total // max(1, rows)
        near = [whole, whole + 1, max(1, total // (rows + 1))]
        usual = near + usual
    return list(dict.fromkeys([*(times for times in usual if times), *range(1, 513)]))


def _epochs(counted: Steps, total: int | None) -> Iterator[Reading]:
    """One row an epoch of so many updates: of its last one, its first, the next, or the mean."""
    epochs = counted.steps
    many = epochs[-1] - epochs[0] + 1
    lengths = range(1, min(MOST_PER_EPOCH, 20 * (total or 100_000) // max(1, many) + 2))
    near = [] if total is None else [total // many, total // many + 1, -(-total // many)]
    for length in dict.fromkeys([*(item for item in near if item > 0), *lengths]):
        yield from _epochs_of(counted, length)


def _epochs_of(counted: Steps, length: int) -> Iterator[Reading]:
    base = counted.steps[0]
    before = -length * base
    count = "epoch" if base == 0 else f"(epoch - {base})"
    ways = [
        (f"{length}*{count} + {length - 1}", length - 1, 1),
        (f"{length}*{count}", 0, 1),
        (f"{length}*{count} + {length}", length, 1),
    ]
    if length <= MOST_AVERAGED:
        ways.append((f"{length}*{count} … + {length - 1}, the mean", 0, length))
        ways.append((f"{length}*{count} + 1 … + {length}, the mean", 1, length))
    for formula, offset, span in ways:
        first = before + offset
        of = lambda epoch, first=first: length * epoch + first  # noqa: E731
        yield Reading(formula, counted.times(length, first), span, of=of, length=length)


def chosen_reading(log: Log, formula: str) -> Reading | None:
    """The reading that is asked for by a word: step, next, previous; None where the word is none of them."""
    offsets = {"step": 0, "next": 1, "previous": -1, "step+1": 1, "step-1": -1}
    word = formula.replace(" ", "")
    return _shifted(log.rows, offsets[word], log.found.counts) if word in offsets else None


def times_past(log: Log, reading: Reading, total: int | None) -> int:
    """How many times as many updates as the total a reading makes of a whole log; 0 where not so many times.

    Only a reading whose length the log does not say can be one that carries it past its end.
    """
    one, total = reading.length, log.found.total or total
    if log.found.counts not in UNSAID or log.found.per_epoch or total is None or not one:
        return 0
    if len(reading.updates) < FEWEST_ROWS or reading.updates[-1] <= total:
        return 0
    many = step_of(log.rows[-1]) - (step_of(log.rows[0]) - 1 if log.found.counts == "epoch" else 0)
    times = next(
        (n for n in range(2, one + 1) if one % n == 0 and abs(one // n * many - total) < one // n), 0
    )
    return times if reading.updates[-1] > total + one // max(1, times) else 0


def readings_that_end(log: Log, total: int | None) -> list[Reading]:
    """Of a column that counts micro-batches, samples or tokens: the readings by which its last row is the
    last before the total."""
    counted_by = (log.found.counted_by or "").lower().rpartition("/")[2]
    if total is None or log.found.counts != "step" or counted_by not in PARTS_OF_AN_UPDATE:
        return []
    steps = Steps(log.rows).steps
    if len(steps) < FEWEST_ROWS or steps[-1] <= total:
        return []
    ends = steps[-1], 2 * steps[-1] - steps[-2]
    return [
        reading
        for times in _times_of_an_update(steps, total)
        if ends[0] // times <= total <= ends[1] // times
        for reading in micro_batches(steps, times)
    ][:MOST_ENDS]


def readings_of_length(log: Log, length: int) -> Iterator[Reading]:
    """The readings in which a row or an epoch is so many updates long."""
    counted = Steps(log.rows)
    if log.found.counts == "row":
        yield from (_rows_of(counted, length, offset) for offset in log.found.kind.offsets)
        yield _rows_from_0(counted, length)
    else:
        yield from _epochs_of(counted, length)
