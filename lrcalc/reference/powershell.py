"""The completion script for PowerShell: 5.1 and later, in ASCII, which 5.1 reads as it is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lrcalc.reference.command_line import CommandLine, Option
from lrcalc.reference.grouped import FILE, by_commands, by_words
from lrcalc.terminal.ascii import spelled

HEAD = """\
# Completion of lrcalc for PowerShell. Made by `python -m lrcalc.command.generate`; do not edit.
# A TAB is answered from the lists below: no program is started.

Register-ArgumentCompleter -Native -CommandName lrcalc -ScriptBlock {
    param($word, $line, $cursor)

    # The words before the one that is completed.
    $words = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { "$_" })
    $command = if ($words.Count -gt 1) { $words[1] } else { '' }
    $before = if ($words.Count -gt 1) { $words[-1] } else { '' }
    $found = New-Object System.Collections.Generic.List[object]
    function Add-Word($name, $help, $kind) {
        if ($name.StartsWith($word, 'Ordinal')) {
            $found.Add([System.Management.Automation.CompletionResult]::new($name, $name, $kind, $help))
        }
    }
"""
FOOT = """
    $found
}
"""


def powershell_script(line: CommandLine) -> str:
    return "\n".join([HEAD, *_values(line), "", *_first(line), "", *_options(line), FOOT])


def _values(line: CommandLine) -> Iterator[str]:
    """What follows an option that takes a value. Where nothing is returned PowerShell offers file names."""
    for words, options in by_words(line.commands):
        tests = [
            f"$before -ceq '{option}' -and {_list(names)} -ccontains $command"
            for option, names in options.items()
            if names
        ] or [f"{_list(options)} -ccontains $before"]
        body = "return"
        if words and words != FILE:
            body = f"{_add(words)}; return $found"
        yield from (f"    if ({test}) {{ {body} }}" for test in tests)


def _first(line: CommandLine) -> Iterator[str]:
    yield "    if ($words.Count -eq 1) {"
    for command in line.commands:
        yield f"        Add-Word '{command.name}' {_quoted(command.title)} Command"
    for option in line.options:
        yield from _names("        ", option)
    yield "    }"


def _options(line: CommandLine) -> Iterator[str]:
    for name, words in line.first_words.items():
        yield f"    if ($command -ceq '{name}') {{ {_add(words)} }}"
    for names, options in by_commands(line.commands):
        yield f"    if ({_list(names)} -ccontains $command) {{"
        for option in options:
            yield from _names("        ", option)
        yield "    }"


def _names(indent: str, option: Option) -> Iterator[str]:
    for name in option.names:
        yield f"{indent}Add-Word '{name}' {_quoted(option.help)} ParameterName"


def _add(words: Iterable[str]) -> str:
    return f"foreach ($name in {_list(words)}) {{ Add-Word $name $name ParameterValue }}"


def _list(names: Iterable[str]) -> str:
    return f"@({', '.join(_quoted(name) for name in names)})"


def _quoted(text: str) -> str:
    return "'" + spelled(text).replace("'", "''") + "'"
