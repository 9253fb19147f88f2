"""Runs that were resumed: from one row on, or up to one row, the schedule is at another place."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.logs.faults.explanation import Explanation, Meant, both_ends
from lrcalc.logs.faults.solving import lengths
from lrcalc.logs.matching import Rates, Rows, clocked
from lrcalc.logs.shortest import digits_of

# Places of a schedule that are tried for the first row that disagrees.
MOST_PLACES = 200_000
# So many rows must speak for it.
FEWEST_ROWS = 3
MOST_RESUMES, MOST_TRIED = 4, 200


def resumed(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """Right up to a row, and from there on the schedule elsewhere; or the other way round."""
    wrong = rows.wrong(meant.curve.at)
    many = len(rows.updates)
    if not wrong:
        return
    first, last = wrong[0], wrong[-1]
    # a row that is the mean of several updates may have some of either part
    inside = 1 if rows.span > 1 else 0
    if 0 < first <= many - FEWEST_ROWS:
        found = False
        for place in range(first + inside, max(0, first - 3), -1):
            for way in (_elsewhere, _other_total, _from_the_rate):
                for item in way(meant, rows, place):
                    found = True
                    yield item
            if found:
                return
    if FEWEST_ROWS <= last + 1 < many and len(wrong) >= FEWEST_ROWS:
        yield from _before(meant, rows, last + 1)


def _joined(before: Rates, after: Rates, row: int) -> Rates:
    return lambda update: after(update) if update >= row else before(update)


def _resumed_in(rows: Rows, first: int, before: Rates, after: Rates) -> int | None:
    """The update from which on the rates are others: that of a row, or one inside the mean of the row before;
    None where no update gives that mean."""
    start = rows.updates[first]
    if rows.span == 1 or not first:
        return start
    for row in range(start, rows.updates[first - 1], -1):
        mean = rows.mean(_joined(before, after, row))
        if rows.fits(first - 1, mean(rows.updates[first - 1])):
            return row
    return None


def _elsewhere(meant: Meant, rows: Rows, first: int) -> Iterator[Explanation]:
    """The same schedule at another place: began again, or went on from the wrong step."""
    row = rows.updates[first]
    if first == 0:
        return
    earlier = rows.updates[first - 1]
    furthest = min(MOST_PLACES, 2 * max(rows.updates[-1], meant.total or 0) + 2)
    for rates in both_ends(meant.curve):
        places = [place for place, mean in enumerate(rows.means(rates, furthest)) if rows.fits(first, mean)]
        # a beginning first, at the roundest update that the digits allow; then the smallest jump
        places.sort(
            key=lambda place: (
                (1, abs(place - row)) if place > row - earlier + 1 else (0, digits_of(row - place))
            )
        )
        for place in places:
            by = place - row
            if by == 0:
                continue
            moved = clocked(rates, by)
            if not rows.holds(moved, first):
                continue
            start = _resumed_in(rows, first, meant.curve.at, moved)
            if start is None:
                continue
            joined, at, is_anew = _joined(meant.curve.at, moved, start), start + by, start + by <= 1
            if rows.span == 1 and place <= row - earlier + 1:
                is_anew = True
                start, at = _beginning(row, by, earlier)
            what = f"began again at step {at}" if is_anew else f"went on from step {at} instead of {start}"
            yield _told(rows, first, start, at, f"the schedule {what}", {}, joined)
            return


def _beginning(row: int, by: int, earlier: int) -> tuple[int, int]:
    """The update at which a schedule began again, and its step there: 0, or 1 after an update of old rate."""
    zero = -by
    return (zero, 0) if zero > earlier else (zero + 1, 1) if zero + 1 > earlier else (row, row + by)


def _told(
    rows: Rows, first: int, start: int, at: int, what: str, more: dict[str, int], rates: Rates
) -> Explanation:
    earlier = rows.updates[first - 1] if first else 0
    between = (
        f" (between updates {earlier} and {rows.updates[first]})" if rows.updates[first] - earlier > 1 else ""
    )
    return Explanation("resumed", {"row": start, "restart_at": at, **more},
                       f"resumed at update {start}{between}: {what}", rates)  # fmt: skip


def _other_total(meant: Meant, rows: Rows, first: int) -> Iterator[Explanation]:
    """From a row on another total, from the same step or from the beginning."""
    row, own = rows.updates[first], meant.values.get("T")
    if not isinstance(own, int):
        return
    for by, what in ((0, "went on"), (-row, "began again"), (1 - row, "began again")):
        after = rows.part(first, len(rows.updates))
        moved = after.moved(by)
        for total, rates in _other_totals(meant, moved, own):
            later = clocked(rates, by)
            start = _resumed_in(rows, first, meant.curve.at, later)
            if start is None:
                continue
            more = {"total_before": own, "total": total}
            text = f"the schedule {what} with total {total} instead of {own}"
            yield _told(rows, first, start, start + by, text, more, _joined(meant.curve.at, later, start))
            return


def _from_the_rate(meant: Meant, rows: Rows, first: int) -> Iterator[Explanation]:
    """Began again from the rate then reached, as a recursive scheduler does that lost its state."""
    row = rows.updates[first]
    earlier = rows.updates[first - 1] if first else 0
    for start in range(earlier, row + 1):
        for rates in both_ends(meant.curve):
            at = rates(row - start)
            if at <= 0:
                continue
            times = rows.values[first] / at

            def moved(update: int, start: int = start, times: float = times, rates: Rates = rates) -> float:
                return float(times * rates(update - start))

            if 0 < times < 0.999 and rows.holds(moved, first):
                what = f"the schedule began again, {times:.4g} times as high: from the rate then reached"
                yield _told(rows, first, start, 0, what, {}, _joined(meant.curve.at, moved, row))
                return


def _before(meant: Meant, rows: Rows, first: int) -> Iterator[Explanation]:
    """Up to a row another total, and from there on the schedule that was meant."""
    own, row = meant.values.get("T"), rows.updates[first]
    if not isinstance(own, int):
        return
    for total, rates in _other_totals(meant, rows.part(0, first - (1 if rows.span > 1 else 0)), own):
        start = _resumed_in(rows, first, rates, meant.curve.at)
        if start is None:
            continue
        row = start
        numbers = {"total_before": total, "total": own}
        text = f"total {total} before it, {own} from there on"
        yield _told(rows, first, row, row, text, numbers, _joined(rates, meant.curve.at, row))
        return


def _other_totals(meant: Meant, rows: Rows, own: int) -> Iterator[tuple[int, Rates]]:
    """Other totals with which the schedule gives the rows, each with its rates."""
    for total in lengths(meant, rows, "T", {}):
        curve = meant.variant(T=total)
        if curve is None or total == own:
            continue
        for rates in both_ends(curve):
            if rows.holds(rates):
                yield total, rates


def resumed_often(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The same schedule at other places from several rows on: each time the place that holds the longest."""
    many = len(rows.updates)
    first = next(iter(rows.wrong(meant.curve.at)), 0)
    if not first:
        return
    shifts: list[tuple[int, int]] = []
    while first < many and len(shifts) < MOST_RESUMES:
        row = rows.updates[first]
        furthest = min(MOST_PLACES, max(rows.updates[-1], meant.total or 0) + 2)
        means = enumerate(rows.means(meant.curve.at, furthest))
        places = [place for place, mean in means if rows.fits(first, mean)]
        ends = {place: _holds_until(meant, rows, first, place - row) for place in places[:MOST_TRIED]}
        if not ends or max(ends.values()) < min(first + FEWEST_ROWS, many):
            return
        place = max(ends, key=lambda place: (ends[place], -place))
        shifts.append((row, place))
        first = ends[place]
    if first < many or not shifts:
        return

    def rates(update: int) -> float:
        by = next((place - row for row, place in reversed(shifts) if update >= row), 0)
        return meant.curve.at(max(0, update + by))

    told = ", ".join(f"update {row} (the schedule went on from step {place})" for row, place in shifts)
    numbers = {
        "row": shifts[0][0],
        "restart_at": shifts[0][1],
        "rows": [row for row, _ in shifts],
        "places": [place for _, place in shifts],
    }
    yield Explanation("resumed", numbers, f"resumed several times: at {told}", rates)


def _holds_until(meant: Meant, rows: Rows, first: int, by: int) -> int:
    """The first row from `first` on that disagrees with a schedule so much further on."""
    for index in range(first, len(rows.updates)):
        if not rows.fits(index, meant.curve.at(max(0, rows.updates[index] + by))):
            return index
    return len(rows.updates)
