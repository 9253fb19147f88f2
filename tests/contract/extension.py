"""The package with something added to it, for tests of how many of its files that takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import lrcalc
from tests.command.program import Result, settings

PACKAGE = Path(lrcalc.__file__).parent


class Change(NamedTuple):
    """What is put into a file that there is: after a line, or in its place."""

    line: str
    added: str
    instead: bool = False


class Extended:
    """A copy of the package, with files added and lines put into others."""

    def __init__(self, directory: Path, files: Mapping[str, str | list[Change]]) -> None:
        self.directory = directory
        self.files = files
        copy = directory / "lrcalc"
        # with what is compiled already, which saves a second
        shutil.copytree(PACKAGE, copy)
        for name, content in files.items():
            path = copy / name
            if isinstance(content, str):
                assert not path.exists(), f"{name} is there already"
                path.write_text(content, encoding="utf-8")
            else:
                path.write_text(_changed(name, path.read_text(encoding="utf-8"), content), encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> Result:
        """The program that this package is."""
        done = subprocess.run(
            [sys.executable, "-m", "lrcalc", *arguments],
            env=settings(PYTHONPATH=os.pathsep.join([str(self.directory), *_paths()]), **environment),
            cwd=self.directory,
            capture_output=True,
            encoding="utf-8",
        )
        return Result(done.returncode, done.stdout, done.stderr)


def _changed(name: str, text: str, changes: list[Change]) -> str:
    for change in changes:
        assert text.count(change.line) == 1, f"{name} has not one line {change.line!r}"
        text = text.replace(change.line, change.added if change.instead else change.line + change.added)
    return text


def _paths() -> Iterator[str]:
    """The paths that a person has set, without the clone, whose package would come first."""
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return (path for path in given if path and Path(path).resolve() != PACKAGE.parent.resolve())
