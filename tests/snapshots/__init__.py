"""How tables, working, marks and help pages are laid out: snapshots of our own output.

`python -m tests.snapshots` writes all of them anew, or those named after it, and removes those that are no
more; what changed is then looked at in `git diff`. They show layout, not truth: what the numbers must be is
tested elsewhere. Of the help pages there are seven, each for something that no other shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.command.program import BASE, example_words, in_terminal, run_process

DIRECTORY = Path(__file__).parent
TABLES = {
    "cosine": BASE,
    "warmup": ("warmup", *example_words("warmup")),
    "step": ("step", *example_words("step")),
}
RIGHT = ("--check", "0.002,0.001721,0.00105,0.000378,0.0001")
# η_min not added at 1250 and 2500: 0.00162175 and 0.00095
WRONG = ("--check", "0.002,0.001622,0.00095,0.000378,0.0001")
WORK = ("warmup", "--max", "0.002", "--min", "0.0001", "--warmup", "500", "--T", "5000", "--at", "250,1250",
        "--work")  # fmt: skip


def piped(*words: str, **environment: str) -> str:
    result = run_process(*words, **environment)
    assert result.err == ""
    return result.out


def _all() -> dict[str, Callable[[], str]]:
    found: dict[str, Callable[[], str]] = {
        # the list of commands, and what becomes of it where there is little room
        "help-80": partial(piped, "--help", COLUMNS="80"),
        "help-40": partial(piped, "--help", COLUMNS="40"),
        # a policy's page with every panel, and what becomes of that
        "help-cosine-80": partial(piped, "cosine", "--help", COLUMNS="80"),
        "help-cosine-40": partial(piped, "cosine", "--help", COLUMNS="40"),
        # formula, boxes and Greek letters without anything but ASCII
        "help-warmup-ascii": partial(piped, "warmup", "--help", LC_ALL="C", COLUMNS="80"),
        # the longest formulas, choices, a flag
        "help-one-cycle-80": partial(piped, "one-cycle", "--help", COLUMNS="80"),
        # a tool: no schedule, numbers with defaults
        "help-steps-80": partial(piped, "steps", "--help", COLUMNS="80"),
        "table-warmup-ascii": partial(piped, *TABLES["warmup"], LC_ALL="C"),
        "work-warmup-ascii": partial(piped, *WORK, LC_ALL="C"),
    }
    for columns in (40, 80):
        in_columns = partial(in_terminal, columns, NO_COLOR="1")
        found |= {f"table-{name}-{columns}": partial(in_columns, *words) for name, words in TABLES.items()}
        found[f"check-exercise-{columns}"] = partial(in_columns, *BASE, *RIGHT)
        found[f"work-warmup-{columns}"] = partial(in_columns, *WORK)
    found |= {f"table-{name}-piped": partial(piped, *words) for name, words in TABLES.items()}
    # what programs read: Markdown and LaTeX
    for form in ("table", "markdown", "latex", "json", "csv"):
        found[f"check-{form}"] = partial(piped, *BASE, *WRONG, "-f", form)
    for form in ("table", "markdown", "latex", "json"):
        found[f"work-exercise-{form}"] = partial(piped, *BASE, "--work", "-f", form)
    return found


SNAPSHOTS = _all()


def path_of(name: str) -> Path:
    return DIRECTORY / f"{name}.txt"


def assert_as_before(name: str, text: str) -> None:
    assert path_of(name).read_text(encoding="utf-8") == text, f"python -m tests.snapshots {name}"
