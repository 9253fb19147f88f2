"""Memory: the most that a long schedule takes against the most that a short one takes.

The command divides long work between two processes. So there are two measures: the peak of the larger process
as the system counts it, and the peak of all processes together with the pages that they share counted once.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import Program, environment, every_step, run_time, verdict

BAR = 5.0
TOTALS = (1_000, 1_000_000)
SAMPLES_PROPORTIONAL_SHARES = Path("/proc/self/smaps_rollup").exists()

ALL_PROCESSES = """\
import subprocess, sys

def share(identifier):
    try:
        with open(f"/proc/{identifier}/smaps_rollup") as lines:
            return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except OSError:  # it has ended
        return 0

def helpers(identifier):
    try:
        with open(f"/proc/{identifier}/task/{identifier}/children") as text:
            return text.read().split()
    except OSError:
        return []

most = 0
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
while process.poll() is None:
    most = max(most, sum(map(share, [process.pid, *helpers(process.pid)])))
assert process.returncode == 0
print(most / 1024)
"""


def measure(rounds: int) -> None:
    """Print the peaks for a short and a long schedule, and the difference."""
    print(f"Memory, every step, {rounds} round{'s' if rounds > 1 else ''}\n")
    compare("largest process", lambda program: run_time(program).memory, rounds)
    if SAMPLES_PROPORTIONAL_SHARES:
        compare("all processes", all_processes, rounds)


def compare(name: str, peak: Callable[[Program], float], rounds: int) -> None:
    peaks: dict[int, list[float]] = {total: [] for total in TOTALS}
    for _ in range(rounds):
        for total in TOTALS:
            peaks[total].append(peak(every_step(total)))
    short, long = (median(peaks[total]) for total in TOTALS)
    for total in TOTALS:
        print(f"  {name}, -f csv, T = {total:>9,}  {median(peaks[total]):6.1f} MB")
    print(f"  difference  {long - short:+.1f} MB  {verdict(long - short, BAR, '.1f')}\n")


def all_processes(program: Program) -> float:
    """The most that the program and its helpers took together, in megabytes."""
    wrapped = [sys.executable, "-c", ALL_PROCESSES, *program.command]
    return float(subprocess.run(wrapped, env=environment(program), stdout=subprocess.PIPE, check=True).stdout)
