"""A real shell in a pseudo-terminal: keys go in, and what stands on the screen comes out."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

import pyte

ROWS, COLUMNS = 50, 160
PATIENCE = 30  # seconds for a busy machine, before what was hoped for is taken not to come
PROMPT = "> "


class Screen(pyte.Screen):
    """A screen that answers what a shell asks its terminal (fish 4 waits for that)."""

    answer: Callable[[str], None]

    def write_process_input(self, data: str) -> None:
        self.answer(data)


class Terminal:
    """A shell that has been started, and is ended with the block."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], directory: str) -> None:
        self.screen = Screen(COLUMNS, ROWS)
        self.screen.answer = self.type
        self.stream = pyte.ByteStream(self.screen)
        self.process, self.end = pty.fork()
        if self.process == 0:
            os.chdir(directory)
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self) -> Terminal:
        self.wait_until(lambda: self.line == PROMPT.strip())
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self.end)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def type(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def wait_until(self, condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Read the screen until the condition holds; whether it does in the end."""
        end = monotonic() + patience
        while not condition() and monotonic() < end:
            if select.select([self.end], [], [], 0.05)[0]:
                try:
                    self.stream.feed(os.read(self.end, 65536))
                except OSError:  # Linux: the shell has gone
                    break
        return condition()

    def type_until(self, keys: str, words: Sequence[str]) -> None:
        """Type again and again, as a person does with TAB, until all of the words stand on the screen."""
        for _ in range(PATIENCE):
            self.type(keys)
            if self.wait_until(lambda: self.shows(words), patience=1):
                return

    def shows(self, words: Sequence[str]) -> bool:
        """Whether each stands on the screen as a word of its own."""
        found = {word.strip("()") for word in self.text.split()}
        return all(word in found for word in words)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display if line.strip())

    @property
    def line(self) -> str:
        """The line that is being typed, with its prompt."""
        typed = [line for line in self.screen.display if line.startswith(PROMPT)]
        return typed[-1].rstrip() if typed else ""
