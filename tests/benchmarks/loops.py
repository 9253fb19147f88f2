"""The loops that print a schedule without lrcalc: each the text of a program, for a given T."""

from __future__ import annotations

import sys
from array import array
from hashlib import sha256
from pathlib import Path
from subprocess import PIPE, Popen
from typing import BinaryIO

from tests.benchmarks.measure import Program, environment, every_step

TWO_COLUMNS = """\
import math

mx, mn, T = 0.002, 0.0001, {total}
for t in range(T + 1):
    print(f"{{t}},{{mn+(mx-mn)*(1+math.cos(math.pi*t/T))/2!r}}")
"""

FOUR_COLUMNS = """\
import math

mx, mn, T = 0.002, 0.0001, {total}
print("step,cosine,scale,learning_rate")
for t in range(T + 1):
    cosine = math.cos(math.pi * t / T)
    scale = (1 + cosine) / 2
    print(f"{{t}},{{cosine!r}},{{scale!r}},{{mn+(mx-mn)*scale!r}}")
"""

# It computes nothing: the numbers are read from a file that is made beforehand.
F_STRING = """\
import sys
from array import array
from itertools import count

print("step,cosine,scale,learning_rate")
step = 0
with open(sys.argv[1], "rb") as doubles:
    while block := doubles.read(3 * 8 * 4096):
        values = iter(array("d", block))
        rows = zip(count(step), values, values, values)
        lines = [f"{{t}},{{cosine!r}},{{scale!r}},{{rate!r}}\\n" for t, cosine, scale, rate in rows]
        sys.stdout.write("".join(lines))
        step += 4096
"""


def written(directory: Path, name: str, text: str, total: int, *arguments: str) -> list[str]:
    """The command that runs a program with that text, which is written into the directory."""
    path = directory / f"{name}_{total}.py"
    path.write_text(text.format(total=total), encoding="utf-8")
    return [sys.executable, str(path), *arguments]


def f_string_loop(directory: Path, name: str, total: int) -> Program:
    """The loop that only formats, made to print what `lrcalc -f csv` prints. Exits where it does not."""
    numbers = directory / f"numbers_{total}"
    command = every_step(total)
    expected = store(command, numbers)
    loop = Program(name, written(directory, "f_string", F_STRING, total, str(numbers)))
    if digest_of(loop) != expected:
        sys.exit(
            f"{loop.name} and {command.name} do not print the same numbers, so their times cannot be compared"
        )
    return loop


def store(command: Program, path: Path) -> str:
    """Keep the numbers that a command prints, as doubles; returns the digest of its steps and numbers."""
    with path.open("wb") as file:
        return digest_of(command, file)


def digest_of(program: Program, file: BinaryIO | None = None) -> str:
    """The digest of the steps and the numbers that a program prints, however they are written: 0.00001 is
    1e-05. The numbers are kept in the file."""
    digest = sha256()
    with Popen(program.command, env=environment(program), stdout=PIPE) as process:
        assert process.stdout
        digest.update(next(process.stdout))
        for line in process.stdout:
            step, *texts = line.split(b",")
            numbers = array("d", map(float, texts)).tobytes()
            digest.update(step + numbers)
            if file is not None:
                file.write(numbers)
    return digest.hexdigest()
