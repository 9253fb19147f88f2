"""Throughput: every rate of a long schedule, against loops that a person would write.

A loop computes in binary floating point and prints what comes out. The command prints the double nearest to
the exact value. Where there is a second core the command uses it; a loop does not. The loop that only formats
computes nothing: it prints the bytes that the command prints from numbers that it is given.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.loops import FOUR_COLUMNS, TWO_COLUMNS, f_string_loop, written
from tests.benchmarks.measure import (
    UNBUFFERED,
    Comparison,
    Program,
    every_step,
    on_one_core,
    output,
    run_times,
    show_ratios,
    show_times,
)

BAR = 0.6
FORMATTING_BAR = 1.5
TOTAL = 1_000_000


def measure(rounds: int) -> None:
    """Print the times for a whole schedule and their ratios."""
    csv, value = every_step(TOTAL), every_step(TOTAL, "value")
    with TemporaryDirectory() as name:
        directory = Path(name)
        two = written(directory, "two_columns", TWO_COLUMNS, TOTAL)
        loop = Program("loop, two columns", two)
        loop_unbuffered = Program("loop, two columns, unbuffered", two, UNBUFFERED)
        long_loop = Program("loop, four columns", written(directory, "four_columns", FOUR_COLUMNS, TOTAL))
        formatting = f_string_loop(directory, "loop that only formats", TOTAL)
        csv_unbuffered = Program("lrcalc -f csv, unbuffered", csv.command, UNBUFFERED)
        csv_one_core = on_one_core(csv)
        check_the_steps_are_the_same(csv, long_loop)
        programs = [loop, csv, loop_unbuffered, csv_unbuffered, long_loop, formatting, value]
        times = run_times([*programs, *([csv_one_core] if csv_one_core else [])], rounds)
    print(f"Throughput, T = {TOTAL:,}, every step, {rounds} rounds\n")
    show_times(times)
    comparisons = [
        Comparison(csv, loop, BAR),
        Comparison(csv_unbuffered, loop_unbuffered, BAR),
        Comparison(csv, formatting, FORMATTING_BAR),
        Comparison(csv, long_loop),
        Comparison(value, loop),
    ]
    if csv_one_core:
        comparisons += [Comparison(csv_one_core, other) for other in (loop, long_loop, formatting)]
    show_ratios(times, comparisons)


def check_the_steps_are_the_same(csv: Program, loop: Program) -> None:
    """Exit unless both print a heading and every step in order."""
    steps = [[line.partition(",")[0] for line in output(program).splitlines()] for program in (csv, loop)]
    if not steps[0] == steps[1] == ["step", *map(str, range(TOTAL + 1))]:
        sys.exit("the loop and the command do not print the same steps, so their times cannot be compared")
