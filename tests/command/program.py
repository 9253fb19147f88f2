"""The program as the tests run it: in this process, in one of its own, or in a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from unittest import mock

from lrcalc.command.main import main
from lrcalc.policies import policy_class
from lrcalc.schedule.parameters import Parameter

# What a person's own settings would change.
SETTINGS = (
    "COLUMNS", "LINES", "TERM", "TERMINAL_WIDTH", "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "CLICOLOR_FORCE",
    "GITHUB_ACTIONS", "LC_ALL", "LC_CTYPE", "LANG", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONUNBUFFERED",
)  # fmt: skip
BASE = ("cosine", "--max", "0.002", "--min", "0.0001", "--T", "5000")
LONG = "7" * 5000


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


def settings(**extra: str) -> dict[str, str]:
    """The environment without a person's settings, in UTF-8, with some settings put in."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    locale = {} if extra.keys() & {"LC_ALL", "LANG", "LC_CTYPE"} else {"LC_ALL": "C.UTF-8"}
    return {**kept, **locale, **extra}


def run(*arguments: str, stdin: str = "", **environment: str) -> Result:
    """The program in this process: main() with its own arguments and streams."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    with (
        mock.patch.dict(os.environ, settings(**environment), clear=True),
        mock.patch.object(sys, "argv", ["lrcalc", *arguments]),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    assert isinstance(code, int), code
    return Result(code, *texts)


def start(*arguments: str, environment: dict[str, str] | None = None, **streams) -> subprocess.Popen[bytes]:
    """The program in a process of its own, all three streams pipes unless said otherwise."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    command = [sys.executable, "-m", "lrcalc", *arguments]
    return subprocess.Popen(command, env=settings(**(environment or {})), **{**pipes, **streams})


def run_process(*arguments: str, stdin: bytes = b"", encoding: str = "utf-8", **environment: str) -> Result:
    """The program in a process of its own, to its end."""
    with start(*arguments, environment=environment) as process:
        out, err = process.communicate(stdin, timeout=60)
    return Result(process.returncode, out.decode(encoding), err.decode(encoding))


def in_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """What the program writes to a terminal of that many columns."""
    import fcntl
    import pty
    import struct
    import termios

    reading, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {"TERM": "xterm", **environment}
    with start(*arguments, environment=environment, stdin=terminal, stdout=terminal) as process:
        os.close(terminal)
        chunks = []
        while True:
            try:
                chunk = os.read(reading, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not chunk:
                break
            chunks.append(chunk)
        assert process.stderr is not None
        message = process.stderr.read().decode()
    os.close(reading)
    assert (process.returncode, message) == (0, "")
    return b"".join(chunks).decode().replace("\r\n", "\n")


@cache
def help_page(*command: str, columns: str = "80") -> str:
    """The help as it is piped at a width."""
    result = run(*command, "--help", COLUMNS=columns)
    assert (result.code, result.err) == (0, "")
    return result.out


def left_out(policy) -> tuple[str, ...]:
    """What need not be given on the command line of a policy, for --solve finds it."""
    own = policy.parameters()
    return () if "T" in own and own["T"].is_required else policy.solvable


def example_words(name: str) -> list[str]:
    """The arguments of the example of a policy: its options, and the steps."""
    return policy_class(name).example.split()


def schedule_words(name: str) -> dict[str, str]:
    """The options of that example that say what the schedule is, by option."""
    words = example_words(name)
    known = {option for item in policy_class(name).parameters().values() for option in item.options}
    return {key: value for key, value in zip(words[::2], words[1::2]) if key in known}


def others(name: str, item: Parameter) -> list[str]:
    """The options of the policy's example but for one."""
    given = schedule_words(name)
    return [word for pair in given.items() if pair[0] not in item.options for word in pair]


def assert_refused(result: Result, *names: str) -> None:
    """Exit 2, nothing but one printable line on standard error, and the names are in it."""
    assert result.code == 2
    assert result.out == ""
    assert result.err.endswith("\n")
    assert result.err.count("\n") == 1
    assert len(result.err) < 500
    assert all(sign.isprintable() for sign in result.err[:-1])
    assert "Traceback" not in result.err
    assert all(name in result.err for name in names), result.err
