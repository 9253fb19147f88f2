"""How each shell is started for a test: with a home of its own, and settings that a person could have."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lrcalc.reference.scripts import FILES
from tests.completions.terminal import PROMPT

SCRIPTS = Path(__file__).parents[2] / "completions"
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")


class Shell(NamedTuple):
    """A shell: how it is started, the file of settings it reads, and the lines in it that set the prompt."""

    command: tuple[str, ...]
    settings: str
    prompt: str
    # the lines with which the README installs the script in `completions/`, given its path
    by_hand: Callable[[str], str]


SHELLS = {
    "bash": Shell(
        ("bash", "-i"),
        ".bashrc",
        f"PS1='{PROMPT}'\n" + (f"source {BASH_COMPLETION}" if BASH_COMPLETION.exists() else ""),
        lambda script: f"source {script}",
    ),
    "zsh": Shell(
        ("zsh", "-i"),
        ".zshrc",
        # no question about who owns what, and no file of what was found
        f"PS1='{PROMPT}'",
        lambda script: (
            f"fpath+=({Path(shlex.split(script)[0]).parent})\nautoload -U compinit && compinit -u -D"
        ),
    ),
    "fish": Shell(
        ("fish", "-i"),
        ".config/fish/config.fish",
        f"set -g fish_greeting\nfunction fish_prompt\n    echo -n '{PROMPT}'\nend",
        lambda script: f"source {script}",
    ),
}


def environment(home: Path) -> dict[str, str]:
    """The environment of a person with that home, whose `lrcalc` writes down that it was started."""
    # without this fish makes completions from all manual pages when it first starts
    (home / ".local" / "share" / "fish" / "generated_completions").mkdir(parents=True, exist_ok=True)
    programs = home / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / "lrcalc"
    program.write_text(f"#!/bin/sh\ntouch {shlex.quote(str(home / 'started'))}\n")
    program.chmod(0o755)
    return {
        "HOME": str(home),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }


def write_settings(name: str, home: Path, *lines: str) -> None:
    shell = SHELLS[name]
    path = home / shell.settings
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([shell.prompt, *lines]) + "\n", encoding="utf-8")


def script_of(name: str) -> str:
    return shlex.quote(str(SCRIPTS / FILES[name]))
