"""Throughput: every rate of a long schedule, against the loop that a person would write.

The loop computes in binary floating point and prints what comes out. The command prints the double nearest
to the exact value, and two columns more. Where there is a second core the command uses it; the loop does not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import (
    UNBUFFERED,
    Comparison,
    Program,
    installed_command,
    on_one_core,
    output,
    run_times,
    show_ratios,
    show_times,
)

BAR = 0.6
TOTAL = 1_000_000

TWO_COLUMNS = """\
import math

mx, mn, T = 0.002, 0.0001, {total}
for t in range(T + 1):
    print(f"{{t}},{{mn+(mx-mn)*(1+math.cos(math.pi*t/T))/2!r}}")
"""

FOUR_COLUMNS = """\
import math

mx, mn, T = 0.002, 0.0001, {total}
print("step,cosine,scale,learning_rate")
for t in range(T + 1):
    cosine = math.cos(math.pi * t / T)
    scale = (1 + cosine) / 2
    print(f"{{t}},{{cosine!r}},{{scale!r}},{{mn+(mx-mn)*scale!r}}")
"""


def measure(rounds: int) -> None:
    """Print the times for a whole schedule and their ratios."""
    every_step = [installed_command(), "cosine", "--max", "0.002", "--min", "0.0001"]
    every_step += ["--T", str(TOTAL), "--at", "all", "-f"]
    with TemporaryDirectory() as directory:
        two = write_loop(Path(directory) / "two_columns.py", TWO_COLUMNS)
        four = write_loop(Path(directory) / "four_columns.py", FOUR_COLUMNS)
        loop = Program("loop, two columns", two)
        loop_unbuffered = Program("loop, two columns, unbuffered", two, UNBUFFERED)
        long_loop = Program("loop, four columns", four)
        csv = Program("lrcalc -f csv", [*every_step, "csv"])
        csv_unbuffered = Program("lrcalc -f csv, unbuffered", [*every_step, "csv"], UNBUFFERED)
        value = Program("lrcalc -f value", [*every_step, "value"])
        csv_one_core = on_one_core(csv)
        check_the_steps_are_the_same(csv, long_loop)
        programs = [loop, csv, loop_unbuffered, csv_unbuffered, long_loop, value]
        times = run_times([*programs, *([csv_one_core] if csv_one_core else [])], rounds)
    print(f"Throughput, T = {TOTAL:,}, every step, {rounds} rounds\n")
    show_times(times)
    comparisons = [
        Comparison(csv, loop, BAR),
        Comparison(csv_unbuffered, loop_unbuffered, BAR),
        Comparison(csv, long_loop),
        Comparison(value, loop),
    ]
    if csv_one_core:
        comparisons.append(Comparison(csv_one_core, loop))
    show_ratios(times, comparisons)


def write_loop(path: Path, text: str) -> list[str]:
    path.write_text(text.format(total=TOTAL), encoding="utf-8")
    return [sys.executable, str(path)]


def check_the_steps_are_the_same(csv: Program, loop: Program) -> None:
    """Exit unless both print a heading and every step in order."""
    steps = [[line.partition(",")[0] for line in output(program).splitlines()] for program in (csv, loop)]
    if not steps[0] == steps[1] == ["step", *map(str, range(TOTAL + 1))]:
        sys.exit("the loop and the command do not print the same steps, so their times cannot be compared")
