"""Options that many commands share, said once: what keeps the completion scripts short."""

from __future__ import annotations

from collections.abc import Iterable

from lrcalc.reference.command_line import Command, Option

# What stands for a file name among the words that can follow an option.
FILE = ("FILE",)

Names = tuple[str, ...]


def by_commands(commands: Iterable[Command]) -> list[tuple[Names, list[Option]]]:
    """The options that the same commands have, with the names of these; those of few commands first."""
    having: dict[Option, list[str]] = {}
    for command in commands:
        for option in command.options:
            having.setdefault(option, []).append(command.name)
    groups: dict[Names, list[Option]] = {}
    for option, names in having.items():
        groups.setdefault(tuple(names), []).append(option)
    return sorted(groups.items(), key=lambda group: len(group[0]))


def by_words(commands: Iterable[Command]) -> list[tuple[Names, dict[str, Names]]]:
    """The words that can follow an option, and the options that they can follow, each with the commands.

    No words: a value that is no set. An option without commands is that of all the others, and comes last.
    """
    following: dict[str, dict[Names, list[str]]] = {}
    for command in commands:
        for option in command.options:
            if option.metavar is not None:
                words = FILE if option.takes_file else option.choices
                for name in option.names:
                    following.setdefault(name, {}).setdefault(words, []).append(command.name)
    few: dict[Names, dict[str, Names]] = {}
    most: dict[Names, dict[str, Names]] = {}
    for name, sets in following.items():
        *others, (usual, _) = sorted(sets.items(), key=lambda item: len(item[1]))
        most.setdefault(usual, {})[name] = ()
        for words, having in others:
            few.setdefault(words, {})[name] = tuple(having)
    return [*few.items(), *most.items()]
