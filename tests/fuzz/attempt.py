"""One case, in this process: what must not come of it is an AssertionError that shows it."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from types import FrameType
from unittest import mock

from lrcalc.command.main import main
from lrcalc.marking.worksheet import WorksheetError, read_worksheet
from tests.command.program import settings

# Of the processor, not of the clock: another program may have it in between. What takes a second on a
# person's machine may take five where the tests run.
SECONDS = 6
MEGABYTES = 200
MOST_OUTPUT = 1 << 14


class Hang(BaseException):
    """The case has worked for too long."""


class ClosedPipe(io.RawIOBase):
    """Standard output that is read for a while and then closed, as by `head`."""

    def __init__(self) -> None:
        self.taken = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        assert isinstance(data, (bytes, memoryview))
        if self.taken > MOST_OUTPUT:
            raise BrokenPipeError
        self.taken += len(data)
        return len(data)


def attempt_command(words: list[str], standard_input: str, seconds: int = SECONDS) -> None:
    """Run a command line. It must end soon, with 0, 1 or 2, and tell in one line why it is 2."""
    out = io.TextIOWrapper(io.BufferedWriter(ClosedPipe()), encoding="utf-8")
    errors = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    shown = f"arguments {_short(words)}, standard input {_short(standard_input)}"
    code: object = None
    with (
        _limits(shown, seconds),
        mock.patch.dict(os.environ, settings(), clear=True),
        mock.patch.object(sys, "argv", ["lrcalc", *words]),
        mock.patch.object(sys, "stdin", io.StringIO(standard_input, newline=None)),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", errors),
        # this would turn the real standard output off
        mock.patch("lrcalc.terminal.streams.discard_standard_output"),
        mock.patch("lrcalc.command.main.discard_standard_output"),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
        with contextlib.suppress(BrokenPipeError):
            out.close()
    errors.flush()
    said = errors.buffer.getvalue().decode()
    lines = [line for line in said.split("\n") if not line.startswith("note: ")]
    assert code in (0, 1, 2), f"exit code {code!r}: {shown}"
    assert "Traceback" not in said, f"a traceback: {shown}\n{said}"
    if code == 2:
        assert len(lines) == 2, f"not one message: {shown}\n{said}"
        assert lines[0].startswith("lrcalc"), f"not one message: {shown}\n{said}"
        assert len(lines[0]) < 1000, f"a long message: {shown}\n{said[:2000]}"


def attempt_worksheet(text: str, seconds: int = SECONDS) -> None:
    """Read a worksheet. It is read, or refused in one line."""
    shown = f"worksheet {_short(text)}"
    with _limits(shown, seconds):
        try:
            read_worksheet(io.StringIO(text, newline=None), "the worksheet")
        except WorksheetError as error:
            message = str(error)
            assert "\n" not in message, f"not one line: {shown}\n{message}"
            assert message.isprintable(), f"not printable: {shown}\n{message!r}"
            assert len(message) < 1000, f"a long message: {shown}\n{message[:2000]}"


@contextlib.contextmanager
def _limits(shown: str, seconds: int) -> Iterator[None]:
    """The time and the memory that a case may take, and no exception."""
    before = _most_megabytes()
    old = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except Hang:
        where = traceback.format_exc(limit=-6)
        raise AssertionError(f"more than {seconds} s: {shown}\n{where}") from None
    except Exception as error:
        raise AssertionError(f"{type(error).__name__}: {shown}\n{traceback.format_exc()}") from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)
    taken = _most_megabytes() - before
    assert taken < MEGABYTES, f"{taken:.0f} MB: {shown}"


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hang


def _most_megabytes() -> float:
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _short(given: object) -> str:
    text = repr(given)
    return text if len(text) < 3000 else f"{text[:3000]}… ({len(text)} characters)"
