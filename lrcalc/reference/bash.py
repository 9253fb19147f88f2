"""The completion script for bash: from version 3.2 on, with or without the package bash-completion."""

from __future__ import annotations

from collections.abc import Iterator

from lrcalc.reference.command_line import Command, CommandLine
from lrcalc.reference.grouped import FILE, by_words

HEAD = """\
# Completion of lrcalc for bash 3.2 and later. Made by `python -m lrcalc.command.generate`; do not edit.
# A TAB is answered from the lists below: no program is started.

_lrcalc() {
    local IFS=$' \\t\\n' command=${COMP_WORDS[1]} before=${COMP_WORDS[COMP_CWORD-1]}
    local word=${COMP_WORDS[COMP_CWORD]} words= candidate
    COMPREPLY=()

    # Bash takes --format=csv for three words.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    ((COMP_CWORD > 1)) || command= before=
"""
FOOT = """
    for candidate in $words; do
        if [[ $candidate == "$word"* ]]; then
            COMPREPLY+=("$candidate")
        fi
    done
}

# Bash itself completes and quotes the file name; before version 4 it has to be told the names.
_lrcalc_file() {
    compopt -o default 2> /dev/null || COMPREPLY=($(compgen -f -- "$1"))
}

complete -F _lrcalc lrcalc
"""


def bash_script(line: CommandLine) -> str:
    return "\n".join([HEAD, *_values(line), "", *_words(line), FOOT])


def _values(line: CommandLine) -> Iterator[str]:
    """What follows an option: a case for all the options with the same answer."""
    yield '    case "$command $before" in'
    for words, options in by_words(line.commands):
        cases = [f'{name}" {option}"' for option, names in options.items() for name in names or ("*",)]
        yield f"        {'|'.join(cases)})"
        if words == FILE:
            yield '            _lrcalc_file "$word"'
            yield "            return ;;"
        elif words:
            yield f'            words="{" ".join(words)}" ;;'
        else:
            yield "            return ;;"
    yield "    esac"


def _words(line: CommandLine) -> Iterator[str]:
    """What stands where no value does: the options of the command, or at the start the commands."""
    yield '    [[ -n $words ]] || case "$command" in'
    commands = {command.name: command for command in line.commands}
    own = [name for option in line.options for name in option.names]
    yield "        '')"
    yield f'            words="{" ".join([*commands, *own])}" ;;'
    for name in dict.fromkeys([*line.first_words, *commands]):
        command = commands.get(name)
        options = _options(command) if command else ()
        yield f"        {name})"
        if command and command.takes_file:
            yield '            [[ $word == -* ]] || { _lrcalc_file "$word"; return; }'
        sets = list(command.sets.values()) if command else []
        *others, last = sets or [line.first_words.get(name, ())]
        for place, words in enumerate(others, 2):
            # one after the other
            yield f"            ((COMP_CWORD == {place})) && words='{' '.join(words)}' ||"
        # what there is help on may be two things of one name
        yield f'            words="{" ".join([*dict.fromkeys(last), *options])}" ;;'
    yield "    esac"


def _options(command: Command) -> Iterator[str]:
    for option in command.options:
        yield from option.names
