"""Snippets of bash as a person writes them, with `lrcalc` on the path."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import lrcalc
from tests.command.program import Result, settings

PACKAGE = str(Path(lrcalc.__file__).parents[1])
PATIENCE = 60  # seconds before a snippet is taken to hang


def heed_control_c() -> None:
    """A shell starts what runs in the background deaf to it, and so would this process's children be."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Bash:
    """Runs snippets in a directory of their own. Skips the test where one needs a program that is missing."""

    def __init__(self, directory: Path, programs: Path) -> None:
        self.directory = directory
        self.programs = programs

    def __call__(self, snippet: str, *needs: str, **environment: str) -> Result:
        for program in ("bash", *needs):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", snippet],
            cwd=self.directory,
            env=settings(PATH=path, PYTHONPATH=PACKAGE, **environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            preexec_fn=heed_control_c,
        )
        return Result(done.returncode, done.stdout, done.stderr)


def write_program(directory: Path) -> None:
    """The package under test as a command, whether or not one is installed beside this Python."""
    program = directory / "lrcalc"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lrcalc "$@"\n', encoding="utf-8")
    program.chmod(0o755)
