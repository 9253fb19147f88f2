"""Rivals: rows a second and memory of whatever else prints a cosine schedule, for four lengths of it.

A package that is not installed is left out, with a line that says so.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import (
    Comparison,
    Program,
    Times,
    every_step,
    output,
    run_times,
    show_ratios,
    verdict,
)
from tests.benchmarks.memory import BAR as MEMORY_BAR
from tests.benchmarks.memory import SAMPLES_PROPORTIONAL_SHARES, all_processes
from tests.benchmarks.rival_programs import FORMATTING, NUMPY_NAME, RIVALS, Rival
from tests.benchmarks.rival_tables import POWERS, memory_table, speed_table
from tests.benchmarks.throughput import FORMATTING_BAR

MAXIMUM = 0.002
NEAR = 1e-9
LRCALC = every_step(0)


def measure(rounds: int, longest: int = max(POWERS)) -> None:
    """Print the tables for every length up to the longest, and the verdicts for each."""
    print(f"Rivals, every step of a cosine schedule, {rounds} round{'s' if rounds > 1 else ''}\n")
    versions = {package: installed(package) for rival in RIVALS for package in rival.packages}
    print("  " + ", ".join(f"{package} {found or 'not installed'}" for package, found in versions.items()))
    rivals = [rival for rival in RIVALS if all(versions[package] for package in rival.packages)]
    for rival in RIVALS:
        if rival not in rivals:
            print(f"  left out, for what it needs is not installed: {rival.name}")
    taken = {total: one_length(rivals, total, rounds) for total in POWERS if total <= longest}
    print("\nRows a second, in thousands, and in parentheses as a multiple of those of lrcalc\n")
    print(speed_table(LRCALC.name, taken))
    print("Peak memory of the largest process, MB\n")
    print(memory_table(taken))
    show_memory(taken)
    if slow := [rival.name for rival in rivals if rival.longest < longest]:
        print(f"  not run to the end, for it would take minutes: {', '.join(slow)}")
    print()
    for total, times in taken.items():
        print(f"T = {POWERS[total]}\n")
        show_ratios(times, comparisons(times))


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def one_length(rivals: Sequence[Rival], total: int, rounds: int) -> Times:
    """The times of all programs for that T, by turns."""
    with TemporaryDirectory() as name:
        chosen = [rival for rival in rivals if total <= rival.longest]
        programs = [rival.program(Path(name), total) for rival in chosen]
        if total == min(POWERS):
            for rival, program in zip(chosen, programs):
                check_the_rates(rival, program, total)
        print(f"  T = {POWERS[total]}", flush=True)
        return run_times([every_step(total), *programs], rounds)


def check_the_rates(rival: Rival, program: Program, total: int) -> None:
    """Exit unless the rival prints each step once and in order, and rates near the exact ones."""
    for mine, other in zip(rows(every_step(total)), rows(program), strict=True):
        exact = rival.minimum + (MAXIMUM - rival.minimum) * mine[2]  # the scale factor
        if mine[0] != other[0] or abs(other[-1] - exact) > NEAR:
            sys.exit(f"{rival.name}: {other} is not the row of step {mine[0]:.0f} and the rate {exact}")


def rows(program: Program) -> list[list[float]]:
    lines = [line.replace("\t", ",").split(",") for line in output(program).splitlines()]
    return [[float(cell) for cell in line] for line in lines if line[0] != "step"]


def comparisons(times: Times) -> list[Comparison]:
    """lrcalc with each of the others: ahead of them, save numpy and the loop that computes nothing."""
    bars = {FORMATTING: FORMATTING_BAR, NUMPY_NAME: None}
    names = [name for name in times if name != LRCALC.name]
    return [Comparison(LRCALC, Program(name, []), bars.get(name, 1.0)) for name in names]


def show_memory(taken: dict[int, Times]) -> None:
    """Whether the memory of lrcalc is the same for any length, and what its processes take together."""
    peaks = [median(time.memory for time in times[LRCALC.name]) for times in taken.values()]
    growth = peaks[-1] - peaks[0]
    shortest, longest = min(taken), max(taken)
    print(f"  largest process of lrcalc, T = {POWERS[longest]} less T = {POWERS[shortest]}: ", end="")
    print(f"{growth:+.1f} MB  {verdict(growth, MEMORY_BAR, '.1f')}")
    if SAMPLES_PROPORTIONAL_SHARES:
        together = (f"{all_processes(every_step(total)):.1f} MB at {POWERS[total]}" for total in taken)
        print(f"  all processes of lrcalc together: {', '.join(together)}")
