"""What Typer could not read, in the words of the other messages."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise, takewhile
from typing import Any

from lrcalc.errors import all_of, did_you_mean
from lrcalc.numbers.literal import shown

LONGEST_NAME = 40
# What stands between commas after an option.
LISTS = {
    "--at": "steps",
    "--milestones": "milestones",
    "--boundaries": "boundaries",
    "--values": "rates",
    "--check": "answers",
    "--when": "rates",
    "--columns": "columns",
}


def usage_message(error: Any, words: Sequence[str], example: str = "") -> str:
    """What is wrong with the words of a command line; an example that works, if not that of the command."""
    kind = type(error).__name__
    if kind == "MissingParameter":
        return _missing(error, words, example)
    if kind == "NoSuchOption":
        return _unknown(error, words)
    if kind == "BadOptionUsage":
        given = next((word for word in words if word.startswith(f"{error.option_name}=")), None)
        if given is None:
            return f"{error.option_name}: expected a value after it, got none"
        return f"{error.option_name}: expected no value, got {shown(given.partition('=')[2])}"
    return _left_over(error, words)


def _options(error: Any) -> list[Any]:
    return [item for item in error.ctx.command.params if item.param_type_name == "option"]


def _names(error: Any) -> list[str]:
    return [*(name for item in _options(error) for name in item.opts), *error.ctx.help_option_names]


def _missing(error: Any, words: Sequence[str], example: str) -> str:
    parameter = error.param
    names = {name for item in _options(error) for name in item.opts}
    flags = {name for item in _options(error) for name in item.opts if item.is_flag}
    for one, two in pairwise(words):
        if one in names - flags and two in names:
            return f"{one}: expected a value after it, got the option {two}"
    lacking = [parameter]
    if parameter.param_type_name == "option":
        given = {word.partition("=")[0] for word in words}
        needed = [item for item in _options(error) if item.required or _is_needed(item, given)]
        lacking = [item for item in needed if given.isdisjoint(item.opts)] or lacking
    message = f"{all_of(map(_named, lacking))} {'is' if len(lacking) == 1 else 'are'} required "
    meanings = [_meaning(item) for item in lacking]
    if len(meanings) > 1:
        meanings = [text.partition(";")[0] for text in meanings]
    message += f"({'; '.join(meanings)})"
    # what follows may be the options of another command
    stray = [] if error.ctx.allow_extra_args else [words[at] for at in _loose(error, words)]
    if "help" in stray:
        return _left_over(error, words)
    if stray:
        message += f"; unexpected {all_of(map(shown, stray))}: each value stands after its option"
    example = example or next(iter(getattr(error.ctx.command, "examples", ())), "")
    is_lost = len(lacking) > 1 or stray or len(words) < 2
    return f"{message}; for example: {example}" if example and is_lost else message


def _is_needed(option: Any, given: Container[str]) -> bool:
    """Whether it has to be given unless it is solved for, which is found out later."""
    return getattr(option, "is_needed", False) and "--solve" not in given


def _named(parameter: Any) -> str:
    name = f"{parameter.opts[0]} " if parameter.param_type_name == "option" else ""
    return f"{name}{parameter.metavar}"


def _meaning(parameter: Any) -> str:
    # a unit behind it would stand in brackets within brackets
    return getattr(parameter, "meaning", "") or re.sub(r" \([a-z ]+\)$", "", parameter.help)


def _loose(error: Any, words: Sequence[str]) -> list[int]:
    """Where words stand that are neither an option, nor its value, nor an argument of the command."""
    valued = {name for item in _options(error) for name in item.opts if not item.is_flag}
    loose = [at for at in range(1, len(words)) if words[at][:1] != "-" and words[at - 1] not in valued]
    return loose[sum(item.param_type_name == "argument" for item in error.ctx.command.params) :]


def _unknown(error: Any, words: Sequence[str]) -> str:
    from lrcalc.command.other_names import option_meant

    name = error.option_name
    # Typer reads -max as -m, -a and -x
    whole = next((word for word in words if word.startswith(name) and word.partition("=")[0] != name), name)
    if not name.startswith("--") and len(whole) > len(name):
        name = whole.partition("=")[0]
    near = option_meant(name, words, _names(error))
    hint = did_you_mean(near)
    is_plain = name.isprintable() and len(name) < LONGEST_NAME
    return f"unknown option {name if is_plain else shown(name)}{hint}"


def _left_over(error: Any, words: Sequence[str]) -> str:
    """A word that no option takes."""
    from lrcalc.command.other_names import option_meant

    options = _options(error)
    after_dashes = words.index("--") + 1 if "--" in words[:-1] else 0
    at = next(iter(_loose(error, words)), after_dashes)
    over = words[at] if at else ""
    if at > 2 and words[at - 2] in LISTS:
        option, rest = words[at - 2], takewhile(lambda word: word[:1] != "-", words[at:])
        together = ",".join([words[at - 1], *rest])
        # as it is to be typed, where it can be shown whole
        example = f": {option} {together}" if together.isprintable() and len(together) <= 100 else ""
        return f"unexpected {shown(over)}; separate {LISTS[option]} by commas{example}"
    near = option_meant(over, words, _names(error)) if over else None
    takes_steps = any("--at" in item.opts for item in options)
    hint = did_you_mean(near) or ("; steps go after --at" if takes_steps else "")
    return f"unexpected {shown(over)}{hint}"
