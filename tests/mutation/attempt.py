"""One mutant at a time, in a fork: does a test of its room fail?"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from pathlib import Path

import hypothesis
import mpmath  # noqa: F401  imported here, it need not be in every fork
import pytest

from tests.mutation.mutants import Mutant

# The exhaustive comparison of every policy with mpmath takes longer than all other tests of its room. What
# only it would notice counts as not noticed.
LEFT_OUT = ("test_exactness.py",)
EXAMPLES = 20  # of each test that has Hypothesis look for them
NEEDED = ("lrcalc", "tests", "pyproject.toml")
SECONDS = 20  # of the processor, for one test; the longest takes 3, and more where much else is going on
GIGABYTES = 4
PASSED, NONE_FOUND = 0, 5


def copy_tree(place: Path) -> None:
    for name in NEEDED:
        if Path(name).is_dir():
            shutil.copytree(name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(name, place / name)


def tests_of(path: Path) -> list[list[str]]:
    """The files of tests that mirror a file of the package, then the others of the room."""
    room = Path("tests", path.parts[1])
    files = sorted(file for file in room.glob("test_*.py") if file.name not in LEFT_OUT)
    mirror = [file for file in files if file.stem.startswith(f"test_{path.stem}")]
    return [[str(file) for file in part] for part in (mirror, [file for file in files if file not in mirror])]


def start(mutant: Mutant, place: Path) -> int:
    """Try the mutant in a fork, whose number is returned; `finish` takes it out of the copy again."""
    write(mutant, place, mutant.text())
    return fork(tests_of(mutant.path), place)


def finish(mutant: Mutant, place: Path) -> None:
    write(mutant, place, mutant.path.read_text(encoding="utf-8"))


def write(mutant: Mutant, place: Path, text: str) -> None:
    file = place / mutant.path
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()
    file.write_text(text, encoding="utf-8")


def fork(tests: list[list[str]], place: Path, compile: bool = False) -> int:
    """A fork that ends with 0 where all tests pass."""
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        sys.dont_write_bytecode = not compile
        status = run(tests, place)
    finally:
        os._exit(status)


def limit_time() -> None:
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # nothing catches the signal: it ends the process


class TimeLimit:
    """What pytest does before each test."""

    def pytest_runtest_setup(self) -> None:
        limit_time()


def run(tests: list[list[str]], place: Path) -> int:
    limit_time()
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    # The copy of the package and of the tests, not the one that this file is of.
    for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "lrcalc")]:
        del sys.modules[name]
    os.chdir(place)
    sys.path.insert(0, str(place))
    # Always the same few examples, however long they take, and no shorter one is looked for.
    hypothesis.settings.register_profile(
        "mutation",
        max_examples=EXAMPLES,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
        deadline=None,
        derandomize=True,
        database=None,
    )
    hypothesis.settings.load_profile("mutation")
    for files in tests:
        words = ["-x", "-q", "-n0", "-p", "no:cacheprovider", *files]
        status = pytest.main(words, [TimeLimit()]) if files else NONE_FOUND
        if status not in (PASSED, NONE_FOUND):
            return int(status)
    return PASSED
