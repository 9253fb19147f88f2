"""Made-up logs: a random schedule, digits, rows and gaps, and one fault or none.

`python -m tests.logs.synthetic 1000` prints how often each fault was given which explanation.
"""

from __future__ import annotations

import io
import random
import sys
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from lrcalc.command.lines import read_line
from lrcalc.errors import ScheduleError
from lrcalc.logs.reading.read import read_log
from lrcalc.logs.verification import Verification
from lrcalc.logs.verify import verify

RATES = ("0.1", "0.01", "0.001", "0.0003", "0.002", "5e-05", "0.00063", "6e-4", "2.5e-5", "0.00017")
FAULTS = (
    "none",
    "none",
    "stepped-times",
    "stepped-per-epoch",
    "resumed",
    "wrong-total",
    "wrong-warmup",
    "scaled",
    "wrong-floor",
    "kept-constant",
    "skipped-updates",
    "past-end",
)


class Case(NamedTuple):
    """A made-up log: the line of the schedule that was meant, the fault, and the log as CSV."""

    line: str
    fault: str
    text: str
    digits: int
    rows: int


def _line(random: random.Random, total: int, warm: int) -> str:
    peak, least = random.choice(RATES), random.choice(("0", "0", "0.01", "0.1"))
    floor = f" --min {float(peak) * float(least):.6g}" if least != "0" else ""
    warmup = f" --warmup {warm}" if warm else ""
    kind = random.randrange(8)
    if kind <= 2:
        return f"cosine --max {peak}{floor} --T {total}{warmup}"
    if kind <= 4:
        return f"linear --max {peak}{floor} --T {total}{warmup}"
    if kind == 5:
        return f"polynomial --max {peak}{floor} --T {total} --power 2{warmup}"
    if kind == 6:
        decay = max(2, total // random.choice((4, 5, 10)))
        return f"wsd --max {peak}{floor} --T {total} --warmup {warm} --decay {decay}"
    return f"rex --max {peak}{floor} --T {total}{warmup}"


def case(seed: int) -> Case:
    """The case of a seed. It may be drawn again until the fault shows in the digits that are logged."""
    dice = random.Random(seed)
    while True:
        made = _drawn(dice)
        if made is not None:
            return made


def _drawn(dice: random.Random) -> Case | None:
    total = dice.choice((100, 200, 250, 331, 400, 500, 730, 1000, 2000))
    warm = dice.choice((0, total // 10, total // 20, total // 7))
    line = _line(dice, total, warm)
    meant = read_line(1, line)
    fault = dice.choice(FAULTS)
    digits = dice.choice((2, 3, 4, 4, 5, 5, 6, 7, 17, 17, 17))
    every = dice.choice((1, 2, 5, 10, 10, 20, 50))
    if total // every < 12:
        return None
    try:
        rates = _faulty(dice, line, fault, total, warm)
    except ScheduleError:
        return None
    if rates is None:
        return None
    offset = dice.choice((0, 0, 1))
    updates = [k for k in range(every - 1 if offset else 0, total, every) if dice.random() > 0.03]
    rows = [(k + offset, rates(k), meant.at(k)) for k in updates]
    return logged(dice, line, fault, digits, rows, 0 if fault == "none" else max(4, len(rows) // 10))


def logged(
    dice: random.Random, line: str, fault: str, digits: int, rows: list[tuple[int, float, float]], fewest: int
) -> Case | None:
    """A log of steps, with the rate that was used at each and the right one; None where too few differ."""

    def text(rate: float) -> str:
        return repr(rate) if digits == 17 else f"{rate:.{digits - 1}e}"

    if sum(text(used) != text(right) for _, used, right in rows) < fewest:
        return None
    lines = "".join(f"{step},{text(used)},{dice.random():.4f}\n" for step, used, _ in rows)
    return Case(line, fault, f"step,lr,loss\n{lines}", digits, len(rows))


def _faulty(
    dice: random.Random, line: str, fault: str, total: int, warm: int
) -> Callable[[int], float] | None:
    meant = read_line(1, line)
    if fault == "none":
        return meant.at
    if fault == "stepped-times":
        times = dice.choice((2, 4, 8))
        return lambda k: meant.at(times * k)
    if fault == "stepped-per-epoch":
        per = dice.choice((10, 25, 50))
        return lambda k: meant.at(k // per)
    if fault == "resumed":
        row = dice.randrange(total // 3, 2 * total // 3)
        back = dice.choice((0, 0, row // 2, row + 10, 1))
        return lambda k: meant.at(k if k < row else k - row + back)
    if fault == "scaled":
        times = dice.choice((8, 2, 4, 0.5, 0.125, 8**0.5))
        return lambda k: meant.at(k) * times
    if fault == "kept-constant":
        return lambda k: meant.at(warm)
    if fault == "skipped-updates":
        first, more = dice.randrange(1, 4), dice.randrange(total // 4, total // 2)
        return lambda k: meant.at(max(0, k - (first if k > 5 else 0) - (1 if k > more else 0)))
    if fault == "past-end" and line.startswith("cosine"):
        short = read_line(1, line.replace(f"--T {total}", f"--T {total * 2 // 3}"))
        end = total * 2 // 3
        return lambda k: short.at(k) if k <= end else short.at(max(0, 2 * end - k))
    changes = {
        "wrong-total": (f"--T {total}", f"--T {dice.choice((total * 4, total * 2, total + 37, total // 2))}"),
        "wrong-warmup": (f"--warmup {warm}", f"--warmup {dice.choice((warm * 2, warm * 4, warm // 2, 0))}"),
        "wrong-floor": (" --min ", " --min 0"),
    }
    if fault not in changes or changes[fault][0] not in line or (fault == "wrong-warmup" and not warm):
        return None
    wrong = line.replace(*changes[fault])
    return None if wrong == line else read_line(1, wrong).at


def verified(made: Case) -> Verification:
    """The case held against the schedule that was meant."""
    return verify(read_log(io.BytesIO(made.text.encode())), read_line(1, made.line))


def told(found: Verification) -> str:
    """In one word what was said of a log."""
    if not found.wrong:
        return "shifted" if any(item.id == "shifted" for item in found.remarks) else "none"
    return found.explanations[0].id if found.explanations else "unexplained"


def main(count: int) -> None:
    table: dict[str, Counter[str]] = {}
    for seed in range(count):
        made = case(seed)
        found = verified(made)
        said = told(found)
        if said != made.fault and made.fault in [item.id for item in found.explanations]:
            said += " or it"
        table.setdefault(made.fault, Counter())[said] += 1
        if said != made.fault:
            print(seed, made.digits, made.rows, made.line, "|", made.fault, "→", said, file=sys.stderr)
    for fault, said in sorted(table.items()):
        print(f"{fault:18} {sum(said.values()):4}  {dict(said.most_common())}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
