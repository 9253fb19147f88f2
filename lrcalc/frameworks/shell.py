"""Lines of a shell as the words of one command: variables and arrays put in where they stand, nothing run."""

from __future__ import annotations

import re

LONGEST = 100_000
MOST_ROUNDS = 8
_SET = re.compile(
    r"""(?mx) ^[ \t]* (?:(?:export|local|declare|readonly|set)[ \t]+)? ([A-Za-z_]\w*) (\+?)=
        (?: "((?:[^"\\]|\\.)*)" | '([^']*)' | \(([^()]*)\) | ([^\s"'()]*) ) [ \t]*;?"""
)
_USED = re.compile(r"\$(?:\{([A-Za-z_]\w*)(?:\[[@*]\])?(?::?[-=]([^{}]*))?\}|([A-Za-z_]\w*))")


def command(text: str) -> str:
    """The text with each variable that it sets in the place where it is used.

    What sets one is left out; where no flag is left without them, the flags are those that were set.
    """
    text = re.sub(r"\\[ \t]*\n", " ", text)
    used = {match[1] or match[3] for match in _USED.finditer(text)}
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
        if after == rest or len(after) > LONGEST:
            break
        rest = after
    return rest
