"""Standard output and standard error: what they can show, and what happens when they are gone."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper

from lrcalc.errors import ScheduleError


def _spell_error(error: UnicodeError) -> tuple[str, int]:
    # few streams need the spellings
    from lrcalc.terminal.ascii import spelled

    assert isinstance(error, UnicodeEncodeError)
    return spelled(error.object[error.start : error.end]), error.end


def prepare_streams() -> None:
    """Make standard output and error print what they can, and spell out the rest."""
    # A stream that was closed before the start is None, and its number goes to the next file opened.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
    codecs.register_error("spelled", _spell_error)
    encoding = "ascii" if _c_locale() else None
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=encoding or stream.encoding, errors="spelled", newline="\n")


def _c_locale() -> bool:
    """Whether the person asked for LANG=C: Python itself then quietly takes UTF-8."""
    if os.environ.get("PYTHONIOENCODING") or os.environ.get("PYTHONUTF8") == "1":
        return False
    everything, kind, language = (os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if kind == "C.UTF-8" and not everything:
        kind = ""  # put there by Python itself when it found the C locale
    return (everything or kind or language) in ("C", "POSIX")


def write(chunks: Iterable[str], *, at_once: bool = False) -> None:
    """Write to standard output, as much as a pipe takes. Raises ScheduleError where the disk is full."""
    try:
        for chunk in chunks:
            sys.stdout.write(chunk)
            if at_once:
                sys.stdout.flush()
        sys.stdout.flush()
    except OSError as error:
        stop(error)


def stop(error: OSError) -> None:
    """Standard output takes no more: that is all right where the pipe is closed, else ScheduleError."""
    discard_standard_output()
    if not isinstance(error, BrokenPipeError):
        raise ScheduleError(f"standard output cannot be written: {error.strerror}") from None


def discard_standard_output() -> None:
    """Keep the interpreter from writing what is left in the buffer when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def write_note(text: str) -> None:
    """A remark that goes with the result, on standard error."""
    print(f"note: {text}", file=sys.stderr)
