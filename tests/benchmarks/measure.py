"""Programs run side by side, and how the time of one compares with that of another.

A machine is never equally fast for long. So no time is compared with one taken at another moment: the
programs take turns, in one run, and a ratio is that of two times from the same turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.quiet import watched

# Both change what is measured: unbuffered output writes every line by itself, and without bytecode a
# program is compiled anew at every start.
REMOVED = ("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")
ONE_CORE = """\
import os, sys

os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.execv(sys.argv[1], sys.argv[1:])
"""
UNBUFFERED = {"PYTHONUNBUFFERED": "1"}

# Started by a small process of its own, for the system counts the memory of the one that starts a program as
# the program's until it runs.
STOPWATCH = """\
import os, sys, time

null = os.open(os.devnull, os.O_RDWR)
streams = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)]
start = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=streams)
_, status, usage = os.wait4(process, 0)
elapsed = time.perf_counter() - start
memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
print(elapsed, usage.ru_utime + usage.ru_stime, memory)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""


@dataclass(frozen=True)
class Program:
    """What to run, and what to add to its environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """One program measured against another, and the most the ratio may be (None: for orientation)."""

    program: Program
    reference: Program
    bar: float | None = None


class Time(NamedTuple):
    """The seconds that went by, and those that the processors worked, of all processes together.

    `memory` is the most that one of the processes took, in megabytes.
    """

    elapsed: float
    processor: float
    memory: float


Times = Mapping[str, Sequence[Time]]


def installed_command() -> str:
    """The lrcalc that belongs to the Python that runs this."""
    path = Path(sysconfig.get_path("scripts")) / "lrcalc"
    if not path.exists():
        sys.exit(f"no lrcalc is installed beside {sys.executable}: see Development in the README")
    return str(path)


def every_step(total: int, form: str = "csv") -> Program:
    """The command that prints every step of a cosine schedule of that length."""
    options = ["--max", "0.002", "--min", "0.0001", "--T", str(total), "--at", "all", "-f", form]
    return Program(f"lrcalc -f {form}", [installed_command(), "cosine", *options])


def environment(program: Program) -> dict[str, str]:
    """The environment of this process, less what would change the measurement."""
    kept = {name: value for name, value in os.environ.items() if name not in REMOVED}
    return {**kept, **program.environment}


def on_one_core(program: Program) -> Program | None:
    """The program with a single core to run on; None where the system cannot arrange that."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    return Program(
        f"{program.name}, one core", [sys.executable, "-c", ONE_CORE, *program.command], program.environment
    )


def output(program: Program) -> str:
    """What the program prints."""
    return subprocess.run(
        program.command, env=environment(program), stdin=subprocess.DEVNULL, capture_output=True, check=True
    ).stdout.decode()


def run_time(program: Program) -> Time:
    """The time from the start of the program to its end, its output thrown away."""
    stopwatch = [sys.executable, "-I", "-S", "-c", STOPWATCH, *program.command]
    done = subprocess.run(
        stopwatch, env=environment(program), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True
    )
    return Time(*map(float, done.stdout.split()))


def run_times(programs: Sequence[Program], rounds: int) -> Times:
    """The times of each program, by name: all of them in every round, every other round backwards."""
    times: dict[str, list[Time]] = {program.name: [] for program in programs}
    with watched():
        for index in range(rounds):
            for program in programs if index % 2 == 0 else reversed(programs):
                times[program.name].append(run_time(program))
    return times


def ratio(times: Times, comparison: Comparison) -> float:
    """The median over the rounds of one program's elapsed time divided by the other's."""
    mine, other = times[comparison.program.name], times[comparison.reference.name]
    return median(one.elapsed / two.elapsed for one, two in zip(mine, other, strict=True))


def show_times(times: Times) -> None:
    """Print the median and the best elapsed time of each program, and its median processor time."""
    width = max(map(len, times))
    print(f"  {'program':<{width}}    median      best  processor")
    for name, taken in times.items():
        elapsed = [time.elapsed * 1000 for time in taken]
        processor = median(time.processor * 1000 for time in taken)
        print(f"  {name:<{width}} {median(elapsed):6.0f} ms {min(elapsed):6.0f} ms  {processor:6.0f} ms")
    print()


def show_ratios(times: Times, comparisons: Sequence[Comparison]) -> None:
    """Print the ratio of each comparison, and whether it is within its bar."""
    rows = [(f"{item.program.name} / {item.reference.name}", item) for item in comparisons]
    width = max(len(name) for name, _ in rows)
    print(f"  {'ratio of elapsed times':<{width}}            bar")
    for name, item in rows:
        value = ratio(times, item)
        print(f"  {name:<{width}}  {value:6.2f}  {verdict(value, item.bar, '.2f')}".rstrip())
    print()


def verdict(value: float, bar: float | None, form: str) -> str:
    """The bar, and whether a value is within it."""
    return "" if bar is None else f"≤ {bar:{form}}  {'met' if value <= bar else 'MISSED'}"
