"""Command lines and worksheets: mostly as they should be, and wrong in some places.

Every decision is one call of `choose(n)`, a whole number below n: of chance, of hypothesis or of atheris.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from lrcalc.command.app import program_line
from lrcalc.policies import POLICIES, policy_class
from lrcalc.reference.command_line import Command, Option

Choose = Callable[[int], int]
Item = TypeVar("Item")

MOST_DIGITS = 10**6
NUMBERS = (
    "0", "1", "5000", "0.002", "0.0001", "1/3", "2e-3", "1e15", "1e308", "5e-324", "0.9995", "100%", "10%",
    "33%", "5k", "1.5M", "5_000", "1000000000000000", "3", "1e-300", "2", "10",
)  # fmt: skip
STEPS = (
    "0", "1250", "0:5000:1250", "5000:0:-1250", "25%", "all", "-", "0:1000000000000000:1", "1e15",
    "1e15:0:-1", "0:1e15:999999999", "100%", "0:100%:10%", "7,7,7", "0:20", "999999999999999",
)  # fmt: skip
HOSTILE = (
    "", " ", "-", "--", "-1", "-0", "nan", "inf", "-inf", "1e999", "1e-999", "1e9999", "1/0", "0/0",
    "1/1e-400", "0x10", "1e", "e5", ".", "1..2", "1,2", ",", ",,", ":", "::", ":::", "0:0:0", "5:1",
    "1:5:-1", "%", "%%", "-5%", "1e20%", "1e16", "٣", "５", "η", "\u202e5", "5\n", "5\0", "\ud800", "1_",
    "_1", "1__0", "1e+5", "+5", "1K", "2m", "True", "None", "[]", "{}", "'", '"', "\\", "$(id)", "%s",
    "{0}", "/dev/zero", "/dev/null", "/", "/nonexistent/x.png", "/proc/self/mem", "1/3/5", "1e5/1e-5",
    "9" * 101, "9" * 5000, "," * 5000, "1:" * 3000, "(" * 2000, "1e308/5e-324",
)  # fmt: skip


def command(choose: Choose) -> tuple[list[str], str]:
    """The words of a command line, and what stands on its standard input."""
    commands = _commands()
    chosen = _one(choose, commands)
    words = [] if choose(40) == 0 else [chosen.name]
    if chosen.name == "compare":
        words += [_schedule(choose) for _ in range(choose(4))]
    if chosen.name in POLICIES and choose(4):
        words += policy_class(chosen.name).example.split()
    for _ in range(choose(5)):
        words += _option(
            choose, _one(choose, chosen.options if choose(10) else _one(choose, commands).options)
        )
    if choose(10) == 0:
        words.insert(choose(len(words) + 1), _one(choose, HOSTILE))
    if choose(20) == 0 and words:
        del words[choose(len(words))]
    # a picture costs a second of drawing library, and is tested where it is drawn
    words = ["nothing" if word.endswith((".png", ".svg", ".pdf")) else word for word in words]
    return words, worksheet(choose) if choose(3) else _text(choose)


def _schedule(choose: Choose) -> str:
    """A line of `compare`: the command of a policy without its steps, now and then anything."""
    name = _one(choose, POLICIES)
    words = policy_class(name).example.partition(" --at ")[0].split()
    if choose(4) == 0:
        options = next(command.options for command in _commands() if command.name == name)
        words += _option(choose, _one(choose, options))
    if choose(10) == 0:
        words.append(_one(choose, HOSTILE))
    return f"{name} {' '.join(words)}" if choose(20) else _text(choose)


def worksheet(choose: Choose) -> str:
    """The text of a worksheet."""
    separator = _one(choose, (",", "\t", ";", "|", ", "))
    names = ("step", "learning_rate", "cosine", "scale", "t", "η", "Your Answer", "answer", "nonsense", "")
    header = ["step", "learning_rate", *(_one(choose, names) for _ in range(choose(3)))]
    rows = [[_cell(choose) for _ in header] for _ in range(choose(8))]
    if choose(5) == 0 and rows:
        del rows[0][choose(len(rows[0])) :]
    lines = [separator.join(row) for row in [header, *rows]]
    if separator == "|" and choose(2):
        lines = [f"| {line} |" for line in lines]
        lines.insert(1, "|---|---|")
    if choose(8) == 0:
        lines.insert(choose(len(lines) + 1), _text(choose))
    return _one(choose, ("\n", "\r\n", "\n\n", "\r")).join(lines) + _one(choose, ("", "\n"))


@cache
def _commands() -> tuple[Command, ...]:
    return program_line().commands


def _option(choose: Choose, option: Option) -> list[str]:
    name = _one(choose, option.names)
    if "--help" in option.names and choose(20):
        return []  # a page takes longer than the rest of a case
    if option.metavar is None:
        return [name]
    value = _value(choose, option)
    return [f"{name}={value}"] if choose(2) else [name, value]


def _value(choose: Choose, option: Option) -> str:
    if choose(6) == 0:
        return _text(choose) if choose(3) == 0 else _one(choose, HOSTILE)
    if option.choices:
        return _one(choose, option.choices)
    if option.takes_file and choose(2):
        return "-"
    known = STEPS if "--at" in option.names else NUMBERS
    return ",".join(_one(choose, known) for _ in range(1 + choose(3) * choose(2)))


def _cell(choose: Choose) -> str:
    cells = (*NUMBERS, *HOSTILE) if choose(3) == 0 else NUMBERS
    return _text(choose) if choose(12) == 0 else _one(choose, cells)


def _text(choose: Choose) -> str:
    """Signs by chance: mostly those that numbers are made of, some of them a great many times."""
    signs = (
        "0123456789.eE+-/_:,%kKM \t\n|#;\"'"
        if choose(4)
        else "\0\x1b\x7f\u200b\u2028\ufeff\U0001f600éη０aZ=*[{"
    )
    text = "".join(_one(choose, signs) for _ in range(choose(12)))
    return text * (1 + choose(MOST_DIGITS // 12) if choose(400) == 0 else 1)


def _one(choose: Choose, items: Sequence[Item]) -> Item:
    return items[choose(len(items))]
