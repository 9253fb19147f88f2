"""Long work in two processes: each does every other part, and the results come out in order.

Writing a million numbers costs more than computing them, and both are divided here. The parts are
so short that one fits into the pipe, so neither process waits for the other, nor grows.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator

PART = 8192
PIPE_BYTES = 1 << 20
LENGTH_BYTES = 8

Work = Callable[[range], Iterable[str]]


def divided(run: range, work: Work) -> Iterator[str]:
    """The work on the run, in order: by two processes where there is a second core that a fork can use."""
    return _in_two_processes(run, work) if _has_second_core() else iter(work(run))


def _has_second_core() -> bool:
    if not hasattr(os, "fork"):
        return False
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1


def _in_two_processes(run: range, work: Work) -> Iterator[str]:
    """The work on each part of the run, in order. A part that the helper fails at is done here."""
    parts = _parts(run)
    sys.stdout.flush()
    reading, writing = os.pipe()
    _widen(writing)
    # Control-C waits until the helper is one that simply ends of it: amid the fork Python would print where
    # it was interrupted.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    helper = os.fork()
    if helper == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        _help(reading, writing, run, work)
    os.close(writing)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        with open(reading, "rb") as results:
            for index, part in enumerate(parts):
                text = _read(results.read) if index % 2 else None
                if text is None:
                    yield from work(part)
                else:
                    yield text
    finally:
        os.waitpid(helper, 0)


def _parts(run: range) -> Iterator[range]:
    while run:
        yield run[:PART]
        run = run[PART:]


def _widen(pipe: int) -> None:
    """Let the pipe hold a whole part, where the system can."""
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        pass


def _read(read: Callable[[int], bytes]) -> str | None:
    """The next part from the helper, or None where it has stopped."""
    length = int.from_bytes(read(LENGTH_BYTES), "big")
    text = read(length)
    return text.decode() if length and len(text) == length else None


def _help(reading: int, writing: int, run: range, work: Work) -> None:
    """Do every second part and leave; whatever goes wrong, the first process does the rest itself."""
    try:
        os.close(reading)
        with open(writing, "wb", buffering=0) as results:
            for index, part in enumerate(_parts(run)):
                if index % 2:
                    text = "".join(work(part)).encode()
                    message = memoryview(len(text).to_bytes(LENGTH_BYTES, "big") + text)
                    while message:
                        message = message[results.write(message) :]
    finally:
        os._exit(0)
