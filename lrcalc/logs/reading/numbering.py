"""The rows of a log in the order of the run: repeats dropped, runs told apart, epochs unrolled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from lrcalc.logs.reading import names
from lrcalc.logs.reading.rows import EARLIER_RUNS, RESTARTS, WRITTEN_AGAIN, Found, LogError, Row, step_of
from lrcalc.logs.reading.stored import StoredRows
from lrcalc.numbers.literal import MOST_STEPS

# Rows nearer to each other than so many units of an epoch's last digit cannot be told apart by it.
COARSE, NOISE = 4, 1e-9


def numbered(stored: StoredRows, found: Found) -> Sequence[Row]:
    """The rows with the steps of the whole run."""
    if stored.is_rising and found.counts != "epoch":
        return stored
    if stored.is_unnumbered and stored.every > 1:
        found.counts = "row"
        return [row._replace(step=number) for row, number in zip(stored, stored.numbers())]
    rows = list(stored)
    if found.counted_by in names.PER_ROW and not stored.is_rising:
        # what each batch held, and not all so far
        rows = [row._replace(step=None) for row in rows]
    if found.counts == "epoch" and any(row.epoch is not None and row.epoch % 1 for row in rows):
        # shares of an epoch of unknown length
        rows, found.counts = [row._replace(step=None) for row in rows], "step"
    if all(row.step is None for row in rows):
        return _by_epoch(rows, found)
    known = [row for row in rows if row.step is None or row.step <= MOST_STEPS]
    found.left_out["steps beyond 10^15"] += len(rows) - len(known)
    rows = known
    rows = list(_unrepeated([row for row in rows if row.step is not None], found))
    if not rows:
        raise LogError("expected steps up to 10^15, got larger ones")
    rows = _sorted(rows, found)
    parts = _rising(rows)
    if len(parts) == 1:
        return rows
    unrolled = _unrolled(parts, found)
    if unrolled is not None:
        return unrolled
    return _last_run(parts, found)


def _unrepeated(rows: list[Row], found: Found) -> Iterator[Row]:
    before: Row | None = None
    for row in rows:
        if before is not None and (row.step, row.rates, row.epoch) == (
            before.step,
            before.rates,
            before.epoch,
        ):
            found.left_out["repeated rows"] += 1
        else:
            yield row
        before = row


def _rising(rows: list[Row]) -> list[list[Row]]:
    parts: list[list[Row]] = [[]]
    for row in rows:
        if parts[-1] and step_of(row) < step_of(parts[-1][-1]):
            parts.append([])
        parts[-1].append(row)
    return parts


def _sorted(rows: list[Row], found: Found) -> list[Row]:
    """The rows by their step, where a table has them in another order: no step twice, many that fall."""
    steps = [step_of(row) for row in rows]
    falls = sum(a > b for a, b in itertools.pairwise(steps))
    if 3 * falls <= len(rows) or len(set(steps)) < len(rows):
        return rows
    found.left_out["the order of the rows, sorted by their steps"] += len(rows)
    return sorted(rows, key=step_of)


def _unrolled(parts: list[list[Row]], found: Found) -> list[Row] | None:
    """Steps that begin anew in each epoch, counted on; None where it is no such log.

    The length of an epoch is what the log says, or the shortest that the steps allow; the clock tries others.
    """
    whole = parts[:-1]
    first, last = {step_of(part[0]) for part in whole}, [step_of(part[-1]) for part in whole]
    spacing = min((step_of(b) - step_of(a) for part in whole for a, b in itertools.pairwise(part)), default=1)
    if len(first) > 1 or max(last) - min(last) > spacing or step_of(parts[-1][-1]) > max(last) + spacing:
        return None
    epochs = [part[0].epoch for part in parts]
    rising = all(a is not None and b is not None and a < b for a, b in itertools.pairwise(epochs))
    if not rising and (len(parts) < 3 or any(epoch is not None for epoch in epochs)):
        return None
    base = min(first)
    length = found.per_epoch or (found.total if found.total and found.total >= max(last) else None)
    shortest = max(last) + (1 if base == 0 else 0)
    found.per_epoch = length or shortest
    found.epoch_slack = 0 if length else spacing
    found.left_out[RESTARTS] += len(whole)
    return [
        row._replace(step=step_of(row) + index * found.per_epoch, epoch=float(index))
        for index, part in enumerate(parts)
        for row in part
    ]


def _last_run(parts: list[list[Row]], found: Found) -> list[Row]:
    """The rows of the last run, with those before it that it was resumed after."""
    kept = parts[-1]
    for part in reversed(parts[:-1]):
        if step_of(kept[0]) > step_of(part[0]) + 1 and step_of(kept[0]) > 1:
            # resumed from a checkpoint: the rows up to it belong to the run
            earlier = [row for row in part if step_of(row) < step_of(kept[0])]
            found.left_out[WRITTEN_AGAIN] += len(part) - len(earlier)
            kept = earlier + kept
        else:
            found.left_out[EARLIER_RUNS] += len(part)
    return kept


def _by_epoch(rows: list[Row], found: Found) -> list[Row]:
    """Rows without a step, numbered by what the epoch says, or one after another."""
    if all(row.epoch is not None for row in rows):
        rows = _of_last_run(rows, found)
    epochs = [row.epoch for row in rows if row.epoch is not None]
    if found.total and len(epochs) == len(rows) and epochs[-1] > 0:
        steps = _spaced(epochs, found.total)
        if steps is not None:
            found.counts = "step (from the epoch and the progress bar)"
            return [row._replace(step=step) for row, step in zip(rows, steps)]
    found.counts = "row"
    places = _places(epochs) if len(epochs) == len(rows) else None
    return [row._replace(step=step) for step, row in zip(places or itertools.count(1), rows)]


def _of_last_run(rows: list[Row], found: Found) -> list[Row]:
    """The rows of the last run by their epochs, with those before it that it was resumed after."""
    kept: list[Row] = []
    for row in rows:
        at = _epoch(row)
        if kept and at < _epoch(kept[-1]):
            earlier = [one for one in kept if _epoch(one) < at] if at > _epoch(kept[0]) else []
            what = WRITTEN_AGAIN if earlier else EARLIER_RUNS
            found.left_out[what] += len(kept) - len(earlier)
            kept = earlier
        kept.append(row)
    return kept


def _epoch(row: Row) -> float:
    assert row.epoch is not None
    return row.epoch


def _places(epochs: list[float]) -> list[int] | None:
    """The numbers of rows that lie equally far apart save for gaps, by their epochs; None where they do not.

    A log that begins later than one row after the start of the run begins with a higher number.
    """
    apart = sorted(b - a for a, b in itertools.pairwise(epochs))
    usual = apart[len(apart) // 2] if apart else 0.0
    rounded = 10.0 ** -max(len(repr(epoch).partition(".")[2]) for epoch in epochs)
    if usual < COARSE * rounded:
        return None
    places = [0]
    for one, other in itertools.pairwise(epochs):
        places.append(places[-1] + max(1, round((other - one) / usual)))
    length = (epochs[-1] - epochs[0]) / places[-1]
    if any(abs(epochs[0] + length * n - at) > 1.01 * rounded + NOISE * at for n, at in zip(places, epochs)):
        return None
    before = epochs[0] / length
    start = round(before) if abs(before - round(before)) * length <= 2 * rounded + NOISE else 1
    return [max(1, start) + place for place in places]


def _spaced(epochs: list[float], total: int) -> list[int] | None:
    """The steps of rows equally far apart, where the last epoch logged is near the total."""
    count = len(epochs)
    for spacing in range(max(1, total // (count + 1)), total // count + 1):
        steps = [spacing * index for index in range(1, count + 1)]
        per_epoch = spacing / epochs[0] if epochs[0] else 0
        if (
            per_epoch
            and all(
                abs(step / per_epoch - epoch) <= 0.01 + epoch * 0.02 for step, epoch in zip(steps, epochs)
            )
            and total - steps[-1] < spacing
        ):
            return steps
    return None
