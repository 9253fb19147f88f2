"""Lines of a shell as the words of one command: variables and arrays put in where they stand, nothing run."""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 100_000
MOST_ROUNDS = 8
MOST_WORDS = 60
_SET = re.compile(
    r"""(?mx) ^[ \t]* (?:(?:export|local|declare|readonly|set)[ \t]+)? ([A-Za-z_]\w*) (\+?)=
        (?: (\$\(\([^\n]{1,200}?\)\))
            | "((?:[^"\\]|\\.)*)" | '([^']*)' | \(([^()]*)\) | ([^\s"'()]*) ) [ \t]*;?"""
)
_USED = re.compile(r"\$(?:\{([A-Za-z_]\w*)(?:\[[@*]\])?(?::?[-=]([^{}]*))?\}|([A-Za-z_]\w*))")

# $((STEPS / 10)), whose names need no sign
_SUM = re.compile(r"\$\(\(([^$]{1,200}?)\)\)")


def _calculated(match: re.Match[str], values: Mapping[str, str]) -> str:
    """The whole number that a sum of the shell comes to; the sum itself where it is none."""
    words = re.findall(r"\d+|[A-Za-z_]\w*|\S", match[1])
    known = [values.get(word, word).strip().strip("\"'") for word in words]
    if len(words) > MOST_WORDS or not all(re.fullmatch(r"\d{1,18}|[-+*/%()]", word) for word in known):
        return match[0]
    try:
        return str(_sum(known))
    except (ArithmeticError, IndexError):
        return match[0]


def _sum(words: list[str]) -> int:
    """a + b·c/d − …, as a shell calculates: from left to right, a division cut off. Takes the words away."""
    found, sign = 0, 1
    while True:
        found += sign * _product(words)
        if not words or words[0] not in "+-":
            return found
        sign = 1 if words.pop(0) == "+" else -1


def _product(words: list[str]) -> int:
    found = _factor(words)
    while words and words[0] in "*/%":
        sign, other = words.pop(0), _factor(words)
        if sign == "*":
            found *= other
            continue
        cut = abs(found) // abs(other) * (1 if found * other >= 0 else -1)
        found = cut if sign == "/" else found - other * cut
    return found


def _factor(words: list[str]) -> int:
    word = words.pop(0)
    if word == "(":
        found = _sum(words)
        words.pop(0)
        return found
    if word in "+-":
        return _factor(words) * (1 if word == "+" else -1)
    if not word.isdecimal():
        raise ArithmeticError(word)
    return int(word)


def command(text: str) -> str:
    """The text with each variable that it sets in the place where it is used.

    What sets one is left out; where no flag is left without them, the flags are those that were set.
    """
    text = re.sub(r"\\[ \t]*\n", " ", text)
    used = {match[1] or match[3] for match in _USED.finditer(text)}
    used |= {name for match in _SUM.finditer(text) for name in re.findall(r"[A-Za-z_]\w*", match[1])}
    values: dict[str, str] = {}

    def kept(match: re.Match[str]) -> str:
        name = match[1]
        value = next((part for part in match.groups()[2:] if part is not None), "")
        flags = re.search(r"(?:^|\s)--?[A-Za-z]", value)
        if name not in used and not flags:
            return match[0]
        value = " ".join(re.sub(r"(?:^|(?<=\s))#.*", "", line) for line in value.splitlines())
        values[name] = f"{values.get(name, '')} {value}" if match[2] else value
        return ""

    rest = _SET.sub(kept, text)
    if not re.search(r"(?:^|\s)--?[A-Za-z]|\$", rest):
        rest += " " + " ".join(values.values())
    for _ in range(MOST_ROUNDS):
        after = _USED.sub(lambda match: values.get(match[1] or match[3], match[2] or match[0]), rest)
        after = _SUM.sub(lambda match: _calculated(match, values), after)
        # what a sum is set to first, where others are of it
        for name in [name for name, value in values.items() if "$((" in value]:
            values[name] = _SUM.sub(lambda match: _calculated(match, values), values[name])
        if after == rest or len(after) > LONGEST:
            break
        rest = after
    return rest
