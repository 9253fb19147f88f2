"""What Typer would take in silence: an option that is given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lrcalc.errors import ParameterError
from lrcalc.numbers.literal import shown

# What stands for the value of an option that takes several ends so.
SEVERAL = "…"


def gathered(parameters: Iterable[Any], words: list[str]) -> list[str]:
    """The words of a command line, lists that were given in parts drawn together.

    Raises ParameterError for another option that is given twice, under whatever of its names.
    """
    known = {name: item for item in parameters for name in item.opts if name.startswith("-")}
    pairs = list(_pairs(known, words))
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if value is not None and not known[name].multiple:
            values.setdefault(known[name].name, []).append(value)
    drawn: list[str] = []
    for name, value in pairs:
        if value is None or known[name].multiple:
            drawn += [name] if value is None else [name, value]
            continue
        item = known[name]
        given = values.pop(item.name, None)
        if given is None:
            continue
        if len(given) > 1 and not (item.metavar or "").endswith(SEVERAL):
            raise ParameterError(name, f"expected one value, got {' and '.join(map(shown, given))}")
        drawn += [name, ",".join(given)]
    return drawn


def argument_last(parameters: Iterable[Any], words: list[str]) -> list[str]:
    """The words with the one argument of a command behind a --, so that it may begin with a minus.

    After a -- in the words it is the word that follows, and options may come after it. Without one it is the
    only word that is neither an option nor the value of one; where there are more than one, a word with a
    minus is an option that the command does not know.
    """
    known = {name: item for item in parameters for name in item.opts if name.startswith("-")}
    if "--" in words[:-1]:
        at = words.index("--")
        return [*words[:at], *words[at + 2 :], "--", words[at + 1]]
    names = {*known, "-h", "--help"}
    pairs = list(_pairs(known, words))
    loose = [
        pair for pair in pairs if pair[1] is None and pair[0] not in names and not pair[0].startswith("--")
    ]
    loose = [pair for pair in loose if pair[0][:1] != "-"] or loose
    lacks_value = bool(pairs) and pairs[-1][1] is None and pairs[-1][0] in names
    if len(loose) != 1 or lacks_value:
        return words
    others = [word for pair in pairs if pair is not loose[0] for word in pair if word is not None]
    return [*others, "--", loose[0][0]]


def _pairs(known: dict[str, Any], words: list[str]) -> Iterator[tuple[str, str | None]]:
    """The words by turns: an option with its value, or a word alone."""
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        takes_value = name in known and not known[name].is_flag
        if word == "--":
            yield word, None
            yield from ((other, None) for other in rest)
        elif takes_value and not equals:
            yield name, next(rest, None)
        elif takes_value and name.startswith("--"):
            yield name, value
        else:
            yield word, None
