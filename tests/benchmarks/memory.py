"""Memory: the most that a long schedule takes against the most that a short one takes.

The command divides long work between two processes. So there are two measures: the peak of the larger process
as the system counts it, and the peak of all processes together with the pages that they share counted once.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import Program, environment, installed_command, verdict

BAR = 5.0
TOTALS = (1_000, 1_000_000)
SAMPLES_PROPORTIONAL_SHARES = Path("/proc/self/smaps_rollup").exists()

# A process of its own: the most that its children took is then the most that this one command took.
LARGEST_PROCESS = """\
import resource, subprocess, sys

subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
usage = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(usage / (1024 if sys.platform != "darwin" else 1024 * 1024))
"""

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
    compare("largest process", LARGEST_PROCESS, rounds)
    if SAMPLES_PROPORTIONAL_SHARES:
        compare("all processes", ALL_PROCESSES, rounds)


def compare(name: str, wrapper: str, rounds: int) -> None:
    peaks: dict[int, list[float]] = {total: [] for total in TOTALS}
    for _ in range(rounds):
        for total in TOTALS:
            peaks[total].append(peak(wrapper, total))
    short, long = (median(peaks[total]) for total in TOTALS)
    for total in TOTALS:
        print(f"  {name}, -f csv, T = {total:>9,}  {median(peaks[total]):6.1f} MB")
    print(f"  difference  {long - short:+.1f} MB  {verdict(long - short, BAR, '.1f')}\n")


def peak(wrapper: str, total: int) -> float:
    """The peak for every step of a schedule of that length, in megabytes, as the wrapper measures it."""
    options = ["--max", "0.002", "--min", "0.0001", "--T", str(total), "--at", "all", "-f", "csv"]
    program = Program("wrapper", [sys.executable, "-c", wrapper, installed_command(), "cosine", *options])
    done = subprocess.run(program.command, env=environment(program), stdout=subprocess.PIPE, check=True)
    return float(done.stdout)
