"""`--install-completion` and `--show-completion`: the script of a shell, put where the shell finds it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple

from lrcalc.command.app import program_line
from lrcalc.command.destination import write_text, writing
from lrcalc.errors import ScheduleError
from lrcalc.numbers.literal import shown
from lrcalc.reference.scripts import FILES, script

# What a shell calls itself, where it is not the name here.
OTHER_NAMES = {"pwsh": "powershell", "pwsh-preview": "powershell"}
MARK = "# completion of lrcalc"


class Place(NamedTuple):
    """Where a script goes, and the lines of the person's own settings that read it (none needed: empty)."""

    script: Path
    settings: Path | None = None
    lines: str = ""


def completion(option: str, shell: str | None = None, *more: str) -> str:
    """What `--show-completion` or `--install-completion` prints. Raises ScheduleError."""
    if more:
        raise ScheduleError(f"{option}: expected one shell or none, got more: {shown(' '.join(more))}")
    name = _shell(option, shell)
    if option == "--show-completion":
        return script(name, program_line())
    place = _place(name)
    with writing(option):
        return _install(name, place)


def _install(name: str, place: Place) -> str:
    place.script.parent.mkdir(parents=True, exist_ok=True)
    write_text(place.script, script(name, program_line()))
    message = f"{place.script} is written\n"
    if place.settings is not None:
        before = place.settings.read_bytes() if place.settings.exists() else b""
        added = f"{MARK}\n{place.lines}\n".encode()
        if added not in before:
            place.settings.parent.mkdir(parents=True, exist_ok=True)
            with place.settings.open("ab") as stream:
                stream.write(b"\n" * (bool(before) and not before.endswith(b"\n")) + added)
        message += f"{place.settings} reads it\n"
    return f"{message}A {name} that is started from now on completes lrcalc.\n"


def _shell(option: str, given: str | None) -> str:
    """The shell asked for, or the one that this was started from."""
    name = OTHER_NAMES.get(given or "", given) or _running_shell()
    if name not in FILES:
        what = shown(given) if given else "this shell"
        raise ScheduleError(f"{option}: expected one of {', '.join(FILES)}, got {what}")
    return name


def _running_shell() -> str:
    try:
        # comes with Typer, and looks through the processes above this one
        from shellingham import detect_shell  # type: ignore[import-untyped]

        found: str = detect_shell()[0]
    except (ImportError, OSError, RuntimeError):
        found = Path(os.environ.get("SHELL", "")).name
    return OTHER_NAMES.get(found, found)


def _place(name: str) -> Place:
    if os.environ.get("HOME") == "":
        raise ScheduleError("--install-completion: expected HOME to be a directory, got nothing")
    home = Path.home()
    data = _directory("XDG_DATA_HOME", home / ".local" / "share")
    settings = _directory("XDG_CONFIG_HOME", home / ".config")
    if name == "fish":
        # fish reads a file of this name there when lrcalc is first completed
        return Place(settings / "fish" / "completions" / FILES[name])
    path = data / "lrcalc" / "completions" / FILES[name]
    if name == "powershell":
        return Place(path, _profile(settings), f". '{str(path).replace(chr(39), 2 * chr(39))}'")
    source = f"source {shlex.quote(str(path))}"
    if name == "bash":
        return Place(path, home / ".bashrc", source)
    compinit = "(( $+functions[compdef] )) || { autoload -U compinit && compinit }"
    return Place(path, _directory("ZDOTDIR", home) / ".zshrc", f"{compinit}\n{source}")


def _directory(variable: str, usual: Path) -> Path:
    given = os.environ.get(variable)
    return Path(given) if given and Path(given).is_absolute() else usual


def _profile(settings: Path) -> Path:
    """The file that PowerShell itself says it reads when it starts."""
    for program in ("pwsh", "powershell"):
        try:
            done = subprocess.run(
                [program, "-NoProfile", "-Command", "$PROFILE.CurrentUserAllHosts"],
                capture_output=True,
                text=True,
                timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.stdout.strip():
            return Path(done.stdout.strip())
    return settings / "powershell" / "profile.ps1"
