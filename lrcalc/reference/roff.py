"""Text in the language of manual pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

WIDTH = 80


def escaped(text: str) -> str:
    """Text as it stands in the page; signs outside ASCII by name, so that no encoding is guessed."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in plain)


def filled(text: str) -> list[str]:
    """A paragraph in lines that are not too long."""
    lines = textwrap.wrap(escaped(text), WIDTH, break_long_words=False, break_on_hyphens=False)
    return [_no_request(line) for line in lines]


def _no_request(line: str) -> str:
    """A line that would begin a request, kept from doing so."""
    return f"\\&{line}" if line.startswith(".") else line


def request(name: str, *arguments: str) -> str:
    """A line that tells how to set what follows."""
    return " ".join([f".{name}", *(f'"{escaped(text)}"' for text in arguments)])


def paragraphs(texts: Iterable[str]) -> list[str]:
    """Paragraphs with a gap between; a heading makes the gap before the first."""
    lines: list[str] = []
    for text in texts:
        lines += [*([".PP"] if lines else []), *filled(text)]
    return lines


def without_double_gaps(lines: Iterable[str]) -> Iterator[str]:
    """The lines, without a gap right after a heading, which makes one itself."""
    before = ""
    for line in lines:
        if not (line == ".PP" and before.startswith((".SH", ".SS"))):
            yield line
        before = line


def verbatim(lines: Iterable[str]) -> list[str]:
    """Lines that are not filled, a little to the right."""
    return [".PP", ".RS 4", ".nf", *(_no_request(escaped(line)) for line in lines), ".fi", ".RE"]


def tagged(tag: str, text: str) -> list[str]:
    """A paragraph to the right of its tag, or below it."""
    return [".TP", tag, *filled(text)]


def bold(text: str) -> str:
    return f"\\fB{escaped(text)}\\fR"


def italic(text: str) -> str:
    return f"\\fI{escaped(text)}\\fR"
