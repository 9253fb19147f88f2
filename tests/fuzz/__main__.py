"""`python -m tests.fuzz`: a number of cases by chance, always the same; or led by atheris."""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from time import monotonic

from tests.fuzz.attempt import SECONDS, attempt_command, attempt_worksheet
from tests.fuzz.cases import Choose, command, worksheet

PART = 500
STUCK = 60  # seconds of the clock in which a case that no signal can stop shows where it is


def one_command(choose: Choose, seconds: int = SECONDS) -> None:
    attempt_command(*command(choose), seconds)


def one_worksheet(choose: Choose, seconds: int = SECONDS) -> None:
    attempt_worksheet(worksheet(choose), seconds)


TARGETS = {"command": one_command, "worksheet": one_worksheet}


def by_chance(cases: int, seed: int) -> int:
    """Try that many of each, on all processors. The number of those that went wrong; each is shown."""
    wrong = 0
    for name in TARGETS:
        start = monotonic()
        parts = [range(first, min(first + PART, cases)) for first in range(0, cases, PART)]
        with ProcessPoolExecutor() as pool:
            for messages in pool.map(try_part, repeat(name), repeat(seed), parts):
                wrong += len(messages)
                for message in messages:
                    print(message, flush=True)
        print(f"{cases} cases of {name} in {monotonic() - start:.0f} s, {wrong} wrong so far", flush=True)
    return wrong


def try_part(name: str, seed: int, indices: range) -> list[str]:
    """What went wrong with these cases."""
    messages = []
    for index in indices:
        faulthandler.dump_traceback_later(STUCK, exit=True)
        try:
            TARGETS[name](random.Random(f"{seed} {name} {index}").randrange)
        except AssertionError as error:
            messages.append(f"{name} {index}: {error}")
    faulthandler.cancel_dump_traceback_later()
    return messages


def with_atheris(target: str, cases: int, seed: int) -> None:
    """Look for new cases, led by the branches that they take, so many times. Ends the process."""
    import atheris

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        # what counts the branches makes everything slower
        TARGETS[target](lambda below: provider.ConsumeIntInRange(0, below - 1), 10 * SECONDS)

    atheris.instrument_all()
    # long cases from the start: a worksheet of a few bytes is soon known
    options = [f"-runs={cases}", f"-seed={seed}", "-len_control=0", "-max_len=400", "-verbosity=0"]
    options.append(f"-artifact_prefix={tempfile.gettempdir()}{os.sep}")
    print(f"{cases} cases of {target}, led by atheris", flush=True)
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def run() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "--cases", type=int, default=50_000, help="of the command line and of worksheets each"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", choices=TARGETS, help="of this alone, led by atheris")
    given = parser.parse_args()
    if given.atheris:
        with_atheris(given.atheris, given.cases, given.seed)
    elif by_chance(given.cases, given.seed):
        sys.exit(1)


if __name__ == "__main__":
    run()
