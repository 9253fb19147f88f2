"""Where nothing explains every row: the plain fault that explains the most, told as no more than that."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.logs.faults.explanation import Meant, both_ends
from lrcalc.logs.matching import Rates, Rows, clocked
from lrcalc.logs.verification import Maybe

# A fault that explains fewer of the rows that disagree is not worth a word.
LEAST_SHARE = 0.3
TIMES = (2, 3, 4, 8, 16, 32, 64)


def maybe(meant: Meant, rows: Rows) -> Maybe | None:
    """The plain fault that explains the most of the rows that disagree and contradicts none, or None."""
    wrong = set(rows.wrong(meant.curve.at))
    best: Maybe | None = None
    for key, text, rates in _plain(meant):
        left = set(rows.wrong(rates))
        count = len(wrong - left)
        if left <= wrong and count >= LEAST_SHARE * len(wrong) and (best is None or count > best.rows):
            best = Maybe(key, text, count)
    return best


def _plain(meant: Meant) -> Iterator[tuple[str, str, Rates]]:
    for times in TIMES:
        for rates in both_ends(meant.curve):
            yield "stepped-times", f"a schedule stepped {times} times an update", clocked(rates, 0, times)
    for name, key in (("T", "wrong-total"), ("warmup", "wrong-warmup")):
        own = meant.values.get(name)
        if isinstance(own, int):
            for length in [own * times for times in TIMES] + [own // times for times in TIMES]:
                curve = meant.variant(**{name: length})
                if curve is not None and length != own:
                    what = "total" if name == "T" else "warm-up"
                    yield key, f"a {what} of {length} instead of {own}", curve.at
    for times in TIMES:
        yield "scaled", f"rates {times} times those meant", _scaled(meant, times)


def _scaled(meant: Meant, times: int) -> Rates:
    return lambda update: times * meant.curve.at(update)
