"""All benchmarks, in one run: `python -m tests.benchmarks`, or with `--quick` in fewer rounds."""

from __future__ import annotations

import argparse
import platform

from tests.benchmarks import completion, memory, start_up, throughput
from tests.benchmarks.measure import REMOVED


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    print(f"Python {platform.python_version()}.")
    print("The programs of a comparison take turns. A ratio is the median over the turns.")
    print(f"{' and '.join(REMOVED)} are removed from their environment;")
    print("'unbuffered' is with PYTHONUNBUFFERED=1, as containers often have it.\n")
    start_up.measure(rounds=7 if quick else 31)
    completion.measure(rounds=3 if quick else 7)
    throughput.measure(rounds=3 if quick else 7)
    memory.measure(rounds=1 if quick else 3)


if __name__ == "__main__":
    main()
