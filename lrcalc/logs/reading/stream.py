"""A log as lines of bounded length, whatever the file holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lrcalc.logs.reading.encoding import Source
from lrcalc.logs.reading.rows import Found, LogError

CHUNK = 1 << 16
# The longest line that is looked at: a trainer_state.json of 100,000 rows may stand on one.
LONGEST_LINE = 1 << 24
# What colours a line in a terminal, moves the cursor or names the process that wrote it.
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")
# Without any of these nothing of a line has to be taken away.
MARKS = (b"\x1b", b"\r", b"rank", b"default")
RANK = re.compile(r"^\s*\[?(?:default|rank)\s*:?\s*(\d+)\]?\s*:\s*", re.IGNORECASE)


class Line(NamedTuple):
    """A line without colours and without the name of the process, and its number."""

    number: int
    text: str


def lines(stream: Source, found: Found, head: bytes = b"") -> Iterator[Line]:
    """The lines of a log; a carriage return ends one too. Raises LogError for one that is too long."""
    number, chunk = 1, head.removeprefix(b"\xef\xbb\xbf")
    pieces: list[bytes] = []
    length = 0
    while True:
        ends = chunk.rfind(b"\n") + 1
        if ends:
            whole = b"".join((*pieces, chunk[:ends]))
            folded = whole.lower()
            if any(mark in folded for mark in MARKS):
                for part in whole.split(b"\n")[:-1]:
                    yield from _cleaned(number, part, found)
                    number += 1
            else:
                texts = whole.decode("utf-8", "replace").split("\n")
                yield from (Line(at, text) for at, text in enumerate(texts, number) if text.strip())
                number += len(texts) - 1
            pieces, length, chunk = [], 0, chunk[ends:]
        elif length > CHUNK and b"\r" in chunk:
            # a progress bar writes one line over and over
            yield from _cleaned(number, b"".join((*pieces, chunk[: chunk.rfind(b"\r")])), found)
            pieces, length, chunk = [], 0, chunk[chunk.rfind(b"\r") + 1 :]
        pieces.append(chunk)
        length += len(chunk)
        if length > LONGEST_LINE:
            raise LogError(f"line {number}: expected at most {LONGEST_LINE} bytes, got more")
        chunk = stream.read(CHUNK)
        if not chunk:
            break
    if any(pieces):
        found.cut_line = number
        yield from _cleaned(number, b"".join(pieces), found)


def matching(lines: Iterable[Line], pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines in which a pattern is found, and what was found there."""
    for line in lines:
        match = pattern.search(line.text)
        if match is not None:
            yield line, match


def _cleaned(number: int, raw: bytes, found: Found) -> Iterator[Line]:
    for part in raw.split(b"\r"):
        text = part.decode("utf-8", "replace")
        if "\x1b" in text:
            text = ANSI.sub("", text)
            found.left_out["lines' colour codes"] += 1
        rank = RANK.match(text)
        if rank:
            if rank[1] != "0":
                found.left_out["lines of other ranks"] += 1
                continue
            text = text[rank.end() :]
        if text.strip():
            yield Line(number, text)
