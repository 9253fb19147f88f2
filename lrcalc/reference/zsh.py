"""The completion script for zsh: descriptions beside the names, one name of an option instead of two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lrcalc.reference.command_line import Command, CommandLine, Option
from lrcalc.reference.grouped import by_commands

HEAD = """\
#compdef lrcalc
# Completion of lrcalc for zsh. Made by `python -m lrcalc.command.generate`; do not edit.
# A TAB is answered from the lists below: no program is started.

_lrcalc() {
  local context state state_descr line curcontext="$curcontext"
  local -a commands options
  typeset -A opt_args
"""
FOOT = """\
}

# The file may be found in fpath, where its text is the function, or be sourced.
if [[ ${funcstack[1]} == _lrcalc ]]; then
  _lrcalc "$@"
else
  compdef _lrcalc lrcalc
fi
"""


def zsh_script(line: CommandLine) -> str:
    return "\n".join([HEAD, *_program(line), "", *_commands(line), FOOT])


def _program(line: CommandLine) -> Iterator[str]:
    yield "  _arguments -C \\"
    for option in line.options:
        # (- *): nothing else goes with it
        yield f"    {_specification(option, '- *')} \\"
    yield "    '1:command:->command' '*::argument:->argument' && return"
    yield ""
    yield "  if [[ $state == command ]]; then"
    for panel in dict.fromkeys(command.panel for command in line.commands):
        yield "    commands=("
        for command in line.commands:
            if command.panel == panel:
                yield f"      {_quoted(_escaped(command.name) + ':' + command.title)}"
        yield "    )"
        yield f"    _describe -t {panel.lower()} {_quoted(panel.lower())} commands"
    yield "    return"
    yield "  fi"


def _commands(line: CommandLine) -> Iterator[str]:
    for names, options in by_commands(line.commands):
        yield f"  case $words[1] in ({'|'.join(names)})"
        yield "    options+=("
        yield from (f"      {_specification(option)}" for option in options)
        yield "    ) ;;"
        yield "  esac"
    for command in line.commands:
        if command.arguments:
            yield f"  [[ $words[1] != {command.name} ]] || options+=({' '.join(_arguments(command))})"
    yield "  _arguments $options"


def _arguments(command: Command) -> Iterator[str]:
    for metavar in command.arguments:
        words = " ".join(command.sets.get(metavar, ()))
        action = "_files" if command.takes_file else f"({words})" if words else " "
        yield _quoted(f"{'*' if command.several else ''}:{metavar.lower()}:{action}")


def _specification(option: Option, excluded: str = "") -> str:
    """An option as _arguments takes it: what it excludes, its names, [help], and what follows it."""
    together = "" if option.repeatable else excluded or " ".join(option.names)
    before = "*" if option.repeatable else f"({together})"
    after = f"[{_escaped(option.help.rstrip('.'))}]"
    names = [_with_value(name, option) for name in option.names]
    if option.metavar is not None:
        after += (
            f"{':' if option.metavar.startswith('[') else ''}:{_escaped(option.metavar)}:{_action(option)}"
        )
    if len(names) == 1:
        return _quoted(f"{before}{names[0]}{after}")
    return f"{_quoted(before)}{{{','.join(names)}}}{_quoted(after)}"


def _with_value(name: str, option: Option) -> str:
    """--format= also takes the value in the next word, and -f+ also in the same."""
    if option.metavar is None or option.metavar.startswith("["):
        return name
    return f"{name}=" if name.startswith("--") else f"{name}+"


def _action(option: Option) -> str:
    if option.takes_file:
        return "_files"
    return f"({' '.join(option.choices)})" if option.choices else " "


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
