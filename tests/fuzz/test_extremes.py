"""The largest inputs of all: each ends, in a few seconds and in little memory.

The program runs in a process of its own, which tells what it took.
"""

import os
import resource
import subprocess
import sys
from threading import Thread
from typing import NamedTuple

import pytest

from tests.command.program import settings

if os.name == "nt":
    pytest.skip("there is no wait4", allow_module_level=True)

COSINE = ["cosine", "--max", "0.002", "--min", "0.0001", "--T", "5000"]
MOST_MEGABYTES = 200


def most_megabytes():
    """A process starts with the peak of the one that it was forked from, so it can be held to no less."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return max(MOST_MEGABYTES, own + 40)


PATIENCE = 60  # seconds of the processor before it is taken to hang
# No system hands over an argument of a million digits: they are put in place in the process itself.
START = """
import sys
from resource import RLIMIT_CPU, setrlimit
setrlimit(RLIMIT_CPU, ({patience}, {patience}))
sys.argv = ["lrcalc", *{words}]
from lrcalc.command.main import main
main()
"""


class Ended(NamedTuple):
    code: int
    out: bytes
    err: str
    megabytes: float


def run(words, stdin=b"", most_output=10_000) -> Ended:
    """The program with these words, an expression of Python; its output is closed in the end, as by head."""
    process = subprocess.Popen(
        [sys.executable, "-c", START.format(patience=PATIENCE, words=words)],
        env=settings(),
        stdin=subprocess.PIPE if isinstance(stdin, bytes) else stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if isinstance(stdin, bytes):
        Thread(target=feed, args=(process.stdin, stdin), daemon=True).start()
    said = []
    # at the same time: a message of a megabyte would wait for its reader, and the output for the message
    listener = Thread(target=lambda: said.append(process.stderr.read()), daemon=True)
    listener.start()
    with process.stdout, process.stderr:
        out = process.stdout.read(most_output)
        process.stdout.close()
        listener.join()
        err = said[0].decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Ended(process.returncode, out, err, usage.ru_maxrss / unit)


def feed(stream, data):
    try:
        with stream:
            stream.write(data)
    except BrokenPipeError:
        pass


def output_of(snippet):
    """What a snippet of the shell writes, as it writes it."""
    return subprocess.Popen(
        ["/bin/sh", "-c", snippet], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=settings()
    )


REFUSED = {
    "a T of a million digits": (f"{COSINE[:-1]} + ['7' * 10**6]", "--T"),
    "a rate of a million digits": (f"{COSINE} + ['--max', '0.' + '7' * 10**6]", "--max"),
    "a fraction of a million digits": (f"{COSINE} + ['--max', '1/' + '7' * 10**6]", "--max"),
    "a power of ten of a million digits": (f"{COSINE} + ['--max', '1e' + '7' * 10**6]", "--max"),
    "a percentage of a million digits": (f"{COSINE} + ['--at', '7' * 10**6 + '%']", "--at"),
    "a range of a million parts": (f"{COSINE} + ['--at', '1:' * 10**6]", "--at"),
    "a million steps in a table": (f"{COSINE} + ['--at', ','.join(['7'] * 10**6)]", "rows"),
    "an option of a million signs": (f"{COSINE} + ['--' + 'x' * 10**6]", "option"),
    "a command of a million signs": ("['x' * 10**6]", "policy"),
    "a million answers": (f"{COSINE} + ['--check', ','.join(['7'] * 10**6)]", "--check"),
    "digits of a million digits": (f"{COSINE} + ['--digits', '7' * 10**6]", "--digits"),
}


@pytest.mark.parametrize(("words", "name"), REFUSED.values(), ids=REFUSED)
def test_what_is_too_long_is_refused_in_one_short_line(words, name):
    ended = run(words)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err.count("\n") == 1
    assert len(ended.err) < 500
    assert name in ended.err
    assert ended.megabytes < most_megabytes()


def test_a_million_steps_are_answered():
    # t = 0 and T = 5000, by turns: η_max and η_min
    ended = run(f"{COSINE} + ['-f', 'value', '--at', ','.join(['0', '5000'] * (10**6 // 2))]")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(b"0.002\n0.0001\n" * 500)
    assert ended.megabytes < most_megabytes()


@pytest.mark.parametrize("separator", [b"\n", b" ", b","], ids=["lines", "spaces", "commas"])
def test_a_million_steps_on_standard_input_are_answered(separator):
    ended = run(f"{COSINE} + ['-f', 'value', '--at', '-']", separator.join([b"0", b"5000"] * (10**6 // 2)))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(b"0.002\n0.0001\n" * 500)
    assert ended.megabytes < most_megabytes()


@pytest.mark.parametrize("form", ["csv", "json", "value"])
def test_the_longest_range_of_all_into_head(form):
    words = ["cosine", "--max", "0.002", "--T", "1e15", "--at", "0:1000000000000000:1", "-f", form]
    ended = run(words)
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.out) == 10_000
    assert ended.megabytes < most_megabytes()


@pytest.mark.parametrize("form", ["table", "markdown", "latex", "csv", "json", "value"])
def test_a_third_to_the_power_of_the_largest_step(form):
    # (1/3)^(10^15) has 4.77e14 zeros after the point: as a double it is 0
    ended = run(["exponential", "--lr", "1", "--gamma", "1/3", "--at", "1000000000000000", "-f", form])
    assert (ended.code, ended.err) == (0, "")
    assert b"0.0" in ended.out
    assert ended.megabytes < most_megabytes()


def test_three_to_the_power_of_the_largest_step():
    # 10^15 × lg 3 = 477121254719662.437…, and 10^0.437… = 2.737…
    words = ["exponential", "--lr", "1", "--gamma", "3", "--at", "1e15"]
    for form in ("table", "markdown", "latex"):
        ended = run([*words, "-f", form])
        assert (ended.code, ended.err.count("\n")) == (0, 1)  # the note that the rate grows
        assert b"477121254719662" in ended.out
        assert b"2.737" in ended.out
    ended = run([*words, "-f", "value"])
    assert ended.code == 2
    assert "up to the largest double" in ended.err


GIGABYTE = "head -c 1000000000 /dev/zero | tr '\\0' '{sign}'"
SIGNS = {"digits": "1", "commas": ",", "tabs": "\\t", "bars": "|", "quotes": '"'}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_a_worksheet_line_of_a_gigabyte_is_refused(sign):
    with output_of(GIGABYTE.format(sign=sign)) as source:
        ended = run([*COSINE, "--check", "-"], source.stdout)
        source.stdout.close()
        source.kill()
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, b"", 1)
    assert "--check" in ended.err
    assert ended.megabytes < most_megabytes()


def test_a_step_of_a_gigabyte_on_standard_input_is_refused():
    with output_of(GIGABYTE.format(sign="1")) as source:
        ended = run([*COSINE, "--at", "-", "-f", "value"], source.stdout)
        source.stdout.close()
        source.kill()
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, b"", 1)
    assert "--at" in ended.err
    assert ended.megabytes < most_megabytes()


def test_a_line_of_steps_without_end_is_answered_as_it_comes():
    with output_of("while :; do printf '0,5000,'; done") as source:
        ended = run([*COSINE, "--at", "-", "-f", "value"], source.stdout)
        source.stdout.close()
        source.kill()
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(b"0.002\n0.0001\n" * 500)
    assert ended.megabytes < most_megabytes()
