"""The completion script for fish: a line for each option, and the commands that have it."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.reference.command_line import CommandLine, Option
from lrcalc.reference.grouped import by_commands

HEAD = """\
# Completion of lrcalc for fish. Made by `python -m lrcalc.command.generate`; do not edit.
# A TAB is answered from the lists below: no program is started.

function __lrcalc_first
    test (count (commandline --tokenize --cut-at-cursor --current-process)) -eq 1
end

function __lrcalc_in
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    contains -- "$words[2]" $argv
end

complete -c lrcalc -e
complete -c lrcalc -f
"""


def fish_script(line: CommandLine) -> str:
    return "\n".join([HEAD, *_first(line), "", *_options(line), ""])


def _first(line: CommandLine) -> Iterator[str]:
    for command in line.commands:
        yield f"complete -c lrcalc -n __lrcalc_first -a {command.name} -d {_quoted(command.title)}"
    for option in line.options:
        yield f"complete -c lrcalc -n __lrcalc_first {_option(option)}"


def _options(line: CommandLine) -> Iterator[str]:
    for names, options in by_commands(line.commands):
        where = f"complete -c lrcalc -n '__lrcalc_in {' '.join(names)}'"
        yield from (f"{where} {_option(option)}" for option in options)
    for name, words in line.first_words.items():
        yield f"complete -c lrcalc -n '__lrcalc_in {name}' -a {_quoted(' '.join(words))}"
    for command in line.commands:
        if command.takes_file:
            yield f"complete -c lrcalc -n '__lrcalc_in {command.name}' -F"


def _option(option: Option) -> str:
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    return " ".join([*names, *_value(option), f"-d {_quoted(option.help.rstrip('.'))}"])


def _value(option: Option) -> list[str]:
    if option.metavar is None or option.metavar.startswith("["):
        return []
    if option.takes_file:
        return ["-r -F"]
    # -x: a value must follow, and it is no file name; \t: without the description of the option
    words = " ".join(f"{word}\\t" for word in option.choices)
    return ["-x", *([f"-a '{words}'"] if words else [])]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
