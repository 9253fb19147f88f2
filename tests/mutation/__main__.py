"""`python -m tests.mutation`: all mutants of the core rooms, or a sample of each room."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.mutation.attempt import copy_tree, finish, fork, start, tests_of
from tests.mutation.mutants import Mutant, mutants

ROOMS = ("numbers", "policies", "marking")
# The gate: so many mutants a room, and the share of them to be noticed. Where nine in ten of all mutants are
# noticed, less than three quarters of 30 are so by chance once in a hundred times.
GATE_SAMPLE, GATE_SHARE = 30, 0.75


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("rooms", nargs="*", default=ROOMS, help="rooms, or files in them: numbers/real.py")
    parser.add_argument("--sample", type=int, help="so many mutants of each, by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--gate", action="store_true", help="a small sample, and exit 1 where too many survive"
    )
    parser.add_argument("--jobs", type=int, default=2, help="mutants at the same time")
    given = parser.parse_args()
    os.chdir(Path(__file__).parents[2])
    with tempfile.TemporaryDirectory() as directory:
        places = [Path(directory, str(job)) for job in range(given.jobs)]
        for place in places:
            copy_tree(place)
        sample = GATE_SAMPLE if given.gate and given.sample is None else given.sample
        shares = [measure(room, sample, given.seed, places) for room in given.rooms]
    if given.gate and min(shares) < GATE_SHARE:
        sys.exit(
            f"expected {GATE_SHARE:.0%} of the mutants of each room to be noticed, got {min(shares):.0%}"
        )


def measure(room: str, sample: int | None, seed: int, places: list[Path]) -> float:
    """Print the mutants that no test of the room notices; the share of those that one does."""
    began = monotonic()
    path = Path("lrcalc", room)
    files = sorted(path.glob("*.py")) if path.is_dir() else [path]
    check_the_original(files[0], places)
    found = [mutant for file in files for mutant in mutants(file)]
    if sample is not None and sample < len(found):
        found = random.Random(f"{seed} {room}").sample(found, sample)
    survivors = try_all(found, places)
    killed = len(found) - len(survivors)
    print(
        f"{room}: {len(found)} mutants, {killed} killed, {len(survivors)} survive: "
        f"{100 * killed / max(1, len(found)):.1f} % in {monotonic() - began:.0f} s",
        flush=True,
    )
    return killed / max(1, len(found))


def check_the_original(file: Path, places: list[Path]) -> None:
    """Run the tests of the room without a mutant; this compiles what every fork imports."""
    for place in places:
        _, status = os.waitpid(fork(tests_of(file), place, compile=True), 0)
        if status:
            sys.exit(f"the tests beside {file} fail without a mutant")


def try_all(found: list[Mutant], places: list[Path]) -> list[Mutant]:
    """Those that survive, each shown, as many at a time as there are places to try them."""
    waiting, survivors = list(reversed(found)), []
    free = list(places)
    running: dict[int, tuple[Mutant, Path]] = {}
    while waiting or running:
        while waiting and free:
            mutant, place = waiting.pop(), free.pop()
            running[start(mutant, place)] = mutant, place
        print(f"{len(waiting) + len(running)} to go ", end="\r", file=sys.stderr, flush=True)
        process, status = os.wait()
        mutant, place = running.pop(process)
        finish(mutant, place)
        free.append(place)
        if status == 0:
            print(mutant.shown(), flush=True)
            survivors.append(mutant)
    return survivors


if __name__ == "__main__":
    main()
