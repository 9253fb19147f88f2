"""What Typer could not read, in the words of the other messages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Any

from lrcalc.errors import did_you_mean
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


def usage_message(error: Any, words: Sequence[str]) -> str:
    """What is wrong with the words of a command line."""
    kind = type(error).__name__
    if kind == "MissingParameter":
        return _missing(error, words)
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


def _missing(error: Any, words: Sequence[str]) -> str:
    parameter = error.param
    names = {name for item in _options(error) for name in item.opts}
    flags = {name for item in _options(error) for name in item.opts if item.is_flag}
    for one, two in pairwise(words):
        if one in names - flags and two in names:
            return f"{one}: expected a value after it, got the option {two}"
    name = parameter.opts[0] if parameter.param_type_name == "option" else ""
    meaning = getattr(parameter, "meaning", "") or parameter.help
    return f"{f'{name} {parameter.metavar}'.strip()} is required ({meaning})"


def _unknown(error: Any, words: Sequence[str]) -> str:
    from lrcalc.command.other_names import option_meant

    known = [name for item in _options(error) for name in item.opts]
    name = error.option_name
    # Typer reads -max as -m, -a and -x
    whole = next((word for word in words if word.startswith(name) and word.partition("=")[0] != name), name)
    if not name.startswith("--") and len(whole) > len(name):
        name = whole.partition("=")[0]
    near = option_meant(name, words, known)
    hint = did_you_mean(near)
    is_plain = name.isprintable() and len(name) < LONGEST_NAME
    return f"unknown option {name if is_plain else shown(name)}{hint}"


def _left_over(error: Any, words: Sequence[str]) -> str:
    """A word that no option takes."""
    from lrcalc.command.other_names import option_meant

    options = _options(error)
    valued = {name for item in options for name in item.opts if not item.is_flag}
    loose = [at for at in range(1, len(words)) if words[at][:1] != "-" and words[at - 1] not in valued]
    own = sum(item.param_type_name == "argument" for item in error.ctx.command.params)
    after_dashes = words.index("--") + 1 if "--" in words[:-1] else 0
    at = next(iter(loose[own:]), after_dashes)
    over = words[at] if at else ""
    if at > 2 and words[at - 2] in LISTS:
        option, rest = words[at - 2], takewhile(lambda word: word[:1] != "-", words[at:])
        together = ",".join([words[at - 1], *rest])
        # as it is to be typed, where it can be shown whole
        example = f": {option} {together}" if together.isprintable() and len(together) <= 100 else ""
        return f"unexpected {shown(over)}; separate {LISTS[option]} by commas{example}"
    near = option_meant(over, words, [name for item in options for name in item.opts]) if over else None
    takes_steps = any("--at" in item.opts for item in options)
    hint = did_you_mean(near) or ("; steps go after --at" if takes_steps else "")
    return f"unexpected {shown(over)}{hint}"
