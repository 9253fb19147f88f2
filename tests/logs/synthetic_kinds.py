"""Made-up logs of more schedules and more kinds of faults, as they happen in practice.

`python -m tests.logs.synthetic_kinds 1000` prints how often each was given which explanation.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from lrcalc.command.lines import read_line
from lrcalc.errors import ScheduleError
from tests.logs.synthetic import Case, logged, told, verified

Rates = Callable[[int], float]
PEAKS = ("0.1", "0.001", "0.0003", "5e-05", "6e-4", "2e-5", "1e-4", "0.05", "0.0025")
LINES = (
    "cosine --max {peak} --T {total} --warmup {warm}",
    "cosine --max {peak} --min {least} --T {total} --warmup {warm}",
    "cosine --max {peak} --T {total}",
    "linear --max {peak} --T {total} --warmup {warm}",
    "linear --max {peak} --min {least} --T {total} --warmup {warm}",
    "polynomial --max {peak} --min {least} --T {total} --power 2 --warmup {warm}",
    "wsd --max {peak} --T {total} --warmup {warm} --decay {decay}",
    "one-cycle --max {peak} --T {total}",
    "inverse-sqrt --max {peak} --warmup {warm}",
    "restarts --max {peak} --T0 {decay}",
    "exponential --lr {peak} --gamma 0.995",
    "step --lr {peak} --s {decay} --gamma 0.5",
)


class Drawn(NamedTuple):
    """A schedule and its numbers."""

    line: str
    rates: Rates
    peak: str
    least: str
    total: int
    warm: int
    decay: int

    def other(self, old: str, new: str) -> Rates | None:
        """The rates with another word in the line; None where the line does not have it."""
        if old not in self.line or old == new:
            return None
        return read_line(1, self.line.replace(old, new)).at


Kind = Callable[[Drawn, random.Random], "Rates | None"]


def _none(made: Drawn, dice: random.Random) -> Rates:
    return made.rates


def _resumed_loaded(made: Drawn, dice: random.Random) -> Rates:
    row = dice.randrange(made.total // 4, 3 * made.total // 4)
    return lambda k: made.rates(k) if k <= row else made.rates(k - row)


def _resumed_total(made: Drawn, dice: random.Random) -> Rates | None:
    row = dice.randrange(made.total // 4, 3 * made.total // 4)
    times = dice.choice((2, 1.5, 3))
    longer = made.other(f"--T {made.total}", f"--T {int(made.total * times)}")
    return longer and (lambda k: longer(k) if k > row else made.rates(k))


def _resumed_by_one(made: Drawn, dice: random.Random) -> Rates:
    row, by = dice.randrange(made.total // 4, 3 * made.total // 4), dice.choice((1, 2, 10))
    return lambda k: made.rates(k if k < row else k + by)


def _both_lengths(made: Drawn, dice: random.Random) -> Rates | None:
    times = dice.choice((2, 4, 8))
    if f"--T {made.total}" not in made.line or "--warmup" not in made.line or "--decay" in made.line:
        return None
    line = made.line.replace(f"--T {made.total}", f"--T {made.total * times}")
    return read_line(1, line.replace(f"--warmup {made.warm}", f"--warmup {made.warm * times}")).at


def _total(made: Drawn, dice: random.Random) -> Rates | None:
    total = int(made.total * dice.choice((2, 4, 8, 1.5, 0.8, 1.1)))
    return made.other(f"--T {made.total}", f"--T {total}")


def _warmup(made: Drawn, dice: random.Random) -> Rates | None:
    warm = dice.choice((0, made.warm * 2, made.warm * 8, made.warm // 2, made.warm + 13))
    return None if warm >= made.total else made.other(f"--warmup {made.warm}", f"--warmup {warm}")


def _peak(made: Drawn, dice: random.Random) -> Rates | None:
    name = "--max" if "--max" in made.line else "--lr"
    other = dice.choice(PEAKS)
    return made.other(f"{name} {made.peak}", f"{name} {other}")


def _floor(made: Drawn, dice: random.Random) -> Rates | None:
    other = float(made.least) * dice.choice((0, 0.1, 0.5, 2))
    return made.other(f"--min {made.least}", f"--min {other:g}")


def _scaled(made: Drawn, dice: random.Random) -> Rates:
    times = dice.choice((2, 4, 8, 16, 64, 8**0.5, 0.25, 0.1, 10))
    return lambda k: made.rates(k) * times


def _shifted(made: Drawn, dice: random.Random) -> Rates:
    by = dice.choice((-2, -3, -5, -10, 2, 3, 7))
    return lambda k: made.rates(max(0, k + by))


def _skipped(made: Drawn, dice: random.Random) -> Rates:
    first, second = sorted(dice.sample(range(3, made.total // 2), 2))
    return lambda k: made.rates(max(0, k - 2 * (k > first) - (k > second)))


def _per_epoch(made: Drawn, dice: random.Random) -> Rates:
    per = dice.choice((10, 50, 100))
    return lambda k: made.rates(k // per)


def _times(made: Drawn, dice: random.Random) -> Rates:
    times = dice.choice((2, 3, 4, 8))
    offset = dice.choice((0, 0, times - 1))
    return lambda k: made.rates(times * k + offset)


def _past_end(made: Drawn, dice: random.Random) -> Rates | None:
    if not made.line.startswith("cosine") or "--min" in made.line:
        return None
    short = made.line.replace(f"--T {made.total}", f"--T {made.total * 3 // 4}")
    return read_line(1, f"{short} --past-end continue").at


def _constant(made: Drawn, dice: random.Random) -> Rates | None:
    return lambda k: made.rates(min(k, made.warm)) if "--warmup" in made.line else float(made.peak)


KINDS: dict[str, tuple[Kind, str]] = {
    "none": (_none, "none"),
    "resumed, one loaded rate": (_resumed_loaded, "resumed"),
    "resumed, another total": (_resumed_total, "resumed"),
    "resumed, some steps off": (_resumed_by_one, "resumed"),
    "total and warm-up in micro-batches": (_both_lengths, "wrong-total"),
    "another total": (_total, "wrong-total"),
    "another warm-up": (_warmup, "wrong-warmup"),
    "another peak": (_peak, "scaled"),
    "another floor": (_floor, "wrong-floor"),
    "scaled": (_scaled, "scaled"),
    "shifted": (_shifted, "shifted"),
    "skipped": (_skipped, "skipped-updates"),
    "per epoch": (_per_epoch, "stepped-per-epoch"),
    "several times": (_times, "stepped-times"),
    "past the end": (_past_end, "past-end"),
    "constant": (_constant, "kept-constant"),
}


def case(seed: int) -> tuple[str, Case]:
    """The kind and the log of a seed, drawn again until the fault shows in the digits that are logged."""
    dice = random.Random(seed)
    while True:
        kind = dice.choice([*KINDS, "none", "none"])
        made = _drawn(kind, dice)
        if made is not None:
            return kind, made


def _drawn(kind: str, dice: random.Random) -> Case | None:
    total = dice.choice((120, 300, 500, 1000, 1562, 2500))
    numbers = {
        "peak": dice.choice(PEAKS),
        "total": total,
        "warm": dice.choice((total // 10, total // 20, 30)),
        "decay": total // dice.choice((4, 5)),
    }
    numbers["least"] = f"{float(str(numbers['peak'])) * dice.choice((0.1, 0.05)):g}"
    line = dice.choice(LINES).format(**numbers)
    digits, every = dice.choice((2, 3, 4, 4, 5, 6, 17, 17)), dice.choice((1, 1, 5, 10, 25, 50))
    if total // every < 12:
        return None
    try:
        drawn = Drawn(line, read_line(1, line).at, **numbers)  # type: ignore[arg-type]
        rates = KINDS[kind][0](drawn, dice)
    except ScheduleError:
        return None
    if rates is None:
        return None
    offset, run = dice.choice((0, 0, 1)), total if dice.random() < 0.8 else int(total * 0.7)
    updates = [k for k in range(every - 1 if offset else 0, run, every) if dice.random() > 0.02]
    rows = [(k + offset, rates(k), drawn.rates(k)) for k in updates]
    return logged(dice, line, KINDS[kind][1], digits, rows, 0 if kind == "none" else max(5, len(rows) // 8))


def main(first: int, last: int) -> None:
    table: dict[str, Counter[str]] = {}
    for seed in range(first, last):
        kind, made = case(seed)
        found = verified(made)
        said = told(found)
        ties = [item.id for item in found.explanations]
        said = "tie" if said != made.fault and made.fault in ties else said
        table.setdefault(kind, Counter())["told" if said == made.fault else said] += 1
        if said != made.fault:
            print(seed, made.digits, made.rows, made.line, "|", kind, "→", said, ties[:1], file=sys.stderr)
    for kind, counts in sorted(table.items()):
        print(f"{kind:36} {sum(counts.values()):4}  {dict(counts.most_common())}")


if __name__ == "__main__":
    main(0, int(sys.argv[1])) if len(sys.argv) < 3 else main(int(sys.argv[1]), int(sys.argv[2]))
