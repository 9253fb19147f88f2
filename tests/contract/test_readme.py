"""The README: every command in it prints what it shows, and nothing that can be asked for is missing."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import lrcalc
from lrcalc.formats import FORMATS
from lrcalc.policies import POLICIES, policy_class

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

# A console block shows a terminal, and so both streams: these are the lines of standard error.
STANDARD_ERROR = re.compile(r"note: |lrcalc( [a-z-]+)?: ")
ERROR = re.compile(r"lrcalc( [a-z-]+)?: ")

# What could change the output: a width, colours, another encoding.
REMOVED = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONUTF8")


class Example(NamedTuple):
    """A command of a console block, and the lines that the README shows after it."""

    command: str
    lines: list[str]

    @property
    def standard_output(self) -> str:
        return "".join(f"{line}\n" for line in self.lines if not STANDARD_ERROR.match(line))

    @property
    def standard_error(self) -> str:
        return "".join(f"{line}\n" for line in self.lines if STANDARD_ERROR.match(line))

    @property
    def exit_code(self) -> int:
        fails = any(map(ERROR.match, self.lines)) and not self.command.endswith("echo $?")
        return 2 if fails else 0


def blocks(language: str) -> list[str]:
    """The text of every fenced block of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def examples() -> list[Example]:
    found: list[Example] = []
    for block in blocks("console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Example(line.removeprefix("$ "), []))
            else:
                found[-1].lines.append(line)
    return found


EXAMPLES = examples()
PYTHON_BLOCKS = blocks("python")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `lrcalc` is the package under test."""
    directory = tmp_path_factory.mktemp("bin")
    command = directory / "lrcalc"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lrcalc "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name not in REMOVED}
    package = str(Path(lrcalc.__file__).parents[1])
    return kept | {
        "PATH": f"{directory}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": package,
        "LANG": "C.UTF-8",
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.command for example in EXAMPLES])
def test_a_command_prints_what_the_readme_shows(
    example: Example, environment: dict[str, str], tmp_path: Path
) -> None:
    done = subprocess.run(
        ["bash", "-c", example.command],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stderr == example.standard_error
    assert done.stdout == example.standard_output
    assert done.returncode == example.exit_code


@pytest.mark.parametrize("block", PYTHON_BLOCKS, ids=[block.splitlines()[-1] for block in PYTHON_BLOCKS])
def test_python_answers_what_the_readme_shows(block: str) -> None:
    example = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    report: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(example, out=report.append)
    assert results.attempted > 0
    assert results.failed == 0, "".join(report)


def test_no_example_is_left_out() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^\$ ", README, re.MULTILINE)) > 0
    assert sum(block.count(">>> ") for block in PYTHON_BLOCKS) == README.count(">>> ") > 0


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_is_shown_with_each_name_of_its_options(name: str) -> None:
    assert any(f"lrcalc {name} " in example.command for example in EXAMPLES)
    for parameter in policy_class(name).parameters().values():
        for option in parameter.options:
            assert f"`{option}`" in README


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_named(name: str) -> None:
    assert f"`{name}`" in README


def test_the_set_up_is_two_commands_and_both_are_checked() -> None:
    commands = [line for block in blocks("sh") for line in block.splitlines() if "venv .venv " in line]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert len(commands) == 2
    assert commands == [line.strip() for line in script if "venv .venv " in line]
    assert commands[0].endswith("lrcalc cosine --max 0.002 --min 0.0001 --T 5000")
    assert commands[1].endswith("python -m pytest -q")
