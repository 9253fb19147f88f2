"""Long work in two processes: each does every other part, and the results come out in order.

Writing a million numbers costs more than computing them, and both are divided here. Each text goes through
the pipe by itself, so neither process grows, and a part about fits into it, so neither waits for the other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

# The most steps of a part: shorter ones would cut off what is computed together.
PART = 1 << 14
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
    """The work on each part of the run, in order."""
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
        with open(reading, "rb") as results:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            for index, part in enumerate(_parts(run)):
                yield from _received(results, part, work) if index % 2 else work(part)
    finally:
        os.waitpid(helper, 0)


def _parts(run: range) -> Iterator[range]:
    """The run in parts of one length, as many for either process."""
    pairs = -(-len(run) // (2 * PART))
    length = -(-len(run) // (2 * pairs))
    return (run[start : start + length] for start in range(0, len(run), length))


def _widen(pipe: int) -> None:
    """Let the pipe hold a whole part, where the system can."""
    try:
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        pass


def _received(results: BinaryIO, part: range, work: Work) -> Iterator[str]:
    """A part from the helper. Where that has stopped, the rest of the part is done here."""
    known = 0
    while (text := _read(results)) is not None:
        if not text:
            return
        known += len(text)
        yield text
    for text in work(part):
        yield text[known:]
        known = max(0, known - len(text))


def _read(results: BinaryIO) -> str | None:
    """The next text from the helper, an empty one where a part is over; None where the helper has stopped."""
    header = results.read(LENGTH_BYTES)
    length = int.from_bytes(header, "big")
    text = results.read(length)
    return text.decode() if len(header) == LENGTH_BYTES and len(text) == length else None


def _help(reading: int, writing: int, run: range, work: Work) -> None:
    """Do every second part and leave; whatever goes wrong, the first process does the rest itself."""
    try:
        os.close(reading)
        for part in islice(_parts(run), 1, None, 2):
            for text in filter(None, work(part)):
                _send(writing, text.encode())
            _send(writing, b"")
    finally:
        os._exit(0)


def _send(pipe: int, text: bytes) -> None:
    message = memoryview(len(text).to_bytes(LENGTH_BYTES, "big") + text)
    while message:
        message = message[os.write(pipe, message) :]
