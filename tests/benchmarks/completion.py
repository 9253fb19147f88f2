"""A TAB: answered by the script of the shell from its own lists, or by the program, as Typer does it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.measure import Program, output, verdict
from tests.benchmarks.typer_programs import completing_program

COMPLETIONS = Path(__file__).parents[2] / "completions"
BAR = 5  # milliseconds: what is answered sooner is answered at once
TABS = 1000

# `lrcalc cosine --fo` in bash, a thousand times.
BASH = """
source "$0"
COMP_WORDS=(lrcalc cosine --fo) COMP_CWORD=2
start=$EPOCHREALTIME
for ((count = 0; count < {tabs}; count++)); do _lrcalc; done
end=$EPOCHREALTIME
[[ ${{COMPREPLY[*]}} == --format ]] && echo $(((${{end/[.,]/}} - ${{start/[.,]/}})))
"""
# The same in fish, which completes a line that it is given.
FISH = """
source $argv[1]
complete -C 'lrcalc cosine --fo' > /dev/null
set -l start (date +%s%N)
for count in (seq {tabs}); complete -C 'lrcalc cosine --fo' > /dev/null; end
set -l end (date +%s%N)
math "($end - $start) / 1000"
"""
# The program with the completion that Typer adds, asked as Typer's script for bash asks it.
ASK = """
from typer._completion_classes import completion_init
from lrcalc.command.main import app
completion_init()
app(prog_name="lrcalc")
"""
QUESTION = {"_LRCALC_COMPLETE": "complete_bash", "COMP_WORDS": "lrcalc cosine --fo", "COMP_CWORD": "2"}


def measure(rounds: int) -> None:
    """Print the times of both, and whether that of the scripts is within the bar."""
    ask = Program("lrcalc, asked by the shell", [sys.executable, "-c", ASK], QUESTION)
    print(f"TAB after `lrcalc cosine --fo`, {rounds} rounds\n")
    for name, command in scripts().items():
        show(name, median(microseconds(command) / TABS / 1000 for _ in range(rounds)), BAR)
    with TemporaryDirectory() as directory:
        empty = completing_program(Path(directory), "completing --mi")
        for program, answer in ((ask, "--format"), (empty, "--min")):
            answer_time(program, answer)  # the first start compiles what it imports
            show(program.name, median(answer_time(program, answer) for _ in range(rounds)))
    print()


def show(name: str, milliseconds: float, bar: float | None = None) -> None:
    print(f"  {name:<38} {milliseconds:8.2f} ms  {verdict(milliseconds, bar, '.0f')}".rstrip())


def scripts() -> dict[str, list[str]]:
    """How the script of each shell that is here and can be timed without a terminal is timed."""
    found = {}
    if bash := which("bash"):
        found["lrcalc.bash"] = [
            bash,
            "--norc",
            "-c",
            BASH.format(tabs=TABS),
            str(COMPLETIONS / "lrcalc.bash"),
        ]
    if fish := which("fish"):
        found["lrcalc.fish"] = [
            fish,
            "--no-config",
            "-c",
            FISH.format(tabs=TABS),
            str(COMPLETIONS / "lrcalc.fish"),
        ]
    return found


def microseconds(command: list[str]) -> float:
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def answer_time(program: Program, expected: str) -> float:
    """The milliseconds from the start of the program to its end."""
    start = perf_counter()
    answer = output(program)
    taken = (perf_counter() - start) * 1000
    if answer != f"{expected}\n":
        sys.exit(f"{program.name}: answered {answer!r}")
    return taken
