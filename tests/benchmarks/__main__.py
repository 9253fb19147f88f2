"""The benchmarks: `python -m tests.benchmarks` for all of them in one run, or the names of some after it."""

from __future__ import annotations

import argparse
import platform
from functools import partial

from tests.benchmarks import completion, imports, memory, rivals, start_up, throughput
from tests.benchmarks.measure import REMOVED

# How each is run, and how often: with --quick, and without.
BENCHMARKS = {
    "start-up": (partial(start_up.measure, 7), partial(start_up.measure, 31)),
    "imports": (partial(imports.measure, 3), partial(imports.measure, 11)),
    "completion": (partial(completion.measure, 3), partial(completion.measure, 7)),
    "throughput": (partial(throughput.measure, 3), partial(throughput.measure, 7)),
    "rivals": (partial(rivals.measure, 1, longest=1_000_000), partial(rivals.measure, 3)),
    "memory": (partial(memory.measure, 1), partial(memory.measure, 3)),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"taken: {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and no schedule of 10⁷ steps")
    given = parser.parse_args()
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}; taken: {', '.join(BENCHMARKS)}")
    print(f"Python {platform.python_version()}.")
    print("The programs of a comparison take turns. A ratio is the median over the turns.")
    print(f"{' and '.join(REMOVED)} are removed from their environment;")
    print("'unbuffered' is with PYTHONUNBUFFERED=1, as containers often have it.\n")
    for name, (quick, thorough) in BENCHMARKS.items():
        if name in given.names or not given.names:
            (quick if given.quick else thorough)()


if __name__ == "__main__":
    main()
