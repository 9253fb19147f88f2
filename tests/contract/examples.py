"""The examples of the README and of the topics, and what is made in them: `python -m tests.contract.examples`
writes anew what their commands print. What changed is then to be read before it is committed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import lrcalc
from lrcalc.command.help import GENERATED
from lrcalc.frameworks import WITH_A_PAGE
from lrcalc.policies import POLICIES, policy_class
from lrcalc.schedule.formula import example, formula_lines
from lrcalc.topics import topic_title, topics
from tests.command.program import run as run_program

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "lrcalc" / "topics").glob("*.md"))]
# What a person's own settings would change.
REMOVED = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_CTYPE", "PYTHONUTF8")
STANDARD_ERROR = re.compile(r"note: |lrcalc( [a-z-]+)?: ")
ERROR = re.compile(r"lrcalc( [a-z-]+)?: ")
NEEDS_A_SHELL = re.compile(r"[|;&<>$*`\\]")
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A command of a console block, and the lines that the page shows after it."""

    page: str
    command: str
    lines: list[str]

    @property
    def standard_output(self) -> str:
        return "".join(f"{line}\n" for line in self.lines if not STANDARD_ERROR.match(line))

    @property
    def standard_error(self) -> str:
        return "".join(f"{line}\n" for line in self.lines if STANDARD_ERROR.match(line))


def examples(page: Path) -> list[Example]:
    """The commands of all console blocks of a page."""
    found: list[Example] = []
    for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Example(page.name, line.removeprefix("$ "), []))
            else:
                found[-1].lines.append(line)
    return found


def environment(directory: Path) -> dict[str, str]:
    """An environment in which `lrcalc` is the package under test; the command is put into the directory."""
    command = directory / "lrcalc"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lrcalc "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name not in REMOVED}
    return kept | {
        "PATH": f"{directory}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(lrcalc.__file__).parents[1]),
        "LANG": "C.UTF-8",
    }


def run(command: str, settings: dict[str, str], directory: Path) -> subprocess.CompletedProcess[str]:
    """A command line, by bash."""
    return subprocess.run(
        ["bash", "-c", command],
        cwd=directory,
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def run_here(command: str, directory: Path) -> subprocess.CompletedProcess[str] | None:
    """A command line in this process, or None where it takes a shell or another program."""
    words = shlex.split(command)
    if words[0] != "lrcalc" or NEEDS_A_SHELL.search(re.sub(r"'[^']*'", "", command)):
        return None
    before = Path.cwd()
    os.chdir(directory)
    try:
        result = run_program(*words[1:])
    finally:
        os.chdir(before)
    return subprocess.CompletedProcess(command, result.code, result.out, result.err)


def policy_table() -> str:
    """The policies with their formulas and options."""
    rows = ["| policy | formula | options |", "| --- | --- | --- |"]
    for name in POLICIES:
        policy = policy_class(name)
        formula = "; ".join(formula_lines(example(policy))).replace("|", "\\|")
        options = " ".join(f"`{item.options[0]}`" for item in policy.parameters().values())
        rows.append(f"| `{name}` | {formula} | {options} |")
    return "\n".join(rows)


def topic_table() -> str:
    """The topics with their titles, and on a line those that are made from the code."""
    lines = [f"- `lrcalc help {name}`: {topic_title(name)}" for name in topics()]
    made = ", ".join(f"`{name}`" for name in (*GENERATED, *WITH_A_PAGE))
    return "\n".join([*lines, f"- made from the code, as `lrcalc help torch`: {made}"])


def with_made_parts(text: str) -> str:
    """The README with its tables as they are made from the code."""
    for name, made in (("policies", policy_table()), ("topics", topic_table())):
        pattern = rf"(<!-- {name}: .*? -->\n).*?(<!-- end of {name} -->)"
        text = re.sub(
            pattern, lambda match, made=made: f"{match[1]}{made}\n{match[2]}", text, flags=re.DOTALL
        )
    return text


def _with_outputs(text: str, settings: dict[str, str], directory: Path) -> str:
    def block(match: re.Match[str]) -> str:
        shown: list[str] = []
        for line in match[1].splitlines():
            if line.startswith("$ "):
                done = run(line.removeprefix("$ "), settings, directory)
                shown += [line, *done.stderr.splitlines(), *done.stdout.splitlines()]
        return "\n".join(["```console", *shown, "```"])

    return CONSOLE.sub(block, text)


def main() -> None:
    """Write all pages anew."""
    with tempfile.TemporaryDirectory() as name:
        settings = environment(Path(name))
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            new = _with_outputs(with_made_parts(text), settings, Path(name))
            if new != text:
                page.write_text(new, encoding="utf-8")
                print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
