"""Runs whose schedule counted something else: too often, too seldom, early or late."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.errors import counted
from lrcalc.logs.clock import plus
from lrcalc.logs.faults.explanation import Explanation, Meant, both_ends
from lrcalc.logs.matching import Rates, Rows, clocked
from lrcalc.logs.shortest import round_numbers

MOST_TIMES, MOST_TIMES_OF_A_CLOCK = 128, 4096
MOST_SHIFT, LITTLE_SHIFT = 250, 10
FEW_AT_THE_START = 20
# So many rows of one rate at the end of a log are more than chance.
FEWEST_KEPT = 3
MOST_PER = 20_000


def kept_constant(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """One rate in every row."""
    if len(rows.updates) < 3 or len(set(map(meant.curve.at, rows.updates))) == 1:
        # what was meant to be one rate is at another, not left where it began
        return
    common = rows.bounds.common()
    if common is None:
        yield from _kept_after_the_warmup(meant, rows)
        return
    value = max(rows.values, key=lambda v: common[0] <= v <= common[1])
    yield Explanation(
        "kept-constant",
        {"rate": value},
        f"the rate was kept at {value:.6g}: the schedule was not applied",
        lambda update: value,
    )


def _kept_after_the_warmup(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    warm = meant.values.get("warmup")
    if isinstance(warm, int) and rows.updates[-1] > warm and rows.holds(kept := _kept_from(meant, warm)):
        text = f"after the warm-up the rate was kept at {meant.curve.at(warm):.6g}: no decay was applied"
        yield Explanation("kept-constant", {"rate": meant.curve.at(warm), "from": warm}, text, kept)
        return
    wrong = rows.wrong(meant.curve.at)
    first = wrong[0] if wrong else 0
    if rows.span > 1 or not 0 < first <= len(rows.updates) - FEWEST_KEPT:
        return
    for update in range(rows.updates[first] - 1, rows.updates[first - 1] - 1, -1):
        if rows.holds(kept := _kept_from(meant, update)):
            rate = meant.curve.at(update)
            text = (
                f"from update {update} on the rate was kept at {rate:.6g}: the schedule was stepped no more"
            )
            yield Explanation("kept-constant", {"rate": rate, "from": update}, text, kept)
            return


def _kept_from(meant: Meant, last: int) -> Rates:
    return lambda update: meant.curve.at(min(update, last))


def shifted(meant: Meant, rows: Rows, most: int = MOST_SHIFT) -> Iterator[Explanation]:
    """Every update early or late by the same number of steps."""
    for size in range(1, most + 1):
        for by in (size, -size):
            for rates in both_ends(meant.curve):
                moved = clocked(rates, by)
                if not rows.holds(moved):
                    continue
                furthest = _furthest(rows, rates, by, most)
                to = {} if furthest == by else {"to": furthest}
                many = counted(size, "step") if not to else f"{size} to {counted(abs(furthest), 'step')}"
                text = f"every update is {many} {'early' if by > 0 else 'late'}"
                yield Explanation("shifted", {"by": by, **to}, text, moved)
                return


def _furthest(rows: Rows, rates: Rates, by: int, most: int) -> int:
    """The furthest of the shifts that hold too: rates that come in stairs seldom tell one from the next."""
    one = 1 if by > 0 else -1
    while abs(by) < most and rows.holds(clocked(rates, by + one)):
        by += one
    return by


def shifted_a_little(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The same by a few steps: where the rates come in stairs, plainer than a run that was resumed."""
    yield from shifted(meant, rows, LITTLE_SHIFT)


def late_from_the_start(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """Every update late, where a few rows agree, at the first: those that cannot tell."""
    wrong = rows.wrong(meant.curve.at)
    if wrong and 0 < wrong[0] <= max(1, len(rows.updates) // FEW_AT_THE_START):
        yield from (item for item in shifted(meant, rows) if item.numbers["by"] < 0)


def stepped_times(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The schedule stepped several times an update: by every process, or in every micro-batch."""
    # what counts epochs may be stepped in every batch
    most = MOST_TIMES_OF_A_CLOCK if "clock" in meant.policy.typed else MOST_TIMES
    for times in range(2, most + 1):
        for explanation in stepped(meant, rows, times):
            yield explanation
            return


def stepped(meant: Meant, rows: Rows, times: int) -> Iterator[Explanation]:
    """The schedule stepped so many times an update."""
    for offset in (0, times - 1, 1, 1 - times) if times <= MOST_TIMES else (0,):
        for rates in both_ends(meant.curve):
            moved = clocked(rates, offset, times)
            if rows.holds(moved):
                found = {"times": times, **({"offset": offset} if offset else {})}
                yield Explanation("stepped-times", found, _times(times, offset), moved)
                return


def _times(times: int, offset: int) -> str:
    return (
        f"the schedule was stepped {times} times an update (it counts {times}*t{plus(offset)}): "
        f"by {times} processes, or in each of {times} micro-batches?"
    )


def stepped_seldom(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The schedule stepped once in several updates, as once an epoch."""
    last = rows.updates[-1]
    for offset in (0, 1, -1):
        found = [
            per
            for per in range(2, min(MOST_PER, last + 1))
            if rows.holds(lambda update: meant.curve.at((update + offset) // per))  # noqa: B023
        ]
        if found:
            # the rows seldom tell the updates at which it was stepped: then the roundest number
            per = round_numbers(found[0], found[-1], 1)[0] if found[-1] - found[0] < len(found) else found[0]

            def moved(update: int) -> float:
                return meant.curve.at((update + offset) // per)  # noqa: B023

            numbers = {"per": per, **({"offset": offset} if offset else {})}
            as_well = ""
            if found[0] < found[-1]:
                numbers |= {"least": found[0], "most": found[-1]}
                as_well = f"; the rows do not tell {found[0]} from {found[-1]}"
            how = f"once in {per} updates (it counts t//{per}{as_well})"
            text = f"the schedule was stepped {how}: once an epoch?"
            yield Explanation("stepped-per-epoch", numbers, text, moved)
            return


def past_end(meant: Meant, rows: Rows) -> Iterator[Explanation]:
    """The formula goes on past the end, where the last rate was meant to hold."""
    total = meant.total
    if total is None or rows.updates[-1] <= total:
        return
    if rows.holds(meant.curve.continued):
        rises = meant.curve.continued(total + 2) > meant.curve.at(total)
        yield Explanation(
            "past-end",
            {"total": total, "rises_from" if rises else "from": total},
            f"past the end at step {total} the rate {'rises again' if rises else 'goes on'} "
            "where it was meant to hold",
            meant.curve.continued,
        )
